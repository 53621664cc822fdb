// A worker in which the project's runtime and onnxruntime-web do the same work, one after the other. Times are taken in here, so that no
// message counts.
import { RUNTIMES } from "./runtimes.mjs";

/** @typedef {import("./runtimes.mjs").Name} Name */

/** A measurement goes on at least this long, in milliseconds; it is the mean over whole pieces of work. */
const AT_LEAST = 100;

const model = { bytes: new Uint8Array(), rows: new Float32Array(), columns: 1 };
/** @type {Map<Name, import("./runtimes.mjs").Loaded>} */
const loaded = new Map();

/** @param {Name} name */
function runtime(name) {
  const found = loaded.get(name);
  if (!found) throw new Error(`no model is loaded in ${name}`);
  return found;
}

/** @param {string} url */
const download = async (url) => (await fetch(url)).arrayBuffer();

/** @type {Record<string, (options: any) => Promise<unknown>>} */
const WORK = {
  /** @param {{ model: string, rows: string, columns: number }} options Addresses of the ONNX file and of the rows. */
  async load({ model: address, rows, columns }) {
    model.bytes = new Uint8Array(await download(address));
    model.rows = new Float32Array(await download(rows));
    model.columns = columns;
    for (const [name, make] of Object.entries(RUNTIMES)) loaded.set(/** @type {Name} */ (name), await make(model.bytes));
  },

  /** P(class 1) of every row: onnxruntime-web gives both classes' probabilities. @param {{ name: Name }} options */
  async answers({ name }) {
    const answers = await runtime(name).predict(model.rows, model.columns);
    return answers.length === model.rows.length / model.columns ? answers : answers.filter((_, index) => index % 2 === 1);
  },

  /** Microseconds per row of all rows at once. @param {{ name: Name }} options */
  async batch({ name }) {
    const { rows, columns } = model;
    const { predict } = runtime(name);
    const milliseconds = await timed(async () => {
      await predict(rows, columns);
    });
    return (milliseconds * 1000 * columns) / rows.length;
  },

  /** Microseconds for a row alone, the mean over so many different ones. @param {{ name: Name, count: number }} options */
  async single({ name, count }) {
    const { rows, columns } = model;
    const { predict } = runtime(name);
    const milliseconds = await timed(async () => {
      for (let at = 0; at < count * columns; at += columns) {
        const answer = predict(rows.subarray(at, at + columns), columns);
        // Only one of them makes its caller wait.
        if (answer instanceof Promise) await answer;
      }
    });
    return (milliseconds * 1000) / count;
  },

  /** Milliseconds from the model's bytes to a runtime that is ready to predict. @param {{ name: Name }} options */
  async create({ name }) {
    const start = performance.now();
    const made = await RUNTIMES[name](model.bytes);
    const milliseconds = performance.now() - start;
    await made.free();
    return milliseconds;
  },
};

/**
 * Milliseconds of a piece of work.
 * @param {() => Promise<void>} work
 */
async function timed(work) {
  const start = performance.now();
  let done = 0;
  do {
    await work();
    done += 1;
  } while (performance.now() - start < AT_LEAST);
  return (performance.now() - start) / done;
}

self.onmessage = async ({ data: { work, ...options } }) => {
  try {
    self.postMessage({ result: await WORK[work]?.(options) });
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) });
  }
};
self.postMessage({ result: "ready" });
