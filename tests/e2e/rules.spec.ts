import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { type BestBattle, expected } from "./harness/world";
import { violations } from "./support/accessibility";
import { move, pokemon } from "./support/pokedex";
import { open } from "./support/site";

const data = JSON.parse(readFileSync(new URL("../../crates/battle/data/pokedex.json", import.meta.url), "utf8")) as {
  pokemon: { id: number; types: string[] }[];
  moves: { id: number; category: string }[];
};
const types = new Map(data.pokemon.map(({ id, types }) => [id, types]));
const categories = new Map(data.moves.map(({ id, category }) => [id, category]));

/** Where onnxruntime names another winner than the rules, the surest first. */
function errors(keep: (battle: BestBattle) => boolean = () => true): BestBattle[] {
  const wrong = expected().best.filter((battle) => battle.probability >= 0.5 !== battle.winsA && keep(battle));
  expect(wrong.filter(({ probability }) => Math.abs(probability - 0.5) < 1e-6), "battles that may be counted either way").toEqual([]);
  const sureness = ({ probability }: BestBattle) => Math.max(probability, 1 - probability);
  return wrong.sort((x, y) => sureness(y) - sureness(x));
}

const number = (count: number) => count.toLocaleString("en-GB");
const told = (count: number) =>
  count > 1000
    ? `The 1,000 surest of ${number(count)} battles whose winner the model gets wrong; columns sort these 1,000 only`
    : `All ${number(count)} battles whose winner the model gets wrong, the surest first unless a column sorts them`;

/** What a row says, without the probability. */
function line({ a, b, moveA, moveB, winsA, turnsA, turnsB }: BestBattle): string {
  const [winner, loser] = (winsA ? [turnsA, turnsB] : [turnsB, turnsA]).map((turns) => turns.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
  const why = turnsA === turnsB ? `both need ${winner} turns, and it strikes first` : `in ${winner} turns, against ${loser}`;
  return [`${pokemon(a).en} ${move(moveA).en}`, `${pokemon(b).en} ${move(moveB).en}`, `${pokemon(winsA ? a : b).en} ${why}`].join(" | ");
}

const list = (page: Page) => page.getByRole("region", { name: "Where they part" }).last();

/** Every row of the list without its probability, and the probabilities. */
async function rows(page: Page): Promise<[string[], string[]]> {
  const more = list(page).getByRole("button", { name: /^Show [\d,]+ more$/ });
  while (await more.isVisible()) await more.click();
  const cells = await list(page).locator("tbody tr").evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent ?? "")));
  return [cells.map(([a, b, , rules]) => [a, b, rules].join(" | ")), cells.map((line) => line[2] ?? "")];
}

test("the battles that part are onnxruntime's, whatever filter is set, and no other", async ({ page }) => {
  await open(page, "#/rules");
  const status = list(page).getByRole("status");
  const all = errors();
  await expect(status).toHaveText(told(all.length));

  // A slice leads to its own errors, which take the focus and the address.
  await page.locator('#by-type ~ table [data-slice="psychic"]').getByRole("link").click();
  await expect(page).toHaveURL(/#\/rules\?type=psychic$/);
  await expect(page.getByRole("heading", { name: "Where they part" })).toBeFocused();
  const psychic = errors(({ a }) => types.get(a)?.includes("psychic") ?? false);
  await expect(status).toHaveText(told(psychic.length));
  expect((await rows(page))[0].sort()).toEqual(psychic.slice(0, 1000).map(line).sort());

  await list(page).getByLabel("Category").selectOption("physical");
  await expect(page).toHaveURL(/#\/rules\?type=psychic&category=physical$/);
  const physical = psychic.filter(({ moveA }) => categories.get(moveA) === "physical");
  await expect(status).toHaveText(told(physical.length));
  const [found, chances] = await rows(page);
  expect(found.sort()).toEqual(physical.map(line).sort());
  expect(chances[0]).toBe(`${(100 * (physical[0]?.probability ?? Number.NaN)).toFixed(2)}%`);

  await page.reload();
  await expect(status).toHaveText(told(physical.length));
  await list(page).getByRole("button", { name: "Clear filters" }).click();
  await expect(status).toHaveText(told(all.length));
  await expect(list(page).getByLabel("Type")).toBeFocused();
});

test("heads of columns sort the battles that part, up, down and not at all", async ({ page }) => {
  await open(page, "#/rules?type=water");
  const water = errors(({ a }) => types.get(a)?.includes("water") ?? false).slice(0, 1000);
  const head = (name: string) => list(page).getByRole("columnheader", { name, exact: true });
  const press = (name: string) => head(name).getByRole("button").click();
  const closeness = ({ turnsA, turnsB }: BestBattle) => Math.max(turnsA, turnsB) / Math.min(turnsA, turnsB);
  await expect(list(page).getByRole("status")).toHaveText(told(water.length));

  await press("A");
  await expect(head("A")).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/sort=a$/);
  const names = (await rows(page))[0].map((row) => row.split(" | ")[0] ?? "");
  const first = water.map(({ a }) => pokemon(a).en).sort((x, y) => x.localeCompare(y, "en"));
  names.forEach((name, place) => expect(name.startsWith(first[place] ?? "?"), `${name} for ${first[place]}`).toBe(true));

  await press("Winner by the rules");
  await expect(head("A")).toHaveAttribute("aria-sort", "none");
  const closest = [...water].sort((x, y) => closeness(x) - closeness(y));
  expect((await rows(page))[0].slice(0, 5)).toEqual(closest.slice(0, 5).map(line));
  await press("Winner by the rules");
  await expect(head("Winner by the rules")).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/sort=-rules$/);
  expect((await rows(page))[0][0]).toBe(line(closest.at(-1) as BestBattle));
  await press("Winner by the rules");
  await expect(page).toHaveURL(/#\/rules\?type=water$/);
  expect((await rows(page))[1][0]).toBe(`${(100 * (water[0]?.probability ?? Number.NaN)).toFixed(2)}%`);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the battles that part are accessible on a phone, in French, ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme });
    await open(page, "?lang=fr#/rules?type=fire&sort=-p");
    await expect(page.getByRole("columnheader", { name: "Vainqueur selon les règles" })).toBeVisible();
    const fire = errors(({ a }) => types.get(a)?.includes("fire") ?? false);
    await expect(page.getByText(`${fire.length} combats où le modèle se trompe de vainqueur`)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}

test("counting all battles shows one bar of progress and one way to cancel", async ({ page }) => {
  await open(page, "#/rules?over=all");
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await expect(page.getByRole("progressbar")).not.toHaveCount(0);
  expect(await page.getByRole("button", { name: "Cancel", exact: true }).count()).toBe(1);
});
