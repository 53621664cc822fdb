// table.mjs RESULT.json: what `cargo xtask many` measured, as the README's text.
import { readFileSync } from "node:fs";

/**
 * @typedef {import("./visit.mjs").Visit} Visit
 * @typedef {{ title: string, then: "scroll" | "point", mlflow?: Visit, ours?: Visit }} Screen
 */

const [file] = process.argv.slice(2);
if (!file) throw new Error("usage: table.mjs RESULT.json");
const result = JSON.parse(readFileSync(file, "utf8"));
/** @type {Screen[]} */
const screens = result.screens;

/** @param {string[]} cells */
const line = (cells) => `| ${cells.join(" | ")} |`;
/** @param {number} ms */
const time = (ms) => (ms >= 1000 ? `${(ms / 1000).toFixed(ms >= 10_000 ? 0 : 1)} s` : `${Math.round(ms)} ms`);
/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes >= 1e7 ? 0 : 1)} MB`;

/**
 * A row: the screen, each number of both interfaces, and for the last of them how many times as much MLflow's takes.
 * @param {Screen} screen
 * @param {((visit: Visit) => string)[]} cells
 * @param {((visit: Visit) => number)[]} [compared]
 */
function row({ title, mlflow, ours }, cells, compared = []) {
  const both = cells.flatMap((cell) => [mlflow, ours].map((visit) => (visit ? cell(visit) : "–")));
  const factors = compared.map((of) => (mlflow && ours ? `**${(of(mlflow) / of(ours)).toFixed(1)}×**` : "–"));
  return line([title, ...both, ...factors]);
}

/** @param {string[]} head @param {(screen: Screen) => string} of */
const table = (head, of) => [line(head), line(Array(head.length).fill("---")), ...screens.map(of)];

/** @type {("first" | "again" | "inside")[]} */
const ways = ["first", "again", "inside"];
console.log(
  [
    `From navigation to the first data on the screen, medians of ${result.rounds} rounds in which both interfaces have their turn, with ` +
      `${result.browser} on ${result.cores} cores (${result.cpu}), both reading the same MLflow ${result.mlflow.trim()} over sqlite. ` +
      "*First*: nothing is cached. *Again*: the page is loaded anew with what the browser kept. *Inside*: from another screen of the same interface.",
    "",
    ...table(["screen", ...ways.flatMap((way) => [`${way}: MLflow`, `${way}: Battledex`]), ...ways.map((way) => `${way}: faster by`)], (screen) =>
      row(
        screen,
        ways.map((way) => (visit) => time(visit[way].ms)),
        ways.map((way) => (visit) => visit[way].ms),
      ),
    ),
    "",
    "What of that, reached from inside, the server took for its answer, and how long after the answer the first data were there; " +
      "then the longest frame while scrolling (over the curve: while pointing), JavaScript's heap and the page's own memory after that, " +
      "and what was sent before it.",
    "",
    ...table(
      ["screen", ...["answer", "after it", "longest frame", "heap", "memory", "requests", "sent"].flatMap((what) => [`${what}: MLflow`, `${what}: Battledex`])],
      (screen) =>
        row(screen, [
          ({ inside }) => time(inside.answer_ms),
          ({ inside }) => time(inside.after_answer_ms),
          ({ use_frame_ms }) => time(use_frame_ms),
          ({ heap_bytes }) => megabytes(heap_bytes),
          ({ memory_bytes }) => megabytes(memory_bytes),
          ({ requests }) => String(requests),
          ({ bytes }) => megabytes(bytes),
        ]),
    ),
  ].join("\n"),
);
