import { readFileSync } from "node:fs";

import { type Locator, type Page, expect } from "@playwright/test";

import { expected } from "../harness/world";
import { TOLERANCE, expectShare } from "./chances";
import { fighters } from "./pokedex";

export const COUNT = fighters().length;

/** onnxruntime's P(A wins) by place of A, then of B; not a number where both are the same. */
export function onnxruntime(): number[][] {
  const place = new Map(fighters().map(({ id }, at) => [id, at]));
  const matrix = Array.from({ length: COUNT }, () => new Array<number>(COUNT).fill(Number.NaN));
  for (const { a, b, probability } of expected().best) {
    (matrix[place.get(a) ?? -1] ?? [])[place.get(b) ?? -1] = probability;
  }
  return matrix;
}

export const at = (matrix: number[][], a: number, b: number) => matrix[a]?.[b] ?? Number.NaN;
export const row = (matrix: number[][], a: number) => (matrix[a] ?? []).filter((p) => !Number.isNaN(p));
export const mean = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** The lines that the page saves: names of columns first, each line's name before its cells. */
export async function csv(page: Page): Promise<string[][]> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as CSV" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  return text.trim().split("\n").map((line) => line.split(","));
}

/** A line of a list that is sorted by a share. */
export interface Line {
  name: string;
  share: number;
}

/**
 * Names and percentages that are shown are exactly these, the greatest first. What differs by less than onnxruntime and the page may
 * differ by stands in either order.
 */
export function expectRanked(shown: [name: string, share: string][], lines: Line[]): void {
  const shares = new Map(lines.map(({ name, share }) => [name, share]));
  expect(shown.map(([name]) => name).sort()).toEqual(lines.map(({ name }) => name).sort());
  const sequence = shown.map(([name]) => shares.get(name) ?? Number.NaN);
  for (const [place, [, text]] of shown.entries()) expectShare(text, sequence[place] ?? Number.NaN);
  expectFalling(sequence);
}

/** None is greater than the one before it, as far as onnxruntime and the page agree. */
export function expectFalling(sequence: number[]): void {
  const rises = sequence.filter((each, place) => place > 0 && !(each <= (sequence[place - 1] ?? Number.NaN) + 2 * TOLERANCE));
  expect(rises, "numbers that are greater than the one before them").toEqual([]);
}

/** What stands in the canvas, by pointing at it. */
export class HeatMap {
  readonly canvas: Locator;
  readonly readout: Locator;

  constructor(private readonly page: Page) {
    this.canvas = page.getByRole("application", { name: "Matrix of battles" });
    this.readout = page.locator(".matrix-readout > span");
  }

  /** Waits until cells are drawn; returns where the canvas is. */
  async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    await expect.poll(async () => (await this.canvas.boundingBox())?.width ?? 0).toBeGreaterThan(300);
    await this.canvas.scrollIntoViewIfNeeded();
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error("there is no canvas");
    return box;
  }

  /** The English names of A and B of the cell at a point of the canvas. */
  async pair(x: number, y: number, box?: { x: number; y: number }): Promise<[string, string]> {
    box ??= await this.box();
    await this.page.mouse.move(box.x + x, box.y + y);
    return this.named();
  }

  /** The English names of the battle that the readout tells of. */
  async named(): Promise<[string, string]> {
    await this.painted();
    const text = await this.readout.innerText();
    const [, a, b] = /^(.+) beats (.+): \S+% · /.exec(text) ?? [];
    const [, itself] = /^(.+) does not fight itself$/.exec(text) ?? [];
    if (itself) return [itself, itself];
    if (!a || !b) throw new Error(`the readout names no battle: “${text}”`);
    return [a, b];
  }

  /** Where the cell of A and B is in the whole matrix, sorted by number. */
  async point(a: string, b: string): Promise<{ x: number; y: number }> {
    const box = await this.box();
    const names = byNumber().map(({ en }) => en);
    // Cells are squares; what else is in the canvas is known only by pointing.
    const side = box.height / COUNT;
    let [x, y] = [(names.indexOf(b) + 0.5) * side, (names.indexOf(a) + 0.5) * side];
    for (let tries = 0; tries < 8; tries += 1) {
      const [rowName, columnName] = await this.pair(x, y, box);
      const [down, right] = [names.indexOf(a) - names.indexOf(rowName), names.indexOf(b) - names.indexOf(columnName)];
      if (down === 0 && right === 0) return { x, y };
      // A little less than whole cells: a step never goes past one, however pixels are rounded.
      [x, y] = [x + (right - 0.4 * Math.sign(right)) * side, y + (down - 0.4 * Math.sign(down)) * side];
    }
    throw new Error(`no point of the canvas is ${a} against ${b}`);
  }

  /** Red, green and blue of points as they are drawn. */
  async colours(points: { x: number; y: number }[]): Promise<number[][]> {
    return this.canvas.evaluate((canvas, points) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error("it is no canvas");
      const scale = canvas.width / canvas.getBoundingClientRect().width;
      // Reading the page's own canvas often would change how the browser keeps it.
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
      copy?.drawImage(canvas, 0, 0);
      return points.map(({ x, y }) => [...(copy?.getImageData(Math.floor(x * scale), Math.floor(y * scale), 1, 1).data.slice(0, 3) ?? [])]);
    }, points);
  }

  /** The pointer leaves the canvas. */
  async leave(): Promise<void> {
    await this.page.mouse.move(1, 1);
    await this.painted();
  }

  /** What has been set off is on screen after two frames. */
  async painted(): Promise<void> {
    await this.page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  }
}

/** The fighters by the number of the National Pokédex. */
export const byNumber = () => [...fighters()].sort((x, y) => x.dex - y.dex || x.id - y.id);
