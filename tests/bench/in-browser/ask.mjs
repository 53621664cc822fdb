// The page's side of runtimes-worker.mjs.

const worker = new Worker("/bench/runtimes-worker.mjs", { type: "module" });

const answer = () =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.result));
    worker.onerror = (event) => reject(new Error(event.message || "the worker could not start"));
  });

const ready = answer();

/**
 * Does a piece of work in the worker.
 * @param {{ work: string, [option: string]: unknown }} request
 * @returns {Promise<any>} What it came to; arrays of numbers as plain ones.
 */
export async function ask(request) {
  await ready;
  const answered = answer();
  worker.postMessage(request);
  const result = await answered;
  return ArrayBuffer.isView(result) ? Array.from(/** @type {Float32Array} */ (result)) : result;
}
