import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { type MlflowVersion, python } from "./environment";
import { freePort, type Processes } from "./processes";

/** Starts an MLflow server with a database and artifacts of its own; returns its address without a trailing slash. */
export async function startMlflow(processes: Processes, folder: string, version: MlflowVersion): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const bin = python[version]();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const command = [
    join(bin, "mlflow"),
    "server",
    "--backend-store-uri",
    `sqlite:///${folder}/mlflow.db`,
    "--artifacts-destination",
    join(folder, "artifacts"),
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--workers",
    "1",
  ];
  await processes.serve(`MLflow ${version}`, command, join(folder, "server.log"), `${url}/health`, {
    // The server starts its workers by name.
    PATH: `${bin}:${process.env.PATH}`,
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
    MLFLOW_DISABLE_TELEMETRY: "true",
  });
  return url;
}
