// What crosses the wire on a cold cache, with gzip as GitHub Pages sends it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * @param {string} folder
 * @param {(name: string) => boolean} belongs
 */
export function gzipOf(folder, belongs) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && belongs(entry.name));
  return files.reduce((sum, { name }) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}

/**
 * A registry's file is sent as it lies there when it is a gzip file already.
 * @param {import("../frozen-registry.mjs").FrozenRegistry} registry
 * @param {import("../frozen-registry.mjs").Entry} entry
 */
export function sent(registry, entry) {
  return entry.gzip ? readFileSync(join(registry.folder, entry.file)).length : gzipSync(registry.read(entry)).length;
}
