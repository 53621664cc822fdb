import { readFile } from "node:fs/promises";

import type { Locator, Page } from "@playwright/test";

/** What a button saves: the file's name and its bytes. */
export async function saved(within: Page | Locator, button: string): Promise<{ name: string; bytes: Buffer }> {
  const page = "page" in within ? within.page() : within;
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    within.getByRole("button", { name: button, exact: true }).first().click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Whether a document is well-formed, by the browser's own parser, and how many elements of a kind it has. */
export async function countInXml(page: Page, text: string, selector: string): Promise<number> {
  return page.evaluate(
    ({ text, selector }) => {
      const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
      if (parsed.querySelector("parsererror")) throw new Error("it is not well-formed");
      return parsed.querySelectorAll(selector).length;
    },
    { text, selector },
  );
}

/** The page is no wider than the screen. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
