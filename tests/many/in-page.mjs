// What runs inside the measured pages. Both functions are handed over as text: they may use nothing from outside.

/**
 * @typedef {object} Watch Left behind as `window.watch`.
 * @property {number} ready When the first data were painted, in milliseconds since the page's time origin; NaN before.
 * @property {{ start: number, duration: number }[]} tasks Everything that kept the main thread busy for over 50 ms.
 * @property {() => void} arm Looks for first data anew.
 */

/**
 * Looks for the first data in every frame.
 * @param {string} selector
 */
export function watch(selector) {
  performance.setResourceTimingBufferSize(10_000);
  /** @type {Watch} */
  const state = { ready: Number.NaN, tasks: [], arm };
  Object.assign(window, { watch: state });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) state.tasks.push({ start: startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  const painted = new MessageChannel();
  painted.port1.onmessage = () => (state.ready = performance.now());
  arm();

  function arm() {
    state.ready = Number.NaN;
    requestAnimationFrame(look);
  }
  function look() {
    // A message from within a frame's callback is delivered once that frame is painted.
    if ([...document.querySelectorAll(selector)].some(visible)) painted.port2.postMessage(null);
    else requestAnimationFrame(look);
  }
  /** @param {Element} element */
  function visible(element) {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    const inside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    const says = element instanceof SVGElement || (element.textContent ?? "").trim() !== "";
    return inside && says && width > 0 && height > 0;
  }
}

/** Notes how long each frame takes, until `window.frames.end` is called. */
export function countFrames() {
  let [last, running] = [performance.now(), true];
  /** @type {number[]} */
  const gaps = [];
  const next = (/** @type {number} */ now) => {
    gaps.push(now - last);
    last = now;
    if (running) requestAnimationFrame(next);
  };
  requestAnimationFrame((now) => {
    last = now;
    requestAnimationFrame(next);
  });
  const end = () => {
    running = false;
    return gaps;
  };
  Object.assign(window, { counting: { since: performance.now(), end } });
}
