import { expect, test } from "./fixtures";
import { type Pokemon, cards, effects, everyone, expectedPower, fighters, groupsOf, lore, moveOf, multiplier, pokemonOf, title, written } from "./support/lab";
import { open } from "./support/site";

const names = (all: Pokemon[]) => all.map(({ en }) => en);
const STATS = ["HP", "Attack", "Defense", "Sp. Atk", "Sp. Def", "Speed"];
const WAYS: Record<string, string> = { l: "Level", m: "Machine", b: "Level and machine", t: "Tutor", e: "Earlier stage" };

test("everyone who can fight has a card, by number", async ({ page }) => {
  await open(page, "#/pokedex");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pokédex");
  await expect(page).toHaveTitle("Pokédex · Battledex");
  await expect(cards(page)).toHaveText(names(fighters));
  await expect(page.getByRole("status").filter({ hasText: "Pokémon" })).toHaveText("187 of 187 Pokémon");
  await expect(page.getByRole("link", { name: "003 Mega Venusaur Grass Poison" })).toContainText("Sum 625");
});

test("names are found in both languages without accents, and the address keeps the search", async ({ page }) => {
  await open(page, "#/pokedex");
  const search = page.getByRole("searchbox", { name: "Search" });
  for (const query of ["evoli", "Évoli", "EEVEE", "E\u0301voli"]) {
    await search.fill(query);
    await expect(cards(page)).toHaveText(["Eevee", "Partner Eevee"]);
  }
  await expect(page).toHaveURL(/#\/pokedex\?q=E/);
  await search.fill("evoli");
  await page.reload();
  await expect(search).toHaveValue("evoli");
  await expect(cards(page)).toHaveText(["Eevee", "Partner Eevee"]);
  await page.getByRole("button", { name: "Passer en français" }).click();
  await expect(cards(page)).toHaveText(["Évoli", pokemonOf("eevee-starter").fr]);
  await expect(page.getByRole("searchbox", { name: "Rechercher" })).toHaveValue("evoli");
});

test("filters all count, and can be taken away", async ({ page }) => {
  await open(page, "#/pokedex");
  const select = (name: string, option: string) => page.getByLabel(name, { exact: true }).selectOption({ label: option });
  await select("Type", "Water");
  await expect(cards(page)).toHaveText(names(fighters.filter(({ types }) => types.includes("water"))));
  await select("Second type", "Psychic");
  const both = fighters.filter(({ types }) => types.includes("water") && types.includes("psychic"));
  await expect(cards(page)).toHaveText(names(both));
  await select("Form", "Mega");
  await expect(cards(page)).toHaveText(names(both.filter(({ form }) => form === "mega")));
  await expect(page).toHaveURL(/#\/pokedex\?type=water&type2=psychic&form=mega$/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(cards(page)).toHaveCount(187);
  await expect(page.getByRole("searchbox", { name: "Search" })).toBeFocused();
  await select("Rarity", "Legendary");
  await expect(cards(page)).toHaveText(names(fighters.filter(({ id }) => lore.get(id)?.rarity === "legendary")));
});

test("a search that nobody fits says so", async ({ page }) => {
  await open(page, "#/pokedex?q=agumon");
  await expect(page.getByRole("status").filter({ hasText: "No Pokémon is like this" })).toBeVisible();
  await expect(cards(page)).toHaveCount(0);
});

test("cards are ordered by any stat, which they show", async ({ page }) => {
  await open(page, "#/pokedex?sort=speed");
  const fastest = [...fighters].sort((a, b) => b.stats[5] - a.stats[5] || a.id - b.id);
  await expect(cards(page)).toHaveText(names(fastest));
  await expect(page.locator(".dex-card").first()).toContainText(`Speed ${fastest[0]?.stats[5]}`);
});

test("a Pokémon's page has its facts, its stats with their places, and what hurts it", async ({ page }) => {
  const charizard = pokemonOf("charizard");
  await open(page, "#/pokedex/charizard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Charizard");
  await expect(page).toHaveTitle("Charizard · Battledex");
  const hero = page.getByRole("region", { name: "Charizard" });
  await expect(hero).toContainText(`${lore.get(charizard.id)?.height_m}\u00a0m`);
  await expect(hero).toContainText(`${charizard.weight_kg}\u00a0kg`);
  await expect(hero).toContainText("Dracaufeu");
  const chips = hero.locator(".type-chip");
  await expect(chips).toHaveText(charizard.types.map(title));
  const hrefs = await chips.evaluateAll((all) => all.map((chip) => chip.closest("a")?.hash));
  expect(hrefs).toEqual(charizard.types.map((type) => `#/types?type=${type}`));
  const total = (each: Pokemon) => each.stats.reduce((sum, value) => sum + value);
  const values = [...STATS.map((name, at) => ({ name, of: (each: Pokemon) => each.stats[at] ?? 0 })), { name: "Sum", of: total }];
  const rows = values.map(({ name, of }) => {
    const rank = 1 + fighters.filter((each) => of(each) > of(charizard)).length;
    return `${name}${of(charizard)}${rank} of 187`;
  });
  await expect(page.getByRole("region", { name: "Base stats" }).locator("tbody tr")).toHaveText(rows);
  const defenses = page.getByRole("region", { name: "Weaknesses and resistances" });
  expect(await effects(defenses)).toEqual(groupsOf((attack) => multiplier(attack, charizard.types)));
});

test("its moves can be filtered by type, category and how they are learnt, and know the same-type bonus", async ({ page }) => {
  const pikachu = pokemonOf("pikachu");
  const learnt = pikachu.moves.map((id, at) => {
    const move = moveOf(id);
    const stab = pikachu.types.includes(move.type);
    return { move, stab, way: lore.get(pikachu.id)?.ways[at] ?? "", strength: expectedPower(move) * (stab ? 1.5 : 1) };
  });
  learnt.sort((a, b) => b.strength - a.strength || a.move.id - b.move.id);
  const texts = (all: typeof learnt) =>
    all.map(({ move, stab, way, strength }) =>
      [
        `${move.en} ${title(move.category)}`,
        `${title(move.type)}${stab ? " STAB" : ""}`,
        WAYS[way],
        move.power,
        move.accuracy ?? "–",
        written(strength),
      ].join(""),
    );
  await open(page, "#/pokedex/pikachu");
  const section = page.getByRole("region", { name: "Moves" });
  const rows = section.locator("tbody tr");
  await expect(rows).toHaveText(texts(learnt));
  await section.getByLabel("Learnt by").selectOption({ label: "Level" });
  await expect(rows).toHaveText(texts(learnt.filter(({ way }) => way === "l" || way === "b")));
  await section.getByLabel("Category").selectOption({ label: "Special" });
  await expect(rows).toHaveText(texts(learnt.filter(({ move, way }) => (way === "l" || way === "b") && move.category === "special")));
  await expect(page).toHaveURL(/#\/pokedex\/pikachu\?way=level&category=special$/);
  await page.reload();
  await expect(rows).toHaveText(texts(learnt.filter(({ move, way }) => (way === "l" || way === "b") && move.category === "special")));
  await section.getByLabel("Type").selectOption({ label: "Water" });
  await expect(section.getByRole("status")).toHaveText("No move is like this");
});

test("a battle with a Pokémon is one click away", async ({ page, world }) => {
  await open(page, "#/pokedex/mewtwo");
  await page.getByRole("link", { name: "Fight with it" }).click();
  await expect(page).toHaveURL(`${world.page}#/battle/mewtwo/blastoise`);
  await expect(page.getByRole("combobox", { name: "Pokémon A" })).toHaveValue("Mewtwo");
});

test("other forms and neighbours are linked, and a new page takes the focus", async ({ page }) => {
  await open(page, "#/pokedex/charizard");
  await expect(cards(page)).toHaveText(["Mega Charizard X", "Mega Charizard Y"]);
  await page.getByRole("link", { name: "Next: Mega Charizard X" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mega Charizard X");
  await expect(page.locator("main")).toBeFocused();
  await expect(page).toHaveTitle("Mega Charizard X · Battledex");
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test("who does not exist is said, and who cannot fight is shown without moves", async ({ page }) => {
  await open(page, "#/pokedex/agumon");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no Pokémon “agumon”");
  await page.goto(page.url().replace("agumon", "ditto"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ditto");
  await expect(page.getByText("It has no move to fight with")).toBeVisible();
  await expect(page.getByRole("region", { name: "Moves" })).toHaveCount(0);
  expect(everyone.length - fighters.length).toBe(1);
});
