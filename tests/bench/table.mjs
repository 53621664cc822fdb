// table.mjs RESULT.json: what `cargo xtask bench` measured, as the README's text.
import { readFileSync } from "node:fs";

/**
 * @typedef {import("./contest.mjs").Contest & { model: string }} Contest
 * @typedef {"us_per_row" | "us_single_row" | "create_ms"} Times
 */

const [file] = process.argv.slice(2);
if (!file) throw new Error("usage: table.mjs RESULT.json");
const result = JSON.parse(readFileSync(file, "utf8"));
/** @type {Contest[]} */
const contests = [result, ...result.others];

/**
 * What is compared: a piece of work, who does it here, who does it there, and where the times are.
 * @type {{ work: string, ours: string, rival: string, theirs: string[], ratio: string, times: Times }[]}
 */
const COMPARISONS = [
  row("batch, per row", "forest_wasm", "onnxruntime-web", ["onnxruntime_web"], "batch_vs_onnxruntime_web"),
  row("batch, per row", "forest_wasm", "native XGBoost", ["xgboost_inplace", "xgboost_dmatrix"], "batch_wasm_vs_xgboost"),
  row("batch, per row", "forest_wasm", "native onnxruntime", ["onnxruntime"], "batch_wasm_vs_onnxruntime"),
  row("batch, per row", "forest_wasm", "native Treelite", ["treelite"], "batch_wasm_vs_treelite"),
  row("batch, per row", "forest_native", "native XGBoost", ["xgboost_inplace", "xgboost_dmatrix"], "batch_native_vs_xgboost"),
  row("batch, per row", "forest_native", "native onnxruntime", ["onnxruntime"], "batch_native_vs_onnxruntime"),
  row("batch, per row", "forest_native", "native Treelite", ["treelite"], "batch_native_vs_treelite"),
  row("one row alone", "forest_wasm", "onnxruntime-web", ["onnxruntime_web"], "single_vs_onnxruntime_web", "us_single_row"),
  row("bytes to ready", "forest_wasm", "onnxruntime-web", ["onnxruntime_web"], "create_vs_onnxruntime_web", "create_ms"),
];

/**
 * @param {string} work
 * @param {string} ours
 * @param {string} rival
 * @param {string[]} theirs
 * @param {string} ratio
 * @param {Times} times
 */
function row(work, ours, rival, theirs, ratio, times = "us_per_row") {
  return { work, ours, rival, theirs, ratio, times };
}

/** @param {number} value */
const digits = (value, count = 3) => Number(value.toPrecision(count)).toString();
/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
/** @param {string[]} cells */
const line = (cells) => `| ${cells.join(" | ")} |`;
/** @param {number} ratio */
const times = (ratio) => (ratio < 1 ? `**${digits(ratio, 2)}×**` : `${digits(ratio, ratio < 10 ? 2 : 3)}×`);

/** @param {string} ours */
const where = (ours) => (ours === "forest_wasm" ? "in Chromium" : "native");

/** @param {typeof COMPARISONS[number]} comparison */
function compared({ work, ours, rival, theirs, ratio, times: kind }) {
  const unit = kind === "create_ms" ? "ms" : "µs";
  const of = (/** @type {string} */ name) => contests[0]?.[kind][name] ?? Number.NaN;
  const time = (/** @type {number} */ value) => `${digits(value)} ${unit}`;
  const all = contests.map((contest) => times(contest.ratios[ratio] ?? Number.NaN));
  return line([`${work}, ${where(ours)}`, time(of(ours)), rival, time(Math.min(...theirs.map(of))), ...all]);
}

/** Every ratio below 1, in words. */
function losses() {
  const lost = contests.flatMap((contest) => {
    const won = COMPARISONS.filter(({ ratio }) => (contest.ratios[ratio] ?? Number.NaN) < 1);
    const kinds = new Set(won.map(({ work, ours }) => `${work}, ${where(ours)}`));
    const words = [...kinds].map((kind) => {
      const rivals = won.filter(({ work, ours }) => `${work}, ${where(ours)}` === kind).map(({ rival }) => rival);
      return `${kind}: ${rivals.join(", ")}`;
    });
    return words.length === 0 ? [] : [`on ${contest.model} (${words.join("; ")})`];
  });
  return lost.length === 0 ? "No rival wins any of these." : `A rival wins ${lost.join(", ")}.`;
}

const { site } = result;
const versions = Object.entries(result.rivals).map(([name, version]) => `${name} ${version}`);
const whole = (/** @type {number} */ count) => count.toLocaleString("en");
const figures = [
  ["all 34,782 battles with best moves, from ids to probabilities", `${digits(site.best_moves_ms)} ms`],
  [`all ${whole(site.field_battles)} battles, over ${site.field_workers} workers`, `${digits(site.field_s)} s`],
  ["one battle of many, features included", `${digits(site.random_battle_us)} µs`],
  ["one battle alone, there and back between page and worker", `${digits(site.single_battle_round_trip_us)} µs`],
  [
    "why one battle, against 100 others (exact SHAP values): median, slowest, first with its preparation",
    `${digits(site.explanation_ms)} ms, ${digits(site.explanation_worst_ms)} ms, ${digits(site.explanation_first_ms)} ms`,
  ],
  [`${megabytes(site.model_bytes)} of ONNX to ready: median, first time`, `${digits(site.compile_ms)} ms, ${digits(site.first_compile_ms)} ms`],
  ["memory of the compiled trees", megabytes(site.compiled_bytes)],
  ["cold cache, gzip: worker with glue + model", `${megabytes(site.wire_worker_bytes)} + ${megabytes(site.wire_model_bytes)} = ${megabytes(site.wire_bytes)}`],
  ["the same of onnxruntime-web, without a model", megabytes(site.wire_onnxruntime_web_bytes)],
  ["golden battles equal", `${site.golden_equal} of ${site.golden_battles}, greatest difference ${site.golden_max_difference.toExponential(1)}`],
];

console.log(
  [
    `The Production model has ${result.trees} trees and ${whole(result.splits)} splits. One thread each, the same ` +
      `${whole(result.rows)} rows, medians of ${result.rounds} rounds in which every runtime has its turn; copying rows in and ` +
      `answers out counts in the browser for both, making XGBoost's and Treelite's matrices does not count. All probabilities agree within 1e-6. ` +
      `Measured on ${result.cores} cores (${result.cpu}) with ${result.browser}, ${versions.join(", ")} and gcc.`,
    "",
    line(["work", `Battledex, ${result.model}`, "rival", `rival, ${result.model}`, ...contests.map(({ model }) => `${model}: faster by`)]),
    line(Array(4 + contests.length).fill("---")),
    ...COMPARISONS.map(compared),
    "",
    losses(),
    "",
    line(["the site's workers, same model and browser", ""]),
    line(["---", "---"]),
    ...figures.map((cells) => line(cells)),
  ].join("\n"),
);
