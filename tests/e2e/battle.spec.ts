import { expect, test } from "./fixtures";
import { expected } from "./harness/world";
import { BattlePage } from "./support/battle";
import { TYPES, multiplier, pokemonOf, times, title } from "./support/lab";
import { addressOf, bestMoveProbability, move, pokemon } from "./support/pokedex";
import { open } from "./support/site";

test("Pikachu against Blastoise is predicted like onnxruntime, with a winner", async ({ page }) => {
  await open(page);
  const battle = new BattlePage(page);
  const probability = bestMoveProbability("pikachu", "blastoise");
  await battle.expectProbability(probability);
  await expect(page.getByText(`${probability >= 0.5 ? "Pikachu" : "Blastoise"} wins`)).toBeVisible();
  await expect(battle.golden()).toHaveText("256/256 equal");
  await expect(page).toHaveTitle("Pikachu – Blastoise · Battledex");
});

test("the site's bare address opens a battle", async ({ page, world }) => {
  await page.goto(world.page);
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
});

test("Pokémon are found by French and English names with the keyboard alone", async ({ page }) => {
  await open(page);
  const battle = new BattlePage(page);
  await battle.choose("A", "dracaufeu", "Charizard");
  await battle.choose("B", "venus", "Venusaur");
  await expect(page).toHaveURL(/#\/battle\/charizard\/venusaur$/);
  await battle.expectProbability(bestMoveProbability("charizard", "venusaur"));
});

test("the combobox follows the keyboard as the ARIA practices say", async ({ page }) => {
  await open(page);
  const battle = new BattlePage(page);
  const field = battle.fighter("A");
  await field.focus();
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.type("mew");
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("option")).toHaveText([/151Mew/, /150Mewtwo/, /Mega Mewtwo X/, /Mega Mewtwo Y/]);
  await page.keyboard.press("ArrowDown");
  const second = page.getByRole("option").nth(1);
  await expect(second).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await second.getAttribute("id")) ?? "");
  await page.keyboard.press("Escape");
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await expect(field).toHaveValue("Pikachu");
  await expect(page).toHaveURL(/pikachu\/blastoise$/);
});

test("what nobody is called is said, and nothing is chosen", async ({ page }) => {
  await open(page);
  const field = new BattlePage(page).fighter("B");
  await field.fill("zzz");
  await expect(page.getByRole("status").filter({ hasText: "No Pokémon is called “zzz”" })).toBeVisible();
  await field.press("Enter");
  await expect(page).toHaveURL(/pikachu\/blastoise$/);
});

test("battles with chosen moves are predicted like onnxruntime", async ({ page, world }) => {
  await open(page);
  const battle = new BattlePage(page);
  // Spread over the golden battles, whose moves are any, not only the best.
  for (const golden of expected().golden.filter((_, place) => place % 32 === 0)) {
    await page.goto(world.page + addressOf(golden));
    await battle.expectProbability(golden.probability);
    await expect(battle.fighter("A")).toHaveValue(pokemon(golden.a).en);
    const used = battle.ranking.getByRole("row").filter({ hasText: "used" });
    await expect(used.getByRole("rowheader")).toContainText(move(golden.moveA).en);
  }
});

test("moves are chosen by hand, up to four, and the best of them counts", async ({ page }) => {
  await open(page);
  const battle = new BattlePage(page);
  await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
  await page.getByRole("radio", { name: "Manual" }).check();
  const moves = page.getByRole("group", { name: /Moves of Pikachu/ });
  for (const name of ["Quick Attack", "Thunderbolt", "Slam"]) {
    await moves.getByRole("checkbox", { name, exact: true }).check();
  }
  await expect(moves).toContainText("3 of 4 chosen");
  await expect(page).toHaveURL(/mode=manual&ma=quick-attack,thunderbolt,slam$/);
  await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
  await moves.getByRole("checkbox", { name: "Thunderbolt", exact: true }).uncheck();
  const used = battle.ranking.getByRole("row").filter({ hasText: "used" });
  await expect(used.getByRole("rowheader")).not.toContainText("Thunderbolt");
  await page.reload();
  await expect(moves.getByRole("checkbox", { name: "Slam", exact: true })).toBeChecked();
  await expect(moves).toContainText("2 of 4 chosen");
});

test("both sides show what attacks of all 18 types do to them", async ({ page }) => {
  await open(page, "#/battle/charizard/gyarados");
  const card = page.getByRole("region", { name: "Damage taken from each type" });
  for (const [slug, name] of [["charizard", "Charizard"], ["gyarados", "Gyarados"]] as const) {
    const cells = TYPES.map((type) => `${title(type)} ${times(multiplier(type, pokemonOf(slug).types))}`);
    await expect(card.getByRole("list", { name }).getByRole("listitem")).toHaveText(cells);
  }
});

test("swapping asks the model the other way round", async ({ page }) => {
  await open(page);
  const battle = new BattlePage(page);
  await page.getByRole("button", { name: "Swap sides" }).click();
  await expect(page).toHaveURL(/#\/battle\/blastoise\/pikachu$/);
  await battle.expectProbability(bestMoveProbability("blastoise", "pikachu"));
});

test("the address holds the battle: back, forward and reload restore it", async ({ page }) => {
  await open(page, "#/battle/mewtwo/mew");
  const battle = new BattlePage(page);
  await battle.expectProbability(bestMoveProbability("mewtwo", "mew"));
  await battle.choose("B", "ronflex", "Snorlax");
  await battle.expectProbability(bestMoveProbability("mewtwo", "snorlax"));
  await page.goBack();
  await expect(battle.fighter("B")).toHaveValue("Mew");
  await battle.expectProbability(bestMoveProbability("mewtwo", "mew"));
  await page.goForward();
  await expect(battle.fighter("B")).toHaveValue("Snorlax");
  await page.reload();
  await battle.expectProbability(bestMoveProbability("mewtwo", "snorlax"));
});

test("every move of A is ranked by its probability, with its facts", async ({ page }) => {
  await open(page);
  const battle = new BattlePage(page);
  await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
  const rows = battle.ranking.locator("tbody tr[data-probability]");
  // The cards are drawn after the verdict.
  await expect(rows).toHaveCount(13);
  const shown = await rows.evaluateAll((all) => all.map((row) => Number(row.getAttribute("data-probability"))));
  expect(new Set(shown).size).toBeGreaterThan(6);
  expect(shown).toEqual([...shown].sort((a, b) => b - a));
  const used = battle.ranking.getByRole("row", { name: /Thunderbolt Special .*used/ });
  const headline = (await battle.verdict.getAttribute("data-probability")) ?? "";
  await expect(used).toHaveAttribute("data-probability", headline);
  // Whatever is used, the move that the model would choose is marked.
  await expect(rows.first()).toContainText("recommended");
  await expect(battle.ranking.getByText("recommended", { exact: true })).toHaveCount(1);
  await expect(used.getByRole("cell")).toHaveText([/^\d+$/, "Electric", "90", "×1.5", "×2", "0", /%/, /Blastoise|Pikachu/]);
});

test("who fights is shown before the model has answered, and no verdict of another battle", async ({ page }) => {
  // The worker's answers to predictions wait until they are let go.
  await page.addInitScript(() => {
    const held: (() => void)[] = [];
    let holds = false;
    Object.assign(window, {
      hold: () => { holds = true; },
      letGo: () => { holds = false; held.splice(0).forEach((deliver) => deliver()); },
    });
    const plain = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
    if (!plain?.set) throw new Error("workers have no onmessage");
    const { get, set } = plain;
    Object.defineProperty(Worker.prototype, "onmessage", {
      get,
      set(this: Worker, listener: ((event: MessageEvent) => void) | null) {
        set.call(this, listener && ((event: MessageEvent) => {
          if (holds) held.push(() => listener(event));
          else listener(event);
        }));
      },
    });
  });
  await open(page);
  const battle = new BattlePage(page);
  await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
  const stats = page.getByRole("region", { name: "Base stats" });
  await page.evaluate("hold()");
  await battle.choose("B", "mewtwo", "Mewtwo");
  await expect(page.locator(".verdict")).toHaveAttribute("aria-busy", "true");
  await expect(battle.verdict).not.toHaveAttribute("data-probability");
  await expect(stats).toContainText("Mewtwo");
  await expect(stats).not.toContainText("Blastoise");
  await expect(battle.fighter("B")).toHaveValue("Mewtwo");
  await page.evaluate("letGo()");
  await battle.expectProbability(bestMoveProbability("pikachu", "mewtwo"));
  await expect(page.locator(".verdict")).toHaveAttribute("aria-busy", "false");
});
