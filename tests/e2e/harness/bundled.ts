import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { FrozenRegistry } from "../../frozen-registry.mjs";

/** A bundled version as plain files. */
export interface BundledModel {
  version: string;
  onnx: string;
  golden: string;
  /** It is the one in Production. */
  production: boolean;
}

/** Unpacks every version of the bundled registry's model into a folder. */
export function bundledModels(site: string, folder: string): BundledModel[] {
  const registry = new FrozenRegistry(site);
  const production = registry.production().version;
  return registry.versions().map((version) => {
    const home = join(folder, version.version);
    mkdirSync(home, { recursive: true });
    const files = { onnx: join(home, "model.onnx"), golden: join(home, "golden.json") };
    writeFileSync(files.onnx, registry.read(registry.onnx(version)));
    writeFileSync(files.golden, registry.read(registry.golden(version)));
    return { version: version.version, production: version.version === production, ...files };
  });
}
