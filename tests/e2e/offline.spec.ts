import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { serve } from "../bench/server.mjs";
import { expect, test } from "./fixtures";
import { site } from "./harness/environment";
import { BattlePage } from "./support/battle";
import { bestMoveProbability } from "./support/pokedex";
import { ROUTES, SETTLED } from "./support/routes";

test.use({ serviceWorkers: "allow" });

const BATTLE = "#/battle/pikachu/blastoise";
/** What a browser says of requests that find no network, which the service worker then answers. */
const NO_NETWORK = [/ERR_INTERNET_DISCONNECTED/, /ERR_CONNECTION_REFUSED/];

/** A copy of the site on an origin of its own, which can be changed. */
class Deployed {
  private constructor(
    private readonly folder: string,
    private readonly server: { url: string; close(): void },
  ) {}

  static async start(): Promise<Deployed> {
    const folder = mkdtempSync(join(tmpdir(), "battledex-offline-"));
    cpSync(site(), folder, { recursive: true });
    const deployed = new Deployed(folder, await serve({ "/repo/": folder }));
    // Deployers change this file without building anew; here no pictures come from the network.
    deployed.write("config.json", JSON.stringify({ sprites: "" }));
    return deployed;
  }

  get page(): string {
    return `${this.server.url}/repo/`;
  }

  /** Puts another file in place of one, as a deployment in the middle of its work. */
  write(file: string, content: string): void {
    writeFileSync(join(this.folder, file), content);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** Ends a deployment: the service worker knows these contents. */
  announce(contents: Record<string, string>): void {
    const { build, digest, files } = this.manifest();
    for (const [file, content] of Object.entries(contents)) files[file] = createHash("sha256").update(content).digest("hex");
    const [, ...rest] = this.read("service-worker.js").split("\n");
    this.write("service-worker.js", [`const SITE = ${JSON.stringify({ build, digest: `${digest}+`, files })};`, ...rest].join("\n"));
  }

  stop(): void {
    this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private manifest(): { build: string; digest: string; files: Record<string, string> } {
    const [first = ""] = this.read("service-worker.js").split("\n");
    return JSON.parse(first.slice("const SITE = ".length, -1));
  }
}

let deployed: Deployed;
test.beforeEach(async () => {
  deployed = await Deployed.start();
});
test.afterEach(() => deployed.stop());

async function visitOnce(page: Page): Promise<void> {
  await page.goto(deployed.page + BATTLE);
  await expect(page.locator("html")).toHaveAttribute("data-offline", "ready");
  await expect(page.getByText("Kept on this device: works without a network")).toBeVisible();
}

const expectBattle = (page: Page) =>
  new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));

test("after one visit everything works without a network", async ({ page, context, trouble }) => {
  trouble.announce(...NO_NETWORK);
  await visitOnce(page);
  await context.setOffline(true);
  await page.reload();
  await expectBattle(page);
  await page.goto(`${deployed.page}#/battle/mewtwo/mew`);
  await new BattlePage(page).expectProbability(bestMoveProbability("mewtwo", "mew"));
  // What had not been opened before: the registry viewer, a version with its files, another model.
  await page.goto(`${deployed.page}#/registry/battle_winner_predictor/3/inspect`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inside version 3");
  await expect(page.getByRole("group", { name: "Picture of the graph" })).toBeVisible();
});

test("every page of the lab, the settings and why work without a network after one visit to a battle", async ({ page, context, trouble }) => {
  trouble.announce(...NO_NETWORK);
  await visitOnce(page);
  await context.setOffline(true);
  const names = ["matrix", "why", "pokedex", "pokemon", "moves", "move", "types", "quiz", "rankings", "ranking", "consistency", "rules", "team", "tournament", "field", "about", "settings", "manual"] as const;
  await page.goto("about:blank");
  await page.goto(deployed.page + ROUTES.matrix);
  for (const name of names) {
    await page.evaluate((hash) => (location.hash = hash), ROUTES[name]);
    await expect(page.locator("main"), name).toContainText(SETTLED[name]);
    await expect(page.getByRole("alert"), name).toHaveCount(0);
  }
});

test("without room on the device the page predicts, and says that it is not kept", async ({ page, trouble }) => {
  trouble.announce(/Quota/);
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(deployed.page).origin, quotaSize: 100_000 });
  await page.goto(deployed.page + BATTLE);
  await expectBattle(page);
  await expect(page.getByText("Not kept on this device: the browser does not allow it")).toBeVisible();
  expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(0);
});

test("without any server the page starts from what is kept, in the language of the address", async ({ page, trouble }) => {
  trouble.announce(...NO_NETWORK);
  await visitOnce(page);
  deployed.stop();
  await page.goto("about:blank");
  await page.goto(`${deployed.page}?lang=fr${BATTLE}`);
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expectBattle(page);
});

test("a new version announces itself, and nobody sees half of it", async ({ page }) => {
  await visitOnce(page);
  await page.reload();
  const old = deployed.read("manifest.webmanifest");
  const shown = () => page.evaluate(async () => (await fetch("manifest.webmanifest")).text());
  const update = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined));
  const bar = page.getByRole("status").filter({ hasText: "A new version of this page is ready" });
  const contents = { "manifest.webmanifest": old.replace("Who wins", "Who loses"), "fonts/LICENSE.txt": "another text" };

  // The service worker is there before all of its files are.
  deployed.write("manifest.webmanifest", contents["manifest.webmanifest"]);
  deployed.announce(contents);
  const givenUp = page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await new Promise((resolve) => {
      registration?.addEventListener("updatefound", () => {
        const { installing } = registration;
        installing?.addEventListener("statechange", () => installing.state === "redundant" && resolve(true));
      });
    });
  });
  await update();
  await givenUp;
  await expect(bar).toBeHidden();
  expect(await shown()).toBe(old);
  // The browser may try by itself once more: nothing of that stays either.
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);

  deployed.write("fonts/LICENSE.txt", contents["fonts/LICENSE.txt"]);
  await update();
  await expect(bar).toBeVisible();
  // Until the reader wants it, all is as it was.
  expect(await shown()).toBe(old);
  await page.reload();
  expect(await shown()).toBe(old);
  const loaded = page.waitForEvent("load");
  await bar.getByRole("button", { name: "Reload with it" }).click();
  await loaded;
  await expectBattle(page);
  expect(await shown()).toBe(contents["manifest.webmanifest"]);
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);
});

test("what deployers change without building anew is seen at once", async ({ page }) => {
  await visitOnce(page);
  deployed.write("config.json", JSON.stringify({ model: "nobody_has_this", sprites: "" }));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("nobody_has_this");
});

test("a browser without room for it shows the page all the same", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.serviceWorker.register = () => Promise.reject(new DOMException("The operation is insecure", "SecurityError"));
  });
  await page.goto(deployed.page + BATTLE);
  await expectBattle(page);
  await expect(page.getByText("Not kept on this device: the browser does not allow it")).toBeVisible();
});

test("the page can be installed", async ({ page }) => {
  await page.goto(deployed.page + BATTLE);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Playwright's contexts are incognito, where nothing can be installed.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  const { errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
});
