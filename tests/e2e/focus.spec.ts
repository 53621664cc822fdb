import { expect, test } from "./fixtures";
import { focusFaults, settledStops, stops, tabThrough } from "./support/keyboard";
import { ROUTES, ROUTE_NAMES, SETTLED } from "./support/routes";
import { WORKER, hold, open } from "./support/site";

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

test("the keyboard stays where it is while a model comes and when the words change", async ({ page }) => {
  const worker = await hold(page, WORKER);
  await open(page, "#/quiz?seed=7&two=1");
  await page.getByRole("group", { name: "Answers" }).getByRole("button").first().click();
  await page.getByRole("button", { name: "Next question" }).click();
  const question = page.locator("#quiz-question");
  await expect(question).toBeFocused();
  worker.release();
  await expect(page.locator(".lens")).toHaveAttribute("data-state", "good");
  await expect(question).toBeFocused();
  // Pressed by a script, the button does not take the focus itself.
  await page.getByRole("button", { name: "Français" }).dispatchEvent("click");
  await expect(question).toHaveText(/ contre /);
  await expect(question).toBeFocused();
});
