// The built site's own worker, through its own messages (crates/protocol): from ids to probabilities.

/**
 * @typedef {{ url: string, headers: [string, string][], sha256: string, size: number, gzip: boolean }} Download
 * @typedef {{ a: number, b: number, move_a: number, move_b: number }} Battle
 */

const KEY = "bench";

/** A connection to a worker of its own. */
async function connect() {
  const worker = new Worker("/worker-loader.js", { type: "module" });
  /** @type {(event: any) => void} */
  let hear = () => {};
  worker.onmessage = ({ data: [head] }) => hear(JSON.parse(head));

  /**
   * The next message that `pick` wants; a failure rejects.
   * @param {(event: any) => any} pick
   * @returns {Promise<any>}
   */
  const next = (pick) =>
    new Promise((resolve, reject) => {
      hear = (event) => {
        if (event.Failed) return reject(new Error(JSON.stringify(event.Failed.failure)));
        const found = pick(event);
        if (found) resolve(found);
      };
      worker.onerror = (event) => reject(new Error(event.message || "the worker could not start"));
    });

  let id = 0;
  await next((event) => event.Ready);
  return {
    /**
     * @param {object} ask
     * @returns {Promise<{ answer: any, milliseconds: number }>} The answer, and the time until it was there.
     */
    async request(ask) {
      const asked = performance.now();
      const answer = next((event) => event.Done?.answer);
      worker.postMessage([JSON.stringify({ id: id++, ask })]);
      return { answer: await answer, milliseconds: performance.now() - asked };
    },
    end: () => worker.terminate(),
  };
}

/**
 * @param {{ model: Download, golden: Download, random: Battle[], bestMoves: Battle[], singles: number, rounds: number }} options
 */
export async function measure({ model, golden, random, bestMoves, singles, rounds }) {
  const start = performance.now();
  const worker = await connect();
  const ready = performance.now() - start;

  const times = () => /** @type {number[]} */ ([]);
  const result = {
    ready,
    loads: times(),
    compiles: times(),
    random: times(),
    bestMoves: times(),
    bestMovesRoundTrip: times(),
    singles: times(),
    report: /** @type {any} */ (null),
  };
  for (let round = 0; round < rounds; round++) {
    const { answer, milliseconds } = await worker.request({ Load: { key: KEY, model, golden } });
    result.report = answer.Loaded;
    result.loads.push(milliseconds);
    result.compiles.push(answer.Loaded.compile_milliseconds);
  }

  /** @param {Battle[]} battles */
  const predict = async (battles) => {
    const { answer, milliseconds } = await worker.request({ Predict: { key: KEY, battles } });
    if (answer.Predicted.count !== battles.length) throw new Error("another number of probabilities than of battles");
    return { inWorker: answer.Predicted.milliseconds, milliseconds };
  };
  for (let round = 0; round < rounds; round++) {
    result.random.push((await predict(random)).inWorker);
    const { inWorker, milliseconds } = await predict(bestMoves);
    result.bestMoves.push(inWorker);
    result.bestMovesRoundTrip.push(milliseconds);
    const before = performance.now();
    for (const battle of random.slice(0, singles)) await predict([battle]);
    result.singles.push((performance.now() - before) / singles);
  }
  worker.end();
  return result;
}
