import { readFileSync } from "node:fs";

import { type Battle, type BestBattle, type Explained, expected } from "../harness/world";

interface Entry {
  id: number;
  slug: string;
  en: string;
  fr: string;
}

/** A Pokémon that can fight, with the numbers of its moves in their order. */
export interface Fighter extends Entry {
  /** Its number in the National Pokédex. */
  dex: number;
  moves: number[];
}

interface Data {
  pokemon: Fighter[];
  moves: Entry[];
}

const data = JSON.parse(
  readFileSync(new URL("../../../crates/battle/data/pokedex.json", import.meta.url), "utf8"),
) as Data;

function found(entries: Entry[], wanted: number | string): Entry {
  const entry = entries.find(({ id, slug }) => id === wanted || slug === wanted);
  if (!entry) throw new Error(`the Pokédex has no ${wanted}`);
  return entry;
}

export const pokemon = (wanted: number | string) => found(data.pokemon, wanted);
/** The Pokémon that can fight, in the order of their numbers. */
export const fighters = () => data.pokemon.filter(({ moves }) => moves.length > 0);
export const move = (wanted: number | string) => found(data.moves, wanted);

/** The battle of two with their best moves, as onnxruntime answers it by the Production version or another one. */
export function bestBattle(slugA: string, slugB: string, version?: string): BestBattle {
  return battleOf(expected(version).best, slugA, slugB);
}

/** Its probability that A wins. */
export const bestMoveProbability = (slugA: string, slugB: string, version?: string) => bestBattle(slugA, slugB, version).probability;

/** A battle of explained.json, with what onnxruntime and the trees say of it. */
export const explainedBattle = (slugA: string, slugB: string): Explained => battleOf(expected().explained, slugA, slugB);

function battleOf<Of extends Battle>(battles: Of[], slugA: string, slugB: string): Of {
  const [a, b] = [pokemon(slugA).id, pokemon(slugB).id];
  const battle = battles.find((row) => row.a === a && row.b === b);
  if (!battle) throw new Error(`onnxruntime was not asked about ${slugA} and ${slugB}`);
  return battle;
}

/** Whether model and rules name different winners of a battle. */
export const isClash = ({ probability, winsA }: BestBattle) => probability >= 0.5 !== winsA;

/** The address of a battle with exactly these moves. */
export function addressOf(battle: Battle): string {
  const slugs = [pokemon(battle.a).slug, pokemon(battle.b).slug];
  return `#/battle/${slugs.join("/")}?mode=manual&ma=${move(battle.moveA).slug}&mb=${move(battle.moveB).slug}`;
}
