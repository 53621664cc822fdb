import type { Page } from "@playwright/test";

import { FrozenRegistry } from "../frozen-registry.mjs";
import { expect, test } from "./fixtures";
import { site } from "./harness/environment";
import { violations } from "./support/accessibility";
import { dateTime } from "./support/dates";
import { ask, experimentId, openLive, rowTexts, runNamed, runsOf } from "./support/mlflow";
import { onEachMlflow } from "./support/registries";
import { open } from "./support/site";

const MANY = "many-runs";
const ODD = "odd-runs";
const COLUMNS = "columns=name,started,duration,status,m:accuracy,p:depth";

const registry = new FrozenRegistry(site());

const runs = (page: Page) => page.getByRole("table", { name: "Runs", exact: true });

/** Names of the rows in sight, from the top. */
const names = async (page: Page) => (await rowTexts(page, "Runs")).map((cells) => cells[1]);

const heading = (page: Page, name: string) => runs(page).getByRole("columnheader", { name, exact: true });

/** The part of the address after the `#`, decoded as often as lists need it. */
const state = (page: Page) => decodeURIComponent(decodeURIComponent(new URL(page.url()).hash));

onEachMlflow(() => {
  test("runs are read page by page, with MLflow's own values, and few rows are in the document", async ({ page, server }) => {
    const all = await runsOf(server, MANY);
    expect(all.length).toBe(130);
    await openLive(page, server, `#/experiments/${await experimentId(server, MANY)}?${COLUMNS}`);
    await expect(page.getByText("100 runs read, more follow")).toBeVisible();
    const shown = await rowTexts(page, "Runs");
    for (const [place, run] of all.slice(0, 12).entries()) {
      const metric = run.data.metrics?.find(({ key }) => key === "accuracy")?.value;
      const depth = run.data.params?.find(({ key }) => key === "depth")?.value;
      const started = dateTime(run.info.start_time).replace(" ", "\u00a0");
      const seconds = Math.floor(((run.info.end_time ?? 0) - run.info.start_time) / 1000);
      const lasted = `${Math.floor(seconds / 60)}\u00a0min ${String(seconds % 60).padStart(2, "0")}\u00a0s`;
      expect(shown[place]?.slice(1)).toEqual([run.info.run_name, started, lasted, "Finished", Number(metric).toFixed(4), depth]);
    }
    expect(shown.length).toBeLessThan(60);

    await runs(page).evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
    await expect(page.getByText(/^130 runs, as of/)).toBeVisible();
    await expect(runs(page)).toHaveAttribute("aria-rowcount", "131");
    await runs(page).evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
    await expect(runs(page).getByRole("link", { name: "run-000", exact: true })).toBeVisible();
    expect(await runs(page).getByRole("row").count()).toBeLessThan(60);
  });

  test("a heading orders all runs on the server, and the address keeps it", async ({ page, server }) => {
    await openLive(page, server, `#/experiments/${await experimentId(server, MANY)}`);
    const key = "val/loss at k";
    for (const [way, sorted] of [["DESC", "descending"], ["ASC", "ascending"]] as const) {
      await heading(page, key).getByRole("button").click();
      await expect(heading(page, key)).toHaveAttribute("aria-sort", sorted);
      const expected = await runsOf(server, MANY, { order_by: [`metrics.\`${key}\` ${way}`], max_results: 5 });
      await expect.poll(async () => (await names(page)).slice(0, 5)).toEqual(expected.map(({ info }) => info.run_name));
    }
    expect(state(page)).toContain(`order=m:${key}`);
    await page.reload();
    await expect(heading(page, key)).toHaveAttribute("aria-sort", "ascending");
    await heading(page, key).getByRole("button").click();
    await expect(heading(page, key)).toHaveAttribute("aria-sort", "none");
    await expect.poll(async () => (await names(page))[0]).toBe("run-129");
    // MLflow has no order by duration.
    await expect(heading(page, "Duration").getByRole("button")).toHaveCount(0);
  });

  test("a filter goes to MLflow as it is; its own words say what is wrong, and the rows stay", async ({ page, server, trouble }) => {
    await openLive(page, server, `#/experiments/${await experimentId(server, MANY)}`);
    await expect(heading(page, "accuracy")).toBeVisible();
    const field = page.getByLabel("Filter in MLflow’s syntax");
    const filter = "params.depth = '3' and metrics.accuracy > 0.55";
    const expected = (await runsOf(server, MANY, { filter })).map(({ info }) => info.run_name);
    await field.fill(filter);
    await field.press("Enter");
    await expect(page.getByText(`${expected.length} runs, as of`)).toBeVisible();
    expect(await names(page)).toEqual(expected);

    trouble.announce(/Failed to load resource.*400/, /status 400/);
    const wrong = "banana > 'x'";
    const { message } = await ask<{ message: string }>(server, "runs/search", { experiment_ids: ["1"], filter: wrong });
    await field.fill(wrong);
    await page.getByRole("button", { name: "Apply" }).click();
    const problem = page.getByRole("alert").filter({ hasText: "MLflow refuses" });
    await expect(problem).toContainText(message);
    await expect(problem).toContainText("The runs from before are still shown");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    expect(await names(page)).toEqual(expected);
    await page.reload();
    await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
    await expect(field).toHaveValue(wrong);

    await page.getByRole("button", { name: "Clear" }).click();
    await expect(page.getByText("100 runs read, more follow")).toBeVisible();
    await expect(field).not.toHaveAttribute("aria-invalid", "true");
    await page.getByText("Syntax and examples").click();
    await page.getByRole("button", { name: "params.depth = '", exact: false }).first().click();
    expect(state(page)).toContain("filter=params.depth = '");
    await expect(page.getByText(/^1[89] runs, as of/)).toBeVisible();
  });

  test("what is not a number, infinite, missing, running, failed or deleted says so", async ({ page, server }) => {
    const columns = "columns=name,duration,status,m:nan,m:plus_infinity,m:minus_infinity,m:tiny,m:huge,m:whole,m:fraction";
    const address = `#/experiments/${await experimentId(server, ODD)}?${columns}`;
    await openLive(page, server, `${address}&view=all`);
    await expect(page.getByText(/^5 runs, as of/)).toBeVisible();
    const rows = new Map((await rowTexts(page, "Runs")).map((cells) => [cells[1], cells.slice(2)]));
    const stored = "stored as 1.797e308, the largest number, which is how MLflow’s SQL store writes infinity";
    expect(rows.get("everything")).toEqual([
      "1\u00a0h 02\u00a0min", "Finished", "NaN", `∞∞, ${stored}`, `−∞−∞, ${stored}`, "1.500e−9", "1.250e15", "3", "0.3000",
    ]);
    const missing = Array(7).fill("–not logged");
    expect(rows.get("still-running")?.[0]).toMatch(/ so far$/);
    expect(rows.get("still-running")?.slice(1)).toEqual(["Running", ...missing]);
    expect(rows.get("crashed")).toEqual(["412\u00a0ms", "Failed", ...missing]);
    expect(rows.get("stopped")).toEqual(["412\u00a0ms", "Killed", ...missing]);
    expect(rows.get("thrown-away")).toEqual(["0\u00a0ms", "Finished, deleted", ...missing]);
    await page.getByLabel("Which runs").selectOption("Deleted");
    await expect(page.getByText(/^1 run, as of/)).toBeVisible();
    expect(await names(page)).toEqual(["thrown-away"]);
    await page.getByText("Note", { exact: true }).click();
    await expect(page.locator("main")).toContainText("values live here");
  });

  test("what does not exist offers nothing", async ({ page, server, trouble }) => {
    trouble.announce(/status of 404/, /^status 404/);
    await openLive(page, server, "#/runs/0123456789abcdef0123456789abcdef");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Show its curves" })).toHaveCount(0);
    await page.goto(`${server.page}#/experiments/9999999`);
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(page.getByText(/0 runs|no runs/)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Apply" })).toHaveCount(0);
  });

  test("metrics of one run are columns where the others logged none", async ({ page, server }) => {
    await openLive(page, server, `#/experiments/${await experimentId(server, ODD)}`);
    await expect(runs(page).getByRole("columnheader", { name: "fraction", exact: true })).toBeVisible();
  });

  test("columns are found by searching and kept in the address", async ({ page, server }) => {
    await openLive(page, server, `#/experiments/${await experimentId(server, ODD)}`);
    await page.getByText("Columns", { exact: true }).click();
    await page.getByLabel("Search metrics, parameters and tags").fill("INFINITY");
    const item = page.getByRole("listitem").filter({ hasText: "plus_infinity" });
    await expect(item).toContainText("metric, in 1 of 4 runs");
    await item.getByRole("checkbox").check();
    await expect(heading(page, "plus_infinity")).toBeVisible();
    expect(state(page)).toContain("m:plus_infinity");
    await page.reload();
    await expect(heading(page, "plus_infinity")).toBeVisible();
    await page.getByText("Columns", { exact: true }).click();
    await page.getByRole("button", { name: "Show the default columns" }).click();
    await expect(heading(page, "plus_infinity")).toHaveCount(0);
    expect(state(page)).not.toContain("columns=");
  });

  test("experiments are searched, and lead to their runs", async ({ page, server }) => {
    await openLive(page, server, "#/experiments");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Experiments");
    await page.getByLabel("Search by name, id or tag").fill("team=red");
    await expect(page.getByText(/^1 of \d+ experiments$/)).toBeVisible();
    expect(state(page)).toBe("#/experiments?q=team=red");
    await page.reload();
    await page.getByRole("link", { name: MANY }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(MANY);
    await expect(page.getByText("100 runs read, more follow")).toBeVisible();
  });

  test("chosen runs lead to their comparison and their curves, and are kept in the address", async ({ page, server }) => {
    const all = await runsOf(server, MANY);
    await openLive(page, server, `#/experiments/${await experimentId(server, MANY)}`);
    await page.getByRole("checkbox", { name: "Choose run-129" }).check();
    await page.getByRole("checkbox", { name: "Choose run-127" }).check();
    await expect(page.getByText("2 runs chosen")).toBeVisible();
    const ids = [all[0]?.info.run_id, all[2]?.info.run_id];
    const href = async (name: string) => decodeURIComponent((await page.getByRole("link", { name }).getAttribute("href")) ?? "");
    expect(await href("Compare them")).toBe(`#/compare-runs?runs=${ids.join(",")}`);
    expect(await href("Show their curves")).toBe(`#/curves?runs=${ids.join(",")}`);
    await page.reload();
    await expect(page.getByRole("checkbox", { name: "Choose run-127" })).toBeChecked();
    await page.getByRole("checkbox", { name: "Choose run-127" }).uncheck();
    await expect(page.getByText("1 run chosen")).toBeVisible();
    await page.getByRole("button", { name: "Choose none" }).click();
    await expect(page.getByText("1 run chosen")).toHaveCount(0);
  });

  test("when a refresh fails the rows stay, marked stale, and come back with the server", async ({ page, server, trouble }) => {
    await openLive(page, server, `#/experiments/${await experimentId(server, MANY)}`);
    await expect(page.getByText("100 runs read, more follow")).toBeVisible();
    trouble.announce(/Failed to load resource.*503/, /status 503/);
    const failing = "**/runs/search";
    await page.route(failing, (route) => route.fulfill({ status: 503, body: "busy", headers: { "Access-Control-Allow-Origin": "*" } }));
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText("These rows are stale")).toBeVisible();
    expect((await names(page))[0]).toBe("run-129");
    await page.unroute(failing);
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText("These rows are stale")).toHaveCount(0);
    await expect(page.getByText("100 runs read, more follow")).toBeVisible();
  });

  test("a server whose pages go round is asked once round, and the rows stay", async ({ page, server }) => {
    let asked = 0;
    await page.route("**/runs/search", async (route) => {
      const { page_token: _, ...asks } = (route.request().postDataJSON() ?? {}) as Record<string, unknown>;
      if (!Array.isArray(asks.experiment_ids) || asks.experiment_ids.length === 0) return route.continue();
      asked += 1;
      const answer = await route.fetch({ postData: JSON.stringify(asks) });
      await route.fulfill({ response: answer, json: { ...(await answer.json()), next_page_token: "again" } });
    });
    await openLive(page, server, `#/experiments/${await experimentId(server, MANY)}`);
    await expect(page.getByRole("alert").filter({ hasText: "it gives the same page again" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Read more" })).toHaveCount(0);
    expect(asked).toBe(2);
    expect((await names(page))[0]).toBe("run-129");
  });

  test("everything opened: accessible in both themes, on a phone too, and never wider than the screen", async ({ page, server }) => {
    const { info } = await runNamed(server, ODD, "everything");
    const check = async (what: string) => {
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(over, `${what} at ${width} px`).toBeLessThanOrEqual(0);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await violations(page), `${what} at ${width} px, ${colorScheme}`).toEqual([]);
        }
      }
    };
    await openLive(page, server, `#/experiments/${await experimentId(server, ODD)}?view=all&columns=name,status,m:nan,m:plus_infinity&chosen=${info.run_id}&order=-m:whole`);
    await page.getByText("Columns", { exact: true }).click();
    await page.getByText("Syntax and examples").click();
    await page.getByText("Note", { exact: true }).click();
    await expect(page.getByText("1 run chosen")).toBeVisible();
    await expect(runs(page)).toContainText("NaN");
    await check("runs");
    for (const path of ["summary.json", "table.csv", "plots/red.png", "model.pkl", "README.md"]) {
      await openLive(page, server, `#/runs/${info.run_id}?artifact=${encodeURIComponent(path)}`);
      await expect(page.getByRole("heading", { level: 3, name: path })).toBeVisible();
      await expect(page.getByText("Loading…")).toHaveCount(0);
      await check(path);
    }
  });
});

test("the bundled registry searches and orders the runs that it holds", async ({ page }) => {
  await open(page, "#/experiments");
  await page.getByRole("link", { name: "pokemon_battle_winner" }).click();
  await expect(page.getByText(/^4 of 4 runs/)).toBeVisible();
  await expect(page.getByText("A frozen copy cannot evaluate MLflow’s filter syntax")).toBeVisible();
  const all = registry.versions().map(({ run_id }) => registry.answer("runs/get", { run_id }).run);
  const size = (run: { data: { params: { key: string; value: string }[] } }) =>
    Number(run.data.params.find(({ key }) => key === "n_features")?.value);
  await page.goto(`${page.url()}?columns=name,p:n_features,duration`);
  await heading(page, "n_features").getByRole("button").click();
  const ascending = all.map(size).sort((a, b) => a - b).map(String);
  await expect.poll(async () => (await rowTexts(page, "Runs")).map((cells) => cells[2])).toEqual(ascending);
  await page.getByLabel("Search these runs").fill("model_version=V3");
  await expect(page.getByText(/^1 of 4 runs/)).toBeVisible();
  expect(await names(page)).toEqual(["v3"]);
  await page.reload();
  await expect(page.getByText(/^1 of 4 runs/)).toBeVisible();
  await page.getByLabel("Search these runs").fill("nobody");
  await expect(page.getByText("No run fits")).toBeVisible();
});
