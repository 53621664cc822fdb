/**
 * Runs inside the page, so it may use nothing from outside itself.
 *
 * @typedef {{ url: string, headers: [string, string][], sha256: string, size: number, gzip: boolean }} Download
 * @typedef {{ a: number, b: number, move_a: number, move_b: number }} Battle
 * @param {{ model: Download, golden: Download, battles: Battle[], rounds: number }} options
 */
export async function measure({ model, golden, battles, rounds }) {
  const start = performance.now();
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

  await next((event) => event.Ready);
  const ready = performance.now() - start;

  let id = 0;
  /**
   * @param {object} ask
   * @returns {Promise<{ answer: any, milliseconds: number }>}
   */
  const request = async (ask) => {
    const asked = performance.now();
    const answer = next((event) => event.Done?.answer);
    worker.postMessage([JSON.stringify({ id: id++, ask })]);
    return { answer: await answer, milliseconds: performance.now() - asked };
  };

  const key = "bench";
  const times = () => /** @type {number[]} */ ([]);
  const result = {
    ready,
    loads: times(),
    compiles: times(),
    predictions: times(),
    roundTrips: times(),
    report: /** @type {any} */ (null),
  };
  for (let round = 0; round < rounds; round++) {
    const { answer, milliseconds } = await request({ Load: { key, model, golden } });
    result.report = answer.Loaded;
    result.loads.push(milliseconds);
    result.compiles.push(answer.Loaded.compile_milliseconds);
  }
  for (let round = 0; round < rounds; round++) {
    const { answer, milliseconds } = await request({ Predict: { key, battles } });
    if (answer.Predicted.count !== battles.length) throw new Error("another number of probabilities than of battles");
    result.predictions.push(answer.Predicted.milliseconds);
    result.roundTrips.push(milliseconds);
  }
  worker.terminate();
  return result;
}
