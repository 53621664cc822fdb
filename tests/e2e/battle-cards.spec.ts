import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { expected } from "./harness/world";
import { BattlePage, fact } from "./support/battle";
import { TOLERANCE, expectShare } from "./support/chances";
import { type Move, fighters, moveOf, multiplier, pokemonOf, title, written } from "./support/lab";
import { bestBattle, bestMoveProbability, explainedBattle, isClash, pokemon } from "./support/pokedex";
import { bestMove, effectivePower, fight, stab } from "./support/rules";
import { open } from "./support/site";

const STATS = ["HP", "Attack", "Defense", "Sp. Atk", "Sp. Def", "Speed"];

for (const [slugA, slugB] of [["charizard", "gyarados"], ["fearow", "charizard"]] as const) {
  test(`the cards of ${slugA} and ${slugB} show the Pokédex's types and stats, and who has more of each`, async ({ page }) => {
    const [a, b] = [pokemonOf(slugA), pokemonOf(slugB)];
    await open(page, `#/battle/${slugA}/${slugB}`);
    for (const [side, { types }] of [["a", a], ["b", b]] as const) {
      await expect(page.locator(`.fighter-${side} .fighter-facts .type-chip`)).toHaveText(types.map(title));
    }
    const rows = page.getByRole("region", { name: "Base stats" }).locator("tbody tr");
    await expect(rows).toHaveCount(6);
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => {
        const [left, , right] = [...row.querySelectorAll("td.stat-value, th")];
        const share = (side: string) => {
          const bar = row.querySelector(`.stat-bar.${side}`);
          return (bar?.firstElementChild?.getBoundingClientRect().width ?? Number.NaN) / (bar?.getBoundingClientRect().width ?? Number.NaN);
        };
        const isBetter = (cell?: Element) => cell?.classList.contains("better") ?? false;
        return {
          name: row.querySelector("th")?.textContent,
          values: [left?.textContent, right?.textContent],
          better: [isBetter(left), isBetter(right)],
          bars: [share("left"), share("right")],
        };
      }),
    );
    for (const [place, { name, values, better, bars }] of shown.entries()) {
      const [own = Number.NaN, other = Number.NaN] = [a.stats[place], b.stats[place]];
      expect(name).toBe(STATS[place]);
      expect(values, name ?? "").toEqual([String(own), String(other)]);
      expect(better, name ?? "").toEqual([own > other, other > own]);
      for (const [side, stat] of [own, other].entries()) expect(bars[side], `${name} of ${stat}`).toBeCloseTo(stat / 255, 2);
    }
  });
}

test("four moves are chosen for each side, no fifth, and the best of B's four counts too", async ({ page }) => {
  const [a, b] = [pokemonOf("pikachu"), pokemonOf("blastoise")];
  const answers = explainedBattle(a.slug, b.slug);
  const best = [moveOf(answers.moveA), moveOf(answers.moveB)] as const;
  // A keeps its best move, B has to do without.
  const others = a.moves.filter((id) => id !== best[0].id).map(moveOf);
  const choiceA = [...others.slice(0, 3), best[0]];
  const choiceB = b.moves.filter((id) => id !== best[1].id).slice(0, 4).map(moveOf);
  const used = bestMove(b, a, choiceB.map(({ id }) => id));
  const probability = answers.movesB[used.id] ?? Number.NaN;
  expect(Math.abs(probability - answers.probability), "B's other move is seen in the prediction").toBeGreaterThan(1e-4);

  await open(page, `#/battle/${a.slug}/${b.slug}`);
  const battle = new BattlePage(page);
  await battle.expectProbability(answers.probability);
  await page.getByRole("radio", { name: "Manual" }).check();
  for (const [own, choice] of [[a, choiceA], [b, choiceB]] as const) {
    const moves = page.getByRole("group", { name: new RegExp(`Moves of ${own.en}`) });
    for (const { en } of choice) await moves.getByRole("checkbox", { name: en, exact: true }).check();
    await expect(moves).toContainText("4 of 4 chosen");
    await expect(moves.getByRole("checkbox", { disabled: true })).toHaveCount(own.moves.length - 4);
    await expect(moves.getByRole("checkbox", { checked: true })).toHaveCount(4);
    const last = moves.getByRole("checkbox", { name: choice.at(-1)?.en ?? "", exact: true });
    await last.uncheck();
    await expect(moves).toContainText("3 of 4 chosen");
    await expect(moves.getByRole("checkbox", { disabled: true })).toHaveCount(0);
    await last.check();
  }
  const slugs = new URLSearchParams(page.url().split("?")[1]);
  expect(new Set(slugs.get("ma")?.split(","))).toEqual(new Set(choiceA.map(({ slug }) => slug)));
  expect(new Set(slugs.get("mb")?.split(","))).toEqual(new Set(choiceB.map(({ slug }) => slug)));
  await battle.expectProbability(probability);
  await expect(page.locator(".fighter-b .fighter-move")).toHaveText(`uses ${used.en}`);
  await expect(battle.ranking).toHaveAccessibleName(`Every move of ${a.en} against ${b.en} using ${used.en}, best first`);
});

for (const [slugA, slugB] of [["pikachu", "blastoise"], ["gengar", "starmie"]] as const) {
  test(`each move of ${slugA} against ${slugB} is told with its facts and onnxruntime's probability`, async ({ page }) => {
    const [a, b] = [pokemonOf(slugA), pokemonOf(slugB)];
    const answers = explainedBattle(slugA, slugB);
    await open(page, `#/battle/${slugA}/${slugB}`);
    const battle = new BattlePage(page);
    await battle.expectProbability(answers.probability);
    const rows = battle.ranking.locator("tbody tr[data-probability]");
    await expect(rows).toHaveCount(a.moves.length);
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => ({
        name: row.querySelector("th")?.textContent ?? "",
        probability: Number(row.getAttribute("data-probability")),
        cells: [...row.querySelectorAll("td")].map((cell) => cell.textContent?.trim() ?? ""),
      })),
    );
    const ranked = a.moves.map(moveOf).sort((x, y) => (answers.movesA[y.id] ?? 0) - (answers.movesA[x.id] ?? 0));
    const called = (move: Move) => `${move.en} ${title(move.category)}`;
    const told = (move: Move) => shown.find(({ name }) => name.startsWith(called(move)));
    for (const move of ranked) {
      const { probability = Number.NaN, cells = [] } = told(move) ?? {};
      const answer = answers.movesA[move.id] ?? Number.NaN;
      expect(Math.abs(probability - answer), move.en).toBeLessThanOrEqual(TOLERANCE);
      const priority = move.priority > 0 ? `+${move.priority}` : "0";
      const factor = written(multiplier(move.type, b.types));
      expect(cells.slice(1, 6), move.en).toEqual([title(move.type), written(effectivePower(move)), `×${stab(a, move)}`, `×${factor}`, priority]);
      expectShare(cells[6] ?? null, answer, 1);
      const byModel = answer >= 0.5 ? a : b;
      const { winner } = fight(a, move, b, moveOf(answers.moveB));
      expect(cells[7], move.en).toBe(winner === byModel ? byModel.en : `${byModel.en} rules differ`);
    }
    expect(shown.map(({ cells }) => cells[0])).toEqual(ranked.map((_, place) => String(place + 1)));
    // What onnxruntime and the page round differently may stand in either order.
    const inOrder = shown.map(({ name }) => answers.movesA[ranked.find((move) => name.startsWith(called(move)))?.id ?? -1] ?? Number.NaN);
    for (const [place, now] of inOrder.slice(1).entries()) expect(now).toBeLessThanOrEqual((inOrder[place] ?? 0) + TOLERANCE);
    if (slugA === "pikachu") expect(told(moveOf("quick-attack"))?.cells[5]).toBe("+1");
  });
}

const two = (value: number) => value.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

for (const [slugA, slugB, special] of [
  ["gengar", "starmie", "the faster one moves first"],
  ["pidgey", "pikachu", "a slower one with Quick Attack moves first"],
  ["spearow", "butterfree", "of equally fast ones A moves first"],
  ["caterpie", "gengar", "a hit without effect is told"],
] as const) {
  test(`by the rules ${slugA} and ${slugB} fight as their stats and moves say: ${special}`, async ({ page }) => {
    const [a, b] = [pokemonOf(slugA), pokemonOf(slugB)];
    const [moveA, moveB] = [bestMove(a, b), bestMove(b, a)];
    const { first, winner, damage, turns } = fight(a, moveA, b, moveB);
    // The battle is what its title says, and the data set agrees on moves and winner.
    const isSo = {
      gengar: moveA.priority === moveB.priority && a.stats[5] < b.stats[5] && first === b,
      pidgey: moveA.priority > moveB.priority && a.stats[5] < b.stats[5] && first === a,
      spearow: moveA.priority === moveB.priority && a.stats[5] === b.stats[5] && first === a,
      caterpie: damage[0] === 0,
    };
    expect(isSo[slugA]).toBe(true);
    const known = bestBattle(slugA, slugB);
    expect([moveA.id, moveB.id, winner === a]).toEqual([known.moveA, known.moveB, known.winsA]);

    await open(page, `#/battle/${slugA}/${slugB}`);
    const { rules } = new BattlePage(page);
    const hit = (hurt: number, target: typeof a) => (hurt === 0 ? "no effect" : `${hurt.toFixed(1)} / ${target.stats[0]} HP`);
    for (const [name, value] of [
      ["Winner", winner.en],
      ["Moves first", first.en],
      [`Damage per hit of ${a.en}`, hit(damage[0], b)],
      [`Damage per hit of ${b.en}`, hit(damage[1], a)],
      [`Turns ${a.en} needs`, two(turns[0])],
      [`Turns ${b.en} needs`, two(turns[1])],
    ] as const) {
      await expect(fact(rules, name)).toHaveText(value);
    }
  });
}

test("where model and rules name different winners, the battle and its explanation say so", async ({ page }) => {
  const sureness = (p: number) => Math.max(p, 1 - p);
  const surest = (those: ReturnType<typeof expected>["best"]) => [...those].sort((x, y) => sureness(y.probability) - sureness(x.probability))[0];
  const clash = surest(expected().best.filter(isClash));
  const peace = surest(expected().best.filter((battle) => !isClash(battle)));
  if (!clash || !peace) throw new Error("model and rules never part, or always do");
  await open(page);
  for (const [{ a, b }, word, kind] of [
    [clash, "Model and rules disagree", "warn"],
    [peace, "Model and rules agree", "good"],
  ] as const) {
    const [slugA, slugB] = [pokemon(a).slug, pokemon(b).slug];
    await go(page, `#/battle/${slugA}/${slugB}`);
    const battle = new BattlePage(page);
    await battle.expectProbability(bestMoveProbability(slugA, slugB));
    await expect(battle.rules.locator(".tag")).toHaveText([word]);
    await expect(battle.rules.locator(`.tag.${kind}`)).toHaveCount(1);
    await page.getByRole("region", { name: "Arena" }).locator(`a[href="#/why/${slugA}/${slugB}"]`).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${pokemon(a).en} against ${pokemon(b).en}: why?`);
    const verdict = page.getByRole("region", { name: "Who wins", exact: true });
    await expect(verdict.getByRole("status")).toHaveText(word);
    await expect(verdict.locator(`.tag.${kind}`)).toHaveCount(1);
  }
});

test("the dice give two others who can fight, without the chosen moves, and Back undoes it", async ({ page }) => {
  const answers = explainedBattle("mewtwo", "mew");
  const before = `#/battle/mewtwo/mew?mode=manual&ma=confusion&mb=${moveOf(answers.moveB).slug}`;
  const told = answers.movesA[moveOf("confusion").id] ?? Number.NaN;
  await open(page, before);
  const battle = new BattlePage(page);
  await battle.expectProbability(told);
  await page.getByRole("button", { name: "Random matchup" }).click();
  await expect.poll(() => page.url()).not.toContain("#/battle/mewtwo/mew");
  const [, slugA = "", slugB = "", query = ""] = /#\/battle\/([^/]+)\/([^/?]+)(.*)$/.exec(page.url()) ?? [];
  expect(slugA).not.toBe(slugB);
  expect(query).not.toMatch(/m[ab]=/);
  for (const [side, slug] of [["A", slugA], ["B", slugB]] as const) {
    const fighter = fighters.find((each) => each.slug === slug);
    await expect(battle.fighter(side)).toHaveValue(fighter?.en ?? "someone who can fight");
  }
  await battle.expectProbability(bestMoveProbability(slugA, slugB));
  await page.goBack();
  await expect(page).toHaveURL((url) => url.hash === before);
  await expect(battle.fighter("A")).toHaveValue("Mewtwo");
  await battle.expectProbability(told);
});

const go = (page: Page, fragment: string) => page.evaluate((to) => location.assign(to), fragment);
