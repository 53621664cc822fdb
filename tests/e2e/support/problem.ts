import { type Locator, type Page, expect } from "@playwright/test";

/** The panel that tells what went wrong. */
export function problem(page: Page, title: string): Locator {
  return page.getByRole("alert").filter({ has: page.getByRole("heading", { name: title }) });
}

/** The page goes on: its navigation works, and the rules still decide the battle. */
export async function expectPageLives(page: Page): Promise<void> {
  await expect(page.getByRole("region", { name: "By the rules" })).toContainText("Winner");
  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");
}
