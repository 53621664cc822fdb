import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { type BestBattle, expected } from "./harness/world";
import { BattlePage, fact } from "./support/battle";
import { TOLERANCE, expectShare } from "./support/chances";
import { COUNT, at, expectFalling, mean, onnxruntime } from "./support/matrix";
import { addressOf, fighters, isClash, move, pokemon } from "./support/pokedex";
import { open } from "./support/site";

const sureness = ({ probability }: BestBattle) => Math.max(probability, 1 - probability);
const called = ({ a, b, moveA, moveB }: BestBattle) => `${pokemon(a).en} ${move(moveA).en} – ${pokemon(b).en} ${move(moveB).en}`;

/** The battles of the list: what they are called, P(A wins) as it is shown, and the address. */
async function listed(page: Page): Promise<{ name: string; share: string; href: string }[]> {
  return clashes(page).evaluateAll((rows) =>
    rows.map((row) => {
      const [a, b, p] = [...row.children].map((cell) => cell.textContent?.trim() ?? "");
      return { name: `${a} – ${b}`, share: p ?? "", href: row.querySelector("a")?.hash ?? "" };
    }),
  );
}

/** Asks for more until all are listed. */
async function showAll(page: Page, count: number): Promise<void> {
  const more = page.getByRole("region", { name: "Where they part" }).getByRole("button", { name: /^Show \d+ more$/ });
  for (let shown = await clashes(page).count(); shown < count; shown += 200) {
    await more.click();
    await expect(clashes(page)).toHaveCount(Math.min(shown + 200, count));
  }
  await expect(more).toHaveCount(0);
}

/** Sorts by address, which is the same page. */
async function sort(page: Page, by: string, count: number): Promise<void> {
  const before = (await clashes(page).first().textContent()) ?? "";
  await page.evaluate((to) => location.assign(to), `#/rules?sort=${by}`);
  await expect(clashes(page).first()).not.toHaveText(before);
  await showAll(page, count);
}

const clashes = (page: Page) => page.getByRole("region", { name: "Where they part" }).locator("tbody tr");

test("the battles where the model names another winner than the rules are all listed, sorted, and each is opened", async ({ page }) => {
  const parted = expected().best.filter(isClash);
  expect(parted.length).toBeGreaterThan(400);
  const known = new Map(parted.map((battle) => [called(battle), battle]));
  await open(page, "#/rules");
  const region = page.getByRole("region", { name: "Where they part" });
  await expect(region).toContainText(`${parted.length} battles whose winner the model gets wrong`);
  const accuracy = page.getByRole("region", { name: "Accuracy" });
  const right = expected().best.length - parted.length;
  await expect(accuracy).toContainText(`${((100 * right) / expected().best.length).toFixed(3)}%`);
  await expect(accuracy.getByRole("status")).toHaveText(`${right.toLocaleString("en-GB")} of 34,782 battles`);

  await expect(clashes(page)).toHaveCount(200);
  await region.getByRole("button", { name: "Show 200 more" }).click();
  await expect(clashes(page)).toHaveCount(400);
  await showAll(page, parted.length);
  const all = await listed(page);
  expect(all.map(({ name }) => name).sort()).toEqual([...known.keys()].sort());
  const battles = (lines: typeof all) => lines.map(({ name }) => known.get(name)).filter((battle) => battle !== undefined);
  for (const [place, battle] of battles(all).entries()) {
    expectShare(all[place]?.share ?? null, battle.probability);
    expect(all[place]?.href).toBe(addressOf(battle));
  }
  expectFalling(battles(all).map(sureness));

  const names = (side: "a" | "b") => parted.map((battle) => pokemon(battle[side]).en).sort((x, y) => (folded(x) < folded(y) ? -1 : 1));
  for (const side of ["a", "b"] as const) {
    await sort(page, side, parted.length);
    // Of one Pokémon's battles the surest comes first.
    const lines = battles(await listed(page));
    expect(lines.map((battle) => pokemon(battle[side]).en)).toEqual(names(side));
    for (const id of new Set(lines.map((battle) => battle[side]))) expectFalling(lines.filter((battle) => battle[side] === id).map(sureness));
  }
  await sort(page, "p", parted.length);
  const byChance = battles(await listed(page));
  expect(byChance).toHaveLength(parted.length);
  expectFalling(byChance.map(({ probability }) => -probability));

  const [lowest, highest] = [byChance[0], byChance.at(-1)];
  if (!lowest || !highest) throw new Error("no battle is listed");
  await clashes(page).first().getByRole("link").click();
  await expect(page).toHaveURL((url) => url.hash === addressOf(lowest));
  const single = new BattlePage(page);
  for (const battle of [lowest, highest]) {
    await page.evaluate((to) => location.assign(to), addressOf(battle));
    await single.expectProbability(battle.probability);
    await expect(single.rules).toContainText("Model and rules disagree");
    await expect(fact(single.rules, "Winner")).toHaveText(pokemon(battle.winsA ? battle.a : battle.b).en);
  }
});

/** Without accents and capital letters. */
const folded = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

test("gaps between both sides of a battle and cycles of victories are those of onnxruntime's answers", async ({ page }) => {
  await open(page, "#/consistency");
  const answers = onnxruntime();
  const pairs: { a: number; b: number; excess: number; agree: boolean }[] = [];
  for (let a = 0; a < COUNT; a++) {
    for (let b = a + 1; b < COUNT; b++) {
      const [there, back] = [at(answers, a, b), at(answers, b, a)];
      pairs.push({ a, b, excess: there + back - 1, agree: there >= 0.5 !== back >= 0.5 });
    }
  }
  /** How surely one beats the other, from both sides. */
  const sure = (a: number, b: number) => (at(answers, a, b) + 1 - at(answers, b, a)) / 2;
  const cycles: number[] = [];
  for (let a = 0; a < COUNT; a++) {
    for (let b = a + 1; b < COUNT; b++) {
      for (let c = b + 1; c < COUNT; c++) {
        const least = Math.max(Math.min(sure(a, b), sure(b, c), sure(c, a)), Math.min(sure(a, c), sure(c, b), sure(b, a)));
        if (least > 0.5) cycles.push(least);
      }
    }
  }
  cycles.sort((x, y) => y - x);
  pairs.sort((x, y) => Math.abs(y.excess) - Math.abs(x.excess));
  const figures = page.getByRole("region", { name: "Consistency" });
  await expect(fact(figures, "Mean gap |P(A beats B) + P(B beats A) − 1|")).toHaveText(mean(pairs.map(({ excess }) => Math.abs(excess))).toFixed(4));
  await expect(fact(figures, "Greatest gap")).toHaveText(Math.abs(pairs[0]?.excess ?? Number.NaN).toFixed(4));
  const agreeing = pairs.filter(({ agree }) => agree).length / pairs.length;
  await expect(fact(figures, "Pairs whose two sides name the same winner")).toHaveText(`${(100 * agreeing).toFixed(2)}%`);
  await expect(fact(figures, "Cycles A > B > C > A")).toHaveText(cycles.length.toLocaleString("en-GB"));

  const place = new Map(fighters().map(({ en }, number) => [en, number]));
  /** The two of a link such as “Onix beats Pikachu”. */
  const two = (text: string): [number, number] => {
    const [one, other] = text.split(" beats ").map((name) => place.get(name) ?? Number.NaN);
    return [one ?? Number.NaN, other ?? Number.NaN];
  };
  const lines = async (table: string) =>
    page.getByRole("table", { name: table }).locator("tbody tr").evaluateAll((rows) =>
      rows.map((row) => ({
        links: [...row.querySelectorAll("a")].map((link) => link.textContent ?? ""),
        hrefs: [...row.querySelectorAll("a")].map((link) => link.hash),
        numbers: [...row.querySelectorAll(".number")].map((cell) => cell.textContent ?? ""),
      })),
    );
  const slug = (number: number) => fighters()[number]?.slug;

  const worst = await lines("Pairs with the greatest gaps");
  expect(worst.length).toBeGreaterThanOrEqual(20);
  const seen = new Set<string>();
  for (const [rank, { links, hrefs, numbers }] of worst.entries()) {
    const [there, back] = links.map(two);
    if (!there || !back) throw new Error(`the row of ${links} has no two sides`);
    expect(back).toEqual([there[1], there[0]]);
    expect(hrefs).toEqual([there, back].map(([a, b]) => `#/battle/${slug(a)}/${slug(b)}`));
    expectShare(numbers[0] ?? null, at(answers, ...there));
    expectShare(numbers[1] ?? null, at(answers, ...back));
    const sum = at(answers, ...there) + at(answers, ...back);
    expect(Math.abs(Number(numbers[2]) - sum), links.join()).toBeLessThanOrEqual(0.5e-4 + 2 * TOLERANCE);
    // It has the gap of its rank.
    expect(Math.abs(Math.abs(sum - 1) - Math.abs(pairs[rank]?.excess ?? Number.NaN))).toBeLessThanOrEqual(2 * TOLERANCE);
    seen.add(links.slice().sort().join());
  }
  expect(seen.size, "no pair twice").toBe(worst.length);

  const circles = await lines("Cycles A > B > C > A");
  expect(circles.length).toBeGreaterThanOrEqual(10);
  for (const [rank, { links, numbers }] of circles.entries()) {
    const victories = links.map(two);
    expect(victories).toHaveLength(3);
    victories.forEach(([, loser], number) => expect(victories[(number + 1) % 3]?.[0], links.join()).toBe(loser));
    for (const [winner, loser] of victories) expect(at(answers, winner, loser)).toBeGreaterThan(at(answers, loser, winner));
    const least = Math.min(...victories.map(([winner, loser]) => sure(winner, loser)));
    expectShare(numbers[0] ?? null, least);
    expect(Math.abs(least - (cycles[rank] ?? Number.NaN)), `the cycle of rank ${rank + 1}`).toBeLessThanOrEqual(2 * TOLERANCE);
  }
  expect(new Set(circles.map(({ links }) => links.slice().sort().join())).size).toBe(circles.length);
});
