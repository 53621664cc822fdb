import { expect, test } from "./fixtures";
import { unsettled, violations } from "./support/accessibility";
import { ROUTES, ROUTE_NAMES, SETTLED } from "./support/routes";
import { open } from "./support/site";

for (const name of ROUTE_NAMES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${name}, ${colorScheme}: accessible, also on a phone, and never wider than the screen`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, ROUTES[name]);
      await expect(page.locator("main")).toContainText(SETTLED[name]);
      expect(await unsettled(page), "contrast on gradients").toEqual([]);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 720 });
        const { scrollWidth, clientWidth } = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return { scrollWidth, clientWidth };
        });
        expect(scrollWidth, `at ${width} px`).toBeLessThanOrEqual(clientWidth);
        expect(await violations(page), `at ${width} px`).toEqual([]);
      }
      await page.getByRole("button", { name: "Français" }).click();
      await expect(page.locator("html")).toHaveAttribute("lang", "fr");
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, "in French").toBeLessThanOrEqual(0);
      expect(await violations(page), "in French").toEqual([]);
    });
  }
}

test("an error panel is accessible too", async ({ page }) => {
  await open(page, ROUTES.battle, { select: { stage: "Nowhere" } });
  await expect(page.getByRole("alert")).toBeVisible();
  await page.setViewportSize({ width: 320, height: 720 });
  expect(await violations(page)).toEqual([]);
});
