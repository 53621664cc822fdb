import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { battledex, python } from "./harness/environment";
import { world } from "./harness/world";
import { open } from "./support/site";

/** How many battles there are, how many of them onnxruntime gets right, and how many are within 1e-6 of ½: those may be counted either way. */
interface Slice {
  battles: number;
  right: number;
  near: number;
}

const ALL = 9_775_430;
const SCRIPT = new URL("./harness/every.py", import.meta.url).pathname;

/** onnxruntime's answers to every legal battle, counted. */
function counted(): Record<string, Slice> {
  const model = join(world().models, world().production, "model.onnx");
  const words = ["-B", SCRIPT, "--model", model];
  const options: ExecFileSyncOptionsWithStringEncoding = {
    encoding: "utf8",
    env: { ...process.env, BATTLEDEX_BIN: battledex() },
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 600_000,
  };
  const lines = execFileSync(join(python["3.17.2"](), "python"), words, options).trim().split("\n");
  return JSON.parse(lines.at(-1) ?? "") as Record<string, Slice>;
}

/** What the page says of a slice: how many it has right, and the accuracy and number of battles that it shows. */
interface Shown {
  right: number;
  cells: string[];
}

/** What the page says of every slice, by the script's names. */
async function shown(page: Page): Promise<Record<string, Shown>> {
  const slices: Record<string, Shown> = {};
  for (const kind of ["type", "category", "scenario"]) {
    for (const row of await page.locator(`#by-${kind} ~ table [data-slice]`).all()) {
      const right = Number(await row.getAttribute("data-right"));
      slices[`${kind} ${await row.getAttribute("data-slice")}`] = { right, cells: await row.getByRole("cell").allTextContents() };
    }
  }
  return slices;
}

/** Counting gets on, and is cancelled: nothing is told of the battles that were counted. */
async function cancelled(page: Page): Promise<void> {
  // Before it there may be the bar of the battles with best moves.
  const progress = page.getByRole("progressbar").last();
  const now = async () => Number(await progress.getAttribute("aria-valuenow"));
  await expect.poll(now, { timeout: 60_000, intervals: [50] }).toBeGreaterThanOrEqual(2);
  const before = await now();
  await expect.poll(now, { timeout: 60_000, intervals: [50] }).toBeGreaterThan(before);
  await expect(page.getByText(/^[\d,]+ of 9,775,430$/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel", exact: true }).last().click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Accuracy" })).toHaveCount(0);
}

test("accuracy over all legal battles, and by slice, is after a cancel too what onnxruntime and the rules in Python give", async ({ page }) => {
  test.setTimeout(900_000);
  const { all, ...slices } = counted();
  if (!all) throw new Error("the script has counted nothing");
  expect(all.battles).toBe(ALL);
  expect(all.near / ALL, "battles that may be counted either way").toBeLessThan(1e-6);

  await open(page, "#/rules?over=all");
  const count = page.getByRole("button", { name: "Count", exact: true });
  await count.click();
  await cancelled(page);
  await count.click();
  const accuracy = page.getByRole("region", { name: "Accuracy" });
  const status = accuracy.getByRole("status");
  await expect(status).toHaveText(/^[\d,]+ of 9,775,430 battles$/, { timeout: 240_000 });
  const right = Number((await status.textContent())?.split(" ")[0]?.replaceAll(",", ""));
  console.log(`  right by the page: ${right}, by onnxruntime: ${all.right}, within 1e-6 of ½: ${all.near}`);
  expect(Math.abs(right - all.right)).toBeLessThanOrEqual(all.near);
  await expect(accuracy).toContainText(`${((100 * right) / ALL).toFixed(3)}%`);
  const wrong = (ALL - right).toLocaleString("en-GB");
  await expect(page.getByRole("region", { name: "Where they part" }).first()).toContainText(`${wrong} battles`);

  const found = await shown(page);
  expect(Object.keys(found).sort()).toEqual(Object.keys(slices).sort());
  for (const [name, slice] of Object.entries(slices)) {
    const { right, cells } = found[name] ?? { right: Number.NaN, cells: [] };
    expect(Math.abs(right - slice.right), name).toBeLessThanOrEqual(slice.near);
    expect(cells, name).toEqual([`${((100 * right) / slice.battles).toFixed(2)}%`, slice.battles.toLocaleString("en-GB")]);
  }

  // Each slice leads to its own errors, of which the list says how many there are.
  const list = page.getByRole("region", { name: "Where they part" }).last();
  for (const [kind, slug] of [["type", "dragon"], ["category", "special"], ["scenario", "other"]] as const) {
    await page.locator(`#by-${kind} ~ table [data-slice="${slug}"]`).getByRole("link").click();
    await expect(page).toHaveURL(new RegExp(`#/rules\\?over=all&${kind}=${slug}$`));
    const name = `${kind} ${slug}`;
    const wrong = (slices[name]?.battles ?? Number.NaN) - (found[name]?.right ?? Number.NaN);
    expect(wrong).toBeGreaterThan(1000);
    await expect(list.getByRole("status")).toHaveText(
      `The 1,000 surest of ${wrong.toLocaleString("en-GB")} battles whose winner the model gets wrong; columns sort these 1,000 only`,
    );
  }
});
