import { expect, test } from "./fixtures";
import { expected } from "./harness/world";
import { BattlePage } from "./support/battle";
import { expectShare, named, placeOf } from "./support/chances";
import { fighters } from "./support/pokedex";
import { ROUTES } from "./support/routes";
import { open } from "./support/site";

test("what colours say is also written", async ({ page }) => {
  await test.step("who wins", async () => {
    await open(page);
    const battle = new BattlePage(page);
    await expect(battle.verdict).toHaveText(/^(Pikachu|Blastoise) wins [\d.]+%$|^Blastoise wins >99.9%$/);
    await expect(page.locator(".meter-numbers > span")).toHaveText([/%$/, /%$/]);
    await expect(battle.golden()).toContainText("256/256 equal");
    for (const factor of await page.locator(".defenses li, [class*=defense] li").allTextContents()) expect(factor).toMatch(/^\w+ ×[\d¼½]+$/);
  });
  await test.step("multipliers", async () => {
    await open(page, "#/types");
    const cells = page.locator(".type-chart tbody td");
    await expect(cells).toHaveCount(324);
    for (const text of await cells.allTextContents()) expect(text).toMatch(/^×(0|½|1|2)$/);
  });
  await test.step("answers", async () => {
    await open(page, "#/quiz?seed=1");
    const answers = page.getByRole("group", { name: "Answers" }).getByRole("button");
    await answers.first().click();
    const right = page.locator(".quiz-answer.right");
    await expect(right).toHaveText(/^✓ ×/);
    for (const wrong of await page.locator(".quiz-answer.wrong").allTextContents()) expect(wrong).toMatch(/^✗ ×/);
  });
  await test.step("a cell of the matrix", async () => {
    await open(page, ROUTES.matrix);
    await expect(page.locator(".matrix-readout")).toHaveText(/Mewtwo beats Onix: [<>]?[\d.]+%/);
  });
  await test.step("what is better and worse", async () => {
    await open(page, ROUTES.compare);
    const judged = page.locator("main .tag.good, main .tag.bad, main .tag.warn");
    await expect(judged.first()).toBeVisible();
    for (const text of await judged.allTextContents()) expect(text).toMatch(/\p{L}{3}/u);
  });
});

test("a model that failed is marked by a sign in the header, not by its red alone", async ({ page }) => {
  await open(page, "#/registry", { select: { stage: "Nowhere" } });
  const lens = page.locator(".lens");
  await expect(lens).toHaveAttribute("data-state", "bad");
  expect(await lens.evaluate((element) => getComputedStyle(element, "::after").content)).toBe('"!"');
});

test("figures of charts are in tables: a row of the matrix as onnxruntime has it, and every point of the curves", async ({ page }) => {
  await open(page, ROUTES.matrix);
  await page.getByText("Row of Mewtwo as a table").click();
  const rows = page.locator("details[open] tbody tr");
  const own = placeOf("mewtwo");
  await expect(rows).toHaveCount(fighters().length - 1);
  const shown = await rows.evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent ?? "")));
  const answers = new Map(expected().best.filter(({ a }) => a === named(own).id).map(({ b, probability }) => [b, probability]));
  for (const [name = "", chance = ""] of shown) expectShare(chance, answers.get(named(placeOf(name)).id) ?? Number.NaN);

  await open(page, `${ROUTES.curves}&table=1`);
  const points = await page.locator(".chart-mark, .chart-point").count();
  const table = page.getByRole("table").filter({ hasText: "Value" });
  expect(Number(await table.getAttribute("aria-rowcount")) - 1).toBeGreaterThanOrEqual(points);
});
