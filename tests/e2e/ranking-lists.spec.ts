import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { type Pokemon, fighters as all, lore, title } from "./support/lab";
import { expectRanked, mean, onnxruntime, row } from "./support/matrix";
import { fighters } from "./support/pokedex";
import { open } from "./support/site";

const OWN = "starmie";

/** Filters as one chooses them, and who is left. */
const FILTERS: [name: string, option: string, isLeft: (pokemon: Pokemon) => boolean][] = [
  ["Type", "Water", ({ types }) => types.includes("water")],
  ["Form", "Mega", ({ form }) => form === "mega"],
  ["Rarity", "Legendary", ({ id }) => lore.get(id)?.rarity === "legendary"],
];

async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole("search").getByLabel(name, { exact: true }).selectOption({ label: option });
}

/** The lines of a list: name, percentage and address. */
async function lines(page: Page, list: string): Promise<{ shown: [string, string][]; hrefs: string[] }> {
  const items = page.getByRole("region", { name: list }).getByRole("listitem");
  const found = await items.evaluateAll((items) =>
    items.map((item) => [item.querySelector("a")?.textContent ?? "", item.querySelector(".number")?.textContent ?? "", item.querySelector("a")?.hash ?? ""] as const),
  );
  return { shown: found.map(([name, share]) => [name, share]), hrefs: found.map(([, , href]) => href) };
}

test("best counters and surest victories as A are everyone by onnxruntime's probability, and the filters leave whom they name", async ({ page }) => {
  await open(page, `#/rankings/${OWN}?sides=a`);
  const answers = onnxruntime();
  const own = fighters().findIndex(({ slug }) => slug === OWN);
  const slugs = new Map(fighters().map(({ en, slug }) => [en, slug]));
  const others = all.filter(({ slug }) => slug !== OWN);
  const share = (other: Pokemon, asA: boolean) => {
    const at = fighters().findIndex(({ id }) => id === other.id);
    return (asA ? answers[at]?.[own] : answers[own]?.[at]) ?? Number.NaN;
  };
  const status = page.getByRole("status").filter({ hasText: "Expected win rate" });
  const victories = row(answers, own).filter((p) => p >= 0.5).length;
  await expect(status).toHaveText(`Expected win rate ${(100 * mean(row(answers, own))).toFixed(2)}% · Opponents beaten ${victories}`);

  const check = async (left: Pokemon[]) => {
    expect(left.length).toBeGreaterThan(0);
    for (const [list, asA] of [["Best counters", true], ["Surest victories", false]] as const) {
      await expect(page.getByRole("region", { name: list }).getByRole("listitem")).toHaveCount(left.length);
      const { shown, hrefs } = await lines(page, list);
      expectRanked(shown, left.map((each) => ({ name: each.en, share: share(each, asA) })));
      const addresses = shown.map(([name]) => (asA ? `#/battle/${slugs.get(name)}/${OWN}` : `#/battle/${OWN}/${slugs.get(name)}`));
      expect(hrefs).toEqual(addresses);
    }
  };
  await check(others);
  for (const [name, option, isLeft] of FILTERS) {
    await choose(page, name, option);
    await check(others.filter(isLeft));
    await choose(page, name, "Any");
  }
  await choose(page, "Type", "Dragon");
  await choose(page, "Form", "Alolan");
  await expect(page).toHaveURL(/#\/rankings\/starmie\?.*type=dragon&form=alola$/);
  await check(others.filter(({ types, form }) => types.includes("dragon") && form === "alola"));
});

test("the ranking's filters leave whom they name, with their ranks among all", async ({ page }) => {
  await open(page, "#/rankings?sides=a");
  const answers = onnxruntime();
  const means = new Map(fighters().map(({ id }, place) => [id, mean(row(answers, place))]));
  const ranked = [...all].sort((x, y) => (means.get(y.id) ?? 0) - (means.get(x.id) ?? 0) || x.id - y.id);
  const rows = page.getByRole("table", { name: "Rankings" }).locator("tbody tr");
  const check = async (left: Pokemon[]) => {
    expect(left.length).toBeGreaterThan(0);
    await expect(rows.getByRole("rowheader")).toHaveText(left.map(({ en }) => en));
    await expect(rows.locator("td:first-child")).toHaveText(left.map((each) => String(1 + ranked.indexOf(each))));
    await expect(rows.locator("td:last-child")).toHaveText(left.map(({ types }) => types.map(title).join("")));
    await expect(page.getByRole("status").filter({ hasText: "Pokémon" })).toHaveText(`${left.length} Pokémon`);
  };
  await check(ranked);
  for (const [name, option, isLeft] of FILTERS) {
    await choose(page, name, option);
    await check(ranked.filter(isLeft));
    await choose(page, name, "Any");
  }
  await page.getByRole("searchbox", { name: "Search" }).fill("évoli");
  await check(ranked.filter(({ slug }) => slug.startsWith("eevee")));
});
