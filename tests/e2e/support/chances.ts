import { type Locator, expect } from "@playwright/test";

import { expected } from "../harness/world";
import { fighters } from "./pokedex";

/** onnxruntime's answers and the page's agree within this. */
export const TOLERANCE = 1e-6;

/** P(one beats the other) from both sides by onnxruntime, by places among the fighters; nobody meets itself. */
export function chances(): (one: number, other: number) => number | undefined {
  const place = new Map(fighters().map(({ id }, at) => [id, at]));
  const answers = fighters().map((): number[] => []);
  for (const { a, b, probability } of expected().best) {
    const row = answers[place.get(a) ?? -1];
    const column = place.get(b);
    if (row && column !== undefined) row[column] = probability;
  }
  return (one, other) => {
    const [there, back] = [answers[one]?.[other], answers[other]?.[one]];
    return there === undefined || back === undefined ? undefined : (there + (1 - back)) / 2;
  };
}

/** Where the Pokémon with a slug or an English name stands among the fighters. */
export function placeOf(name: string): number {
  const at = fighters().findIndex(({ slug, en }) => slug === name || en === name);
  if (at < 0) throw new Error(`nobody who fights is called ${name}`);
  return at;
}

export const named = (place: number) => {
  const found = fighters()[place];
  if (!found) throw new Error(`nobody has the place ${place}`);
  return found;
};

/** A shown percentage is this share of one, as far as its decimals go; `<` and `>` stand before what is not quite 0 or 100. */
export function expectShare(text: string | null, share: number, decimals = 2): void {
  const [, sign, digits = ""] = /^(?:✓\s*)?([<>]?)([\d.]+)%$/.exec(text?.trim() ?? "") ?? [];
  const value = 100 * share;
  const least = 10 ** -decimals;
  const slack = least / 2 + 100 * TOLERANCE;
  expect(digits, `“${text}” is a percentage with ${decimals} decimals`).toMatch(new RegExp(`^\\d+\\.\\d{${decimals}}$`));
  if (sign === "<") expect(value).toBeLessThan(slack);
  else if (sign === ">") expect(value).toBeGreaterThan(100 - slack);
  else expect(Math.abs(Number(digits) - value), `${text} for ${value}`).toBeLessThanOrEqual(slack);
}

/** The same for many elements, in their order. */
export async function expectShares(shown: Locator, shares: number[], decimals = 2): Promise<void> {
  await expect(shown).toHaveCount(shares.length);
  (await shown.allTextContents()).forEach((text, at) => expectShare(text, shares[at] ?? Number.NaN, decimals));
}
