// Times the example `wasm`: node benches/wasm.mjs path/to/wasm.wasm
import { readFileSync } from "node:fs";

const [rows, one, times] = [2048, 200, 100];
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
const wasm = instance.exports;

/** The shortest of some runs in milliseconds. */
function shortest(count, run) {
  let best = Infinity;
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    if (run() !== 1) throw new Error("the run failed");
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

shortest(1, () => wasm.prepare(rows));
const batch = shortest(times, () => wasm.batch());
const alone = shortest(times, () => wasm.alone(one));
const compile = shortest(times / 10, () => wasm.compile());
console.log(`compile       ${compile.toFixed(1)} ms, ${Math.floor(wasm.bytes() / 1000)} kB`);
console.log(`rows          ${((batch * 1000) / rows).toFixed(3)} µs per row of ${rows}`);
console.log(`one row alone ${((alone * 1000) / one).toFixed(3)} µs`);
