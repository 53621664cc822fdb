// The project's runtime and onnxruntime-web behind one face. Both get rows as a Float32Array of JavaScript's, copy it into their
// memory, and give the probabilities back as one.

/** @typedef {keyof typeof RUNTIMES} Name */

/**
 * @typedef {object} Loaded A runtime with a model.
 * @property {(rows: Float32Array, columns: number) => Float32Array | Promise<Float32Array>} predict
 * @property {() => Promise<void>} free
 */

const ort = await load("/ort/ort.wasm.min.mjs");
ort.env.wasm.wasmPaths = "/ort/";
ort.env.wasm.numThreads = 1;

const { default: initialise, Forest } = await load("/forest/bench.js");
await initialise();

/**
 * A module that this server has at an address.
 * @param {string} address
 * @returns {Promise<any>}
 */
function load(address) {
  return import(address);
}

export const RUNTIMES = {
  /** @param {Uint8Array} bytes @returns {Promise<Loaded>} */
  async forest(bytes) {
    const forest = new Forest(bytes);
    return { predict: (rows) => forest.predict(rows), free: async () => forest.free() };
  },

  /** @param {Uint8Array} bytes @returns {Promise<Loaded>} */
  async onnxruntime_web(bytes) {
    const session = await ort.InferenceSession.create(bytes, { executionProviders: ["wasm"] });
    const [input] = session.inputNames;
    return {
      async predict(rows, columns) {
        const tensor = new ort.Tensor("float32", rows, [rows.length / columns, columns]);
        const { probabilities } = await session.run({ [input]: tensor }, ["probabilities"]);
        return probabilities.data;
      },
      free: () => session.release(),
    };
  },
};
