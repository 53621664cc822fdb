import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type BundledModel, bundledModels } from "./bundled";
import { type MlflowVersion, battledex, python, site } from "./environment";
import { type Mlflow, startMlflow } from "./mlflow";
import { type Host, recommendedProxy, startNginx } from "./nginx";
import { Processes, freePort } from "./processes";
import { type World, publishWorld } from "./world";

const ROOT = new URL("../../../", import.meta.url).pathname;
const TOKEN = "thunder-stone-4711";
const CREDENTIALS = { user: "ash", password: "pika:chu é" };

/** Starts and fills every server, and returns what ends them all. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "battledex-e2e-"));
  const processes = new Processes(folder);
  const tearDown = async () => {
    await processes.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    publishWorld(await build(processes, folder));
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}

async function build(processes: Processes, folder: string): Promise<World> {
  const models = join(folder, "models");
  const model = bundledModels(site(), models).find(({ production }) => production);
  if (!model) throw new Error("the bundled registry has no version in Production");
  const expected = join(folder, "expected.json");
  const [, { url: v3, database }, { url: v2 }, { url: v38 }] = await Promise.all([
    computeExpected(processes, models, model.version, expected),
    seeded(processes, folder, "3.17.2", model),
    seeded(processes, folder, "2.22.5", model),
    seeded(processes, folder, "3.8.1", model),
  ]);
  const [first, second] = [await freePort(), await freePort()];
  await startNginx(processes, join(folder, "nginx"), site(), writeConfiguration(folder), [
    { port: first, locations: recommendedProxy(v2) + refusingLocations(folder, v3) + partialLocations(v3) },
    { port: second, locations: recommendedProxy(v38) + partialLocations(v3, `add_header Access-Control-Allow-Origin "*" always;`) },
  ] satisfies Host[]);
  const origin = `http://127.0.0.1:${first}`;
  const other = `http://127.0.0.1:${second}`;
  const proxied = "through the same-origin proxy";
  return {
    page: `${origin}/repo/`,
    live: [
      { version: "3.17.2", page: `${origin}/repo/`, server: v3, direct: v3, how: "across origins" },
      { version: "2.22.5", page: `${origin}/repo/`, server: `${origin}/mlflow/`, direct: v2, how: proxied },
      { version: "3.8.1", page: `${other}/repo/`, server: `${other}/mlflow/`, direct: v38, how: proxied },
    ],
    refusing: {
      dead: `http://127.0.0.1:${await freePort()}`,
      noCors: v2,
      html: `${origin}/html/`,
      forbidden: `${origin}/forbidden/`,
      locked: { server: `${origin}/locked/`, ...CREDENTIALS },
      guarded: { server: `${origin}/guarded/`, token: TOKEN },
    },
    partial: {
      foreign: `http://battledex.localhost:${first}/repo/`,
      byName: v3.replace("127.0.0.1", "mlflow.localhost"),
      open: v38,
      getsOnly: `${origin}/gets-only/`,
      getsOnlyAcross: `${other}/gets-only/`,
      originPassed: "/origin-passed/",
    },
    slow: `${origin}/slow/`,
    database,
    models,
    expected,
    production: model.version,
  };
}

const QUIET = { MLFLOW_DISABLE_TELEMETRY: "true", GIT_PYTHON_REFRESH: "quiet" };

async function seeded(
  processes: Processes,
  folder: string,
  version: MlflowVersion,
  model: BundledModel,
): Promise<Mlflow> {
  const mlflow = await startMlflow(processes, join(folder, `mlflow-${version}`), version);
  const words = ["--onnx", model.onnx, "--golden", model.golden, "--version", "v2", "--stage", "Production"];
  await processes.run([join(python[version](), "python"), join(ROOT, "training/register.py"), ...words], {
    ...QUIET,
    MLFLOW_TRACKING_URI: mlflow.url,
  });
  for (const script of ["runs.py", "zoo.py"]) {
    const program = join(ROOT, "tests/e2e/harness", script);
    await processes.run([join(python[version](), "python"), program, "--tracking-uri", mlflow.url], QUIET);
  }
  return mlflow;
}

async function computeExpected(processes: Processes, models: string, explained: string, out: string): Promise<void> {
  const script = join(ROOT, "tests/e2e/harness/expected.py");
  const words = ["--models", models, "--explain", explained, "--out", out];
  await processes.run([join(python["3.17.2"](), "python"), script, ...words], { BATTLEDEX_BIN: battledex() });
}

/** The deployer's defaults during the tests: the bundled registry, and no pictures from the network. */
function writeConfiguration(folder: string): string {
  const file = join(folder, "config.json");
  const configuration = {
    registry: { kind: "bundled" },
    model: "battle_winner_predictor",
    select: { stage: "Production" },
    sprites: "",
  };
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}

function refusingLocations(folder: string, mlflow: string): string {
  const users = join(folder, "users");
  const digest = createHash("sha1").update(CREDENTIALS.password).digest("base64");
  writeFileSync(users, `${CREDENTIALS.user}:{SHA}${digest}\n`);
  return `
    location /html/ { default_type text/html; return 200 "<!doctype html><title>A page</title>"; }
    location /forbidden/ { deny all; }
    location /locked/ {
      auth_basic "mlflow";
      auth_basic_user_file ${users};
      proxy_set_header Authorization "";
      proxy_set_header Origin "";
      proxy_pass ${mlflow}/;
    }
    location /guarded/ {
      if ($http_authorization != "Bearer ${TOKEN}") { return 401; }
      proxy_set_header Authorization "";
      proxy_set_header Origin "";
      proxy_pass ${mlflow}/;
    }
    location /slow/ {
      limit_rate 2m;
      proxy_set_header Origin "";
      proxy_pass ${mlflow}/;
    }`;
}

function partialLocations(mlflow: string, more = ""): string {
  return `
    location /gets-only/ {
      limit_except GET { deny all; }
      proxy_set_header Origin "";
      ${more}
      proxy_pass ${mlflow}/;
    }
    location /origin-passed/ { proxy_pass ${mlflow}/; }`;
}
