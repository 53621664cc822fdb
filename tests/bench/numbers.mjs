/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const at = (/** @type {number} */ index) => sorted[index] ?? Number.NaN;
  return Number.isInteger(middle) ? (at(middle - 1) + at(middle)) / 2 : at(Math.floor(middle));
}

/**
 * Four significant digits: more than a measurement repeats.
 * @param {number} value
 */
export function rounded(value) {
  return Number(value.toPrecision(4));
}

/**
 * @param {number[]} a
 * @param {number[]} b
 * @returns {number} The greatest absolute difference.
 */
export function maxDifference(a, b) {
  if (a.length !== b.length) throw new Error(`${a.length} answers and ${b.length} answers`);
  return a.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (b[index] ?? Number.NaN))), 0);
}
