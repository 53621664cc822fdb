// Reads the registry that is bundled with a built site.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export const MODEL = "battle_winner_predictor";

/**
 * @typedef {{ file: string, gzip?: boolean, sha256: string, size: number }} Entry One file of the manifest.
 * @typedef {{ version: string, run_id: string, current_stage: string }} Version What is needed of a version.
 */

export class FrozenRegistry {
  /** @param {string} site The built site's folder. */
  constructor(site) {
    /** @type {string} */
    this.folder = join(site, "registry");
    /** @type {Record<string, Entry>} */
    this.answers = JSON.parse(readFileSync(join(this.folder, "manifest.json"), "utf8")).answers;
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} query
   * @returns {Entry} The recorded answer to a GET.
   */
  entry(path, query) {
    const pairs = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = `GET ${path}?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;
    const entry = this.answers[key];
    if (!entry) throw new Error(`the bundled registry has no answer to ${key}`);
    return entry;
  }

  /**
   * @param {Entry} entry
   * @returns {Buffer} Its content.
   */
  read(entry) {
    const stored = readFileSync(join(this.folder, entry.file));
    return entry.gzip ? gunzipSync(stored) : stored;
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} query
   * @returns {any} The JSON that MLflow answered.
   */
  answer(path, query) {
    return JSON.parse(this.read(this.entry(`ajax-api/2.0/mlflow/${path}`, query)).toString("utf8"));
  }

  /** @returns {Version[]} The newest version of every stage. */
  versions() {
    return this.answer("registered-models/get", { name: MODEL }).registered_model.latest_versions;
  }

  /** @returns {Version} The newest version in Production. */
  production() {
    const found = this.versions().find((version) => version.current_stage === "Production");
    if (!found) throw new Error("the bundled registry has no version in Production");
    return found;
  }

  /**
   * @param {Version} version
   * @returns {Entry} Its ONNX file.
   */
  onnx({ version }) {
    return this.entry("model-versions/get-artifact", { name: MODEL, version, path: "model.onnx" });
  }

  /**
   * @param {Version} version
   * @returns {Entry} Its golden battles.
   */
  golden({ run_id }) {
    return this.entry("get-artifact", { run_uuid: run_id, path: "golden.json" });
  }
}
