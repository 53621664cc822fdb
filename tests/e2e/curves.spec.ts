import type { Page } from "@playwright/test";

import { FrozenRegistry } from "../frozen-registry.mjs";
import { expect, test } from "./fixtures";
import { type MlflowVersion, site } from "./harness/environment";
import type { Live } from "./harness/world";
import { violations } from "./support/accessibility";
import { countInXml, overflow, saved } from "./support/files";
import { openLive } from "./support/mlflow";
import { onEachMlflow } from "./support/registries";
import { open } from "./support/site";

const registry = new FrozenRegistry(site());
const runs = registry.versions().map(({ run_id }) => run_id);
const all = runs.join(",");

interface Metric {
  step: number;
  timestamp: number;
  value: number | string;
}

/** What MLflow answers about a metric, by step. */
async function history(server: Live, run: string, key: string): Promise<Metric[]> {
  const query = new URLSearchParams({ run_id: run, metric_key: key, max_results: "100000" });
  const answer = await fetch(`${server.direct}/api/2.0/mlflow/metrics/get-history?${query}`);
  const { metrics } = (await answer.json()) as { metrics: Metric[] };
  return metrics.sort((one, other) => one.step - other.step);
}

const cursor = (page: Page) => page.getByRole("slider", { name: /^Cursor/ });
const readout = (page: Page) => page.locator(".chart-readout");
const lines = (page: Page) => page.locator(".chart-picture g[data-drawn]");
const legend = (page: Page) => page.getByRole("list", { name: "Lines" });

test("curves of four runs: values at the cursor are the server's, by keyboard and by pointer", async ({ page }) => {
  await open(page, `#/curves?runs=${all}&metrics=test_logloss`);
  await expect(lines(page)).toHaveCount(4);
  const histories = runs.map((run_id) => {
    const query = { run_id, metric_key: "test_logloss", max_results: "25000" };
    return registry.answer("metrics/get-history", query).metrics as Metric[];
  });
  for (const [place, points] of histories.entries()) {
    await expect(legend(page).getByRole("listitem").nth(place)).toContainText(`${points.length} points`);
  }
  await cursor(page).focus();
  for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await expect(cursor(page)).toHaveAttribute("aria-valuetext", "3");
  await expect(readout(page).locator(".reading").first()).toHaveText(/^Step\s*3$/);
  for (const [place, points] of histories.entries()) {
    const value = Number(points.find(({ step }) => step === 3)?.value);
    await expect(readout(page).locator(".reading").nth(place + 1)).toContainText(value.toFixed(4));
  }
  await page.keyboard.press("End");
  const last = Math.max(...histories.flat().map(({ step }) => step));
  await expect(cursor(page)).toHaveAttribute("aria-valuetext", String(last));

  const box = await cursor(page).boundingBox();
  if (!box) throw new Error("the chart has no area");
  await page.mouse.move(box.x + 1, box.y + box.height / 2);
  await expect(cursor(page)).toHaveAttribute("aria-valuetext", "0");
});

test("the address keeps everything: axis, logarithm, smoothing, lines that are off, part of the steps, table", async ({ page }) => {
  await open(page, `#/curves?runs=${all}`);
  await page.getByRole("checkbox", { name: "train_logloss", exact: true }).check();
  await expect(lines(page)).toHaveCount(8);
  await page.getByRole("checkbox", { name: "Logarithmic values" }).check();
  await page.getByRole("slider", { name: /^Smoothing/ }).fill("0.6");
  await legend(page).getByRole("checkbox").first().uncheck();
  await expect(lines(page)).toHaveCount(7);
  await page.getByRole("spinbutton", { name: "From" }).fill("10");
  await page.getByRole("spinbutton", { name: "From" }).blur();
  await page.getByRole("spinbutton", { name: "To" }).fill("50");
  await page.getByRole("spinbutton", { name: "To" }).blur();
  await page.getByRole("checkbox", { name: "Show as table" }).check();
  await expect(page.getByRole("columnheader", { name: "Smoothed" })).toBeVisible();
  const address = page.url();
  for (const part of ["metrics=test_logloss", "train_logloss", "log=1", "smooth=0.6", "off=0", "from=10", "to=50", "table=1"]) {
    expect(address).toContain(part);
  }
  await page.reload();
  await expect(lines(page)).toHaveCount(7);
  await expect(page.getByRole("checkbox", { name: "Logarithmic values" })).toBeChecked();
  await expect(page.getByRole("slider", { name: /^Smoothing/ })).toHaveValue("0.6");
  await expect(legend(page).getByRole("checkbox").first()).not.toBeChecked();
  await expect(page.getByRole("columnheader", { name: "Smoothed" })).toBeVisible();
  await expect(cursor(page)).toHaveAttribute("aria-valuemin", "10");
  await expect(cursor(page)).toHaveAttribute("aria-valuemax", "50");
  await page.getByRole("button", { name: "Whole range" }).click();
  await expect(cursor(page)).toHaveAttribute("aria-valuemin", "0");
  await page.getByRole("radio", { name: "Relative time" }).check();
  await expect(page).toHaveURL(/x=relative/);
  await expect(page.locator(".chart-title").first()).toHaveText("Time since the first point");
});

test("files: the SVG is well-formed and needs nothing else, the PNG is twice as large, the CSV has every point", async ({ page }) => {
  await open(page, `#/curves?runs=${all}&metrics=test_logloss`);
  await expect(lines(page)).toHaveCount(4);
  const svg = await saved(page, "Save as SVG");
  expect(svg.name).toBe("curves-test_logloss.svg");
  const text = svg.bytes.toString("utf8");
  expect(await countInXml(page, text, "svg > svg > path[stroke]")).toBe(4);
  expect(text).not.toMatch(/var\(|url\(|href|class=|light-dark/);
  const [, width, height] = /<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(text) ?? [];
  const { bytes, name } = await saved(page, "Save as PNG");
  expect(name).toBe("curves-test_logloss.png");
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)].map(Math.round));
  const csv = (await saved(page, "Save as CSV")).bytes.toString("utf8").trimEnd().split("\r\n");
  expect(csv[0]).toBe("run_id,run_name,metric,step,timestamp,value");
  const expected = runs.flatMap((run_id) => {
    const query = { run_id, metric_key: "test_logloss", max_results: "25000" };
    const { metrics } = registry.answer("metrics/get-history", query) as { metrics: Metric[] };
    return metrics.sort((one, other) => one.step - other.step).map(({ step, timestamp, value }) => [run_id, step, timestamp, value]);
  });
  const read = csv.slice(1).map((line) => {
    const [run, , , step, timestamp, value] = line.split(",");
    return [run, Number(step), Number(timestamp), Number(value)];
  });
  expect(read).toEqual(expected);
});

/** How the legend says it of the long curve. */
const SAMPLED: Record<MlflowVersion, string | RegExp> = {
  "3.17.2": "2,500 of 30,000 points",
  "3.8.1": "2,500 of 30,000 points",
  "2.22.5": /^long\s*sampled: 2,50\d points$|sampled: 2,50\d points/,
};

onEachMlflow(() => {
  test("what is no number breaks the line, and is in the table and the CSV", async ({ page, server, freshModel }) => {
    const model = await freshModel(server, {
      versions: [
        { onnx: false, run: "odd", metrics: { loss: [1, 0.5, "NaN", 0.25, "Infinity", 0, 0.125] } },
        { onnx: false, run: "=even", metrics: { loss: [0.75, 0.1] } },
      ],
    });
    const [odd = "", even = ""] = model.runs;
    await openLive(page, server, `#/curves?runs=${odd},${even}&metrics=loss&table=1`);
    await expect(lines(page)).toHaveCount(2);
    const path = await lines(page).first().locator("path").first().getAttribute("d");
    expect(path?.match(/M/g)).toHaveLength(3);
    await expect(page.getByText("2 points are not numbers or infinite")).toBeVisible();
    const cells = page.getByRole("table", { name: "Metric curves" }).getByRole("row").nth(3).getByRole("cell");
    await expect(cells.last()).toHaveText("NaN");
    await page.getByRole("checkbox", { name: "Logarithmic values" }).check();
    await expect(page.getByText("1 point is 0 or less and has no logarithm")).toBeVisible();

    const times = [...(await history(server, odd, "loss")), ...(await history(server, even, "loss"))].map(({ timestamp }) => timestamp);
    const rows = [
      ...["1.0", "0.5", "NaN", "0.25", "Infinity", "0.0", "0.125"].map((value, step) => [odd, "odd", "loss", step, times[step], value]),
      ...["0.75", "0.1"].map((value, step) => [even, "'=even", "loss", step, times[7 + step], value]),
    ];
    const { bytes } = await saved(page, "Save as CSV");
    expect(bytes.toString("utf8")).toBe(
      ["run_id,run_name,metric,step,timestamp,value", ...rows.map((row) => row.join(",")), ""].join("\r\n"),
    );
  });

  test("of 30,000 points it is said how many are shown, and all can be had", async ({ page, server, freshModel }) => {
    test.setTimeout(300_000);
    const values = Array.from({ length: 30_000 }, (_, step) => (step === 12_346 ? 50 : 1 / (1 + step)));
    const model = await freshModel(server, { versions: [{ onnx: false, run: "long", metrics: { loss: values } }] });
    await openLive(page, server, `#/curves?runs=${model.runs.join(",")}&metrics=loss`);
    await expect(legend(page)).toContainText(SAMPLED[server.version]);
    await expect(page.getByText("The server has sampled long curves")).toBeVisible();
    await page.getByRole("button", { name: "Load all points" }).click();
    // The server takes seconds for so many points, and longer while others test.
    await expect(page.getByText("Every point is loaded")).toBeVisible({ timeout: 90_000 });
    await expect(legend(page)).toContainText("30,000 points");
    const width = Number(await page.locator(".chart-picture").getAttribute("width"));
    const drawn = Number(await lines(page).first().getAttribute("data-drawn"));
    expect(drawn).toBeLessThanOrEqual(2 * width + 2);
    expect(drawn).toBeGreaterThan(width / 2);
    // No spike is lost: the highest point of the line is at the top of the frame.
    await expect(page.getByRole("img", { name: /values from .* to 50$/ })).toBeVisible();
    const heights = await lines(page).first().locator("path").first().evaluate((path) => {
      const points = path.getAttribute("d")?.match(/[\d.]+ [\d.]+/g) ?? [];
      return points.map((point) => Number(point.split(" ")[1]));
    });
    expect(heights.filter((height) => height < 40)).toHaveLength(1);
    const csv = (await saved(page, "Save as CSV")).bytes.toString("utf8").trimEnd().split("\r\n");
    expect(csv).toHaveLength(30_001);
    expect(csv[12_347]).toMatch(/,loss,12346,\d+,50\.0$/);
  });
});

test("runs that do not exist say so, and none at all leads to the experiments", async ({ page, trouble }) => {
  trouble.announce(/Failed to load resource/, /status 404/);
  await open(page, `#/curves?runs=${runs[0]},nobody&metrics=test_logloss`);
  await expect(page.getByRole("region", { name: "Runs" })).toContainText("nobody");
  await expect(lines(page)).toHaveCount(1);
  await page.getByRole("button", { name: /^Remove .*nobody/ }).click();
  await expect(page.getByRole("region", { name: "Runs" })).not.toContainText("nobody");
  await open(page, "#/curves");
  await expect(page.locator("main")).toContainText("Choose runs of an experiment");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`accessible in ${colorScheme}, and no wider than a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, `#/curves?runs=${all}&metrics=test_logloss,train_logloss&table=1&smooth=0.5`);
    await expect(lines(page)).toHaveCount(8);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 720 });
      expect(await overflow(page), `at ${width} px`).toBeLessThanOrEqual(0);
      expect(await violations(page), `at ${width} px`).toEqual([]);
    }
  });
}
