import { FrozenRegistry, MODEL } from "../frozen-registry.mjs";
import { expect, test } from "./fixtures";
import { site } from "./harness/environment";
import { BattlePage } from "./support/battle";
import { bestMoveProbability } from "./support/pokedex";
import { onEachMlflow, onEachRegistry } from "./support/registries";
import { PIKACHU_BLASTOISE, live, open } from "./support/site";

/** What the bundled registry holds, read from its files. */
const registry = new FrozenRegistry(site());
const versions = registry.versions();

test("the bundled registry has four versions: one in Production, one in Staging", () => {
  expect(versions.map(({ version }) => version).sort()).toEqual(["1", "2", "3", "4"]);
  const stages = Object.fromEntries(versions.map(({ version, current_stage }) => [version, current_stage]));
  expect(stages).toMatchObject({ 2: "Production", 3: "Staging" });
});

for (const { version } of versions) {
  test(`version ${version} recomputes 256 golden battles and predicts like onnxruntime`, async ({ page }) => {
    await open(page, `${PIKACHU_BLASTOISE}?model=v${version}`);
    const battle = new BattlePage(page);
    await expect(battle.golden()).toHaveText("256/256 equal");
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise", version));
    await expect(battle.model).toContainText(`Version ${version}`);
    await expect(battle.model).toContainText("Verified");
  });
}

onEachRegistry(() => {
  test("models lead to versions, and those to everything that was logged", async ({ page, registry }) => {
    // A server has models of other tests, too, more than are in sight.
    await registry.open(page, `#/registry?q=${registry.model}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Model registry");
    await page.getByRole("link", { name: registry.model, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`#/registry/${registry.model}$`));
    const rows = page.getByRole("table", { name: "Versions" }).getByRole("row");
    for (const { version, current_stage } of await registry.versions()) {
      const row = rows.filter({ has: page.getByRole("link", { name: `Version ${version}`, exact: true }) });
      await expect(row).toContainText(current_stage === "None" ? "No stage" : current_stage);
    }
    await expect(page.getByRole("columnheader", { name: "test_accuracy" })).toBeVisible();
    const production = await registry.production();
    await rows.filter({ hasText: "@production" }).getByRole("link", { name: `Version ${production.version}`, exact: true }).click();

    const run = (await registry.runs()).find(({ info }) => info.run_id === production.run_id);
    if (!run) throw new Error("the version in Production has no run");
    expect(run.data.metrics.length).toBeGreaterThan(10);
    expect(run.data.params.length).toBeGreaterThan(10);
    const metrics = page.getByRole("table", { name: "Metrics" });
    for (const { key, value } of run.data.metrics) {
      const shown = metrics.getByRole("row", { name: key }).filter({ has: page.getByText(key, { exact: true }) });
      if (key === "test_accuracy") await expect(shown.getByRole("cell")).toHaveText(value.toFixed(4));
      await expect(shown).toHaveCount(1);
    }
    const parameters = page.getByRole("table", { name: "Parameters" });
    for (const { key, value } of run.data.params) {
      await expect(parameters.getByRole("row").filter({ has: page.getByText(key, { exact: true }) })).toContainText(value);
    }
    const digest = production.tags.find(({ key }) => key === "onnx_sha256")?.value;
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    await expect(page.getByRole("row", { name: /onnx_sha256/ })).toContainText(digest ?? "");
    await expect(page.getByRole("img", { name: /steps$/ })).toBeVisible();
  });

  test("a version shows its description, tags and aliases", async ({ page, registry }) => {
    await registry.open(page, `#/registry/${registry.model}/3`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Version 3");
    const main = page.locator("main");
    await expect(main).toContainText("Tested on pairs of Pokémon that training never saw");
    await expect(main).toContainText("@staging");
    await expect(main).toContainText("@challenger");
    await expect(page.getByRole("row", { name: /^n_features/ }).first()).toContainText("44");
    await expect(page.getByRole("row", { name: /^dataset\.scenario/ })).toContainText("all");
  });

  test("a version chosen in the registry predicts, and the address remembers it", async ({ page, registry }) => {
    await registry.open(page, `#/registry/${registry.model}`);
    await page.getByRole("link", { name: "Use version 3 for predictions" }).click();
    await expect(page).toHaveURL(/#\/battle\/pikachu\/blastoise\?model=v3$/);
    const battle = new BattlePage(page);
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise", "3"));
    await expect(battle.model).toContainText("Staging");
    await page.reload();
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise", "3"));
    await battle.model.getByRole("link", { name: "Use the default version" }).click();
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
    await expect(page).toHaveURL(/#\/battle\/pikachu\/blastoise$/);
  });
});

onEachMlflow(() => {
  test("a probability is never shown under a version that did not give it", async ({ page, server, trouble }) => {
    await open(page, PIKACHU_BLASTOISE, live(server.server), server.page);
    const battle = new BattlePage(page);
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
    trouble.announce(/Failed to load resource/, /status 40[04]/);
    await page.goto(`${server.page}${PIKACHU_BLASTOISE}?model=v99`);
    await expect(page.getByRole("alert")).toContainText("99");
    await expect(battle.verdict).not.toHaveAttribute("data-probability", /./);
    await expect(page.getByText("No prediction yet").first()).toBeVisible();
  });

  test("a live registry shows its models, the faulty ones included", async ({ page, server }) => {
    await open(page, "#/registry", live(server.server), server.page);
    await expect(page.getByText(`MLflow at ${server.server}`)).toBeVisible();
    // There are models of other tests, too, more than are in sight.
    for (const name of [MODEL, "pickle-only", "nan-metrics", "never-promoted"]) {
      await page.getByRole("searchbox", { name: "Search by name" }).fill(name);
      await expect(page.getByText("1 model", { exact: true })).toBeVisible();
      await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
    }
  });
});
