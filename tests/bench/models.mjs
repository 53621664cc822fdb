// The models of a benchmark, each in a folder of the cache by its digest: model.onnx, rows.f32 and what runtimes make of it.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Prepared
 * @property {string} name
 * @property {string} folder
 * @property {string} onnx
 * @property {string} rows The features of the battles.
 * @property {number} columns
 */

/**
 * @param {object} options
 * @param {string} options.name
 * @param {Buffer} options.bytes The ONNX file.
 * @param {string} options.battles A file of battles.
 * @param {number} options.count How many they are.
 * @param {string} options.cache
 * @param {string} options.bench The program of crates/bench.
 * @returns {Prepared}
 */
export function prepare({ name, bytes, battles, count, cache, bench }) {
  const folder = join(cache, createHash("sha256").update(bytes).digest("hex").slice(0, 16));
  const [onnx, rows] = [join(folder, "model.onnx"), join(folder, "rows.f32")];
  mkdirSync(folder, { recursive: true });
  writeFileSync(onnx, bytes);
  execFileSync(bench, ["rows", onnx, battles, rows], { stdio: "inherit" });
  return { name, folder, onnx, rows, columns: readFileSync(rows).length / 4 / count };
}

/**
 * A model's first trees alone.
 * @param {object} options
 * @param {Prepared} options.of
 * @param {number} options.trees
 * @param {string} options.python
 * @param {string} options.script
 * @returns {Buffer} The ONNX file.
 */
export function firstTrees({ of, trees, python, script }) {
  const file = join(of.folder, `first-${trees}.onnx`);
  execFileSync(python, [script, of.onnx, String(trees), file], { stdio: "inherit" });
  return readFileSync(file);
}
