import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { violations } from "./support/accessibility";
import { overflow, saved } from "./support/files";
import { openLive, runNamed } from "./support/mlflow";
import { onEachMlflow, onEachRegistry } from "./support/registries";
import type { Run } from "./support/registry";

const metric = (run: Run, name: string) => run.data.metrics.find(({ key }) => key === name)?.value ?? NaN;
/** As the page writes it: with as many decimals as tell it from a whole number. */
const shown = (value: number) => value.toFixed([4, 6, 8].find((digits) => !Number.isInteger(Number(value.toFixed(digits)))) ?? 4);
const address = (runs: Run[]) => `#/compare-runs?runs=${runs.map(({ info }) => info.run_id).join(",")}`;

const table = (page: Page) => page.getByRole("table", { name: "Compare runs" });
const row = (page: Page, name: string) =>
  table(page).getByRole("row").filter({ has: page.getByText(name, { exact: true }) });

onEachRegistry(() => {
  test("four runs side by side: values are the server's, and the best of a metric is marked with a word", async ({ page, registry }) => {
    const runs = await registry.runs();
    await registry.open(page, `${address(runs)}&q=test_`);
    await expect(table(page).getByRole("columnheader")).toHaveText(["Name", ...runs.map(({ info }) => info.run_name)]);
    for (const [name, pick] of [["test_accuracy", Math.max], ["test_logloss", Math.min]] as const) {
      const values = runs.map((run) => metric(run, name));
      const best = pick(...values);
      for (const [place, value] of values.entries()) {
        const cell = row(page, name).getByRole("cell").nth(place + 1);
        if (value === best) await expect(cell).toHaveText(/^★ .* best$/);
        else await expect(cell).not.toContainText("best");
      }
    }
  });

  test("differences only, names and both charts are in the address and survive a reload", async ({ page, registry }) => {
    const runs = await registry.runs();
    await registry.open(page, address(runs));
    await expect(table(page)).toContainText("Status");
    await page.getByRole("checkbox", { name: "Differences only" }).check();
    await expect(table(page).getByText("Status", { exact: true })).toHaveCount(0);
    await page.getByRole("searchbox", { name: "Find a name" }).fill("accuracy");
    await page.getByLabel("Horizontal").selectOption("metrics.test_logloss");
    await page.getByLabel("Vertical").selectOption("metrics.test_accuracy");
    await page.getByRole("region", { name: "Parallel coordinates" }).getByRole("button", { name: /^Remove/ }).first().click();
    await expect(page).toHaveURL(/diff=1.*q=accuracy.*sx=metrics\.test_logloss.*sy=metrics\.test_accuracy.*axes=/);
    const axes = await page.locator(".axis-name").allTextContents();
    await page.reload();
    await expect(page.getByRole("checkbox", { name: "Differences only" })).toBeChecked();
    await expect(page.getByLabel("Vertical")).toHaveValue("metrics.test_accuracy");
    await expect(page.locator(".axis-name")).toHaveText(axes);
  });

  test("parallel coordinates: keys go from run to run and read its values; the table holds the same", async ({ page, registry }) => {
    const runs = await registry.runs();
    await registry.open(page, `${address(runs)}&axes=metrics.test_accuracy,metrics.test_logloss&ptable=1`);
    const region = page.getByRole("region", { name: "Parallel coordinates" });
    await expect(region.locator(".parallel-line")).toHaveCount(4);
    const slider = region.getByRole("slider", { name: "Run" });
    await slider.focus();
    for (const [place, run] of runs.entries()) {
      await page.keyboard.press("ArrowRight");
      await expect(slider).toHaveAttribute("aria-valuetext", run.info.run_name);
      await expect(slider).toHaveAttribute("aria-valuenow", String(place + 1));
      await expect(region.locator(".chart-readout")).toContainText(shown(metric(run, "test_accuracy")));
      await expect(region.locator(".parallel-line.chosen")).toHaveCount(1);
    }
    const rows = region.getByRole("table", { name: "Parallel coordinates" }).getByRole("row");
    await expect(rows).toHaveCount(5);
    await expect(rows.nth(1).getByRole("cell").nth(1)).toHaveText(shown(metric(runs[0] as Run, "test_accuracy")));
  });

  test("scatter: a point for each run, read by keyboard, and saved with all digits", async ({ page, registry }) => {
    const runs = await registry.runs();
    await registry.open(page, `${address(runs)}&sx=metrics.test_logloss&sy=metrics.test_accuracy`);
    const region = page.getByRole("region", { name: "Scatter plot" });
    await expect(region.getByRole("img", { name: /^Scatter plot of 4 runs/ })).toBeVisible();
    await expect(region.locator(".chart-mark[d^='M']")).toHaveCount(8);
    await region.getByRole("slider").focus();
    await page.keyboard.press("Home");
    const first = [...runs].sort((one, other) => metric(one, "test_logloss") - metric(other, "test_logloss"))[0] as Run;
    await expect(region.locator(".chart-readout")).toContainText(first.info.run_name);
    await expect(region.locator(".chart-readout")).toContainText(shown(metric(first, "test_accuracy")));
    const { name, bytes } = await saved(region, "Save as CSV");
    expect(name).toBe("scatter.csv");
    const [head, ...rows] = bytes.toString("utf8").trimEnd().split("\r\n").map((line) => line.split(","));
    expect(head).toEqual(["run_id", "run_name", "metrics.test_logloss", "metrics.test_accuracy"]);
    const expected = runs.map((run) => [run.info.run_id, run.info.run_name, metric(run, "test_logloss"), metric(run, "test_accuracy")]);
    expect(rows.map(([id, run, x, y]) => [id, run, Number(x), Number(y)])).toEqual(expected);
  });

  test("the CSV holds what the table shows, with all digits", async ({ page, registry }) => {
    const runs = await registry.runs();
    await registry.open(page, `${address(runs)}&q=test_accuracy`);
    await expect(row(page, "test_accuracy")).toBeVisible();
    const { name, bytes } = await saved(page, "Save as CSV");
    expect(name).toBe("runs.csv");
    const [head, line, ...rest] = bytes.toString("utf8").trimEnd().split("\r\n");
    expect(head).toBe(["group", "name", ...runs.map(({ info }) => info.run_name)].join(","));
    const [group, key, ...values] = line?.split(",") ?? [];
    expect([group, key, ...values.map(Number)]).toEqual(["metrics", "test_accuracy", ...runs.map((run) => metric(run, "test_accuracy"))]);
    expect(rest).toEqual([]);
  });
});

onEachMlflow(() => {
  test("states are words in both languages, a run that goes on lasts so far, and a stored infinity says how", async ({ page, server }) => {
    const [all, going] = [await runNamed(server, "odd-runs", "everything"), await runNamed(server, "odd-runs", "still-running")];
    const address = `#/compare-runs?runs=${all.info.run_id},${going.info.run_id}`;
    await openLive(page, server, address);
    const line = (key: string) => page.getByRole("row").filter({ has: page.getByText(key, { exact: true }) });
    await expect(line("Status")).toContainText("Finished");
    await expect(line("Status")).toContainText("Running");
    await expect(line("Duration")).toContainText("so far");
    await page.getByRole("searchbox", { name: "Find a name" }).fill("plus_infinity");
    await expect(line("plus_infinity").getByTitle(/^(stored as 1\.797e308|inf)/)).toContainText("∞");
    await page.goto(`${server.page}?lang=fr${address}`);
    await expect(line("État")).toContainText("Terminée");
  });

  test("runs of a live server, one without a value and one that is no number", async ({ page, server, freshModel }) => {
    const model = await freshModel(server, {
      versions: [
        { onnx: false, run: "one", metrics: { val_loss: 0.5, size: 3 }, params: { depth: "3", same: "x" } },
        { onnx: false, run: "<b>two</b>", metrics: { val_loss: 0.25 }, params: { depth: "5", same: "x" } },
        { onnx: false, run: "three", metrics: { val_loss: "NaN" }, params: { depth: "deep", same: "x" } },
      ],
    });
    await openLive(page, server, `#/compare-runs?runs=${model.runs.join(",")}&diff=1`);
    await expect(row(page, "val_loss").getByRole("cell")).toHaveText(["val_loss", "0.5000", "★ 0.2500 best", "NaN"]);
    await expect(row(page, "size").getByRole("cell")).toHaveText(["size", "3", "", ""]);
    await expect(row(page, "depth").getByRole("cell")).toHaveText(["depth", "3", "5", "deep"]);
    await expect(row(page, "same")).toHaveCount(0);
    await expect(table(page).getByRole("columnheader", { name: "<b>two</b>" })).toBeVisible();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`accessible in ${colorScheme}, and no wider than a phone`, async ({ page, registry }) => {
    await page.emulateMedia({ colorScheme });
    await registry.open(page, `${address(await registry.runs())}&ptable=1`);
    await expect(page.locator(".parallel-line")).toHaveCount(4);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 720 });
      expect(await overflow(page), `at ${width} px`).toBeLessThanOrEqual(0);
      expect(await violations(page), `at ${width} px`).toEqual([]);
    }
  });
}
