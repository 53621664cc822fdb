import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { FrozenRegistry } from "../../frozen-registry.mjs";

/** The bundled Production model as plain files. */
export interface BundledModel {
  onnx: string;
  golden: string;
}

/** Unpacks the bundled registry's Production model into a folder. */
export function bundledModel(site: string, folder: string): BundledModel {
  const registry = new FrozenRegistry(site);
  const version = registry.production();
  mkdirSync(folder, { recursive: true });
  const files = { onnx: join(folder, "model.onnx"), golden: join(folder, "golden.json") };
  writeFileSync(files.onnx, registry.read(registry.onnx(version)));
  writeFileSync(files.golden, registry.read(registry.golden(version)));
  return files;
}
