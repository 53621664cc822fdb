import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { expected } from "./harness/world";
import { BattlePage } from "./support/battle";
import { FieldPage, longestTasks } from "./support/field";
import { type Fighter, addressOf, fighters, pokemon } from "./support/pokedex";
import { open } from "./support/site";

// Both cores work here: other tests beside these would be measured, not the page.
test.describe.configure({ mode: "serial", timeout: 300_000 });

const BEST = 34_782;
const ALL = 9_775_430;

test("every battle with the best moves is predicted like onnxruntime", async ({ page }) => {
  const requests = modelRequests(page);
  const field = await FieldPage.open(page);
  await field.start("Best moves");
  const probabilities = await field.finish(BEST);
  const answers = expected().best;
  expect(answers).toHaveLength(BEST);
  const distances = answers.map(({ probability }, place) => Math.abs(probability - (probabilities[place] ?? Number.NaN)));
  expect(distances.every((distance) => distance <= 1e-6)).toBe(true);
  expect(requests(), "the pool's workers get the model from the first worker").toHaveLength(1);

  const wins = probabilities.filter((probability) => probability >= 0.5).length;
  await expect(field.result).toContainText(`${((100 * wins) / BEST).toFixed(2)}%`);
  await expect(field.result.getByRole("listitem")).toHaveCount(5);
  await expect(field.result.getByRole("listitem").first()).toContainText(winsMost(probabilities));
});

test("every legal battle is predicted while the page goes on, also when workers die", async ({ page, browser, trouble }) => {
  trouble.announce(/killed by the test/);
  const field = await FieldPage.open(page);
  let undisturbed: Float32Array = new Float32Array();
  const tasks = await longestTasks(browser, page, async () => {
    await field.start("All moves");
    await field.reach(20);
    await field.reach(60);
    await expect(field.status).toHaveText(/^[678]0% of the battles predicted$/);
    undisturbed = await field.finish(ALL);
  });
  const longest = tasks[0] ?? { wall: Number.NaN, cpu: Number.NaN };
  const most = Math.max(...tasks.map(({ cpu }) => cpu));
  console.log(`  of ${tasks.length} tasks of the page the longest took ${longest.wall} ms, the busiest ${most} ms of the processor`);
  expect(tasks.length).toBeGreaterThan(300);
  // What the page does, not what the machine does at the same time: the processor's time counts.
  expect(most).toBeLessThanOrEqual(50);

  const before = page.workers();
  const [silent, loud] = before.slice(1);
  if (!silent || !loud) throw new Error(`the pool has ${before.length - 1} workers`);
  await field.start("All moves");
  await field.reach(10);
  await silent.evaluate(() => self.close());
  await field.reach(20);
  await loud.evaluate(() => {
    setTimeout(() => {
      throw new Error("killed by the test");
    });
  });
  const disturbed = await field.finish(ALL);
  await expect.poll(() => page.workers().length, "both were replaced").toBe(before.length);
  for (const dead of [silent, loud]) expect(page.workers()).not.toContain(dead);
  expect(bytes(disturbed).equals(bytes(undisturbed)), "the same numbers").toBe(true);

  const place = placeOf();
  const golden = expected().golden;
  for (const battle of golden) {
    const found = undisturbed[place(battle)] ?? Number.NaN;
    expect(Math.abs(found - battle.probability)).toBeLessThanOrEqual(1e-6);
  }
  for (const battle of golden.filter((_, number) => number % 64 === 0)) {
    await open(page, addressOf(battle));
    const single = new BattlePage(page);
    await single.expectProbability(battle.probability);
    expect(Number(await single.verdict.getAttribute("data-probability"))).toBe(undisturbed[place(battle)]);
  }
});

test("a cancel stops all workers within 100 ms, and the page can go on", async ({ page }) => {
  const field = await FieldPage.open(page);
  await field.start("All moves");
  // By then both workers have compiled the model, which cannot be interrupted.
  await field.reach(8);
  const milliseconds = await page.evaluate(async () => {
    const status = document.querySelector("[role=status]");
    const button = [...document.querySelectorAll("button")].find((each) => each.textContent === "Cancel");
    if (!status || !button) throw new Error("there is nothing to cancel");
    return new Promise<number>((resolve) => {
      new MutationObserver(() => {
        if (status.textContent?.startsWith("Cancelled")) resolve(performance.now() - start);
      }).observe(status, { childList: true, characterData: true, subtree: true });
      const start = performance.now();
      button.click();
    });
  });
  console.log(`  all workers had stopped after ${milliseconds} ms`);
  expect(milliseconds).toBeLessThanOrEqual(100);
  await expect(field.status).toHaveText(/^Cancelled after [\d,]+ of 9,775,430 battles$/);
  await field.start("Best moves");
  await field.finish(BEST);
});

test("every battle is asked for and cancelled with the keyboard", async ({ page }) => {
  const field = await FieldPage.open(page);
  await page.getByRole("radio", { name: "Best moves" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "All moves" })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(field.progress).toBeVisible();
  await expect(field.button("Predict")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(field.status).toHaveText(/^Cancelled/);
});

test("leaving the page ends its workers", async ({ page }) => {
  const field = await FieldPage.open(page);
  await field.start("All moves");
  await field.reach(1);
  expect(page.workers().length).toBeGreaterThan(1);
  await page.getByRole("link", { name: "Battle", exact: true }).click();
  await expect.poll(() => page.workers().length).toBe(1);
});

/** The addresses of model files that were asked for over the network. */
function modelRequests(page: Page): () => string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (/^http.*\.onnx/.test(request.url())) seen.push(request.url());
  });
  return () => seen;
}

/** Where a battle with any moves stands among all of them: by A, B, A's move and B's move. */
function placeOf(): (battle: { a: number; b: number; moveA: number; moveB: number }) => number {
  const before = new Map<string, number>();
  let count = 0;
  for (const a of fighters()) {
    for (const b of fighters().filter(({ id }) => id !== a.id)) {
      before.set(`${a.id}/${b.id}`, count);
      count += a.moves.length * b.moves.length;
    }
  }
  const known = new Map<number, Fighter>(fighters().map((each) => [each.id, each]));
  return ({ a, b, moveA, moveB }) => {
    const [movesA = [], movesB = []] = [known.get(a)?.moves, known.get(b)?.moves];
    return (before.get(`${a}/${b}`) ?? Number.NaN) + movesA.indexOf(moveA) * movesB.length + movesB.indexOf(moveB);
  };
}

/** The English name of the Pokémon that wins most battles, with the best moves. */
function winsMost(probabilities: Float32Array): string {
  const wins = new Map<number, number>();
  expected().best.forEach(({ a, b }, place) => {
    const winner = (probabilities[place] ?? 0) >= 0.5 ? a : b;
    wins.set(winner, (wins.get(winner) ?? 0) + 1);
  });
  const [best] = [...wins].sort(([idA, a], [idB, b]) => b - a || idA - idB);
  return pokemon(best?.[0] ?? 0).en;
}

const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength);
