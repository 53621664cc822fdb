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

/** A text whose contrast axe could not tell, and where it is drawn. */
interface Doubt {
  place: string;
  colour: string;
  /** The least contrast that WCAG asks for. */
  needed: number;
  /** Left, top, width and height of its lines on the whole page. */
  lines: [number, number, number, number][];
}

/**
 * Texts with too little contrast among those of which axe cannot tell it, since they lie on gradients or over other elements:
 * compared with every pixel that is behind them.
 */
export async function unsettled(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const doubts = await page.evaluate(listDoubts);
  if (doubts.length === 0) return [];
  // A style element is against the page's policy.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { color: transparent !important; outline-color: transparent !important; text-shadow: none !important; } svg text { fill: transparent !important; }");
    document.adoptedStyleSheets = [sheet];
  });
  const picture = await page.screenshot({ fullPage: true, animations: "disabled" });
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  // The page's own policy forbids it to read pictures as data.
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(judge, { picture: picture.toString("base64"), doubts });
  } finally {
    await blank.close();
  }
}

async function listDoubts(): Promise<Doubt[]> {
  const { axe: checker } = window as unknown as { axe: typeof axe };
  const { incomplete } = await checker.run({ runOnly: { type: "rule", values: ["color-contrast"] } });
  const shown = ({ left, top, right, bottom }: DOMRect, element: Element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflow === "visible" || at === document.documentElement || at === document.body) continue;
      const frame = at.getBoundingClientRect();
      if (left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom) return false;
    }
    return true;
  };
  /** Whether a list that is open lies over a part of it. */
  const covered = ({ left, top, width, height }: DOMRect, element: Element) =>
    [0.02, 0.5, 0.98].some((across) =>
      [0.1, 0.9].some((down) => {
        const seen = document.elementFromPoint(left + width * across, top + height * down)?.closest("[role=listbox]");
        return seen && !seen.contains(element);
      }),
    );
  return incomplete.flatMap(({ nodes }) =>
    nodes.flatMap(({ target }): Doubt[] => {
      const place = String(target.at(-1));
      const element = document.querySelector(place);
      if (!element || element.closest("[aria-disabled], :disabled, [aria-hidden=true]")) return [];
      const { color, fill, fontSize, fontWeight } = getComputedStyle(element);
      const size = Number.parseFloat(fontSize);
      const lines = [...element.childNodes]
        .filter(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim())
        .flatMap((text) => {
          const range = document.createRange();
          range.selectNodeContents(text);
          return [...range.getClientRects()];
        })
        .filter((box) => box.width > 0 && shown(box, element) && !covered(box, element))
        .map((box): Doubt["lines"][number] => [box.left + scrollX, box.top + scrollY, box.width, box.height]);
      const needed = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
      return [{ place, colour: element instanceof SVGElement ? fill : color, needed, lines }];
    }),
  );
}

async function judge({ picture, doubts }: { picture: string; doubts: Doubt[] }): Promise<string[]> {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const context = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height }).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  const luminance = (r: number, g: number, b: number) => {
    const linear = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  return doubts.flatMap(({ place, colour, needed, lines }) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    const ink = luminance(r, g, b);
    context.drawImage(image, 0, 0);
    let least = Number.POSITIVE_INFINITY;
    for (const [left, top, width, height] of lines) {
      const { data } = context.getImageData(left, top, Math.max(width, 1), Math.max(height, 1));
      for (let at = 0; at < data.length; at += 4) {
        const ground = luminance(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
        least = Math.min(least, (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05));
      }
    }
    return least < needed ? [`contrast: ${place}: ${least.toFixed(2)} where ${needed} is needed`] : [];
  });
}
