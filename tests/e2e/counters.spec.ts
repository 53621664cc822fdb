import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { expected } from "./harness/world";
import { chances, expectShare, placeOf } from "./support/chances";
import { fighters, pokemon } from "./support/pokedex";
import { open } from "./support/site";

const everyone = [...fighters().keys()];
const list = (page: Page, name: string) => page.getByRole("region", { name }).getByRole("listitem");

/** The surest entries of a list are these, with their chances. */
async function expectFirst(page: Page, name: string, found: { place: number; chance: number }[], count = 10): Promise<void> {
  const sorted = [...found].sort((x, y) => y.chance - x.chance);
  for (const [at, { chance }] of sorted.slice(0, count).entries()) {
    const line = list(page, name).nth(at);
    const [who = "", share = ""] = [await line.getByRole("link").innerText(), await line.locator(".number").innerText()];
    expectShare(share, chance);
    // Of equals either may come first.
    expect(Math.abs((found.find(({ place }) => place === placeOf(who))?.chance ?? 0) - chance)).toBeLessThan(1e-6);
  }
}

test("counters and victories are the mean of both sides, as for teams and tournaments, or as A alone", async ({ page }) => {
  const chance = chances();
  const own = placeOf("mewtwo");
  await open(page, "#/rankings/mewtwo");
  await expect(page.getByText("Who beats Mewtwo: (P(the other beats Mewtwo) + 1 − P(Mewtwo beats the other)) ÷ 2")).toBeVisible();
  const others = everyone.filter((place) => place !== own);
  await expectFirst(page, "Best counters", others.map((place) => ({ place, chance: chance(place, own) ?? 0 })));
  await expectFirst(page, "Surest victories", others.map((place) => ({ place, chance: chance(own, place) ?? 0 })));

  await page.getByLabel("Chances").selectOption("As A");
  await expect(page).toHaveURL(/#\/rankings\/mewtwo\?sides=a$/);
  await expect(page.getByText("Who beats Mewtwo, attacking as A")).toBeVisible();
  const mewtwo = pokemon("mewtwo").id;
  const asA = expected().best.filter(({ b }) => b === mewtwo);
  const place = (id: number) => fighters().findIndex((each) => each.id === id);
  await expectFirst(page, "Best counters", asA.map(({ a, probability }) => ({ place: place(a), chance: probability })));
});

test("rankings by both sides are the means of onnxruntime's chances, and lead to counters of the same sort", async ({ page }) => {
  const chance = chances();
  const row = (one: number) => everyone.flatMap((other) => chance(one, other) ?? []);
  const mean = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const ranked = everyone.map((one) => ({ one, mean: mean(row(one)) })).sort((x, y) => y.mean - x.mean);
  await open(page, "#/rankings");
  await expect(page.getByText(`over all ${everyone.length - 1} opponents`).or(page.getByText(`against all ${everyone.length - 1} opponents`))).toBeVisible();
  const rows = page.getByRole("table").locator("tbody tr");
  for (const [rank, { one, mean: average }] of ranked.slice(0, 10).entries()) {
    const numbers = row(one);
    await expect(rows.nth(rank).getByRole("rowheader")).toHaveText(fighters()[one]?.en ?? "");
    const cells = rows.nth(rank).locator("td");
    expectShare(await cells.nth(1).locator("span").last().innerText(), average);
    expectShare(await cells.nth(2).innerText(), Math.sqrt(mean(numbers.map((p) => (p - average) ** 2))));
    await expect(cells.nth(3)).toHaveText(String(numbers.filter((p) => p > 0.5).length));
  }
  await page.getByLabel("Chances").selectOption("As A");
  await rows.first().getByRole("link").click();
  await expect(page).toHaveURL(/#\/rankings\/[^/]+\?sides=a$/);
});

test("how many there are is counted, and written as the language does", async ({ page }) => {
  const all = fighters().length;
  const battles = all * (all - 1);
  await open(page, "?lang=fr#/rankings");
  await expect(page.getByText(`la chance moyenne contre les ${all - 1} adversaires`)).toBeVisible();
  for (const [address, said] of [
    ["#/team", `les ${all}, selon le modèle`],
    ["#/tournament", `Tiré au sort parmi les ${all}`],
    ["#/matrix", `${battles.toLocaleString("fr-FR")} combats prédits en`],
  ] as const) {
    await page.evaluate((next) => location.assign(next), address);
    await expect(page.locator("main")).toContainText(said);
  }
});

test("which battles the speed page predicts is in its address", async ({ page }) => {
  await open(page, "#/field");
  await page.getByRole("radio", { name: "All moves" }).check();
  await expect(page).toHaveURL(/#\/field\?moves=all$/);
  await page.reload();
  await expect(page.getByRole("radio", { name: "All moves" })).toBeChecked();
  await expect(page.locator("main")).toContainText("9,775,430");
  await page.getByRole("radio", { name: "Best moves" }).check();
  await expect(page).toHaveURL(/#\/field$/);
});
