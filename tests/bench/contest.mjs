// All runtimes on one model and the same rows: round by round, each runtime once in a round.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { maxDifference, median, rounded } from "./numbers.mjs";
import { start } from "./processes.mjs";

/** Answers may differ by the order of a sum; a runtime that computes something else is no rival. */
const TOLERANCE = 1e-6;
const NATIVE_RIVALS = ["xgboost_inplace", "xgboost_dmatrix", "onnxruntime", "treelite"];

/**
 * @typedef {object} Contest
 * @property {Record<string, number>} us_per_row Rows in a batch, one thread: median microseconds per row.
 * @property {Record<string, number>} us_single_row One row alone in a call: median microseconds.
 * @property {Record<string, number>} create_ms From the model's bytes to a runtime that is ready, in Chromium: median milliseconds.
 * @property {Record<string, number>} max_difference Greatest difference of a probability from the native forest's.
 * @property {Record<string, number>} ratios How many times as long the rival takes: above 1 the forest wins.
 */

/**
 * @param {object} options
 * @param {(request: { work: string, [option: string]: unknown }) => Promise<any>} options.ask Asks the worker in the browser.
 * @param {{ onnx: string, rows: string, url: string, rowsUrl: string, columns: number }} options.model
 * @param {string} options.folder For files.
 * @param {{ bench: string, python: string, rivals: string }} options.programs
 * @param {number} options.rounds
 * @param {number} options.singles Rows that are predicted one by one.
 * @returns {Promise<Contest>}
 */
export async function contest({ ask, model, folder, programs, rounds, singles }) {
  const forest = await start(programs.bench, ["measure", model.onnx, model.rows]);
  const rivals = await start(programs.python, [programs.rivals, model.onnx, model.rows, folder], { greets: true });
  await ask({ work: "load", model: model.url, rows: model.rowsUrl, columns: model.columns });

  const answers = join(folder, "answers.f32");
  /** @param {{ ask(line: string): Promise<number> }} program @param {string} line */
  const native = (program, line) => ({
    batch: () => program.ask(`${line}batch`),
    answers: async () => {
      await program.ask(`${line}answers ${answers}`);
      const bytes = readFileSync(answers);
      return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
    },
  });
  /** @param {string} name */
  const browser = (name) => ({
    batch: () => ask({ work: "batch", name }),
    answers: () => ask({ work: "answers", name }),
  });
  /** @type {Record<string, { batch(): Promise<number>, answers(): Promise<number[]> }>} */
  const runtimes = {
    forest_native: native(forest, ""),
    forest_wasm: browser("forest"),
    onnxruntime_web: browser("onnxruntime_web"),
  };
  for (const name of NATIVE_RIVALS) runtimes[name] = native(rivals, `${name} `);

  // Also warms everything up.
  /** @type {Record<string, number>} */
  const differences = {};
  const right = await native(forest, "").answers();
  for (const [name, runtime] of Object.entries(runtimes)) {
    const difference = maxDifference(right, await runtime.answers());
    if (!(difference <= TOLERANCE)) throw new Error(`${name} gives other probabilities: they differ by ${difference}`);
    differences[name] = difference;
    await runtime.batch();
  }

  const batches = await interleaved(
    rounds,
    Object.fromEntries(Object.entries(runtimes).map(([name, { batch }]) => [name, batch])),
  );
  const single = await interleaved(rounds, {
    forest_wasm: () => ask({ work: "single", name: "forest", count: singles }),
    onnxruntime_web: () => ask({ work: "single", name: "onnxruntime_web", count: singles }),
    forest_native: () => forest.ask("single"),
  });
  const creation = await interleaved(rounds, {
    forest_wasm: () => ask({ work: "create", name: "forest" }),
    onnxruntime_web: () => ask({ work: "create", name: "onnxruntime_web" }),
  });
  await Promise.all([forest.close(), rivals.close()]);
  return {
    us_per_row: batches,
    us_single_row: single,
    create_ms: creation,
    max_difference: differences,
    ratios: ratios(batches, single, creation),
  };
}

/**
 * Measures in rounds, each thing once in a round and with another one first each time.
 * @param {number} rounds
 * @param {Record<string, () => Promise<number>>} things
 * @returns {Promise<Record<string, number>>} The medians.
 */
async function interleaved(rounds, things) {
  const names = Object.keys(things);
  /** @type {Record<string, number[]>} */
  const values = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      values[name]?.push((await things[name]?.()) ?? Number.NaN);
    }
  }
  return Object.fromEntries(Object.entries(values).map(([name, measured]) => [name, rounded(median(measured))]));
}

/**
 * @param {Record<string, number>} batch
 * @param {Record<string, number>} single
 * @param {Record<string, number>} creation
 */
function ratios(batch, single, creation) {
  const of = (/** @type {number | undefined} */ rival, /** @type {number | undefined} */ ours) =>
    rounded((rival ?? Number.NaN) / (ours ?? Number.NaN));
  const xgboost = Math.min(batch.xgboost_inplace ?? Number.NaN, batch.xgboost_dmatrix ?? Number.NaN);
  return {
    batch_vs_onnxruntime_web: of(batch.onnxruntime_web, batch.forest_wasm),
    batch_wasm_vs_xgboost: of(xgboost, batch.forest_wasm),
    batch_wasm_vs_onnxruntime: of(batch.onnxruntime, batch.forest_wasm),
    batch_wasm_vs_treelite: of(batch.treelite, batch.forest_wasm),
    batch_native_vs_xgboost: of(xgboost, batch.forest_native),
    batch_native_vs_onnxruntime: of(batch.onnxruntime, batch.forest_native),
    batch_native_vs_treelite: of(batch.treelite, batch.forest_native),
    single_vs_onnxruntime_web: of(single.onnxruntime_web, single.forest_wasm),
    create_vs_onnxruntime_web: of(creation.onnxruntime_web, creation.forest_wasm),
  };
}
