// Measures the project's runtime against its rivals, and the built site. Started by `cargo xtask bench`, which sets the environment.
// The last line is one JSON object.
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { FrozenRegistry, MODEL } from "../frozen-registry.mjs";
import { randomBattles, writeBattles } from "./battles.mjs";
import { contest } from "./contest.mjs";
import { firstTrees, prepare } from "./models.mjs";
import { median, rounded } from "./numbers.mjs";
import { serve } from "./server.mjs";
import { gzipOf, sent } from "./wire.mjs";

const ROWS = 20_000;
const ROUNDS = 9;
const SINGLES = 2000;
const FEW_TREES = 8;
/** Every battle takes seconds. */
const FIELD_ROUNDS = 3;
/** What a page with onnxruntime-web's WebAssembly backend loads. */
const ORT_FILES = ["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"];

const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this with \`cargo xtask bench\``);
  return value;
}

const site = required("BATTLEDEX_SITE");
const cache = required("BENCH_CACHE");
const ort = join(required("BENCH_MODULES"), "onnxruntime-web");
const programs = { bench: required("BENCH_NATIVE"), python: required("BENCH_PYTHON"), rivals: here("native/rivals.py") };

const registry = new FrozenRegistry(site);
const random = randomBattles(ROWS);
const battlesFile = join(cache, "random.battles");
writeBattles(battlesFile, random);

const production = registry.production();
const onnx = registry.onnx(production);
const prepared = (/** @type {string} */ name, /** @type {Buffer} */ bytes) =>
  prepare({ name, bytes, battles: battlesFile, count: ROWS, cache, bench: programs.bench });
const main = prepared(`v${production.version}`, registry.read(onnx));
const models = [main];
const few = { of: main, trees: FEW_TREES, python: programs.python, script: here("native/first_trees.py") };
models.push(prepared(`${main.name}, first ${FEW_TREES} trees`, firstTrees(few)));
for (const version of registry.versions().filter(({ current_stage }) => current_stage === "Staging")) {
  models.push(prepared(`v${version.version}`, registry.read(registry.onnx(version))));
}

const { chromium } = await import(pathToFileURL(join(required("PLAYWRIGHT"), "index.mjs")).href);
const server = await serve({
  "/": site,
  "/bench/": here("in-browser"),
  "/data/": cache,
  "/forest/": required("BENCH_WASM"),
  "/ort/": join(ort, "dist"),
});
const browser = await chromium.launch({ executablePath: required("CHROMIUM"), args: ["--no-sandbox"] });
try {
  const measuredSite = await measureSite();
  const contests = [];
  for (const model of models) contests.push({ model: model.name, ...(await measureRuntimes(model)) });
  const [own, ...others] = contests;
  const result = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    browser: `Chromium ${browser.version()}`,
    rivals: versions(),
    rows: ROWS,
    rounds: ROUNDS,
    registered_model: MODEL,
    trees: measuredSite.trees,
    splits: measuredSite.splits,
    ...own,
    site: measuredSite,
    others,
  };
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
  server.close();
}

/** A page of its own for each measurement. */
async function openPage() {
  const page = await browser.newPage();
  page.on("pageerror", (/** @type {Error} */ error) => console.error(error));
  await page.goto(`${server.url}/empty.html`);
  return page;
}

/** @param {import("./models.mjs").Prepared} model */
async function measureRuntimes(model) {
  console.log(`  the runtimes on ${model.name}`);
  const page = await openPage();
  const ask = (/** @type {object} */ request) =>
    page.evaluate(async (/** @type {any} */ given) => {
      const { ask } = await import(/** @type {any} */ ("/bench/ask.mjs"));
      return ask(given);
    }, request);
  const url = (/** @type {string} */ file) => file.replace(cache, "/data");
  const files = { onnx: model.onnx, rows: model.rows, url: url(model.onnx), rowsUrl: url(model.rows) };
  const measured = await contest({
    ask,
    model: { ...files, columns: model.columns },
    folder: model.folder,
    programs,
    rounds: ROUNDS,
    singles: SINGLES,
  });
  await page.close();
  return measured;
}

async function measureSite() {
  console.log("  the site's workers");
  const golden = registry.golden(production);
  /** @param {import("../frozen-registry.mjs").Entry} entry */
  const download = ({ file, sha256, size, gzip = false }) => {
    return { url: `${server.url}/registry/${file}`, headers: [], sha256, size, gzip };
  };
  const model = download(onnx);
  /** @type {Awaited<ReturnType<typeof import("./in-browser/site.mjs").measureWorker>>} */
  const worker = await inSite("measureWorker", { model, golden: download(golden), random, singles: SINGLES, rounds: ROUNDS });
  /** @type {Awaited<ReturnType<typeof import("./in-browser/site.mjs").measureField>>} */
  const field = await inSite("measureField", { model, workers: cpus().length, rounds: FIELD_ROUNDS });
  const { report } = worker;
  const workerBytes = gzipOf(site, (name) => name.startsWith("worker"));
  const modelBytes = sent(registry, onnx);
  return {
    trees: report.trees,
    splits: report.splits,
    model_bytes: report.size,
    compiled_bytes: report.compiled_bytes,
    worker_ready_ms: rounded(worker.ready),
    load_ms: rounded(median(worker.loads)),
    compile_ms: rounded(median(worker.compiles)),
    first_compile_ms: rounded(worker.compiles[0] ?? Number.NaN),
    random_battle_us: rounded((median(worker.random) * 1000) / ROWS),
    best_moves_ms: rounded(median(worker.best)),
    best_moves_round_trip_ms: rounded(median(worker.bestRoundTrip)),
    single_battle_round_trip_us: rounded(median(worker.singles) * 1000),
    explanation_ms: rounded(median(worker.explanations.slice(1))),
    explanation_worst_ms: rounded(Math.max(...worker.explanations.slice(1))),
    explanation_first_ms: rounded(worker.explanations[0] ?? Number.NaN),
    field_battles: field.battles,
    field_workers: cpus().length,
    field_s: rounded(median(field.milliseconds) / 1000),
    golden_battles: report.golden.Checked?.battles ?? 0,
    golden_equal: report.golden.Checked?.probabilities_equal ?? 0,
    golden_max_difference: report.golden.Checked?.max_difference ?? null,
    wire_bytes: workerBytes + modelBytes,
    wire_worker_bytes: workerBytes,
    wire_model_bytes: modelBytes,
    wire_golden_bytes: sent(registry, golden),
    wire_page_bytes: gzipOf(site, (name) => !name.startsWith("worker") && name !== "404.html"),
    wire_onnxruntime_web_bytes: gzipOf(join(ort, "dist"), (name) => ORT_FILES.includes(name)),
  };
}

/**
 * Calls a function of in-browser/site.mjs in a page of its own.
 * @param {string} name
 * @param {object} options
 * @returns {Promise<any>}
 */
async function inSite(name, options) {
  const page = await openPage();
  /** @param {{ name: string, options: object }} given */
  const call = async ({ name, options }) => {
    const site = await import(/** @type {any} */ ("/bench/site.mjs"));
    return site[name](options);
  };
  const measured = await page.evaluate(call, { name, options });
  await page.close();
  return measured;
}

/** The rivals' exact versions. */
function versions() {
  const lines = readFileSync(here("requirements.txt"), "utf8").split("\n");
  const natives = ["xgboost-cpu", "onnxruntime", "treelite", "tl2cgen"];
  const pinned = natives.map((name) => [name, lines.find((line) => line.startsWith(`${name}==`))?.split("==")[1]]);
  const web = JSON.parse(readFileSync(join(ort, "package.json"), "utf8")).version;
  return Object.fromEntries([["onnxruntime-web", web], ...pinned]);
}
