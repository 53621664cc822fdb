import { readFileSync } from "node:fs";

import { type Locator, type Page, expect } from "@playwright/test";

/** What the lab's pages must show, computed here from the data files by other means than the page's. */
export interface Pokemon {
  id: number;
  dex: number;
  slug: string;
  fr: string;
  en: string;
  form: "base" | "mega" | "alola" | "partner";
  stats: [number, number, number, number, number, number];
  types: string[];
  weight_kg: number;
  moves: number[];
}

export interface Move {
  id: number;
  slug: string;
  fr: string;
  en: string;
  type: string;
  category: "physical" | "special";
  power: number;
  accuracy: number | null;
  priority: number;
  kind: string;
}

interface Lore {
  id: number;
  height_m: number;
  rarity: "usual" | "legendary" | "mythical";
  /** A letter for each of the Pokémon's moves. */
  ways: string;
}

const file = (name: string) => JSON.parse(readFileSync(new URL(`../../../crates/battle/data/${name}`, import.meta.url), "utf8"));
const data = file("pokedex.json") as {
  type_chart: Record<string, Record<string, number>>;
  moves: Move[];
  pokemon: Pokemon[];
};

export const everyone = data.pokemon;
/** All that can fight, in the order of the National Pokédex. */
export const fighters = everyone.filter(({ moves }) => moves.length > 0).sort((a, b) => a.dex - b.dex || a.id - b.id);
export const moves = data.moves;
export const lore = new Map((file("lore.json") as Lore[]).map((entry) => [entry.id, entry]));

/** The types in the order of the games. */
export const TYPES = [
  "normal", "fire", "water", "electric", "grass", "ice", "fighting", "poison", "ground",
  "flying", "psychic", "bug", "rock", "ghost", "dragon", "dark", "steel", "fairy",
];

export const title = (type: string) => type.charAt(0).toUpperCase() + type.slice(1);

export function pokemonOf(slug: string): Pokemon {
  const found = everyone.find((each) => each.slug === slug);
  if (!found) throw new Error(`no Pokémon ${slug}`);
  return found;
}

export function moveOf(wanted: string | number): Move {
  const found = moves.find(({ id, slug }) => id === wanted || slug === wanted);
  if (!found) throw new Error(`no move ${wanted}`);
  return found;
}

/** What an attack is multiplied by against a defender of some types. */
export function multiplier(attack: string, defenders: string[]): number {
  return defenders.reduce((product, defender) => product * (data.type_chart[attack]?.[defender] ?? 1), 1);
}

export const times = (factor: number) => (factor === 0.25 ? "×¼" : factor === 0.5 ? "×½" : `×${factor}`);

/** Base power times hits that count times accuracy. */
export function expectedPower({ power, accuracy, kind }: Move): number {
  const hits = kind === "multi_hit" ? 3 : kind === "double_hit" ? 2 : kind === "two_turns" ? 0.5 : 1;
  return (power * hits * (accuracy ?? 100)) / 100;
}

/** As the page writes a number: two decimals at most. */
export const written = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 2 });

/** The groups of types that a page shows: the multiplier, and the types below it. */
export async function effects(region: Locator): Promise<[string, string[]][]> {
  const groups = region.locator(".effect-group");
  await expect(groups.first()).toBeVisible();
  return groups.evaluateAll((all) =>
    all.map((group): [string, string[]] => [
      group.querySelector(".effect-factor")?.textContent ?? "",
      [...group.querySelectorAll(".effect-types li")].map((item) => item.textContent ?? ""),
    ]),
  );
}

/** The groups as they must be, the greatest multiplier first. */
export function groupsOf(factor: (type: string) => number): [string, string[]][] {
  const factors = [...new Set(TYPES.map(factor))].sort((a, b) => b - a);
  return factors.map((each) => [times(each), TYPES.filter((type) => factor(type) === each).map(title)]);
}

/** The names on the cards, in their order. */
export function cards(page: Page | Locator): Locator {
  return page.locator(".dex-grid > li:not([hidden]) .dex-name");
}
