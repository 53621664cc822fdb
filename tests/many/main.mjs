// Opens the same screens of one MLflow server in its own interface and in the built site, in turns. Started by `cargo xtask many`,
// which sets the environment. The last line is one JSON object.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { median, rounded } from "../bench/numbers.mjs";
import { serve } from "../bench/server.mjs";
import { screens } from "./screens.mjs";
import { visit } from "./visit.mjs";

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this with \`cargo xtask many\``);
  return value;
}

const mlflow = required("MLFLOW_TRACKING_URI");
const rounds = Number(required("MANY_ROUNDS"));
/** @type {import("./screens.mjs").Directory} */
const directory = JSON.parse(readFileSync(join(required("MANY_STORE"), "many.json"), "utf8"));
const named = (process.env.MANY_ONLY ?? "").split(",").filter(Boolean);
const wanted = screens(directory).filter(({ name }) => named.length === 0 || named.includes(name));
/** @type {("mlflow" | "ours")[]} */
const sides = process.env.MANY_SIDE ? [/** @type {any} */ (process.env.MANY_SIDE)] : ["mlflow", "ours"];

const folder = mkdtempSync(join(tmpdir(), "battledex-many-"));
const configuration = join(folder, "config.json");
writeFileSync(configuration, JSON.stringify({ registry: { kind: "mlflow", url: mlflow }, model: directory.many_versions.model, select: { stage: "Production" }, sprites: "" }));
const site = await serve({ "/repo/": required("BATTLEDEX_SITE"), "/repo/config.json": configuration });
const { chromium } = await import(pathToFileURL(join(required("PLAYWRIGHT"), "index.mjs")).href);
const launch = () =>
  chromium.launch({ executablePath: required("CHROMIUM"), args: ["--no-sandbox", "--disable-background-networking"] });
const addresses = { mlflow: `${mlflow}/`, ours: `${site.url}/repo/` };

try {
  /** @type {Map<string, import("./visit.mjs").Visit[]>} */
  const visits = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const screen of wanted) {
      for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
        const seen = await visit({ launch, side, address: addresses[side], screen });
        const key = `${screen.name} ${side}`;
        visits.set(key, [...(visits.get(key) ?? []), seen]);
        const times = [seen.first, seen.again, seen.inside].map(({ ms }) => Math.round(ms)).join(", ");
        console.log(`  round ${round + 1} of ${rounds}: ${screen.name} in ${side}: ${times} ms`);
      }
    }
  }
  const browser = await launch();
  const version = browser.version();
  await browser.close();
  const result = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    browser: `Chromium ${version}`,
    mlflow: await (await fetch(`${mlflow}/version`)).text(),
    rounds,
    store: directory,
    screens: wanted.map(({ name, title, then }) => {
      const of = (/** @type {string} */ side) => medians(visits.get(`${name} ${side}`) ?? []);
      return { name, title, then, ...Object.fromEntries(sides.map((side) => [side, of(side)])) };
    }),
  };
  console.log(JSON.stringify(result));
} finally {
  site.close();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The median of each number.
 * @param {any[]} all Objects of the same shape.
 * @returns {any} One of that shape.
 */
function medians(all) {
  const [one] = all;
  if (typeof one === "number") return rounded(median(all));
  return Object.fromEntries(Object.keys(one ?? {}).map((key) => [key, medians(all.map((each) => each[key]))]));
}
