// Writes crates/battle/data/pokedex.json and lore.json: `npm ci && node build.mjs`.
//
// Stats, types, weights, rarities, learnsets, move numbers and the type chart come from @pkmn/dex with the Let's Go mod.
// facts.json adds what the package lacks: the ids the models were trained with, French names, damage kinds, PokéAPI's numbers of the
// forms, and heights, as the npm package pokemon-showdown 0.11.11 (MIT) has them in data/pokedex.
// differences.mjs lists where the training data departs from the package.
import { readFileSync, writeFileSync } from 'node:fs';

import { Dex } from '@pkmn/dex';
import * as letsGo from '@pkmn/mods/gen7letsgo';

import { learnsAlso, moveNumbers, noMachines, typeOrder } from './differences.mjs';

const dex = Dex.mod('gen7letsgo', letsGo);
const facts = JSON.parse(readFileSync(new URL('facts.json', import.meta.url), 'utf8'));
const output = new URL('../../crates/battle/data/pokedex.json', import.meta.url);
const lore = new URL('../../crates/battle/data/lore.json', import.meta.url);

const TYPES = dex.types.all().filter((type) => type.exists && !type.isNonstandard && type.name !== 'Stellar');
const LEVEL = 'L';
const MACHINE = 'M';
const TUTOR = 'T';

function fail(message) {
  throw new Error(`${message}; see facts.json and differences.mjs`);
}

function found(kind, slug, entry) {
  return entry.exists ? entry : fail(`the package has no ${kind} "${slug}"`);
}

// The package codes an attacker's effect on a defender as 0 neutral, 1 weak, 2 resistant, 3 immune.
function typeChart() {
  const multiplier = [1, 2, 0.5, 0];
  const chart = {};
  for (const attacking of TYPES) {
    const special = TYPES.map((defending) => [defending.id, multiplier[defending.damageTaken[attacking.name]]]).filter(
      ([, factor]) => factor !== 1,
    );
    chart[attacking.id] = Object.fromEntries(special);
  }
  return chart;
}

function move([slug, fact]) {
  const entry = { ...found('move', slug, dex.moves.get(slug)), ...moveNumbers[slug] };
  return {
    id: fact.id,
    slug,
    fr: fact.fr,
    en: entry.name,
    type: entry.type.toLowerCase(),
    category: entry.category.toLowerCase(),
    power: entry.basePower,
    accuracy: entry.accuracy === true ? null : entry.accuracy,
    pp: entry.pp,
    priority: entry.priority,
    kind: fact.kind ?? 'standard',
  };
}

function form(species) {
  if (species.forme.startsWith('Mega')) return 'mega';
  return { Alola: 'alola', Starter: 'partner' }[species.forme] ?? 'base';
}

function englishName(species) {
  const letter = species.forme.startsWith('Mega-') ? ` ${species.forme.slice('Mega-'.length)}` : '';
  const named = {
    base: species.name.replace(/-([FM])$/, ' $1'),
    mega: `Mega ${species.baseSpecies}${letter}`,
    alola: `Alolan ${species.baseSpecies}`,
    partner: `Partner ${species.baseSpecies}`,
  };
  return named[form(species)];
}

// The ways (level, machine, tutor…) by which a species learns each move it may fight with. A mega learns what its base does.
async function learnset(slug, species) {
  const own = (await dex.learnsets.get(species.id))?.learnset;
  const sources = own ?? (await dex.learnsets.get(species.baseSpecies)).learnset;
  const ways = new Map();
  for (const [id, how] of Object.entries(sources)) {
    const move = movesById.get(id);
    const letters = new Set(how.map((source) => source[1]));
    if (noMachines.includes(slug)) letters.delete(MACHINE);
    if (move && letters.size > 0) ways.set(move.id, letters);
  }
  for (const also of learnsAlso[slug] ?? []) {
    const { id } = moves.find((each) => each.slug === also) ?? fail(`${slug} learns the unknown move "${also}"`);
    if (ways.has(id)) fail(`the package already lets ${slug} learn "${also}"`);
    ways.set(id, new Set());
  }
  return [...ways].sort(([a], [b]) => a - b);
}

async function pokemon([slug, fact]) {
  const species = found('Pokémon', slug, dex.species.get(slug));
  const { hp, atk, def, spa, spd, spe } = species.baseStats;
  const learnt = await learnset(slug, species);
  return {
    id: fact.id,
    dex: species.num,
    pokeapi: fact.pokeapi ?? species.num,
    slug,
    fr: fact.fr,
    en: englishName(species),
    form: form(species),
    stats: [hp, atk, def, spa, spd, spe],
    types: (typeOrder[slug] ?? species.types).map((type) => type.toLowerCase()),
    weight_kg: species.weightkg,
    moves: learnt.map(([id]) => id),
    learnt_twice: learnt.filter(([, ways]) => ways.has(LEVEL) && ways.has(MACHINE)).map(([id]) => id),
  };
}

// How a move is learnt, as a letter: level, machine, both, tutor, or by an earlier stage or the base form alone.
function way(slug, ways) {
  if (ways.size === 0) return 'e';
  const [level, machine, tutor] = [LEVEL, MACHINE, TUTOR].map((letter) => ways.has(letter));
  if (level || machine) return level && machine ? 'b' : level ? 'l' : 'm';
  return tutor ? 't' : fail(`${slug} learns a move in another way: ${[...ways]}`);
}

function rarity(species) {
  if (species.tags.includes('Mythical')) return 'mythical';
  return species.tags.some((tag) => tag.endsWith('Legendary')) ? 'legendary' : 'usual';
}

// What no battle needs.
async function lorePart([slug, fact]) {
  const species = found('Pokémon', slug, dex.species.get(slug));
  const learnt = await learnset(slug, species);
  return { id: fact.id, height_m: fact.height_m, rarity: rarity(species), ways: learnt.map(([, ways]) => way(slug, ways)).join('') };
}

// One record a line: small differences of the data stay small in version control.
function lines(records) {
  return records.map((record) => `  ${JSON.stringify(record)}`).join(',\n');
}

const byId = (a, b) => a.id - b.id;
const moves = Object.entries(facts.moves).map(move).sort(byId);
const movesById = new Map(moves.map((each) => [dex.moves.get(each.slug).id, each]));
const all = (await Promise.all(Object.entries(facts.pokemon).map(pokemon))).sort(byId);
const chart = Object.entries(typeChart()).map(([type, row]) => `  ${JSON.stringify(type)}: ${JSON.stringify(row)}`);

writeFileSync(
  output,
  `{\n "type_chart": {\n${chart.join(',\n')}\n },\n "moves": [\n${lines(moves)}\n ],\n "pokemon": [\n${lines(all)}\n ]\n}\n`,
);
const lores = (await Promise.all(Object.entries(facts.pokemon).map(lorePart))).sort(byId);
writeFileSync(lore, `[\n${lines(lores)}\n]\n`);
console.log(`${all.length} Pokémon, ${moves.length} moves, ${TYPES.length} types`);
