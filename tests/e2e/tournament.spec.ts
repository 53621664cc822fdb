import type { Locator, Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { TOLERANCE, chances, expectShare, expectShares, named, placeOf } from "./support/chances";
import { open } from "./support/site";

const bracket = (page: Page) => page.getByRole("region", { name: "Bracket" });
const round = (page: Page, number: number) => bracket(page).getByRole("region").nth(number).getByRole("listitem");
const champion = (page: Page) => page.getByRole("region", { name: "Champion" });

/** Everyone who entered, in the order of the draw, by places. */
async function entrants(page: Page): Promise<number[]> {
  await expect(bracket(page)).toBeVisible();
  return (await round(page, 0).locator(".match-name").allTextContents()).map(placeOf);
}

interface Shown {
  link: Locator;
  names: string[];
  shares: (string | null)[];
}

async function match(item: Locator): Promise<Shown> {
  const link = item.getByRole("link");
  return { link, names: await link.locator(".match-name").allTextContents(), shares: await link.locator(".number").allTextContents() };
}

for (const size of [8, 64]) {
  test(`every match among ${size}, the champion and the chances of the title are those of onnxruntime's answers`, async ({ page }) => {
    const chance = chances();
    const beats = (one: number, other: number) => chance(one, other) ?? Number.NaN;
    await open(page, `#/tournament?seed=7&size=${size}`);
    const drawn = await entrants(page);
    expect(new Set(drawn).size).toBe(size);

    let left = drawn;
    for (let number = 0; left.length > 1; number += 1) {
      const items = round(page, number);
      await expect(items).toHaveCount(left.length / 2);
      const winners: number[] = [];
      for (let at = 0; at < left.length; at += 2) {
        const [above, below] = [left[at] ?? -1, left[at + 1] ?? -1];
        const p = beats(above, below);
        // Not so near to ½ that the page might see another winner.
        expect(Math.abs(p - 0.5)).toBeGreaterThan(TOLERANCE);
        const { link, names, shares } = await match(items.nth(at / 2));
        expect(names).toEqual([named(above).en, named(below).en]);
        expectShare(shares[0] ?? null, p, 1);
        expectShare(shares[1] ?? null, 1 - p, 1);
        await expect(link).toHaveAttribute("href", `#/battle/${named(above).slug}/${named(below).slug}`);
        const winner = p > 0.5 ? above : below;
        await expect(link.locator(".wins")).toContainText(`${named(winner).en} wins, `);
        await expect(link.locator(".wins")).toContainText("✓");
        await expect(link.locator(".match-side:not(.wins)")).toContainText(" loses, ");
        winners.push(winner);
      }
      left = winners;
    }
    const [best = -1] = left;
    await expect(champion(page).getByRole("status")).toHaveText(`${named(best).en} wins the tournament`);

    // What each can expect: the chance to come from its half of the draw, times that of beating whoever comes from the other.
    const title = (among: number[]): Map<number, number> => {
      if (among.length === 1) return new Map([[among[0] ?? -1, 1]]);
      const [first, second] = [title(among.slice(0, among.length / 2)), title(among.slice(among.length / 2))];
      const against = (own: Map<number, number>, others: Map<number, number>) =>
        [...own].map(([one, reached]): [number, number] => [one, reached * [...others].reduce((sum, [other, met]) => sum + met * beats(one, other), 0)]);
      return new Map([...against(first, second), ...against(second, first)]);
    };
    const odds = title(drawn);
    expect([...odds.values()].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    const greatest = [...odds].sort((x, y) => y[1] - x[1]).slice(0, 5);
    const lines = page.getByRole("region", { name: "Chances of the title" }).getByRole("listitem");
    await expect(lines.getByRole("link")).toHaveText(greatest.map(([place]) => named(place).en));
    await expectShares(lines.locator(".number"), greatest.map(([, p]) => p));
    expectShare(await champion(page).locator(".dex-note .number").textContent(), odds.get(best) ?? Number.NaN);
  });
}

test("a draw has an address: it survives a reload, another one is a step, and going back undoes it", async ({ page }) => {
  await open(page, "#/tournament?seed=7");
  const first = await entrants(page);
  expect(first).toHaveLength(16);
  await page.reload();
  expect(await entrants(page)).toEqual(first);
  await page.getByRole("button", { name: "Another tournament" }).click();
  await expect(page).toHaveURL(/#\/tournament\?seed=(?!7$)\d+$/);
  await expect(round(page, 0).locator(".match-name").first()).toBeVisible();
  const second = await entrants(page);
  expect(second).toHaveLength(16);
  expect(second).not.toEqual(first);
  await page.goBack();
  await expect(page).toHaveURL(/#\/tournament\?seed=7$/);
  await expect(round(page, 0).locator(".match-name")).toHaveText(first.map((place) => named(place).en));
});

test("an address without a draw gets one, and a size that there is not counts as sixteen", async ({ page }) => {
  await open(page, "#/tournament?size=12");
  await expect(page).toHaveURL(/#\/tournament\?size=12&seed=\d+$/);
  await expect(page.getByRole("radio", { name: "16" })).toBeChecked();
  await expect(round(page, 0)).toHaveCount(8);
});

test("all by keyboard", async ({ page }) => {
  await open(page, "#/tournament?seed=7&size=8");
  const first = await entrants(page);
  await page.getByRole("radio", { name: "8", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/#\/tournament\?seed=7&size=16$/);
  await expect(round(page, 0)).toHaveCount(8);
  await expect(page.getByRole("radio", { name: "16" })).toBeFocused();
  // More of the same draw.
  expect((await entrants(page)).slice(0, 8)).toEqual(first);
  await page.goBack();
  await expect(page.getByRole("radio", { name: "8", exact: true })).toBeChecked();
  await expect(round(page, 0)).toHaveCount(4);
  await page.getByRole("button", { name: "Another tournament" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/seed=7&/);
  await expect(page.getByRole("button", { name: "Another tournament" })).toBeFocused();
  const link = round(page, 0).first().getByRole("link");
  const address = (await link.getAttribute("href")) ?? "";
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});

test("in French", async ({ page }) => {
  await open(page, "#/tournament?seed=7&size=64");
  const drawn = await entrants(page);
  await page.getByRole("button", { name: "Passer en français" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tournoi");
  await expect(page).toHaveTitle("Tournoi · Battledex");
  await expect(page.getByRole("heading", { level: 3 })).toHaveText([
    "Trente-deuxièmes de finale",
    "Seizièmes de finale",
    "Huitièmes de finale",
    "Quarts de finale",
    "Demi-finales",
    "Finale",
  ]);
  const names = page.getByRole("region", { name: "Trente-deuxièmes de finale" }).locator(".match-name");
  await expect(names).toHaveText(drawn.map((place) => named(place).fr));
  await expect(page.getByRole("status").filter({ hasText: "gagne le tournoi" })).toBeVisible();
});
