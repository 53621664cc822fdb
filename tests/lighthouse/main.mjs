// Lighthouse, as a phone sees the built site: `node main.mjs SITE` with SITE's files made for /repo/. Prints the scores, and fails
// below the budgets. Performance is the median of several loads, since other work on the machine is in every one of them.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { serve } from "../bench/server.mjs";

const [site] = process.argv.slice(2);
const { LIGHTHOUSE_MODULES: modules, CHROMIUM: chromePath } = process.env;
if (!site || !modules || !chromePath) throw new Error("main.mjs needs SITE, LIGHTHOUSE_MODULES and CHROMIUM; cargo xtask test --only lighthouse sets them");
const require = createRequire(join(modules, "x.js"));
/** @param {string} name */
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const LOADS = 5;
/** Least score of each category, of 1. */
const LEAST = { performance: 0.9, accessibility: 1, "best-practices": 1, seo: 1 };
/** Where each category is looked at: performance where a visitor comes in, the rest on a page of each program. */
const ROUTES = ["", "#/pokedex", "#/matrix", "#/registry", "#/settings"];
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-background-networking", "--disable-component-update"];

// As GitHub Pages sends files: compressed. Pictures would come from elsewhere.
const server = await serve({ "/repo/": site }, { gzip: true, texts: { "/repo/config.json": '{"sprites":""}' } });

/**
 * @param {string} route
 * @param {string[]} onlyCategories
 * @returns {Promise<Record<string, any>>} Lighthouse's result.
 */
async function look(route, onlyCategories) {
  const chrome = await launch({ chromePath, chromeFlags: FLAGS });
  try {
    const answer = await lighthouse(`${server.url}/repo/${route}`, { port: chrome.port, logLevel: "error", onlyCategories });
    if (!answer) throw new Error(`Lighthouse said nothing of ${route}`);
    if (answer.lhr.runtimeError) throw new Error(`${route || "/"}: ${answer.lhr.runtimeError.message}`);
    return answer.lhr;
  } finally {
    chrome.kill();
  }
}

/** @type {string[]} */
const failures = [];

/**
 * @param {string} route
 * @param {keyof typeof LEAST} category
 * @param {number} score
 * @param {string} [more]
 */
function judge(route, category, score, more = "") {
  console.log(`  ${route || "/"}: ${category} ${Math.round(score * 100)}${more}`);
  if (score < LEAST[category]) failures.push(`${route || "/"}: ${category} ${score} of at least ${LEAST[category]}`);
}

const loads = [];
for (let number = 0; number < LOADS; number += 1) loads.push(await look("", ["performance"]));
loads.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
const median = loads[(LOADS - 1) / 2];
if (!median) throw new Error("no load");
const shown = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
const figures = shown.map((id) => `${id} ${median.audits[id].displayValue}`).join(", ");
const all = loads.map(({ categories }) => Math.round(categories.performance.score * 100)).join(", ");
judge("", "performance", median.categories.performance.score, ` (median of ${all}; ${figures})`);

for (const route of ROUTES) {
  const { categories, audits } = await look(route, ["accessibility", "best-practices", "seo"]);
  for (const category of Object.values(categories)) {
    /** @type {{ id: string, weight: number }[]} */
    const counted = category.auditRefs;
    const faults = counted.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1);
    const names = faults.map(({ id }) => `; ${id}: ${JSON.stringify(audits[id].details?.items?.slice(0, 3))}`).join("");
    judge(route, category.id, category.score, names);
  }
}
server.close();
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
