import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { type MlflowVersion, postgresql, python } from "./environment";
import type { Processes } from "./processes";

const PROGRAM = new URL("../../servers/serve.py", import.meta.url).pathname;

/** The one whose runs and registry are in PostgreSQL; those of the others are in SQLite. */
export const ON_POSTGRESQL: MlflowVersion = "3.17.2";

/** A running MLflow. */
export interface Mlflow {
  /** Its address, without a trailing slash. */
  url: string;
  /** The database that holds runs and registry: `postgresql:…` as libpq understands it, or `sqlite:///` and the file. */
  database: string;
}

/** Starts an MLflow server with a database and artifacts of its own. */
export async function startMlflow(processes: Processes, folder: string, version: MlflowVersion): Promise<Mlflow> {
  mkdirSync(folder, { recursive: true });
  const command = [join(python[version](), "python"), "-B", PROGRAM, "--folder", folder];
  if (version === ON_POSTGRESQL) command.push("--postgresql", postgresql());
  return JSON.parse(await processes.serveUntilInputEnds(`MLflow ${version}`, command, join(folder, "program.log"))) as Mlflow;
}
