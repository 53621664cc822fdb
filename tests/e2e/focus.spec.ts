import { expect, test } from "./fixtures";
import { focusFaults, settledStops, stops, tabThrough } from "./support/keyboard";
import { ROUTES, ROUTE_NAMES, SETTLED } from "./support/routes";
import { open } from "./support/site";

/** Lists of everything are walked only as far as this. */
const FAR = 70;

for (const name of ROUTE_NAMES) {
  test(`${name}: the keyboard reaches every control once, and shows where it is`, async ({ page }) => {
    await open(page, ROUTES[name]);
    await expect(page.locator("main")).toContainText(SETTLED[name]);
    const expected = await settledStops(page);
    const far = Math.min(expected.length, FAR);
    expect(await tabThrough(page, far)).toEqual(expected.slice(0, far));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await stops(page);
      expect(await focusFaults(page), colorScheme).toEqual([]);
    }
  });
}
