import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { freePort, type Processes } from "./processes";

/** One `server` block: its port, and what it serves beside the site. */
export interface Host {
  port: number;
  locations: string;
}

/** Reads nginx-mlflow.conf, the lines that the README recommends, for an MLflow server at this address. */
export function recommendedProxy(mlflow: string): string {
  const lines = readFileSync(new URL("../nginx-mlflow.conf", import.meta.url), "utf8");
  const example = "http://127.0.0.1:5000";
  if (!lines.includes(`${example}/`)) throw new Error(`nginx-mlflow.conf no longer names ${example}/`);
  return lines.replaceAll(example, mlflow);
}

/** Serves the site at /repo/ on every host, as GitHub Pages would, with a config.json of the tests' own; `others` are whole `server` blocks. */
export async function startNginx(
  processes: Processes,
  folder: string,
  site: string,
  configuration: string,
  hosts: Host[],
  others: string[] = [],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const health = await freePort();
  const servers = hosts.map(({ port, locations }) => serverBlock(port, site, configuration, locations));
  const file = join(folder, "nginx.conf");
  writeFileSync(file, mainBlock(folder, [...servers, ...others, healthBlock(health)]));
  await processes.serve(
    "nginx",
    ["nginx", "-p", folder, "-c", file, "-e", join(folder, "error.log")],
    join(folder, "output.log"),
    `http://127.0.0.1:${health}/`,
  );
}

function mainBlock(folder: string, servers: string[]): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join("\n  ");
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
  # Less than the client's time-outs: a stopped server ends at once.
  keepalive_timeout 5;
  ${temporary}
  ${servers.join("\n  ")}
}
`;
}

function serverBlock(port: number, site: string, configuration: string, locations: string): string {
  return `server {
    listen 127.0.0.1:${port};
    location = /repo/config.json { alias ${configuration}; }
    location /repo/ {
      alias ${site}/;
      error_page 404 /repo/404.html;
    }
    ${locations}
  }`;
}

function healthBlock(port: number): string {
  return `server { listen 127.0.0.1:${port}; location / { return 200 "ok"; } }`;
}
