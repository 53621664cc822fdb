import { type Page, test as base } from "@playwright/test";

import type { MlflowVersion } from "./harness/environment";
import { type FreshModel, Registrar } from "./harness/registrar";
import { type Live, type World, liveServer, world } from "./harness/world";
import { type Registry, bundled, onServer, planOf } from "./support/registry";

export { expect } from "@playwright/test";

/** Playwright's own word on pages that are tested without their service worker. */
const BLOCKED = "Service Worker registration blocked by Playwright";

/** What the browser complained about, and what a test has announced. */
export class Trouble {
  private readonly seen: string[] = [];
  private readonly announced: RegExp[] = [];

  /** Announces complaints that belong to what is tested. */
  announce(...patterns: RegExp[]): void {
    this.announced.push(...patterns);
  }

  /** The complaints that nobody announced. */
  unannounced(): string[] {
    return this.seen.filter((complaint) => !this.announced.some((pattern) => pattern.test(complaint)));
  }

  watch(page: Page): void {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && message.text() !== BLOCKED) {
        this.seen.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    page.on("pageerror", (error) => this.seen.push(`uncaught: ${error.message}`));
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // A request that its owner no longer wants is no failure.
      if (reason !== "net::ERR_ABORTED") this.seen.push(`request failed: ${request.url()} ${reason}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) this.seen.push(`status ${response.status()}: ${response.url()}`);
    });
  }
}

interface Each {
  trouble: Trouble;
  world: World;
  /** The MLflow that the test runs on: `onEachMlflow` says which. */
  mlflow: MlflowVersion | null;
  /** Its server. */
  server: Live;
  /** The registry that the test looks at and leaves as it is: `onEachRegistry` says which. */
  registry: Registry;
  /** Registers a model that no other test touches, on a server of `world.live`: tests that change a registry change that one. */
  freshModel: Registrar["freshModel"];
}

/** Every test fails on a complaint that it did not announce. */
export const test = base.extend<Each, { registrar: Registrar; copies: Map<MlflowVersion, Promise<FreshModel>> }>({
  trouble: [
    async ({ page }, use) => {
      const trouble = new Trouble();
      trouble.watch(page);
      await use(trouble);
      base.expect(trouble.unannounced(), "complaints of the browser").toEqual([]);
    },
    { auto: true },
  ],
  world: async ({}, use) => use(world()),
  mlflow: [null, { option: true }],
  server: async ({ mlflow }, use) => {
    if (mlflow === null) throw new Error("this test is not told on which MLflow it runs");
    await use(liveServer(mlflow));
  },
  registry: async ({ mlflow, registrar, copies }, use) => {
    if (mlflow === null) return use(bundled());
    let copy = copies.get(mlflow);
    if (!copy) copies.set(mlflow, (copy = planOf(bundled()).then((plan) => registrar.freshModel(liveServer(mlflow), plan))));
    await use(onServer(await copy));
  },
  copies: [async ({}, use) => use(new Map()), { scope: "worker" }],
  freshModel: async ({ registrar }, use) => use(registrar.freshModel.bind(registrar)),
  registrar: [
    async ({}, use) => {
      const registrar = new Registrar();
      await use(registrar);
      await registrar.stop();
    },
    { scope: "worker" },
  ],
});
