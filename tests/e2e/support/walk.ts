import { type Page, expect } from "@playwright/test";

import { ROUTES, ROUTE_NAMES, SETTLED } from "./routes";

type Name = (typeof ROUTE_NAMES)[number];

/** Two states of one page are one page here. */
const SAME: readonly Name[] = ["manual", "team-empty"];
/** A battle has been looked at on the way. */
const ON_THE_WAY: Partial<Record<Name, string>> = { recent: "Forget them" };

/** Goes to every page by the address alone, without loading anew, and calls `visit` once each has got all that it asked for. */
export async function walk(page: Page, visit: (name: Name) => Promise<void>): Promise<void> {
  for (const name of ROUTE_NAMES.filter((each) => !SAME.includes(each))) {
    await page.evaluate((hash) => (location.hash = hash), ROUTES[name]);
    await expect(page.locator("main")).toContainText(ON_THE_WAY[name] ?? SETTLED[name]);
    await visit(name);
  }
}
