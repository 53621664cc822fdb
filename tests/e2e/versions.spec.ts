import type { Locator, Page } from "@playwright/test";

import { MODEL } from "../frozen-registry.mjs";
import { expect, test } from "./fixtures";
import type { Live } from "./harness/world";
import { violations } from "./support/accessibility";
import { fact } from "./support/battle";
import { dateTime } from "./support/dates";
import { openLive } from "./support/mlflow";
import { onEachMlflow, onEachRegistry } from "./support/registries";
import { live, open } from "./support/site";

/** What MLflow itself answers. */
async function ask(server: Live, route: string, query: Record<string, string> = {}): Promise<any> {
  const answer = await fetch(`${server.direct}/api/2.0/mlflow/${route}?${new URLSearchParams(query)}`);
  expect(answer.ok, `${route}: ${answer.status}`).toBe(true);
  return answer.json();
}

/** The last value of each metric of a run, as MLflow has it. */
async function metrics(server: Live, run: string): Promise<Record<string, number>> {
  const { run: found } = await ask(server, "runs/get", { run_id: run });
  return Object.fromEntries(found.data.metrics.map(({ key, value }: { key: string; value: number }) => [key, value]));
}

/** A number between 0 and 1 as the page shows it: with as many decimals as tell it from a whole number, and tiny ones by their power of ten. */
function shown(value: number): string {
  const tiny = value !== 0 && Math.abs(value) < 1e-4;
  const digits = [4, 6, 8].find((digits) => !Number.isInteger(Number(value.toFixed(digits)))) ?? 4;
  return (tiny ? value.toExponential(3) : value.toFixed(digits)).replace("-", "−");
}

/** The rows of the table of versions, without its heading. */
const rows = (page: Page): Locator => page.getByRole("table", { name: "Versions" }).getByRole("row").filter({ hasNot: page.getByRole("columnheader") });
const row = (page: Page, version: number): Locator => rows(page).filter({ has: page.getByRole("link", { name: `Version ${version}`, exact: true }) });

/** The row of a comparison. */
const line = (page: Page, key: string): Locator => page.getByRole("row").filter({ has: page.getByRole("rowheader").getByText(key, { exact: true }) });

async function settled(page: Page, versions: number): Promise<void> {
  await expect(rows(page)).toHaveCount(versions);
  // A long tag's value is shortened in a cell; what is awaited stands alone.
  await expect(page.getByRole("main").getByText(/^[^=]*…$/)).toHaveCount(0);
}

onEachMlflow(() => {
  test("models are found by a part of their name, and the address keeps it", async ({ page, server, freshModel }) => {
    const model = await freshModel(server, { versions: [{ onnx: false }, { stage: "Staging", onnx: false }], aliases: { best: 1 } });
    await openLive(page, server, "#/registry");
    const field = page.getByRole("searchbox", { name: "Search by name" });
    const part = model.name.slice(6, 24).toUpperCase();
    await field.fill(part);
    await expect(page.getByText("1 model", { exact: true })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`#/registry\\?q=${part}$`));
    const card = page.getByRole("article");
    await expect(card).toHaveCount(1);
    await expect(card.getByRole("link", { name: model.name, exact: true })).toBeVisible();
    const { registered_model } = await ask(server, "registered-models/get", { name: model.name });
    for (const { version: number, current_stage } of registered_model.latest_versions) {
      const label = current_stage === "None" ? `v${number}` : `${current_stage} → v${number}`;
      await expect(card.getByRole("link", { name: label, exact: true })).toHaveAttribute("href", `#/registry/${model.name}/${number}`);
    }
    await expect(card.getByRole("link", { name: "@best → v1" })).toBeVisible();
    await page.reload();
    await expect(field).toHaveValue(part);
    await expect(card).toHaveCount(1);
    await field.fill("no model % is ' called _ so");
    await expect(page.getByText("No model’s name contains “no model % is ' called _ so”")).toBeVisible();
  });

  test("is version 3 better than Production? By keyboard, with values, signs and verdicts", async ({ page, server, freshModel }) => {
    const model = await freshModel(server);
    await openLive(page, server, `#/registry/${model.name}`);
    await settled(page, model.runs.length);
    await page.getByRole("checkbox", { name: "Choose Version 3" }).focus();
    await page.keyboard.press("Space");
    await expect(page).toHaveURL(/versions=3/);
    const compare = page.getByRole("link", { name: "Compare with version 2 in Production" });
    await compare.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Compare versions");

    const [base, better] = [await metrics(server, model.runs[1] ?? ""), await metrics(server, model.runs[2] ?? "")];
    for (const key of ["test_accuracy", "test_logloss"]) {
      const [from, to] = [base[key] ?? NaN, better[key] ?? NaN];
      const cells = line(page, key).getByRole("cell");
      await expect(cells.nth(0)).toHaveText(shown(from));
      const delta = (to > from ? "\\+" : "") + shown(to - from);
      await expect(cells.nth(1)).toHaveText(new RegExp(`^${shown(to)}\\s*${delta}\\s*Better$`));
    }
    await expect(line(page, "depth").getByRole("cell")).toHaveText(["2", "3"]);
    const heads = page.getByRole("columnheader").filter({ has: page.getByRole("link", { name: /^Version/ }) });
    await expect(heads.nth(0)).toContainText("The others are compared with it");
    await expect(heads.nth(1)).toContainText("2 better");
    await expect(heads.nth(1).getByRole("link", { name: /Promote/ })).toBeVisible();
    // Both have the same file.
    await expect(page.getByText("Reading signatures and files…")).toBeHidden();
    await expect(line(page, "model.onnx")).toHaveCount(0);

    await page.getByRole("radio", { name: "Everything" }).check({ force: true });
    await expect(page).toHaveURL(/all=1/);
    await expect(line(page, "model.onnx").getByRole("cell")).toHaveText(["65.1\u00a0kB", "65.1\u00a0kB"]);
    await expect(line(page, "Input input").getByRole("cell").first()).toContainText("float");
    await page.getByRole("combobox", { name: "Compared with" }).selectOption("3");
    await expect(line(page, "test_accuracy").getByRole("cell").nth(0)).toContainText("Worse");
    await page.reload();
    await expect(line(page, "test_accuracy").getByRole("cell").nth(0)).toContainText("Worse");
    await expect(line(page, "model.onnx")).toHaveCount(1);

    await page.getByRole("textbox", { name: "Number of a version to add" }).fill("4");
    await page.keyboard.press("Enter");
    await expect(heads).toHaveCount(3);
    await page.getByRole("button", { name: "Remove version 2" }).click();
    await expect(heads).toHaveCount(2);
    await page.goBack();
    await expect(heads).toHaveCount(3);
  });

  test("a version shows what MLflow has of it", async ({ page, server, freshModel }) => {
    const model = await freshModel(server, {
      versions: [
        { stage: "Production", metrics: { test_accuracy: 0.9 } },
        {
          description: "## Notes\n\n- **bold** <script>alert(1)</script>\n\n[here](https://mlflow.org) [there](javascript:alert(1)) ![cat](http://h/cat.png)\n\n|a|b|\n|-|-|\n|1|2|",
          tags: { team: "<b>é</b>" },
          metrics: { test_accuracy: 0.8 },
          params: { depth: "<i>7</i>" },
        },
      ],
    });
    await openLive(page, server, `#/registry/${model.name}/2`);
    const main = page.getByRole("main");
    const facts = main.locator("dl");
    const { model_version } = await ask(server, "model-versions/get", { name: model.name, version: "2" });
    const { run } = await ask(server, "runs/get", { run_id: model.runs[1] ?? "" });
    await expect(fact(facts, "Model URI")).toHaveText(`models:/${model.name}/2`);
    await expect(fact(facts, "Source")).toHaveText(model_version.source);
    await expect(fact(facts, "Status")).toHaveText("Ready");
    await expect(fact(facts, "Created")).toHaveText(dateTime(model_version.creation_timestamp));
    await expect(main.getByRole("link", { name: run.info.run_id })).toHaveAttribute("href", `#/runs/${run.info.run_id}`);
    await expect(page.getByRole("row", { name: "team <b>é</b>" })).toBeVisible();
    await expect(page.getByRole("row", { name: "depth <i>7</i>" })).toBeVisible();
    await expect(page.getByRole("row", { name: "test_accuracy 0.8000" })).toBeVisible();
    await expect(main).toContainText("1 worse");

    // Markdown becomes elements, and nothing else does.
    await expect(main.getByRole("heading", { name: "Notes", level: 3 })).toBeVisible();
    await expect(main.getByRole("listitem").filter({ hasText: "bold <script>alert(1)</script>" })).toBeVisible();
    const link = main.getByRole("link", { name: "here" });
    await expect(link).toHaveAttribute("href", "https://mlflow.org");
    await expect(link).toHaveAttribute("rel", "noreferrer noopener");
    await expect(main.getByRole("link", { name: "there" })).toHaveCount(0);
    await expect(main).toContainText("there (javascript:alert(1))");
    await expect(main.getByRole("link", { name: "cat" })).toHaveAttribute("href", "http://h/cat.png");
    await expect(main.locator("img, script")).toHaveCount(0);

    const { files } = await ask(server, "artifacts/list", { run_id: run.info.run_id, path: "model" });
    const table = page.getByRole("table", { name: "Files" });
    await expect(table.getByRole("row")).toHaveCount(1 + files.length);
    await expect(table.getByRole("row", { name: "model.onnx 65.1 kB" })).toBeVisible();
    await expect(fact(facts, "ONNX file")).toHaveText("model.onnx (65.1\u00a0kB)");
    await expect(page.getByRole("table", { name: "Signature" }).getByRole("row").nth(1)).toContainText("Input");
    await page.getByRole("link", { name: "Compare with version 1 in Production" }).click();
    await expect(line(page, "test_accuracy").getByRole("cell").nth(1)).toContainText("−0.1000");
  });

  test("what is missing is said", async ({ page, server, trouble, freshModel }) => {
    // A version without an MLmodel file.
    trouble.announce(/Failed to load resource/, /status (404|500): .*get-artifact/, /status (400|404): .*version=77/);
    const model = await freshModel(server, { versions: [{ stage: "Production", onnx: false, metrics: { a: "NaN" } }, { onnx: false }] });
    const deleted = await fetch(`${server.direct}/api/2.0/mlflow/runs/delete`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ run_id: model.runs[1] }),
    });
    expect(deleted.ok).toBe(true);
    await openLive(page, server, `#/registry/${model.name}`);
    await settled(page, model.runs.length);
    await expect(row(page, 2)).toContainText("(run deleted)");
    await expect(row(page, 1)).toContainText("NaN");
    await row(page, 2).getByRole("link", { name: "Version 2", exact: true }).click();
    await expect(page.getByText("The source run has been deleted; its metrics and parameters are still there")).toBeVisible();
    await expect(page.getByText("This version has no MLmodel file, which would tell its signature and its flavours")).toBeVisible();
    await page.goto(`${server.page}#/registry/${model.name}/compare?versions=1,2,77,x`);
    await expect(page.getByText("Not found: x, 77")).toBeVisible();
  });
});

/** Lets nothing but GETs pass, as some proxies do. */
async function onlyGets(page: Page): Promise<void> {
  await page.route(/\/mlflow\//, (route) =>
    route.request().method() === "GET" ? route.fallback() : route.fulfill({ status: 403, contentType: "text/html", body: "<h1>403</h1>" }),
  );
}

onEachMlflow(() => {
  test("where only GETs pass, versions are judged, checked and shown with what they logged", async ({ page, server, freshModel, trouble }) => {
    trouble.announce(/status of 403/, /^status 403/);
    await onlyGets(page);
    const model = await freshModel(server, {
      versions: [
        { stage: "Archived", metrics: { test_accuracy: 0.9 } },
        { stage: "Production", metrics: { test_accuracy: 0.8 } },
        { metrics: { test_accuracy: 0.95 } },
      ],
    });
    await openLive(page, server, `#/registry/${model.name}`);
    await settled(page, 3);
    await expect(row(page, 3)).toContainText("0.9500");
    await expect(row(page, 3)).toContainText("Better");
    await expect(row(page, 1)).toContainText("0.9000");
    await expect(page.getByRole("main")).toContainText("worse than version 1");
    await expect(page.getByRole("main")).not.toContainText("forbidden");
    await expect(page.getByText("versions read")).toHaveCount(0);
    // Said once, beside the actions.
    await expect(page.getByText("Read only:")).toHaveCount(1);
    await page.goto(`${server.page}#/registry/${model.name}/3`);
    await expect(page.getByRole("table", { name: "Metrics" }).getByRole("row", { name: "test_accuracy" })).toContainText("0.9500");
    await expect(page.getByText("1 better", { exact: true })).toBeVisible();
    await expect(page.getByRole("main")).not.toContainText("forbidden");
  });
});

onEachMlflow(() => {
  test("a model that does not exist offers no actions", async ({ page, server, trouble }) => {
    trouble.announce(/status of 404/, /^status 404/);
    await openLive(page, server, "#/registry/no-such-model");
    await expect(page.getByRole("alert")).toContainText("no-such-model");
    await expect(page.getByRole("region", { name: "Actions" })).toHaveCount(0);
    await expect(page.getByRole("link", { name: /Alias/ })).toHaveCount(0);
  });
});

test("a server that takes long is said to, and the reader may stop waiting and ask again", async ({ page }) => {
  let stalls = true;
  await page.route("**/mlflow.invalid/**", (route) => {
    if (stalls) return;
    return route.fulfill({ json: { registered_models: [{ name: "late", latest_versions: [] }] } });
  });
  await open(page, "#/registry", live("http://mlflow.invalid"));
  await page.getByRole("button", { name: "Stop waiting" }).click({ timeout: 15_000 });
  await expect(page.getByText("You stopped waiting for the server’s answer")).toBeVisible();
  stalls = false;
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(page.getByRole("link", { name: "late", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask again" })).toHaveCount(0);
});

test("marks at a chart's edges are drawn whole", async ({ page }) => {
  await open(page, `#/registry/${MODEL}`);
  const marks = page.locator(".chart-picture .chart-mark");
  await expect(marks.first()).toBeVisible();
  expect(await marks.evaluateAll((marks) => marks.every((mark) => !mark.parentElement?.closest("svg")?.parentElement?.closest("svg")))).toBe(true);
});

onEachRegistry(() => {
  test("a model's versions are judged against Production by the chosen metric", async ({ page, registry }) => {
    const runs = await registry.runs();
    const values = (key: string) => runs.map(({ data }) => data.metrics.find((metric) => metric.key === key)?.value ?? NaN);
    const judged = async (all: number[], higher: boolean) => {
      expect(new Set(all).size).toBe(4);
      for (const [place, value] of all.entries()) {
        await expect(row(page, place + 1).getByRole("cell").filter({ hasText: new RegExp(`^${shown(value)}$`) })).toHaveCount(1);
        const verdict = value > (all[1] ?? NaN) === higher ? "Better" : "Worse";
        await expect(row(page, place + 1)).toContainText(place === 1 ? "In Production" : verdict);
      }
    };
    await registry.open(page, `#/registry/${registry.model}`);
    await settled(page, 4);
    const accuracy = values("test_accuracy");
    await judged(accuracy, true);
    await expect(row(page, 2)).toContainText("@production");
    const ends = [0, 3].map((place) => `${shown(accuracy[place] ?? NaN)} (v${place + 1})`);
    await expect(page.getByRole("img", { name: `test_accuracy of 4 versions, from ${ends.join(" to ")}` })).toBeVisible();

    await page.getByRole("combobox", { name: "Metric", exact: true }).selectOption("test_logloss");
    await expect(page).toHaveURL(/metric=test_logloss/);
    await expect(page.getByText("Lower is better")).toBeVisible();
    const loss = values("test_logloss");
    await judged(loss, false);
    await page.reload();
    await settled(page, 4);
    await expect(page.getByRole("combobox", { name: "Metric", exact: true })).toHaveValue("test_logloss");

    await page.getByRole("columnheader", { name: "test_logloss" }).getByRole("button").click();
    const places = async () => {
      const found = await rows(page).evaluateAll((all) => all.map((row) => [Number(row.getAttribute("aria-rowindex")), row.textContent ?? ""] as const));
      return found.sort(([a], [b]) => a - b).map(([, text]) => Number(/Version (\d+)/.exec(text)?.[1]));
    };
    const descending = [1, 2, 3, 4].sort((a, b) => (loss[b - 1] ?? NaN) - (loss[a - 1] ?? NaN));
    expect(descending).not.toEqual([4, 3, 2, 1]);
    await expect.poll(places).toEqual(descending);
    await expect(page).toHaveURL(/order=-metric%3Atest_logloss/);
    // By this a server sorts.
    await page.getByRole("columnheader", { name: "Created" }).getByRole("button").click();
    await expect(page).toHaveURL(/order=-created/);
    await expect.poll(places).toEqual([4, 3, 2, 1]);
  });

  test("four versions side by side are those of the registry's answers", async ({ page, registry }) => {
    await registry.open(page, `#/registry/${registry.model}/compare?versions=1,2,3,4`);
    const [versions, runs] = [await registry.versions(), await registry.runs()];
    const value = (place: number, key: string) => runs[place]?.data.metrics.find((metric) => metric.key === key)?.value ?? NaN;
    for (const [key, higher] of [["test_roc_auc", true], ["test_logloss", false]] as const) {
      const base = value(1, key);
      for (const place of [0, 2, 3]) {
        const better = higher ? value(place, key) > base : value(place, key) < base;
        await expect(line(page, key).getByRole("cell").nth(place)).toContainText(better ? "Better" : "Worse");
      }
      await expect(line(page, key).getByRole("cell").nth(1)).toHaveText(shown(base));
    }
    await expect(line(page, "n_features").first().getByRole("cell")).toHaveText(["133", "133", "44", "133"]);
    const sizes = versions.map(({ tags }) => Number(tags.find(({ key }) => key === "onnx_size")?.value) / 1e6);
    for (const [place, size] of sizes.entries()) {
      const text = size < 1 ? `${(size * 1000).toFixed(1)}\u00a0kB` : `${size.toFixed(1)}\u00a0MB`;
      await expect(line(page, "ONNX file").getByRole("cell").nth(place)).toContainText(text);
    }
    await expect(line(page, "seed")).toHaveCount(0);
    await expect(page.getByRole("columnheader").nth(1)).toContainText("The others are compared with it");
  });

  test("a column of a metric is added and taken away, and the address keeps it", async ({ page, registry }) => {
    await registry.open(page, `#/registry/${registry.model}`);
    const head = page.getByRole("columnheader", { name: "overfitting" });
    await expect(page.getByRole("columnheader", { name: "test_accuracy" })).toBeVisible();
    await expect(head).toHaveCount(0);
    await page.getByRole("combobox", { name: "Add a metric’s column" }).selectOption("overfitting");
    await expect(head).toBeVisible();
    await page.reload();
    await expect(head).toBeVisible();
    await page.getByRole("button", { name: "Remove the column overfitting" }).click();
    await expect(head).toHaveCount(0);
  });
});

for (const [name, address, text] of [
  ["comparison", `#/registry/${MODEL}/compare?versions=1,2,3,4&all=1`, "model.onnx"],
  ["search", "#/registry?q=battle", "1 model"],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${name}, ${colorScheme}: accessible, also on a phone, and never wider than the screen`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, address);
      await expect(page.getByRole("main")).toContainText(text);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 720 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, `at ${width} px`).toBe(0);
        expect(await violations(page), `at ${width} px`).toEqual([]);
      }
    });
  }
}
