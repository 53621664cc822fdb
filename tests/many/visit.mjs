// One visit of one screen in a browser of its own: opened for the first time, used, opened again, and reached from another screen.
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import { NEUTRAL, SEEN } from "./screens.mjs";
import { countFrames, watch } from "./in-page.mjs";

const PATIENCE = 120_000;
/** How long nothing happens on the network once a page has all that it wants, in milliseconds. */
const QUIET = 1_000;
const VIEW = { width: 1280, height: 800 };
/** How far one scrolls, in pixels, and how fast, in pixels a second. */
const SCROLL = { distance: 12_000, speed: 6_000 };

/**
 * @typedef {object} Opened
 * @property {number} ms From the navigation to the first data on the screen.
 * @property {number} answer_ms What the server took for the answer that holds them, as the page saw it.
 * @property {number} after_answer_ms From that answer to the first data on the screen.
 *
 * @typedef {object} Visit
 * @property {Opened} first With nothing in the browser's cache.
 * @property {Opened} again The same page opened anew, with what the browser kept.
 * @property {Opened} inside Reached from another screen of the same interface.
 * @property {number} load_task_ms The longest task while it was opened for the first time.
 * @property {number} use_frame_ms The longest frame while it was scrolled or pointed at.
 * @property {number} use_task_ms The longest task meanwhile; 0 if none was longer than 50 ms.
 * @property {number} requests Until nothing more was asked for, before it was used.
 * @property {number} bytes Received by these.
 * @property {number} heap_bytes JavaScript's heap after use, garbage collected.
 * @property {number} memory_bytes Memory that is the page's process's alone, after use.
 */

/**
 * @param {object} options
 * @param {() => Promise<any>} options.launch
 * @param {"mlflow" | "ours"} options.side
 * @param {string} options.address The interface's, before the `#`.
 * @param {import("./screens.mjs").Screen} options.screen
 * @returns {Promise<Visit>}
 */
export async function visit({ launch, side, address, screen }) {
  const place = screen[side];
  const browser = await launch();
  try {
    const localStorage = Object.entries(SEEN).map(([name, value]) => ({ name, value }));
    const origins = side === "mlflow" ? [{ origin: new URL(address).origin, localStorage }] : [];
    const context = await browser.newContext({ viewport: VIEW, storageState: { cookies: [], origins } });
    await context.addInitScript(watch, place.ready);
    const page = await context.newPage();
    const problems = listen(page);
    const traffic = count(context);

    await page.goto(`${address}#${place.hash}`, { waitUntil: "commit" });
    const first = await opened(page, place, 0);
    const { requests, bytes } = await traffic.settled(page);
    const load_task_ms = await longest(page, 0);
    const used = await use(page, screen);
    const memory = await measureMemory(browser, page);

    await page.goto("about:blank");
    await page.goto(`${address}#${place.hash}`, { waitUntil: "commit" });
    const again = await opened(page, place, 0);

    await page.goto("about:blank");
    await page.goto(`${address}#${NEUTRAL[side]}`);
    await traffic.settled(page);
    const since = await page.evaluate((/** @type {string} */ hash) => {
      const { watch } = /** @type {any} */ (window);
      watch.arm();
      const since = performance.now();
      location.hash = hash;
      return since;
    }, place.hash);
    const inside = await opened(page, place, since);
    // What goes wrong in the other interface is its own affair, as long as its data come.
    if (side === "ours" && problems.length > 0) throw new Error(`${screen.name}: ${problems.join("; ")}`);
    return { first, again, inside, load_task_ms, ...used, requests, bytes, ...memory };
  } finally {
    await browser.close();
  }
}

/**
 * Waits until the first data are there.
 * @param {any} page
 * @param {import("./screens.mjs").Place} place
 * @param {number} since When it began, on the page's clock.
 * @returns {Promise<Opened>}
 */
async function opened(page, place, since) {
  const ready = () => {
    const { watch } = /** @type {any} */ (window);
    return !Number.isNaN(watch?.ready ?? Number.NaN);
  };
  try {
    await page.waitForFunction(ready, undefined, { timeout: PATIENCE });
  } catch (error) {
    await page.screenshot({ path: process.env.MANY_SCREENSHOT ?? "many.png" });
    throw new Error(`no data at ${page.url()}`, { cause: error });
  }
  const { at, answers } = await page.evaluate(() => {
    const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
    const answers = entries.map(({ name, startTime, responseEnd }) => ({ name, startTime, responseEnd }));
    return { at: /** @type {any} */ (window).watch.ready, answers };
  });
  /** @typedef {{ name: string, startTime: number, responseEnd: number }} Answer */
  const before = /** @type {Answer[]} */ (answers).filter(({ startTime, responseEnd }) => startTime >= since && responseEnd > 0 && responseEnd <= at);
  const answer = before.filter(({ name }) => name.includes(place.answer)).sort((a, b) => a.responseEnd - b.responseEnd).at(-1);
  if (!answer) {
    throw new Error(`data without an answer of ${place.answer} at ${page.url()}; there were ${before.map(({ name }) => name).join(", ")}`);
  }
  return {
    ms: at - since,
    answer_ms: answer.responseEnd - answer.startTime,
    after_answer_ms: at - answer.responseEnd,
  };
}

/**
 * The longest task since a moment.
 * @param {any} page
 * @param {number} since
 * @returns {Promise<number>}
 */
function longest(page, since) {
  return page.evaluate((/** @type {number} */ since) => {
    /** @type {import("./in-page.mjs").Watch} */
    const watch = /** @type {any} */ (window).watch;
    return Math.max(0, ...watch.tasks.flatMap(({ start, duration }) => (start >= since ? [duration] : [])));
  }, since);
}

/**
 * Scrolls down and back up with the mouse over the first data, or moves the mouse over them.
 * @param {any} page
 * @param {import("./screens.mjs").Screen} screen
 */
async function use(page, screen) {
  await page.evaluate(countFrames);
  if (screen.then === "scroll") {
    const session = await page.context().newCDPSession(page);
    const at = { x: VIEW.width / 2, y: VIEW.height * 0.7 };
    const gesture = { ...at, gestureSourceType: "mouse", speed: SCROLL.speed, preventFling: true };
    for (const yDistance of [-SCROLL.distance, SCROLL.distance]) {
      await session.send("Input.synthesizeScrollGesture", { ...gesture, yDistance });
    }
    await session.detach();
  } else {
    const { x, y, width, height } = await chart(page);
    for (let i = 0; i <= 120; i++) await page.mouse.move(x + (width * i) / 120, y + height * (0.3 + 0.4 * ((i % 10) / 10)));
  }
  /** @type {{ since: number, gaps: number[] }} */
  const { since, gaps } = await page.evaluate(() => {
    const { since, end } = /** @type {any} */ (window).counting;
    return { since, gaps: end() };
  });
  return { use_frame_ms: Math.max(...gaps), use_task_ms: await longest(page, since) };
}

/** @param {any} page @returns {Promise<{ x: number, y: number, width: number, height: number }>} Where the chart is. */
async function chart(page) {
  return page.locator(".js-plotly-plot, .chart-picture").first().boundingBox();
}

/**
 * @param {any} browser
 * @param {any} page
 */
async function measureMemory(browser, page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  const system = await browser.newBrowserCDPSession();
  /** @type {{ processInfo: { type: string, id: number }[] }} */
  const { processInfo } = await system.send("SystemInfo.getProcessInfo");
  await system.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return { heap_bytes: usedSize, memory_bytes: Math.max(...renderers.map(({ id }) => ownMemory(id))) };
}

/**
 * @param {number} process
 * @returns {number} Bytes that no other process shares.
 */
function ownMemory(process) {
  const rollup = readFileSync(`/proc/${process}/smaps_rollup`, "utf8");
  const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].map(([, value]) => Number(value));
  return kilobytes.reduce((sum, value) => sum + value, 0) * 1024;
}

/** @param {any} page @returns {string[]} What went wrong in it. */
function listen(page) {
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (/** @type {Error} */ error) => problems.push(error.message));
  page.on("console", (/** @type {any} */ message) => {
    // The generated versions have no files, and browsers write down every answer of 404.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) problems.push(message.text());
  });
  return problems;
}

/**
 * Counts what a browser asks for.
 * @param {any} context
 */
function count(context) {
  /** @type {Promise<number>[]} */
  const sizes = [];
  let last = Date.now();
  context.on("request", () => (last = Date.now()));
  context.on("requestfinished", (/** @type {any} */ request) => {
    last = Date.now();
    sizes.push(request.sizes().then((/** @type {any} */ size) => size.responseHeadersSize + size.responseBodySize));
  });
  return {
    /**
     * Waits until the page is idle and nothing was asked or answered for a while, and tells what it was so far.
     * @param {any} page
     */
    async settled(page) {
      let idle;
      do {
        await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
        idle = Date.now();
        await pause(QUIET);
      } while (last > idle);
      const all = await Promise.all(sizes);
      return { requests: all.length, bytes: all.reduce((sum, size) => sum + size, 0) };
    },
  };
}
