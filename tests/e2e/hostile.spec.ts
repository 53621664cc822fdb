import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { type MlflowVersion, python, site } from "./harness/environment";
import { startMlflow } from "./harness/mlflow";
import { recommendedProxy, startNginx } from "./harness/nginx";
import { Processes, freePort } from "./harness/processes";
import { onEachMlflow } from "./support/registries";
import { live, open } from "./support/site";

const HARNESS = new URL("./harness/", import.meta.url).pathname;
/** Texts that mean harm, by name. */
const TEXTS = JSON.parse(readFileSync(join(HARNESS, "hostile.json"), "utf8")) as Record<string, string>;

/** Where one text was logged: see hostile.py. */
interface Logged {
  model: string;
  experiment: string;
  run: string;
}

/** The pages on which a text stands. */
const PAGES: Record<string, (logged: Logged) => string> = {
  "a model": ({ model }) => `#/registry/${encodeURIComponent(model)}`,
  "a version": ({ model }) => `#/registry/${encodeURIComponent(model)}/1`,
  "the runs of an experiment": ({ experiment }) => `#/experiments/${experiment}`,
  "a run": ({ run }) => `#/runs/${run}`,
};

/** What only a text that was taken for markup could have brought into a page. */
const FOREIGN = "main :is(script, style, iframe, [src='x'], [onerror], [onload], [onmouseover], [href^='javascript' i])";

/** The server has no model that could predict. */
const NO_PREDICTION = /name=battle_winner_predictor/;

/** A server and a site of their own: a registry of such names is in nobody's way. */
async function start(version: MlflowVersion, folder: string, processes: Processes) {
  const server = await startMlflow(processes, join(folder, "mlflow"), version);
  const words = ["--tracking-uri", server.url, "--database", server.database];
  const filled = processes.run([join(python[version](), "python"), "-B", join(HARNESS, "hostile.py"), ...words]);
  const configuration = join(folder, "config.json");
  writeFileSync(configuration, "{}");
  const port = await freePort();
  await startNginx(processes, join(folder, "nginx"), site(), configuration, [{ port, locations: recommendedProxy(server.url) }]);
  const origin = `http://127.0.0.1:${port}`;
  return { at: `${origin}/repo/`, url: `${origin}/mlflow/`, logged: JSON.parse(await filled) as Record<string, Logged> };
}

/** Goes to another page of the site without loading it anew. */
async function go(page: Page, fragment: string): Promise<void> {
  await page.evaluate((next) => location.assign(next), fragment);
}

async function expectHarmless(page: Page, where: string): Promise<void> {
  expect(await page.evaluate("typeof hit"), `${where}: a script has run`).toBe("undefined");
  expect(await page.locator(FOREIGN).count(), `${where}: a text has become markup`).toBe(0);
}

onEachMlflow((version) => {
  // All of a version on the same server, one after the other.
  test.describe.configure({ mode: "default" });

  let at: string;
  let url: string;
  let logged: Record<string, Logged>;
  let tearDown: () => Promise<void>;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    const folder = mkdtempSync(join(tmpdir(), "battledex-hostile-"));
    const processes = new Processes(folder);
    tearDown = async () => {
      await processes.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    };
    ({ at, url, logged } = await start(version, folder, processes));
  });

  test.afterAll(async () => tearDown());

  test.beforeEach(({ trouble }) => trouble.announce(NO_PREDICTION));

  for (const [what, route] of Object.entries(PAGES)) {
    test(`on the page of ${what}, hostile texts are shown as they are`, async ({ page }) => {
      test.setTimeout(180_000);
      page.on("dialog", (dialog) => {
        throw new Error(`somebody else's dialog: ${dialog.message()}`);
      });
      await open(page, "#/registry", live(url), at);
      for (const [name, text] of Object.entries(TEXTS)) {
        const place = logged[name];
        if (!place) throw new Error(`${name} was not logged`);
        await go(page, route(place));
        // Stated by the element itself: what is laid out folds spaces.
        const shown = () => page.evaluate((wanted) => document.querySelector("main")?.textContent.includes(wanted), text);
        await expect.poll(shown, { message: `${what} with ${name}`, intervals: [25] }).toBe(true);
        await expectHarmless(page, `${what} with ${name}`);
      }
    });
  }

  test("lists of hostile names are lists of texts", async ({ page }) => {
    await open(page, "#/registry", live(url), at);
    await expect(page.getByRole("link", { name: logged.image?.model, exact: true })).toBeVisible();
    await expectHarmless(page, "the models");
    await go(page, `#/experiments?q=${encodeURIComponent("<img")}`);
    await expect(page.getByRole("main")).toContainText(TEXTS.image ?? "?");
    await expectHarmless(page, "the experiments");
  });

  test("a line of a megabyte does not stop the page", async ({ page }) => {
    await open(page, `#/runs/${logged.long?.run}?artifact=line.txt`, live(url), at);
    await expect(page.getByRole("main")).toContainText("<b>long</b> <b>long</b>");
    await expectHarmless(page, "a long line");
    // The page is still at hand.
    await page.getByRole("link", { name: "Settings" }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");
  });
});
