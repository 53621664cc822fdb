// The built site's own workers: from ids to probabilities.
import { Connection } from "./connection.mjs";

/**
 * @typedef {{ url: string, headers: [string, string][], sha256: string, size: number, gzip: boolean }} Download
 * @typedef {{ a: number, b: number, move_a: number, move_b: number }} Battle
 */

const KEY = "bench";
/** Battles that are explained, the first of which also reads the trees and prepares what it is compared with. */
const EXPLAINED = 21;
/** Battles of the field that an explained one is compared with. */
const BACKGROUND = 100;
/** Ordered pairs of different Pokémon that can fight. */
const PAIRS = 34_782;
/** Their battles with every move that they can use. */
const BATTLES = 9_775_430;
/** Pairs that a worker is asked for at a time: some 32,000 battles. */
const PAIRS_AT_A_TIME = 114;

/**
 * Runs something in rounds.
 * @param {number} rounds
 * @param {() => Promise<number>} measure
 */
async function repeat(rounds, measure) {
  const values = [];
  for (let round = 0; round < rounds; round++) values.push(await measure());
  return values;
}

/**
 * Measures one after the other.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<number>} measure
 */
async function each(items, measure) {
  const values = [];
  for (const item of items) values.push(await measure(item));
  return values;
}

/**
 * Milliseconds that something takes.
 * @param {() => Promise<unknown>} work
 */
async function clock(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * One worker. All times in milliseconds.
 * @param {{ model: Download, golden: Download, random: Battle[], singles: number, rounds: number }} options
 */
export async function measureWorker({ model, golden, random, singles, rounds }) {
  const start = performance.now();
  const worker = await Connection.open();
  const ready = performance.now() - start;

  /** @type {any} */
  let report = null;
  /** @type {number[]} */
  const compiles = [];
  const loads = await repeat(rounds, () =>
    clock(async () => {
      report = (await worker.request({ Load: { key: KEY, model, golden } })).Loaded;
      compiles.push(report.compile_milliseconds);
    }),
  );

  /** @param {object} ask @param {number} count */
  const inWorker = async (ask, count) => {
    const { Predicted } = await worker.request(ask);
    if (Predicted.count !== count) throw new Error(`${Predicted.count} probabilities of ${count} battles`);
    return Predicted.milliseconds;
  };
  const predict = (/** @type {Battle[]} */ battles) => inWorker({ Predict: { key: KEY, battles } }, battles.length);
  const best = () => inWorker({ PredictPairs: { key: KEY, moves: "Best", pairs: { start: 0, end: PAIRS } } }, PAIRS);
  /** @param {Battle} battle */
  const explain = async (battle) => {
    const what = { Contributions: { battles: [battle], unknown: { Background: { Field: BACKGROUND } } } };
    return (await worker.request({ Explain: { key: KEY, what } })).Explained.milliseconds;
  };
  const result = {
    ready,
    report,
    loads,
    compiles,
    random: await repeat(rounds, () => predict(random)),
    best: await repeat(rounds, best),
    bestRoundTrip: await repeat(rounds, () => clock(best)),
    singles: await repeat(rounds, async () => {
      const some = random.slice(0, singles);
      const milliseconds = await clock(async () => {
        for (const battle of some) await predict([battle]);
      });
      return milliseconds / some.length;
    }),
    explanations: await each(random.slice(0, EXPLAINED), explain),
  };
  worker.end();
  return result;
}

/**
 * Every battle there is, over several workers that have the model already. Each has two questions at a time, so that it never waits.
 * @param {{ model: Download, workers: number, rounds: number }} options
 * @returns {Promise<{ battles: number, milliseconds: number[] }>}
 */
export async function measureField({ model, workers, rounds }) {
  const first = await Connection.open();
  const { Loaded } = await first.request({ Load: { key: KEY, model, golden: null } });
  const copy = { ...model, url: Loaded.file_url, gzip: false };
  const others = await Promise.all(
    Array.from({ length: workers - 1 }, async () => {
      const worker = await Connection.open();
      await worker.request({ Load: { key: KEY, model: copy, golden: null } });
      return worker;
    }),
  );
  const pool = [first, ...others];

  const whole = async () => {
    let [next, battles] = [0, 0];
    const take = async (/** @type {Connection} */ worker) => {
      while (next < PAIRS) {
        const pairs = { start: next, end: Math.min(next + PAIRS_AT_A_TIME, PAIRS) };
        next = pairs.end;
        const { Predicted } = await worker.request({ PredictPairs: { key: KEY, moves: "All", pairs } });
        battles += Predicted.count;
      }
    };
    await Promise.all([...pool, ...pool].map(take));
    if (battles !== BATTLES) throw new Error(`${battles} battles instead of ${BATTLES}`);
  };
  const milliseconds = await repeat(rounds, () => clock(whole));
  for (const worker of pool) worker.end();
  return { battles: BATTLES, milliseconds };
}
