import { expect, test } from "./fixtures";
import { type Move, cards, effects, expectedPower, fighters, groupsOf, moveOf, moves, multiplier, title, written } from "./support/lab";
import { open } from "./support/site";

const learners = ({ id }: Move) => fighters.filter((each) => each.moves.includes(id));

/** The rows of the table as they must be. */
function rows(all: Move[]): string[] {
  return all.map((move) =>
    [
      `${move.en} ${title(move.category)}`,
      title(move.type),
      move.power,
      move.accuracy ?? "–",
      written(expectedPower(move)),
      learners(move).length,
    ].join(""),
  );
}

const byName = (all: Move[]) => [...all].sort((a, b) => (a.en < b.en ? -1 : 1));
const strongest = (all: Move[]) => [...all].sort((a, b) => expectedPower(b) - expectedPower(a) || a.id - b.id);
const count = (all: Move[], category: string) => all.filter((move) => move.category === category).length;

test("every move is listed with its facts, and they are counted", async ({ page }) => {
  await open(page, "#/moves?sort=power");
  const table = page.getByRole("table", { name: "All that are found" });
  const byPower = [...moves].sort((a, b) => b.power - a.power || a.id - b.id);
  await expect(table.locator("tbody tr:not([hidden])")).toHaveText(rows(byPower));
  await expect(page.getByRole("status").filter({ hasText: "moves" })).toHaveText(
    `140 of 140 moves: ${count(moves, "physical")} physical, ${count(moves, "special")} special`,
  );
});

test("the ten strongest are so by power that counts and accuracy, among those that are found", async ({ page }) => {
  await open(page, "#/moves");
  const top = page.getByRole("region", { name: "The 10 strongest" });
  const texts = (all: Move[]) => all.map((move) => `${move.en}${written(expectedPower(move))}`);
  await expect(top.getByRole("listitem")).toHaveText(texts(strongest(moves).slice(0, 10)));
  await page.getByLabel("Type", { exact: true }).selectOption({ label: "Ice" });
  const ice = strongest(moves.filter(({ type }) => type === "ice"));
  await expect(page.getByRole("heading", { name: `The ${ice.length} strongest` })).toBeVisible();
  await expect(page.locator(".top-list li")).toHaveText(texts(ice));
});

test("type, category, power and search filter, and the address keeps them", async ({ page }) => {
  await open(page, "#/moves");
  const table = page.getByRole("table", { name: "All that are found" });
  const select = (name: string, option: string) => page.getByLabel(name, { exact: true }).selectOption({ label: option });
  await select("Category", "Special");
  await select("Base power", "71 to 99");
  const found = moves.filter(({ category, power }) => category === "special" && power >= 71 && power <= 99);
  expect(found.length).toBeGreaterThan(5);
  await expect(table.locator("tbody tr:not([hidden])")).toHaveText(rows(byName(found)));
  await expect(page).toHaveURL(/#\/moves\?category=special&power=strong$/);
  await page.reload();
  await expect(table.locator("tbody tr:not([hidden])")).toHaveText(rows(byName(found)));
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill("SEISME");
  await expect(table.locator("tbody tr:not([hidden])")).toHaveText(rows([moveOf("earthquake")]));
  await page.getByRole("searchbox", { name: "Search" }).fill("zzz");
  await expect(page.getByRole("status").filter({ hasText: "No move is like this" })).toBeVisible();
});

test("a move's page tells what it does to each type and who learns it", async ({ page }) => {
  const thunderbolt = moveOf("thunderbolt");
  await open(page, "#/moves");
  await page.getByRole("searchbox", { name: "Search" }).fill("tonnerre");
  await page.getByRole("table").getByRole("link", { name: "Thunderbolt" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thunderbolt");
  await expect(page).toHaveTitle("Thunderbolt · Battledex");
  await expect(page.locator("main")).toBeFocused();
  const against = page.getByRole("region", { name: "Against each type" });
  expect(await effects(against)).toEqual(groupsOf((defender) => multiplier("electric", [defender])));
  await expect(page.getByRole("heading", { name: `${learners(thunderbolt).length} Pokémon learn it` })).toBeVisible();
  await expect(cards(page)).toHaveText(learners(thunderbolt).map(({ en }) => en));
  const pikachu = page.locator(".dex-card", { hasText: /^\D*025Pikachu/ });
  await expect(pikachu).toContainText("Level and machine STAB");
});

test("a move that does not exist is said", async ({ page }) => {
  await open(page, "#/moves/splash");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no move “splash”");
});
