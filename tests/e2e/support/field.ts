import { readFileSync } from "node:fs";

import { type Browser, type Locator, type Page, expect } from "@playwright/test";

import { fact } from "./battle";
import { open } from "./site";

export type Moves = "Best moves" | "All moves";

/** The page that predicts every battle, in English. */
export class FieldPage {
  readonly progress: Locator;
  readonly status: Locator;
  readonly result: Locator;

  constructor(private readonly page: Page) {
    this.progress = page.getByRole("progressbar");
    this.status = page.getByRole("status");
    this.result = page.getByRole("region", { name: "Result" });
  }

  /** Opens it, and waits for the model. */
  static async open(page: Page): Promise<FieldPage> {
    await open(page, "#/field");
    await expect(page.getByRole("button", { name: "Predict", exact: true })).not.toHaveAttribute("aria-disabled");
    return new FieldPage(page);
  }

  button(name: "Predict" | "Cancel" | "Save probabilities"): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Asks for every battle. */
  async start(moves: Moves): Promise<void> {
    await this.page.getByRole("radio", { name: moves }).check();
    await this.button("Predict").click();
    // With their best moves, all battles may be predicted before anybody sees a button to cancel.
    if (moves === "All moves") await expect(this.button("Cancel")).toBeVisible();
  }

  /** Waits until so many percent are done. */
  async reach(percent: number): Promise<void> {
    const now = async () => Number(await this.progress.getAttribute("aria-valuenow"));
    await expect.poll(now, { timeout: 60_000, intervals: [50] }).toBeGreaterThanOrEqual(percent);
  }

  /** Waits until every battle is predicted, and reads what is shown and saved. */
  async finish(battles: number, timeout = 120_000): Promise<Float32Array> {
    const count = battles.toLocaleString("en-GB");
    await expect(this.status).toHaveText(new RegExp(`^${count} battles predicted in [\\d.]+ s$`), { timeout });
    await expect(fact(this.result, "Battles")).toHaveText(count);
    const download = this.page.waitForEvent("download");
    await this.button("Save probabilities").click();
    return numbers(await (await download).path(), battles);
  }
}

/** The numbers of a NumPy file that holds so many. */
function numbers(path: string, count: number): Float32Array {
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 8).toString("latin1")).toBe("\x93NUMPY\x01\x00");
  const start = 10 + bytes.readUInt16LE(8);
  expect(bytes.subarray(10, start).toString()).toContain(`'<f4', 'fortran_order': False, 'shape': (${count},)`);
  const data = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.byteLength);
  expect(data.byteLength).toBe(4 * count);
  return new Float32Array(data);
}

/** A task of the page's main thread, in milliseconds. */
export interface Task {
  /** From its begin to its end, whatever else the machine did meanwhile. */
  wall: number;
  /** Of the processor's time, or `wall`, which is never less, for the few tasks of which the browser does not tell it. */
  cpu: number;
}

/** Runs `work` and returns the longest tasks of the page's main thread meanwhile, by the browser's own trace. */
export async function longestTasks(browser: Browser, page: Page, work: () => Promise<void>): Promise<Task[]> {
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"], screenshots: false });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const main = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return trace.traceEvents
    .filter(({ name, ph, pid, tid }) => /RunTask$/.test(name) && ph === "X" && main.has(`${pid}/${tid}`))
    .map(({ dur = 0, tdur = dur }) => ({ wall: dur / 1000, cpu: tdur / 1000 }))
    .sort((a, b) => b.wall - a.wall);
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  dur?: number;
  tdur?: number;
  args: { name?: string };
}
