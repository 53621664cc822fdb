import type { Page, Route } from "@playwright/test";

import { expect, test } from "./fixtures";
import { openLive } from "./support/mlflow";
import { onEachMlflow } from "./support/registries";

const EXPERIMENTS = "**/ajax-api/2.0/mlflow/experiments/search*";
/** Found by its name: other tests leave more experiments behind than are in sight. */
const LIST = "#/experiments?q=Default";
const NOISE = [/Failed to load resource/, /^status (429|500|502|503|504)/, /net::ERR_/];

/** Answers these, one after the other, then lets everything pass; says how often it was asked. */
async function answering(page: Page, answers: ((route: Route) => Promise<void>)[]): Promise<() => number> {
  let asked = 0;
  await page.route(EXPERIMENTS, async (route) => {
    const answer = answers[asked];
    asked += 1;
    await (answer ? answer(route) : route.continue());
  });
  return () => asked;
}

const cors = { "access-control-allow-origin": "*" };
const status = (code: number, body = "<h1>no</h1>", contentType = "text/html") => (route: Route) =>
  route.fulfill({ status: code, body, contentType, headers: cors });
const lost = (route: Route) => route.abort("connectionreset");

onEachMlflow(() => {
  for (const code of [429, 500, 502, 503, 504]) {
    test(`a server that answers ${code} is asked again, and what it then says is shown`, async ({ page, server, trouble }) => {
      trouble.announce(...NOISE);
      const asked = await answering(page, [status(code), status(code)]);
      await openLive(page, server, LIST);
      await expect(page.getByRole("link", { name: "Default", exact: true })).toBeVisible();
      expect(asked()).toBe(3);
    });
  }

  test("a server that stays away is asked four times, and not again by itself", async ({ page, server, trouble }) => {
    trouble.announce(...NOISE);
    const asked = await answering(page, Array<ReturnType<typeof status>>(4).fill(status(503)));
    await openLive(page, server, LIST);
    await expect(page.getByRole("alert")).toContainText("503");
    expect(asked()).toBe(4);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("link", { name: "Default", exact: true })).toBeVisible();
    expect(asked()).toBe(5);
  });

  for (const [what, answer, said] of [
    ["a web page", status(200, "<!doctype html><title>Sign in</title>"), /MLflow/],
    ["half an answer", status(200, '{"experiments": [{"experiment_id": "1", "na', "application/json"), /answer|JSON|EOF/],
    ["a list that is none", status(200, '{"experiments": 7}', "application/json"), /experiments/],
  ] as const) {
    test(`${what} instead of a list is an error that names it, and is asked once`, async ({ page, server }) => {
      const asked = await answering(page, [answer]);
      await openLive(page, server, LIST);
      await expect(page.getByRole("alert")).toContainText(said);
      expect(asked()).toBe(1);
    });
  }

  test("rows of a wrong type are counted, and the others are shown", async ({ page, server }) => {
    const rows = [{ experiment_id: "1", name: "right" }, { experiment_id: ["1"], name: 7 }, null];
    await answering(page, [status(200, JSON.stringify({ experiments: rows }), "application/json")]);
    await openLive(page, server, "#/experiments");
    await expect(page.getByRole("link", { name: "right" })).toBeVisible();
    await expect(page.getByText("2 rows could not be read")).toBeVisible();
  });

  test("what was read stays on the page when the server goes away, and is marked", async ({ page, server, trouble, freshModel }) => {
    trouble.announce(...NOISE);
    const model = await freshModel(server);
    await openLive(page, server, `#/experiments/${model.experiment}`);
    const rows = page.locator("[data-rows] [role=row]");
    await expect(rows).toHaveCount(4);
    await page.route("**/runs/search", lost);
    await page.getByRole("button", { name: "Refresh" }).click();
    const problem = page.getByRole("alert").filter({ hasText: "The registry does not answer" });
    await expect(problem).toBeVisible();
    await expect(rows).toHaveCount(4);
    await page.unroute("**/runs/search");
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(problem).toHaveCount(0);
    await expect(rows).toHaveCount(4);
  });

  test("a server that keeps silent is given up after a minute", async ({ page, server, trouble }) => {
    trouble.announce(...NOISE);
    // The minute passes in two seconds.
    await page.addInitScript(() => {
      const later = window.setTimeout.bind(window);
      window.setTimeout = ((call: () => void, time?: number) => later(call, time === 60_000 ? 2_000 : time)) as typeof setTimeout;
    });
    let silent = 0;
    await page.route(EXPERIMENTS, () => {
      silent += 1;
    });
    await openLive(page, server, LIST);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Experiments");
    await expect.poll(() => silent).toBe(1);
    await expect(page.getByRole("alert")).toContainText("sent nothing for 60 seconds");
    expect(silent).toBe(1);
  });
});
