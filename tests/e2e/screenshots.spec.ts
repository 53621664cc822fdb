import { join } from "node:path";

import { expect, test } from "./fixtures";
import { ROUTES, ROUTE_NAMES, SETTLED } from "./support/routes";
import { open } from "./support/site";

// Pictures to look at: the configuration leaves this file out unless SCREENSHOTS names a folder.
const folder = process.env.SCREENSHOTS ?? "";

for (const name of ROUTE_NAMES) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 768, 1440]) {
      test(`picture of ${name} in ${colorScheme} at ${width} px`, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await open(page, ROUTES[name]);
        await expect(page.locator("main")).toContainText(SETTLED[name]);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
      });
    }
  }
}
