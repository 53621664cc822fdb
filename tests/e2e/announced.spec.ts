import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { announced } from "./support/announced";
import { BattlePage } from "./support/battle";
import { open } from "./support/site";

/** The live region of a page that waits for all battles. */
const waiting = (page: Page) => page.locator("[role=status]:has(+ #waiting)");

/** Presses Cancel as soon as there is something to cancel, with the keyboard's focus on it. */
const cancelAtOnce = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const press = () => {
          const buttons = [...document.querySelectorAll<HTMLElement>("button:not([aria-disabled])")];
          const button = buttons.find(({ textContent }) => textContent === "Cancel");
          button?.focus();
          button?.click();
          const told = [...document.querySelectorAll("main [role=status]")].some(({ textContent }) => textContent?.startsWith("Cancelled"));
          if (told) resolve();
          else requestAnimationFrame(press);
        };
        press();
      }),
  );

test("a battle's verdict, when a Pokémon is changed", async ({ page }) => {
  await open(page);
  const battle = new BattlePage(page);
  await expect(battle.verdict).toContainText("wins");
  await announced(battle.verdict, () => battle.choose("B", "onix", "Onix"), /^Onix wins \d+\.\d%$/);
});

test("how many a search of the Pokédex finds", async ({ page }) => {
  await open(page, "#/pokedex");
  const count = page.getByRole("main").getByRole("status");
  await expect(count).toContainText("187");
  await announced(count, () => page.getByRole("searchbox", { name: "Search" }).fill("evoli"), /^2 /);
});

test("whether an answer of the quiz is right", async ({ page }) => {
  await open(page, "#/quiz?seed=1");
  const told = page.locator(".quiz-told");
  await expect(told).toBeAttached();
  await announced(told, () => page.getByRole("group", { name: "Answers" }).getByRole("button").first().click(), /^(Right|No): /);
});

for (const place of ["matrix", "tournament?seed=1"]) {
  test(`that all battles are predicted: ${place}`, async ({ page }) => {
    await open(page, `#/${place}`);
    // Its element is there while the model is still on its way.
    await announced(waiting(page), async () => undefined, /^34,782 battles predicted in [\d.]+ s$/);
  });
}

test("that predicting was cancelled, and the focus stays where one can go on", async ({ page }) => {
  await open(page, "#/rankings");
  await announced(waiting(page), () => cancelAtOnce(page), /^Cancelled after [\d,]+ of 34,782 battles$/);
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  const again = page.getByRole("button", { name: "Predict again" });
  await expect(again).toBeFocused();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeHidden();
  await announced(waiting(page), () => page.keyboard.press("Enter"), /^34,782 battles predicted/);
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.locator("main")).toBeFocused();
});

test("how far the count of all legal battles is, and the focus stays on a button", async ({ page }) => {
  await open(page, "#/rules?over=all");
  const start = page.getByRole("button", { name: "Count", exact: true });
  await expect(start).not.toHaveAttribute("aria-disabled");
  const told = page.locator(".card", { has: start }).getByRole("status");
  await start.focus();
  await announced(told, () => page.keyboard.press("Enter"), /^\d+% of the battles predicted$/);
  await expect(start).toBeFocused();
  await announced(told, () => cancelAtOnce(page), /^Cancelled after [\d,]+ of 9,775,430 battles$/);
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
});
