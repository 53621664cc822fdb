// Measures the built site's prediction worker in Chromium, speaking the worker's own protocol (crates/protocol).
// Environment: PLAYWRIGHT (the playwright-core folder), BATTLEDEX_SITE (built for the path /), CHROMIUM.
// With --json the last line is one JSON object.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { FrozenRegistry, MODEL } from "../frozen-registry.mjs";
import { randomBattles } from "./battles.mjs";
import { measure } from "./in-page.mjs";
import { serve } from "./server.mjs";

const ROWS = 20_000;
const ROUNDS = 7;

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this with \`cargo xtask bench\``);
  return value;
}

const site = required("BATTLEDEX_SITE");
const playwright = join(required("PLAYWRIGHT"), "index.mjs");
const registry = new FrozenRegistry(site);
const version = registry.production();
const download = (/** @type {import("../frozen-registry.mjs").Entry} */ entry) => ({
  headers: [],
  sha256: entry.sha256,
  size: entry.size,
  gzip: entry.gzip ?? false,
});
const [onnx, golden] = [registry.onnx(version), registry.golden(version)];

const { chromium } = await import(pathToFileURL(playwright).href);
const server = await serve(site);
const browser = await chromium.launch({ executablePath: required("CHROMIUM"), args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  await page.goto(`${server.url}/empty.html`);
  const files = { model: `${server.url}/registry/${onnx.file}`, golden: `${server.url}/registry/${golden.file}` };
  /** @type {Awaited<ReturnType<typeof measure>>} */
  const measured = await page.evaluate(measure, {
    model: { url: files.model, ...download(onnx) },
    golden: { url: files.golden, ...download(golden) },
    battles: randomBattles(ROWS),
    rounds: ROUNDS,
  });
  report(measured, browser.version());
} finally {
  await browser.close();
  server.close();
}

/**
 * @param {Awaited<ReturnType<typeof measure>>} measured
 * @param {string} browserVersion
 */
function report(measured, browserVersion) {
  const model = registry.read(onnx);
  const result = {
    browser: `Chromium ${browserVersion}`,
    model: `${MODEL} v${version.version}`,
    rows: ROWS,
    rounds: ROUNDS,
    worker_ready_ms: rounded(measured.ready),
    load_ms: rounded(median(measured.loads)),
    compile_ms: rounded(median(measured.compiles)),
    predict_us_per_row: rounded((median(measured.predictions) * 1000) / ROWS),
    round_trip_us_per_row: rounded((median(measured.roundTrips) * 1000) / ROWS),
    trees: measured.report.trees,
    splits: measured.report.splits,
    golden_battles: measured.report.golden.Checked?.battles ?? 0,
    golden_equal: measured.report.golden.Checked?.probabilities_equal ?? 0,
    golden_max_difference: measured.report.golden.Checked?.max_difference ?? null,
    model_bytes: model.length,
    model_gzip_bytes: gzipSync(model).length,
    worker_gzip_bytes: gzipOf((name) => name.startsWith("worker")),
    page_gzip_bytes: gzipOf((name) => !name.startsWith("worker") && name !== "404.html"),
  };
  const width = Math.max(...Object.keys(result).map((name) => name.length));
  for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(width)}  ${value}`);
  if (process.argv.includes("--json")) console.log(JSON.stringify(result));
}

/** @param {(name: string) => boolean} belongs */
function gzipOf(belongs) {
  const files = readdirSync(site, { withFileTypes: true }).filter((entry) => entry.isFile() && belongs(entry.name));
  return files.reduce((sum, { name }) => sum + gzipSync(readFileSync(join(site, name))).length, 0);
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param {number} value */
function rounded(value) {
  return Math.round(value * 1000) / 1000;
}
