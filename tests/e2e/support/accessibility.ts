import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Page } from "@playwright/test";
import type axe from "axe-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const OPTIONS = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  // Targets of 24 px, which axe leaves out unless it is told so.
  rules: { "target-size": { enabled: true } },
} satisfies axe.RunOptions;

/** Violations of the page as it is, each with its rule, its place and what is wrong. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(async (options) => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations: found, passes, incomplete, inapplicable } = await checker.run(options);
    const all = [...found, ...passes, ...incomplete, ...inapplicable];
    if (!all.some(({ id }) => id === "target-size")) throw new Error("the sizes of targets were not looked at");
    return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`));
  }, OPTIONS);
}

/**
 * Texts of which axe cannot tell the contrast, as they lie on a gradient, and which have too little with one of its colours, by
 * the formula of WCAG; and those of which this cannot tell either.
 */
export async function unsettled(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(judgeContrast);
}

async function judgeContrast(): Promise<string[]> {
  const { axe: checker } = window as unknown as { axe: typeof axe };
  const { incomplete } = await checker.run({ runOnly: { type: "rule", values: ["color-contrast"] } });
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!canvas) throw new Error("no canvas");
  const colour = (text: string): number[] => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const luminance = ([r, g, b]: number[]) => {
    const linear = (value = 0) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const contrast = (x: number[], y: number[]) => {
    const [low = 0, high = 0] = [luminance(x), luminance(y)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const over = (top: number[], bottom: number[]) => {
    const alpha = top[3] ?? 1;
    return [0, 1, 2].map((at) => (top[at] ?? 0) * alpha + (bottom[at] ?? 0) * (1 - alpha)).concat(1);
  };
  /** Every colour that may be behind an element: its own and those of the gradients, on what is behind it in turn. */
  const grounds = (element: Element | null): number[][] => {
    if (!element) return [[255, 255, 255, 1]];
    const style = getComputedStyle(element);
    const plain = colour(style.backgroundColor);
    const stops = (style.backgroundImage.match(/(?:rgba?|color|oklab|oklch|hsla?|lab)\([^()]*\)|#[0-9a-f]{3,8}/gi) ?? []).map(colour);
    const tops = plain[3] === 1 && stops.length > 0 ? [plain, ...stops] : stops.length > 0 ? [plain, ...stops] : [plain];
    if (tops.every((top) => top[3] === 1)) return tops;
    const below = grounds(element.parentElement);
    return tops.flatMap((top) => (top[3] === 1 ? [top] : below.map((bottom) => over(top, bottom))));
  };
  const faults: string[] = [];
  for (const { nodes } of incomplete) {
    for (const node of nodes) {
      const selector = String(node.target.at(-1));
      const element = document.querySelector(selector);
      if (!element) continue;
      const style = getComputedStyle(element);
      const size = Number.parseFloat(style.fontSize);
      const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      const least = Math.min(...grounds(element).map((ground) => contrast(over(colour(style.color), ground), ground)));
      if (least < needed) faults.push(`${selector} “${(element.textContent ?? "").trim().slice(0, 30)}”: ${least.toFixed(2)} of ${needed}: ${node.any.map(({ data }) => data?.messageKey).join()}`);
    }
  }
  return faults;
}
