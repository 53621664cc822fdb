import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { FrozenRegistry, MODEL } from "../frozen-registry.mjs";
import { expect, test } from "./fixtures";
import { site } from "./harness/environment";
import { ask, experimentId, openLive, rowTexts, runNamed } from "./support/mlflow";
import { onEachMlflow } from "./support/registries";
import { open } from "./support/site";

const ODD = "odd-runs";

const registry = new FrozenRegistry(site());

/** The part of the address after the `#`, decoded as often as lists need it. */
const state = (page: Page) => decodeURIComponent(decodeURIComponent(new URL(page.url()).hash));

async function expectNothingRan(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
}

onEachMlflow(() => {
  test("a run shows everything that was logged", async ({ page, server }) => {
    const run = await runNamed(server, ODD, "everything");
    await openLive(page, server, `#/runs/${run.info.run_id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("everything");
    const metrics = page.getByRole("table", { name: "Metrics" });
    const texts: Record<string, RegExp> = {
      nan: /^NaN$/, plus_infinity: /^∞ stored as 1\.797e308/, minus_infinity: /^−∞ stored as 1\.797e308/,
      tiny: /^1\.500e−9$/, huge: /^1\.250e15$/, whole: /^3$/, fraction: /^0\.3000$/, "val/auc at k": /^0\.5000$/, loss: /^0\.2000$/,
    };
    expect(run.data.metrics?.map(({ key }) => key).sort()).toEqual(Object.keys(texts).sort());
    for (const { key, step } of run.data.metrics ?? []) {
      const row = metrics.getByRole("row").filter({ has: page.getByRole("link", { name: key, exact: true }) });
      await expect(row.getByRole("cell").nth(0)).toHaveText(texts[key] ?? /never/);
      await expect(row.getByRole("cell").nth(1)).toHaveText(String(step));
    }
    await expect(metrics.getByRole("link", { name: "loss", exact: true })).toHaveAttribute(
      "href",
      `#/curves?runs=${run.info.run_id}&metrics=loss`,
    );
    await expect(page.getByRole("link", { name: "Show its curves" })).toHaveAttribute("href", `#/curves?runs=${run.info.run_id}`);
    const params = page.getByRole("table", { name: "Parameters" });
    await expect(params.getByRole("row", { name: /^empty/ })).toHaveText(/^emptyempty$/);
    await expect(params.getByRole("row", { name: /^markup/ })).toContainText("<script>document.title='run'");
    await params.getByText("Show all of it").click();
    await expect(params.locator("pre")).toHaveText("x".repeat(450));
    await expect(page.getByRole("table", { name: "Tags", exact: true }).getByRole("row", { name: /^team/ })).toContainText("rocket");
    const main = page.locator("main");
    await expect(page.getByRole("region", { name: "Note" })).toContainText("A note");
    for (const text of ["training", "ab12cd34", '{"uri": "battles.csv"}', '{"num_rows": 895000}']) {
      await expect(page.getByRole("region", { name: "Data sets" })).toContainText(text);
    }
    for (const text of ["Finished", "1\u00a0h 02\u00a0min", run.info.run_id]) await expect(main).toContainText(text);
    await expectNothingRan(page);
    await page.getByRole("link", { name: /^← Experiment/ }).click();
    await expect(page).toHaveURL(new RegExp(`#/experiments/${await experimentId(server, ODD)}$`));
  });

  test("a run's metrics fit a phone, with step, time and the note of a stored infinity", async ({ page, server }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    const run = await runNamed(server, ODD, "everything");
    await openLive(page, server, `#/runs/${run.info.run_id}`);
    // A page that is left while its program is compiled complains.
    await expect(page.getByRole("table", { name: "Metrics" })).toBeVisible();
    await page.goto(`${server.page}?lang=fr#/runs/${run.info.run_id}`);
    const table = page.getByRole("table", { name: "Métriques" });
    const rows = table.getByRole("row").filter({ has: page.getByRole("rowheader") });
    await expect(rows).toHaveCount(run.data.metrics?.length ?? 0);
    for (const row of await rows.all()) {
      expect((await row.getByRole("rowheader").boundingBox())?.width).toBeGreaterThan(100);
      for (const cell of await row.getByRole("cell").all()) {
        const box = await cell.boundingBox();
        expect(box && box.x >= 0 && box.x + box.width <= 320, await cell.innerText()).toBe(true);
      }
    }
    expect(await table.evaluate((table) => (table.parentElement?.scrollWidth ?? 0) - (table.parentElement?.clientWidth ?? 0))).toBe(0);
  });

  test("a run and its experiment are called by their names, in the tab too", async ({ page, server }) => {
    const run = await runNamed(server, ODD, "everything");
    await openLive(page, server, `#/runs/${run.info.run_id}`);
    await expect(page).toHaveTitle("Run everything · Battledex");
    await page.getByRole("link", { name: `← Experiment ${ODD}`, exact: true }).click();
    await expect(page).toHaveTitle(`Runs of experiment ${ODD} · Battledex`);
  });

  test("a run that has not ended says so, and a refresh reads its end", async ({ page, server }) => {
    // Other tests count the runs of the experiments that all share.
    const { experiment_id } = await ask<{ experiment_id: string }>(server, "experiments/create", { name: `ends-${Date.now()}` });
    const { run } = await ask<{ run: { info: { run_id: string } } }>(server, "runs/create", {
      experiment_id, run_name: "ends", start_time: Date.now() - 65_000,
    });
    const { run_id } = run.info;
    await openLive(page, server, `#/runs/${run_id}`);
    await expect(page.getByText("This run has not ended")).toBeVisible();
    await expect(page.locator("main")).toContainText(/1\u00a0min \d\d\u00a0s so far/);
    await ask(server, "runs/log-metric", { run_id, key: "late", value: 0.25, timestamp: 1, step: 3 });
    await ask(server, "runs/update", { run_id, status: "FINISHED", end_time: Date.now() });
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText("This run has not ended")).toHaveCount(0);
    await expect(page.getByRole("table", { name: "Metrics" }).getByRole("row", { name: /^late/ })).toContainText("0.2500");
  });

  test("every kind of file has its preview, and nothing in them runs", async ({ page, server }) => {
    const { info } = await runNamed(server, ODD, "everything");
    const look = (path: string) => openLive(page, server, `#/runs/${info.run_id}?artifact=${encodeURIComponent(path)}`);
    const content = (path: string) => page.getByRole("region", { name: `Content of ${path}` });

    await look("note.txt");
    await expect(content("note.txt")).toContainText("Pokémon ✓");
    await expect(content("note.txt")).toContainText("<script>");
    await look("long.log");
    await expect(page.getByText("Only the first 262.1\u00a0kB are shown")).toBeVisible();
    expect((await content("long.log").textContent())?.length).toBe(256 * 1024);
    await look("summary.json");
    await expect(content("summary.json")).toHaveText(
      '{\n  "accuracy": 0.91,\n  "big": 12345678901234567890,\n  "best": [\n    "v2",\n    "v3"\n  ],\n  "none": {}\n}',
      { useInnerText: true },
    );
    await look("nan.json");
    await expect(page.getByText("This is not valid JSON, so it is shown as it is: expected value at line 1 column 10")).toBeVisible();
    await expect(content("nan.json")).toHaveText('{"loss": NaN}');
    await look("table.csv");
    await expect(page.getByText("3000 rows")).toBeVisible();
    expect((await rowTexts(page, "Content of table.csv")).slice(0, 2)).toEqual([
      ["mon-0000", "0", 'a, "b"'],
      ["mon-0001", "3", 'a, "b"'],
    ]);
    await look("README.md");
    await expect(page.getByText("<script>document.title='run'").first()).toBeVisible();
    await expect(page.locator(".preview-prose").getByText("Notes")).toBeVisible();
    await look("config.yaml");
    await expect(content("config.yaml")).toHaveText("depth: 7\nname: battle\n", { useInnerText: true });
    await look("plain");
    await expect(content("plain")).toHaveText("words without an ending\n", { useInnerText: true });
    for (const path of ["page.html", "plots/drawing.svg"]) {
      await look(path);
      await expect(content(path)).toContainText("window.ran=1");
    }
    await look("plots/red.png");
    const picture = page.getByRole("img", { name: "Picture plots/red.png" });
    await expect(picture).toBeVisible();
    await expect(picture).toHaveAttribute("src", /^blob:/);
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([40, 20]);
    await look("plots/false.png");
    await expect(page.getByText("Its content is not that of a PNG, JPEG, GIF or WebP picture")).toBeVisible();
    for (const path of ["model.pkl", "unnamed"]) {
      await look(path);
      await expect(page.getByText("It can run code when opened, so it is not opened here")).toBeVisible();
      await expect(content(path)).toHaveCount(0);
    }
    await look("data.bin");
    await expect(page.getByText("There is no preview for this kind of file")).toBeVisible();
    await expect(page.locator("main")).toContainText("10.2\u00a0kB");
    await look("tiny.onnx");
    await expect(page.getByText("The inspector opens registered versions, and none has this file")).toBeVisible();
    await expectNothingRan(page);
  });

  test("folders open in place, by keyboard too, the address names what is open, and files are downloaded as they are", async ({ page, server }) => {
    const { info } = await runNamed(server, ODD, "everything");
    await openLive(page, server, `#/runs/${info.run_id}`);
    const folder = (name: string) => page.getByRole("button", { name: `${name}/`, exact: true });
    await folder("deep").focus();
    await page.keyboard.press("Enter");
    await expect(folder("deep")).toHaveAttribute("aria-expanded", "true");
    await folder("er").press("Space");
    await page.getByRole("link", { name: /^nom avec espace é\.txt/ }).press("Enter");
    await expect(page.getByRole("region", { name: "Content of deep/er/nom avec espace é.txt" })).toHaveText("au fond");
    expect(state(page)).toBe(`#/runs/${info.run_id}?artifact=deep/er/nom avec espace é.txt`);
    await page.reload();
    await expect(folder("er")).toHaveAttribute("aria-expanded", "true");
    await expect(page.getByRole("link", { name: /^nom avec espace é\.txt/ })).toHaveAttribute("aria-current", "true");
    await folder("deep").click();
    await expect(folder("er")).toHaveCount(0);

    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).click()]);
    expect(readFileSync(await download.path(), "utf8")).toBe("au fond\n");
  });

  test("a logged model leads to its files, its version and the inspector", async ({ page, server }) => {
    const { model_version } = await ask<{ model_version: { run_id: string } }>(
      server,
      `model-versions/get?name=${MODEL}&version=1`,
    );
    await openLive(page, server, `#/runs/${model_version.run_id}`);
    await expect(page.getByRole("link", { name: `${MODEL} v1` })).toHaveAttribute("href", `#/registry/${MODEL}/1`);
    await page.getByRole("region", { name: "Logged models" }).getByRole("link", { name: "Show its files" }).click();
    await page.getByRole("link", { name: /^MLmodel/ }).click();
    await expect(page.getByRole("region", { name: /^Content of (.*\/)?MLmodel/ })).toContainText("flavors:");
    await page.getByRole("link", { name: /^model\.onnx/ }).click();
    await expect(page.getByRole("link", { name: `Inspect version 1 of ${MODEL}` })).toHaveAttribute(
      "href",
      `#/registry/${MODEL}/1/inspect`,
    );
    await page.reload();
    await expect(page.getByRole("link", { name: `Inspect version 1 of ${MODEL}` })).toBeVisible();
  });
});

test("a bundled run shows what was logged, and its file is unpacked on the way", async ({ page }) => {
  const { run_id } = registry.production();
  const { run } = registry.answer("runs/get", { run_id });
  await open(page, `#/runs/${run_id}?artifact=golden.json`);
  const metrics = page.getByRole("table", { name: "Metrics" });
  await expect(metrics.getByRole("row")).toHaveCount(run.data.metrics.length + 1);
  for (const { key, value } of run.data.params as { key: string; value: string }[]) {
    const row = page.getByRole("table", { name: "Parameters" }).getByRole("row");
    await expect(row.filter({ has: page.getByText(key, { exact: true }) })).toContainText(value);
  }
  await expect(page.getByRole("link", { name: `${MODEL} v2` })).toBeVisible();
  await expect(page.getByText("The frozen copy does not hold this list of files")).toBeVisible();
  await expect(page.getByRole("region", { name: "Content of golden.json" })).toContainText('"format": 1');
  const golden = registry.read(registry.entry("get-artifact", { path: "golden.json", run_uuid: run_id }));
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).or(page.getByRole("link", { name: "Download" })).click(),
  ]);
  expect(download.suggestedFilename()).toBe("golden.json");
  expect(readFileSync(await download.path()).equals(golden)).toBe(true);
});
