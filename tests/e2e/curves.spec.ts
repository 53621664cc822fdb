import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import type { MlflowVersion } from "./harness/environment";
import { violations } from "./support/accessibility";
import { countInXml, overflow, saved } from "./support/files";
import { openLive } from "./support/mlflow";
import { onEachMlflow, onEachRegistry } from "./support/registries";
import { type Registry, onServer } from "./support/registry";
import { ROUTES } from "./support/routes";
import { hold, open } from "./support/site";

/** The runs of the four versions. */
const ids = async (registry: Registry) => (await registry.versions()).map(({ run_id }) => run_id);
const all = async (registry: Registry) => (await ids(registry)).join(",");

const cursor = (page: Page) => page.getByRole("slider", { name: /^Cursor/ });
const readout = (page: Page) => page.locator(".chart-readout");
const lines = (page: Page) => page.locator(".chart-picture g[data-drawn]");
const legend = (page: Page) => page.getByRole("list", { name: "Lines" });

onEachRegistry(() => {
  test("curves of four runs: values at the cursor are the server's, by keyboard and by pointer", async ({ page, registry }) => {
    await registry.open(page, `#/curves?runs=${await all(registry)}&metrics=test_logloss`);
    await expect(lines(page)).toHaveCount(4);
    const histories = await Promise.all((await ids(registry)).map((run_id) => registry.history(run_id, "test_logloss")));
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

  test("the address keeps everything: axis, logarithm, smoothing, lines that are off, part of the steps, table", async ({ page, registry }) => {
    await registry.open(page, `#/curves?runs=${await all(registry)}`);
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

  test("files: the SVG is well-formed and needs nothing else, the PNG is twice as large, the CSV has every point", async ({ page, registry }) => {
    await registry.open(page, `#/curves?runs=${await all(registry)}&metrics=test_logloss`);
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
    const points = (await ids(registry)).map(async (run_id) =>
      (await registry.history(run_id, "test_logloss")).map(({ step, timestamp, value }) => [run_id, step, timestamp, value]),
    );
    const expected = (await Promise.all(points)).flat();
    const read = csv.slice(1).map((line) => {
      const [run, , , step, timestamp, value] = line.split(",");
      return [run, Number(step), Number(timestamp), Number(value)];
    });
    expect(read).toEqual(expected);
  });

  test("runs that do not exist say so, and none at all leads to the experiments", async ({ page, registry, trouble }) => {
    trouble.announce(/Failed to load resource/, /status 404/);
    await registry.open(page, `#/curves?runs=${(await ids(registry))[0]},nobody&metrics=test_logloss`);
    await expect(page.getByRole("region", { name: "Runs" })).toContainText("nobody");
    await expect(lines(page)).toHaveCount(1);
    await page.getByRole("button", { name: /^Remove .*nobody/ }).click();
    await expect(page.getByRole("region", { name: "Runs" })).not.toContainText("nobody");
    await registry.open(page, "#/curves");
    await expect(page.locator("main")).toContainText("Choose runs of an experiment");
  });
});

/** How many points of the long curve each server sends at first, as the legend says it; only 3.x tells how many there are. */
const SAMPLED: Record<MlflowVersion, string> = {
  "3.17.2": "2,500 of 30,000 points",
  "3.8.1": "2,501 of 30,000 points",
  "2.22.5": "sampled: 2,501 points",
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

    const served = onServer(model);
    const times = [...(await served.history(odd, "loss")), ...(await served.history(even, "loss"))].map(({ timestamp }) => timestamp);
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

for (const colorScheme of ["light", "dark"] as const) {
  test(`accessible in ${colorScheme}, and no wider than a phone`, async ({ page, registry }) => {
    await page.emulateMedia({ colorScheme });
    await registry.open(page, `#/curves?runs=${await all(registry)}&metrics=test_logloss,train_logloss&table=1&smooth=0.5`);
    await expect(lines(page)).toHaveCount(8);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 720 });
      expect(await overflow(page), `at ${width} px`).toBeLessThanOrEqual(0);
      expect(await violations(page), `at ${width} px`).toEqual([]);
    }
  });
}

test("a range of time is typed in, too", async ({ page }) => {
  await open(page, `${ROUTES.curves}&x=relative`);
  await page.getByRole("spinbutton", { name: "From (s)" }).fill("0.5");
  await page.getByRole("spinbutton", { name: "From (s)" }).blur();
  await expect(page).toHaveURL(/[?&]from=500(&|$)/);
  await open(page, `${ROUTES.curves}&x=time`);
  const to = page.getByLabel("To (UTC)");
  await to.fill("2026-11-22T20:49:20");
  await to.blur();
  await expect(page).toHaveURL(new RegExp(`[?&]to=${Date.parse("2026-11-22T20:49:20Z")}(&|$)`));
  await page.reload();
  await expect(to).toHaveValue("2026-11-22T20:49:20");
});

test("points that are on their way are not said to be missing", async ({ page, registry }) => {
  const histories = await hold(page, /\/metrics\/get-history\//);
  const runs = await all(registry);
  await open(page, `#/curves?runs=${runs}&metrics=test_logloss`);
  const empty = page.locator(".chart-empty");
  await expect(empty).toHaveText("Loading…");
  histories.release();
  await expect(lines(page)).toHaveCount(4);
  await expect(empty).toHaveCount(0);
  await page.evaluate((to) => location.assign(to), `#/curves?runs=${runs}&metrics=test_logloss&off=0,1,2,3`);
  await expect(empty).toHaveText("There is no point to draw");
});
