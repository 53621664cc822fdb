import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { expected } from "./harness/world";
import { violations } from "./support/accessibility";
import { expectShare } from "./support/chances";
import { fighters, pokemon } from "./support/pokedex";
import { open } from "./support/site";

const data = JSON.parse(readFileSync(new URL("../../crates/battle/data/pokedex.json", import.meta.url), "utf8")) as {
  pokemon: { slug: string; types: string[]; form: string; moves: number[] }[];
};
const count = (keep: (each: (typeof data.pokemon)[number]) => boolean) => data.pokemon.filter((each) => each.moves.length > 0 && keep(each)).length;
const size = (page: Page) => page.locator(".matrix-card").getByRole("status").first();
const fires = count(({ types }) => types.includes("fire"));
const megas = count(({ form }) => form === "mega");

test("rows and columns are filtered by type, form and rarity, and the address keeps it", async ({ page }) => {
  await open(page, "#/matrix");
  await expect(size(page)).toHaveText(`${fighters().length} × ${fighters().length} Pokémon`);
  const [rows, columns] = [page.getByRole("group", { name: "Rows" }), page.getByRole("group", { name: "Columns" })];
  await rows.getByLabel("Type").selectOption("Fire");
  await columns.getByLabel("Form").selectOption("Mega");
  await expect(page).toHaveURL(/#\/matrix\?rows-type=fire&cols-form=mega$/);
  await expect(size(page)).toHaveText(`${fires} × ${megas} Pokémon`);
  await page.reload();
  await expect(size(page)).toHaveText(`${fires} × ${megas} Pokémon`);
  await columns.getByLabel("Rarity").selectOption("Mythical");
  await expect(size(page)).toHaveText("Nobody is found: change the search");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByLabel("Find rows")).toBeFocused();
  await expect(size(page)).toHaveText(`${fighters().length} × ${fighters().length} Pokémon`);
  await expect(page).toHaveURL(/#\/matrix$/);
});

test("a row is shown as a table without the canvas, and the colours at the edges are told", async ({ page }) => {
  await open(page, "#/matrix?cols-form=mega");
  await page.getByLabel("A row as a table").selectOption("Mewtwo");
  await expect(page).toHaveURL(/table=mewtwo$/);
  const lines = page.getByRole("table").locator("tbody tr");
  await expect(lines).toHaveCount(megas);
  const mewtwo = pokemon("mewtwo").id;
  for (const line of await lines.all()) {
    const name = await line.getByRole("link").innerText();
    const other = fighters().find(({ en }) => en === name)?.id;
    const battle = expected().best.find(({ a, b }) => a === mewtwo && b === other);
    expectShare(await line.getByRole("cell").innerText(), battle?.probability ?? Number.NaN);
  }
  // A cell of the canvas takes its row's place.
  await page.getByRole("application").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page).not.toHaveURL(/table=/);
  await expect(page.getByLabel("A row as a table")).toHaveValue("");

  await page.getByText("Colours at the edges: first type of each Pokémon").click();
  await expect(page.locator(".matrix-strips .type-chip")).toHaveCount(18);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`filters and table are accessible on a phone, in French, ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme });
    await open(page, "?lang=fr#/matrix?rows-type=fire&table=charizard&cols-form=mega");
    await expect(page.getByText("La ligne de Dracaufeu en tableau")).toBeVisible();
    await page.getByText("Couleurs des bords : premier type de chaque Pokémon").click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}
