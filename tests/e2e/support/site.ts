import type { Page } from "@playwright/test";

import { world } from "../harness/world";

/** What `config.json` may say about models. */
export interface Source {
  registry?: { kind: "bundled" } | { kind: "frozen" | "mlflow"; url: string };
  model?: string;
  select?: { stage: string } | { alias: string } | { version: string };
  /** Where pictures are; none unless it is given. */
  sprites?: string;
}

/** The battle that the product is introduced with. */
export const PIKACHU_BLASTOISE = "#/battle/pikachu/blastoise";

/** Opens an address of the site; `source` is what its deployer configured. */
export async function open(
  page: Page,
  fragment = PIKACHU_BLASTOISE,
  source: Source = {},
  at = world().page,
): Promise<void> {
  await configure(page, source);
  await page.goto(at + fragment);
}

/** Deploys the site with another `config.json`. */
export async function configure(page: Page, source: Source): Promise<void> {
  await page.route("**/config.json", (route) => route.fulfill({ json: { sprites: "", ...source } }));
}

/** A source that reads a live server. */
export function live(url: string, rest: Omit<Source, "registry"> = {}): Source {
  return { registry: { kind: "mlflow", url }, ...rest };
}

/** The workers' files: their script and their program. */
export const WORKER = /\/worker[^/]*\.(js|wasm)(\?|$)/;

/** Requests that wait until they are released. */
export interface Held {
  readonly urls: string[];
  release(): void;
}

/** Lets requests of the page wait. */
export async function hold(page: Page, pattern: RegExp): Promise<Held> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const urls: string[] = [];
  await page.route(pattern, async (route) => {
    urls.push(route.request().url());
    await released;
    await route.continue();
  });
  return { urls, release };
}
