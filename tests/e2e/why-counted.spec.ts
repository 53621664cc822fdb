import { expect, test } from "./fixtures";
import { type Explained, expected } from "./harness/world";
import { expectShare } from "./support/chances";
import { move } from "./support/pokedex";
import { everyone, type Pokemon } from "./support/lab";
import { open } from "./support/site";

const STATS = { hp: "HP", attack: "Attack", defense: "Defense", sp_attack: "Special Attack", sp_defense: "Special Defense", speed: "Speed" };

function pokemon(id: number): Pokemon {
  const found = everyone.find((each) => each.id === id);
  if (!found) throw new Error(`the Pokédex has no ${id}`);
  return found;
}

const chance = (margin: number) => 1 / (1 + Math.exp(-margin));
const winsA = (probability: number) => probability >= 0.5;

/** The nearest value of a stat with which the model predicts the other side; the lower of two that are equally near. */
function nearest({ probability, stats }: Explained, name: string, from: number): number | undefined {
  const values = (stats[name] ?? []).map((p, place) => ({ value: place + 1, turned: winsA(p) !== winsA(probability) }));
  const turned = values.filter(({ turned }) => turned).map(({ value }) => value);
  return turned.sort((x, y) => Math.abs(x - from) - Math.abs(y - from))[0];
}

const address = ({ a, b }: Explained) => `#/why/${pokemon(a).slug}/${pokemon(b).slug}`;

test("what counted is told by meaning, the greatest first, as exact SHAP values computed leaf by leaf say", async ({ page }) => {
  await open(page, address(first()));
  for (const battle of expected().explained) {
    await page.evaluate((to) => location.assign(to), address(battle));
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`${pokemon(battle.a).en} against ${pokemon(battle.b).en}`);
    const rows = page.getByRole("region", { name: "What counted", exact: true }).locator("tbody tr");
    await expect(rows.first()).toBeVisible();
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => ({
        name: row.querySelector("th")?.firstChild?.textContent ?? "",
        cells: [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? ""),
        width: row.querySelector(".why-bar")?.getBoundingClientRect().width ?? 0,
        side: row.querySelector(".why-bar")?.getAttribute("data-side") ?? "",
      })),
    );
    const bars = shown.slice(1, -1);
    const named = bars.filter(({ name }) => name !== "All else");
    expect(named.length).toBeGreaterThanOrEqual(3);
    for (const { name } of named) expect(Object.keys(battle.groups)).toContain(name);
    // What is not named is told together, comes last, and is less than all that is named.
    const rest = Object.entries(battle.groups).filter(([about, value]) => value !== 0 && !named.some(({ name }) => name === about));
    const value = (name: string) => (name === "All else" ? rest.reduce((sum, [, value]) => sum + value, 0) : (battle.groups[name] ?? Number.NaN));
    expect(bars.map(({ name }) => name)).toEqual(rest.length === 0 ? named.map(({ name }) => name) : [...named.map(({ name }) => name), "All else"]);
    const sizes = [...named.map(({ name }) => Math.abs(value(name))), ...rest.map(([, value]) => Math.abs(value)).sort((x, y) => y - x)];
    expect(sizes).toEqual([...sizes].sort((x, y) => y - x));

    let margin = battle.base;
    expectShare(shown[0]?.cells.at(-1) ?? null, chance(margin), 1);
    for (const { name, cells, side } of bars) {
      const [helped, before, after] = cells;
      const added = value(name);
      expect([side, helped], name).toEqual(added >= 0 ? ["a", pokemon(battle.a).en] : ["b", pokemon(battle.b).en]);
      expectShare(before ?? null, chance(margin), 1);
      margin += added;
      expectShare(after ?? null, chance(margin), 1);
    }
    expectShare(shown.at(-1)?.cells.at(-1) ?? null, battle.probability, 1);
    // Bars are as long as what they tell of is great.
    const [longest, second] = bars;
    if (!longest || !second) throw new Error("there are no two bars");
    expect(second.width / longest.width).toBeCloseTo(Math.abs(value(second.name) / value(longest.name)), 1);
  }
});

test("the smallest changes that turn a battle around are those of onnxruntime, the smallest first", async ({ page }) => {
  let flips = 0;
  await open(page, address(first()));
  for (const battle of expected().explained) {
    await page.evaluate((to) => location.assign(to), address(battle));
    const [a, b] = [pokemon(battle.a), pokemon(battle.b)];
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`${a.en} against ${b.en}`);
    const card = page.getByRole("region", { name: "What would turn it around" });
    await expect(card.locator("ul, p:not(.muted)")).toBeVisible();
    const shown = await card.getByRole("listitem").allTextContents();

    const stats = ([["a", a], ["b", b]] as const).flatMap(([side, { en, stats }]) =>
      Object.entries(STATS).flatMap(([stat, name], place) => {
        const from = stats[place] ?? Number.NaN;
        const to = nearest(battle, `${side}_${stat}`, from);
        if (to === undefined) return [];
        const probability = battle.stats[`${side}_${stat}`]?.[to - 1] ?? Number.NaN;
        return [{ said: `${en} with ${name} ${to} instead of ${from}`, points: Math.abs(to - from), probability }];
      }),
    );
    flips += stats.length;
    const moves = ([[a, battle.movesA, battle.moveA], [b, battle.movesB, battle.moveB]] as const).flatMap(([{ en, moves }, told, used]) =>
      moves
        .filter((id) => id !== used && winsA(told[id] ?? Number.NaN) !== winsA(battle.probability))
        .map((id) => ({ said: `${en} with ${move(id).en}`, probability: told[id] ?? Number.NaN })),
    );
    const listed = shown.map((text) => text.split(" – ")[0] ?? "");
    expect(listed.slice(0, stats.length).sort()).toEqual(stats.map(({ said }) => said).sort());
    const points = listed.slice(0, stats.length).map((text) => stats.find(({ said }) => said === text)?.points ?? Number.NaN);
    expect(points).toEqual([...points].sort((x, y) => x - y));
    expect(listed.slice(stats.length)).toEqual(moves.slice(0, 5).map(({ said }) => said));
    for (const text of shown) {
      const [said = "", told = ""] = text.split(" – ");
      expect(told.startsWith(`${a.en} `), text).toBe(true);
      expectShare(told.slice(a.en.length + 1), [...stats, ...moves].find((flip) => flip.said === said)?.probability ?? Number.NaN, 1);
    }
  }
  expect(flips, "changes of a stat that turn one of these battles around").toBeGreaterThan(3);
});

function first(): Explained {
  const [battle] = expected().explained;
  if (!battle) throw new Error("no battle is explained");
  return battle;
}
