import { readFileSync } from "node:fs";

import { expect, test } from "./fixtures";
import { expected } from "./harness/world";
import { COUNT, at, csv, mean, onnxruntime, row } from "./support/matrix";
import { fighters } from "./support/pokedex";
import { open } from "./support/site";

test("the whole matrix is what onnxruntime says", async ({ page }) => {
  await open(page, "#/battle/pikachu/blastoise");
  await expect(page.locator("main")).toContainText("256/256 equal");
  const started = await page.evaluate(() => {
    location.hash = "#/matrix?sort=number";
    return performance.now();
  });
  await expect(page.getByRole("application")).toBeVisible();
  await page.waitForFunction(() => (document.querySelector("canvas")?.width ?? 0) > 300);
  const milliseconds = (await page.evaluate(() => performance.now())) - started;
  const told = await page.locator(".matrix-card").getByText(/battles predicted in/).innerText();
  console.log(`  the matrix was on screen after ${Math.round(milliseconds)} ms, its program's loading and starting of workers included; ${told}`);

  const lines = await csv(page);
  const slugs = (lines[0] ?? []).slice(1);
  expect([...slugs].sort()).toEqual(fighters().map(({ slug }) => slug).sort());
  const place = new Map(fighters().map(({ slug }, number) => [slug, number]));
  const answers = onnxruntime();
  let greatest = 0;
  for (const [slug = "", ...cells] of lines.slice(1)) {
    cells.forEach((cell, column) => {
      const answer = at(answers, place.get(slug) ?? -1, place.get(slugs[column] ?? "") ?? -1);
      if (slugs[column] === slug) expect(cell).toBe("");
      else greatest = Math.max(greatest, cell === "" ? Number.POSITIVE_INFINITY : Math.abs(Number(cell) - answer));
    });
  }
  expect(lines).toHaveLength(COUNT + 1);
  expect(greatest).toBeLessThanOrEqual(1e-6);
});

test("the matrix is searched, sorted and walked with the keyboard", async ({ page }) => {
  await open(page, "#/matrix?sort=number");
  const canvas = page.getByRole("application", { name: "Matrix of battles" });
  await canvas.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page).toHaveURL(/at=bulbasaur%2Fbulbasaur/);
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/at=bulbasaur%2Fivysaur/);
  const p = at(onnxruntime(), 0, 1);
  await expect(page.locator(".matrix-readout")).toContainText(`Bulbasaur beats Ivysaur: ${(100 * p).toFixed(2)}%`);
  await page.getByText("Row of Bulbasaur as a table").click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(COUNT);

  await page.getByLabel("Find rows").fill("évoli");
  await expect(page.locator(".matrix-card").getByRole("status").first()).toHaveText(`2 × ${COUNT} Pokémon`);
  await page.getByLabel("Sort by").selectOption("cluster");
  await expect(page).toHaveURL(/sort=cluster/);
  await page.getByLabel("Find rows").fill("");
  await canvas.focus();
  await page.keyboard.press("+");
  const box = await canvas.boundingBox();
  if (!box) throw new Error("no canvas");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.getByRole("link", { name: "Open this battle" })).toBeVisible();
  await canvas.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/battle\//);
});

test("a few rows are zoomed, stay so, and are shown whole again", async ({ page }) => {
  await open(page, "#/matrix?rows=char");
  const canvas = page.getByRole("application", { name: "Matrix of battles" });
  const height = async () => (await canvas.boundingBox())?.height ?? 0;
  await expect.poll(height).toBeGreaterThan(150);
  const before = await height();
  const closer = page.getByRole("button", { name: "Zoom in" });
  await closer.click();
  await closer.click();
  await expect.poll(height).toBeGreaterThan(before + 100);
  const zoomed = await height();
  // Whatever the frame's growth has set off is over after two frames.
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  expect(await height()).toBe(zoomed);
  await page.getByRole("button", { name: "Show all" }).click();
  await expect.poll(height).toBeLessThan(before);
});

test("rankings as A are the means of onnxruntime's rows", async ({ page }) => {
  await open(page, "#/rankings?sides=a");
  const answers = onnxruntime();
  const ranked = fighters()
    .map((fighter, a) => ({ fighter, mean: mean(row(answers, a)), numbers: row(answers, a) }))
    .sort((x, y) => y.mean - x.mean);
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows).toHaveCount(COUNT);
  for (const [rank, { fighter, mean: average, numbers }] of ranked.slice(0, 10).entries()) {
    const spread = Math.sqrt(mean(numbers.map((p) => (p - average) ** 2)));
    const line = rows.nth(rank);
    await expect(line.getByRole("rowheader")).toHaveText(fighter.en);
    await expect(line).toContainText(`${(100 * average).toFixed(2)}%`);
    await expect(line).toContainText(`${(100 * spread).toFixed(2)}%`);
    await expect(line.locator("td").nth(3)).toHaveText(String(numbers.filter((p) => p >= 0.5).length));
  }
  const best = ranked[0]?.fighter;
  if (!best) throw new Error("nobody");
  await rows.first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${best.en} against all`);
});

test("accuracy by slice is what onnxruntime and the dataset's winners give", async ({ page }) => {
  await open(page, "#/rules");
  const data = JSON.parse(readFileSync(new URL("../../crates/battle/data/pokedex.json", import.meta.url), "utf8")) as {
    pokemon: { id: number; types: string[] }[];
    moves: { id: number; category: string }[];
  };
  const types = new Map(data.pokemon.map(({ id, types }) => [id, types]));
  const categories = new Map(data.moves.map(({ id, category }) => [id, category]));
  const slices = new Map<string, { right: number; all: number }>();
  const count = (name: string, right: boolean) => {
    const slice = slices.get(name) ?? { right: 0, all: 0 };
    slices.set(name, { right: slice.right + Number(right), all: slice.all + 1 });
  };
  for (const { a, moveA, probability, winsA } of expected().best) {
    const right = probability >= 0.5 === winsA;
    for (const type of types.get(a) ?? []) count(`#by-type ~ table [data-slice="${type}"]`, right);
    count(`#by-category ~ table [data-slice="${categories.get(moveA)}"]`, right);
    count(`#by-scenario ~ table [data-slice="best"]`, right);
  }
  for (const [selector, { right, all }] of slices) {
    const line = page.locator(selector);
    await expect(line.locator("td").first()).toHaveText(`${((100 * right) / all).toFixed(2)}%`);
    await expect(line.locator("td").last()).toHaveText(all.toLocaleString("en-GB"));
  }
});
