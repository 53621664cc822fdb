import { readFileSync, writeFileSync } from "node:fs";

/** @typedef {import("./in-browser/site.mjs").Battle} Battle */

/**
 * Battles of random Pokémon with random moves that they know, the same ones every time.
 * @param {number} count
 * @returns {Battle[]}
 */
export function randomBattles(count) {
  const file = new URL("../../crates/battle/data/pokedex.json", import.meta.url);
  /** @type {{ pokemon: { id: number, moves: number[] }[] }} */
  const { pokemon } = JSON.parse(readFileSync(file, "utf8"));
  const fighters = pokemon.filter(({ moves }) => moves.length > 0);
  const random = generator(1);
  const pick = (/** @type {any[]} */ items) => items[Math.floor(random() * items.length)];
  return Array.from({ length: count }, () => {
    const [a, b] = [pick(fighters), pick(fighters)];
    return { a: a.id, b: b.id, move_a: pick(a.moves), move_b: pick(b.moves) };
  });
}

/**
 * Writes battles as four numbers of 2 bytes each, which crates/bench reads.
 * @param {string} file
 * @param {Battle[]} battles
 */
export function writeBattles(file, battles) {
  const bytes = Buffer.alloc(battles.length * 8);
  battles.forEach(({ a, b, move_a, move_b }, index) => {
    [a, b, move_a, move_b].forEach((id, place) => bytes.writeUInt16LE(id, index * 8 + place * 2));
  });
  writeFileSync(file, bytes);
}

/**
 * A linear congruential generator with the constants of Numerical Recipes; good enough to pick moves.
 * @param {number} seed
 */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
