// Starts the prediction worker. A worker whose start fails tells nobody by itself; this tells the page, in the worker's own protocol.
const build = new URL(self.location.href).searchParams.get("build") ?? "";

function failed(kind, message) {
  const failure = { kind, subject: "worker", message };
  self.postMessage([JSON.stringify({ Failed: { id: null, failure } })]);
}

try {
  const { default: init } = await import(`./worker.js?build=${build}`);
  await init({ module_or_path: new URL(`./worker_bg.wasm?build=${build}`, self.location.href) });
} catch (error) {
  const tooOld = error instanceof WebAssembly.CompileError;
  failed(
    tooOld ? "BrowserTooOld" : "WorkerDied",
    tooOld
      ? `This browser cannot compile the prediction worker (WebAssembly with SIMD is needed): ${error.message}. Update the browser.`
      : `The prediction worker could not start: ${error?.message ?? error}. Reload the page.`,
  );
}
