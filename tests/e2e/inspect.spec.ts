import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";

import type { Locator, Page } from "@playwright/test";

import { type Entry, FrozenRegistry, MODEL, type Version } from "../frozen-registry.mjs";
import { expect, test } from "./fixtures";
import { python, site } from "./harness/environment";
import { violations } from "./support/accessibility";
import { addressOf } from "./support/pokedex";
import { onEachRegistry } from "./support/registries";
import type { Registry } from "./support/registry";

/** What `harness/count-trees.py` says of a bundled model. */
interface Counted {
  irVersion: number;
  opsets: string[];
  producer: string;
  graph: string;
  columns: number;
  trees: number;
  splits: number;
  leaves: number;
  depth: [number, number, number];
  splitsPerTree: [number, number, number];
  features: [string, number][];
  base: number;
  /** The way of each tree for the first golden battle: node ids, and the leaf's weight. */
  ways: { nodes: number[]; weight: number; splits: number }[];
  battle: { a: number; b: number; move_a: number; move_b: number; probability: number };
}

const frozen = new FrozenRegistry(site());

const counts = new Map<string, Counted>();

/** Counts in the files themselves, by another program in another language. */
function count(version: string): Counted {
  const known = counts.get(version);
  if (known) return known;
  const found = frozen.versions().find((each) => each.version === version);
  if (!found) throw new Error(`the bundled registry has no version ${version}`);
  const script = new URL("harness/count-trees.py", import.meta.url).pathname;
  const input = JSON.stringify({
    onnx: frozen.read(frozen.onnx(found)).toString("base64"),
    golden: frozen.read(frozen.golden(found)).toString("base64"),
  });
  const answer = execFileSync(join(python["3.17.2"](), "python"), [script], { input, maxBuffer: 1 << 28 });
  const all = JSON.parse(answer.toString("utf8")) as Counted;
  counts.set(version, all);
  return all;
}

const inside = ({ model }: Registry, version: string, query = "") => `#/registry/${model}/${version}/inspect${query}`;

/** A card by its heading. */
const card = (page: Page, name: string | RegExp) =>
  page.getByRole("region", { name }).filter({ has: page.getByRole("heading", { level: 2 }) });

/** What a fact of a card says. */
const fact = (of: Locator, name: string) =>
  of.locator("dl.facts > div").filter({ has: of.page().getByText(name, { exact: true }) }).locator("dd");

const grouped = (number: number) => number.toLocaleString("en-GB");
const spread = ([least, median, most]: [number, number, number]) =>
  least === most ? grouped(most) : `${grouped(least)} to ${grouped(most)}, median ${grouped(median)}`;

/** The query that lights the way of a battle. */
function lit({ a, b, move_a, move_b }: Counted["battle"], rest = ""): string {
  const battle = addressOf({ a, b, moveA: move_a, moveB: move_b, probability: 0 }).slice("#/battle/".length);
  return `?battle=${encodeURIComponent(battle)}${rest}`;
}

/** The tree that is shown, row by row. */
async function tree(page: Page, number: number): Promise<{ id: number; question: string; more: string; here: string }[]> {
  const shown = card(page, `Tree ${number} of`);
  await expect(shown.getByRole("group", { name: `Picture of tree ${number}` })).toBeVisible();
  const rows = await shown.locator("table tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
  );
  return rows.map(([id = "", , question = "", more = "", here = ""]) => ({ id: Number.parseInt(id), question, more, here }));
}

/** Both sorts of bundled versions, in every registry. */
onEachRegistry(() => {
  for (const version of ["2", "3"]) {
    test(`version ${version} is shown as Python's onnx counts it`, async ({ page, registry }) => {
      const counted = count(version);
      await registry.open(page, inside(registry, version));
      const file = card(page, "File");
      await expect(fact(file, "Producer")).toHaveText(counted.producer);
      await expect(fact(file, "Operator sets")).toHaveText(counted.opsets.join(", "));
      await expect(fact(file, "IR version")).toHaveText(String(counted.irVersion));
      await expect(fact(file, "Graph")).toHaveText(counted.graph);

      const picture = page.getByRole("group", { name: "Picture of the graph" });
      const names = [
        `Input input float[?, ${counted.columns}]`,
        "TreeEnsembleClassifier 1 TreeEnsembleClassifier int64[rows] · float[rows, 2]",
        "Output label int64[?]",
        "Output probabilities float[?, 2]",
      ];
      await expect(picture.getByRole("link")).toHaveCount(names.length);
      for (const [place, name] of names.entries()) {
        await expect(picture.getByRole("link").nth(place)).toHaveAccessibleName(name);
      }

      const ensemble = card(page, "Tree ensemble");
      await expect(fact(ensemble, "Trees")).toHaveText(grouped(counted.trees));
      await expect(fact(ensemble, "Splits")).toHaveText(grouped(counted.splits));
      await expect(fact(ensemble, "Leaves")).toHaveText(grouped(counted.leaves));
      await expect(fact(ensemble, "Depth of trees")).toHaveText(spread(counted.depth));
      await expect(fact(ensemble, "Splits per tree")).toHaveText(spread(counted.splitsPerTree));
      await expect(fact(ensemble, "Features used")).toHaveText(grouped(counted.features.length));
      await expect(fact(ensemble, "Comparisons")).toHaveText(`BRANCH_LT × ${grouped(counted.splits)}`);
      await expect(fact(ensemble, "Base values")).toHaveText(String(Number(counted.base.toPrecision(8))));

      await page.getByRole("link", { name: `Show all ${counted.features.length} features` }).click();
      const rows = page.getByRole("table", { name: "Global importance" }).locator("tbody tr");
      await expect(rows).toHaveCount(counted.features.length);
      const shown = await rows.evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
      const sorted = (list: (readonly [string, string])[]) => [...list].sort(([a], [b]) => (a < b ? -1 : 1));
      expect(sorted(shown.map(([name, splits]) => [name ?? "", splits ?? ""] as const))).toEqual(
        sorted(counted.features.map(([name, splits]) => [name, grouped(splits)] as const)),
      );
      const numbers = shown.map(([, splits]) => Number(splits?.replaceAll(",", "")));
      expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    });
  }

  test("a battle's way through a tree is the one that Python walks", async ({ page, registry }) => {
    const counted = count("2");
    for (const number of [0, 57, 199]) {
      await registry.open(page, inside(registry, "2", lit(counted.battle, `&tree=${number}`)));
      const way = counted.ways[number];
      if (!way) throw new Error(`no tree ${number}`);
      await expect(card(page, `Tree ${number} of`)).toContainText(`${grouped(way.splits)} splits, depth`);
      const rows = await tree(page, number);
      expect(rows.filter(({ here }) => here !== "").map(({ id }) => id)).toEqual(way.nodes);
      // Beside the way stands one folded subtree for each of its splits; together they have all others.
      const folded = rows.filter(({ here }) => here === "");
      expect(folded).toHaveLength(way.nodes.length - 1);
      const beside = folded.reduce((sum, { more }) => sum + (Number.parseInt(more.replaceAll(/[^0-9]/g, "")) || 0), 0);
      expect(beside + way.nodes.length - 1).toBe(way.splits);
    }
  });

  test("subtrees unfold and fold by keyboard, and the address remembers them", async ({ page, registry }) => {
    await registry.open(page, inside(registry, "4", "?tree=3"));
    const before = await tree(page, 3);
    const picture = page.getByRole("group", { name: "Picture of tree 3" });
    const box = picture.getByRole("link", { name: /\+[0-9]+ splits unfold$/ }).first();
    const question = (await box.locator(".picture-text").allTextContents()).slice(0, 2).join(" ");
    await box.focus();
    await page.keyboard.press("Enter");
    await expect(picture.getByRole("link")).toHaveCount(before.length + 2);
    const chosen = picture.locator("[aria-current]");
    await expect(chosen).toHaveText(new RegExp(`^${question.replace(" ", "").replaceAll(".", "\\.")}(yes|no)$`));
    await expect(chosen).toBeFocused();
    await expect(page.getByRole("heading", { name: `Chosen: ${question}` })).toBeVisible();
    await expect(page).toHaveURL(/open=\d+/);
    await page.reload();
    await expect(picture.getByRole("link")).toHaveCount(before.length + 2);
    await expect(page.getByText(/of 1,000 battles of the field come here/)).toBeVisible();
    await page.getByRole("link", { name: "Fold", exact: true }).click();
    await expect(picture.getByRole("link")).toHaveCount(before.length);
    await page.goBack();
    await expect(picture.getByRole("link")).toHaveCount(before.length + 2);
  });

  test("the version's page leads inside, and a tree that does not exist is named", async ({ page, registry }) => {
    await registry.open(page, `#/registry/${registry.model}/3`);
    await page.getByRole("link", { name: "Inspect the model file" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inside version 3");
    await page.getByRole("group", { name: "Picture of the graph" }).getByRole("link", { name: /^TreeEnsembleClassifier/ }).click();
    await expect(page.getByRole("table", { name: "Attributes" }).getByRole("row", { name: /post_transform/ })).toContainText("LOGISTIC");
    await expect(page).toHaveURL(/at=n0/);
    await registry.open(page, inside(registry, "3", "?tree=100"));
    await expect(page.getByRole("alert")).toContainText("the model has no tree 100 there: it has 100, numbered from 0");
    await page.getByRole("spinbutton", { name: "Tree, 0 to 99" }).fill("99");
    await page.getByRole("button", { name: "Show tree" }).click();
    expect((await tree(page, 99)).length).toBeGreaterThan(2);
  });
});

test("the lit leaves of all trees add up to XGBoost's probability", async ({ page, registry }) => {
  const counted = count("3");
  await registry.open(page, inside(registry, "3", lit(counted.battle)));
  let margin = counted.base;
  for (let number = 0; number < counted.trees; number += 1) {
    const shown = card(page, `Tree ${number} of`);
    await expect(shown.getByRole("group", { name: `Picture of tree ${number}` })).toBeVisible();
    const said = await shown.getByText(/^It ends in a leaf that votes/).textContent();
    const weight = Number(said?.split(" ").at(-1));
    expect(weight).toBeCloseTo(counted.ways[number]?.weight ?? Number.NaN, 7);
    margin += weight;
    if (number + 1 < counted.trees) await shown.getByRole("link", { name: "Next tree" }).click();
  }
  expect(Math.abs(1 / (1 + Math.exp(-margin)) - counted.battle.probability)).toBeLessThan(1e-6);
  await expect(page).toHaveURL(/tree=99/);
});

test("importance by SHAP values on demand", async ({ page, registry }) => {
  await registry.open(page, inside(registry, "3"));
  await page.getByRole("link", { name: "Compute mean |SHAP|" }).click();
  const rows = page.getByRole("table", { name: "Global importance" }).locator("tbody tr");
  await expect(page.getByRole("columnheader", { name: "Mean |SHAP|" })).toBeVisible();
  const means = await rows.evaluateAll((rows) => rows.map((row) => Number(row.children[2]?.textContent)));
  expect(means).toHaveLength(10);
  expect(means[0]).toBeGreaterThan(0.1);
  expect(means).toEqual([...means].sort((a, b) => b - a));
  await expect(rows.first()).toContainText("hit_share_diff");
});

test("the inspector has no violations in both themes and French words", async ({ page, registry }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await registry.open(page, inside(registry, "3", "?at=n0&tree=1&node=1"));
    await tree(page, 1);
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await violations(page), colorScheme).toEqual([]);
  }
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("À l’intérieur de la version 3");
  await expect(page.getByRole("group", { name: "Image de l’arbre 1" })).toBeVisible();
});

test("a page that is left before its next frame stops nothing", async ({ page, registry }) => {
  await page.addInitScript(() => {
    const held: FrameRequestCallback[] = [];
    Object.assign(window, { held });
    window.requestAnimationFrame = (callback) => held.push(callback);
  });
  await registry.open(page, inside(registry, "3", "?tree=1"));
  // The graph's and the tree's.
  await expect(page.locator(".picture-frame")).toHaveCount(2);
  await page.evaluate((next) => location.assign(next), "#/registry");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Model registry");
  await page.evaluate(() => (window as unknown as { held: FrameRequestCallback[] }).held.forEach((callback) => callback(0)));
  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");
});

test("hostile names are shown as text, and a file that cannot run says why", async ({ page, registry }) => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>\u202Eevil';
  const [version] = frozen.versions().filter((each) => each.version === "3");
  if (!version) throw new Error("the bundled registry has no version 3");
  const script = new URL("harness/hostile-model.py", import.meta.url).pathname;
  const bytes = execFileSync(join(python["3.17.2"](), "python"), [script, hostile], {
    input: frozen.read(frozen.onnx(version)),
    maxBuffer: 1 << 28,
  });
  await swapModel(page, version, bytes);
  page.on("dialog", () => {
    throw new Error("something ran");
  });
  await registry.open(page, inside(registry, "3"));
  await expect(page.getByText("This model does not run here")).toBeVisible();
  await expect(page.getByText("the model wants features that are unknown here")).toBeVisible();
  const main = page.locator("main");
  await expect(fact(card(page, "File"), "Producer")).toContainText(hostile);
  await page.getByRole("group", { name: "Picture of the graph" }).getByRole("link", { name: hostile }).first().click();
  await expect(page.getByRole("heading", { name: `Chosen: ${hostile}` })).toBeVisible();
  await expect(page.getByRole("table", { name: "Metadata" })).toContainText(hostile);
  await expect(page.getByText("No battle’s way can be lit here")).toBeVisible();
  expect((await tree(page, 0))[0]?.question).toContain(hostile);
  expect(await main.locator("img, script, iframe").count()).toBe(0);
});

/** Puts another file in the place of a version's model, with the registry stating what it is. */
async function swapModel(page: Page, version: Version, bytes: Buffer): Promise<void> {
  const entry = frozen.onnx(version);
  const about = frozen.entry("ajax-api/2.0/mlflow/model-versions/get", { name: MODEL, version: version.version });
  const answer = JSON.parse(frozen.read(about).toString("utf8")) as { model_version: { tags?: { key: string }[] } };
  answer.model_version.tags = answer.model_version.tags?.filter(({ key }) => !key.startsWith("onnx_"));
  const text = Buffer.from(JSON.stringify(answer));
  const measured = (content: Buffer) => ({
    sha256: createHash("sha256").update(content).digest("hex"),
    size: content.length,
    gzip: false,
  });
  await page.route("**/registry/manifest.json*", async (route) => {
    const response = await route.fetch();
    const manifest = (await response.json()) as { answers: Record<string, Entry> };
    for (const [key, found] of Object.entries(manifest.answers)) {
      if (found.file === entry.file) manifest.answers[key] = { ...found, ...measured(bytes) };
      if (found.file === about.file) manifest.answers[key] = { ...found, ...measured(text) };
    }
    await route.fulfill({ json: manifest });
  });
  await page.route(`**/registry/${entry.file}*`, (route) => route.fulfill({ body: bytes }));
  await page.route(`**/registry/${about.file}*`, (route) => route.fulfill({ body: text }));
}
