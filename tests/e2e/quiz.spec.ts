import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { multiplier, times } from "./support/lab";
import { fact } from "./support/battle";
import { open } from "./support/site";

const FACTORS = [0, 0.25, 0.5, 1, 2, 4];

/** The right answer to the question that is shown, and a wrong one. */
async function answers(page: Page): Promise<{ right: string; wrong: string }> {
  const question = (await page.getByRole("heading", { level: 2 }).textContent()) ?? "";
  const [attack = "", defenders = ""] = question.toLowerCase().split(" against ");
  const factor = multiplier(attack, defenders.split(" / "));
  return { right: times(factor), wrong: times(FACTORS.find((other) => other !== factor) ?? 4) };
}

const answer = (page: Page, factor: string) => page.getByRole("button", { name: factor, exact: true }).click();
const next = (page: Page) => page.getByRole("button", { name: "Next question" }).click();
const question = (page: Page, number: number) => expect(page.getByText(`Question ${number}`, { exact: true })).toBeVisible();

test("right and wrong answers count, and the best streak stays on the device", async ({ page }) => {
  await open(page, "#/quiz?seed=7&two=1");
  const value = (name: string) => fact(page.getByRole("region", { name: "Score" }), name);
  for (let number = 1; number <= 3; number += 1) {
    await question(page, number);
    const { right } = await answers(page);
    await answer(page, right);
    await expect(page.getByRole("status").filter({ hasText: `Right: ${right}` })).toBeVisible();
    await expect(page.getByRole("button", { name: "Next question" })).toBeFocused();
    await next(page);
  }
  await question(page, 4);
  await expect(page.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(value("Score")).toHaveText("3 of 3");
  const { right, wrong } = await answers(page);
  await answer(page, wrong);
  await expect(page.getByRole("status").filter({ hasText: `No: it is ${right}, not ${wrong}` })).toBeVisible();
  // An answer counts once.
  await page.getByRole("button", { name: right, exact: true }).dispatchEvent("click");
  await expect(value("Score")).toHaveText("3 of 4");
  await expect(value("Streak")).toHaveText("0");
  await expect(value("Best streak")).toHaveText("3");
  await page.reload();
  await expect(value("Score")).toHaveText("0 of 0");
  await expect(value("Best streak")).toHaveText("3");
  await page.getByRole("radio", { name: "One type" }).check();
  await expect(page).toHaveURL(/#\/quiz\?seed=7$/);
  await expect(value("Best streak")).toHaveText("0");
  await expect(page.getByRole("group", { name: "Answers" }).getByRole("button")).toHaveText(["×0", "×½", "×1", "×2"]);
});

test("a series has an address, and is the same for everybody", async ({ page }) => {
  const heading = page.getByRole("heading", { level: 2 });
  await open(page, "#/quiz?seed=1&two=1");
  await expect(heading).toHaveText(/ against .* \/ /);
  const first = (await heading.textContent()) ?? "";
  await open(page, "#/quiz");
  await expect(page).toHaveURL(/#\/quiz\?seed=\d+$/);
  await page.getByRole("radio", { name: "Two types" }).check();
  await page.getByRole("button", { name: "New round" }).click();
  await expect(page).toHaveURL(/#\/quiz\?seed=\d+&two=1$/);
  await open(page, "#/quiz?seed=1&two=1");
  await expect(heading).toHaveText(first);
});

test("all by keyboard", async ({ page }) => {
  await open(page, "#/quiz?seed=2");
  const { right } = await answers(page);
  await page.getByRole("button", { name: right, exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: `Right: ${right}` })).toBeVisible();
  await expect(page.getByRole("button", { name: "Next question" })).toBeFocused();
  await page.keyboard.press("Enter");
  await question(page, 2);
});

for (const [name, broken] of [
  ["forbidden", () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("forbidden", "SecurityError"); } })],
  ["full", () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }],
] as const) {
  test(`the quiz goes on when storage is ${name}, and says that nothing is kept`, async ({ page }) => {
    await page.addInitScript(broken);
    await open(page, "#/quiz?seed=3");
    const { right } = await answers(page);
    await answer(page, right);
    await expect(page.getByText("This browser does not let the page keep your best streak")).toBeVisible();
    await expect(fact(page.getByRole("region", { name: "Score" }), "Best streak")).toHaveText("1");
    await next(page);
    await question(page, 2);
  });
}
