import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { type Trouble, expect, test as base } from "./fixtures";
import { type MlflowVersion, python, site } from "./harness/environment";
import { startNginx } from "./harness/nginx";
import { Processes, freePort } from "./harness/processes";
import { liveServer } from "./harness/world";
import { DoctorPage } from "./support/doctor";

/** The lines to paste are tried: they are put where the page says, and then everything passes. */
const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "battledex-doctor-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

// MLflow is started up to three times in one test.
test.describe.configure({ timeout: 300_000 });

function expectRefusals(trouble: Trouble): void {
  trouble.announce(/Failed to load resource/, /status 4\d\d/, /ERR_/, /blocked by CORS policy/);
}

/** Runs `work` while servers run, and ends them. */
async function during<T>(folder: string, work: (processes: Processes) => Promise<T>): Promise<T> {
  const processes = new Processes(folder);
  try {
    return await work(processes);
  } finally {
    await processes.stop();
  }
}

/** Serves the site, and MLflow as the lines say. */
async function serve(processes: Processes, folder: string, port: number, locations: string, others: string[] = []): Promise<void> {
  const configuration = join(folder, "config.json");
  writeFileSync(configuration, JSON.stringify({ sprites: "" }));
  await startNginx(processes, join(folder, "nginx"), site(), configuration, [{ port, locations }], others);
}

async function everythingPasses(page: Page, server: string, at: string): Promise<void> {
  await page.goto("about:blank");
  const doctor = await DoctorPage.examine(page, server, at);
  await expect(doctor.status).toContainText("Everything passes");
}

for (const version of ["2.22.5", "3.17.2"] as const satisfies MlflowVersion[]) {
  const server = () => liveServer(version).direct;

  test(`nginx beside the page makes MLflow ${version} usable`, async ({ page, trouble, folder }) => {
    expectRefusals(trouble);
    const port = await freePort();
    const origin = `http://battledex.localhost:${port}`;
    const lines = await during(folder, async (processes) => {
      await serve(processes, folder, port, "");
      const doctor = await DoctorPage.examine(page, server(), `${origin}/repo/`);
      await expect(doctor.step("reading")).toContainText(`${origin}/mlflow/`);
      return doctor.lines("reading", "location /mlflow/");
    });
    await during(folder, async (processes) => {
      await serve(processes, folder, port, lines);
      await everythingPasses(page, `${origin}/mlflow/`, `${origin}/repo/`);
    });
  });

  test(`nginx beside MLflow ${version} makes it usable, for this page only`, async ({ page, trouble, world, folder }) => {
    expectRefusals(trouble);
    const [port, proxy] = [await freePort(), await freePort()];
    const at = `http://battledex.localhost:${port}/repo/`;
    await during(folder, async (processes) => {
      await serve(processes, folder, port, "");
      const doctor = await DoctorPage.examine(page, server(), at);
      // Only the port is another: the one in the lines may be in use here.
      const lines = (await doctor.lines("reading", "Access-Control-Allow-Methods")).replace("127.0.0.1:5080", `127.0.0.1:${proxy}`);
      await expect(doctor.step("reading")).toContainText("http://127.0.0.1:5080");
      await processes.stop();
      await during(folder, async (again) => {
        await serve(again, folder, port, "", [lines]);
        await everythingPasses(page, `http://127.0.0.1:${proxy}`, at);
        await page.goto("about:blank");
        const other = await DoctorPage.examine(page, `http://127.0.0.1:${proxy}`, world.page);
        await expect(other.status).toContainText("May this page read answers (CORS)?");
      });
    });
  });
}

/** Starts MLflow 3.17.2 by a command line that was copied, with a store and a port of its own. */
async function start(processes: Processes, folder: string, command: string, port: number): Promise<void> {
  const bin = python["3.17.2"]();
  const store = ["--backend-store-uri", `sqlite:///${folder}/mlflow.db`, "--artifacts-destination", join(folder, "artifacts")];
  const line = `exec ${command} ${store.join(" ")} --host 127.0.0.1 --port ${port} --workers 1`;
  await processes.serve("MLflow", ["sh", "-c", line], join(folder, "mlflow.log"), `http://127.0.0.1:${port}/health`, {
    PATH: `${bin}:${process.env.PATH}`,
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
    MLFLOW_DISABLE_TELEMETRY: "true",
  });
}

test("the option for the page’s origin makes MLflow 3.17.2 usable", async ({ page, trouble, world, folder }) => {
  expectRefusals(trouble);
  const doctor = await DoctorPage.examine(page, liveServer("3.17.2").direct, world.partial.foreign);
  const command = await doctor.lines("reading", "--cors-allowed-origins");
  const port = await freePort();
  await during(folder, async (processes) => {
    await start(processes, folder, command, port);
    await everythingPasses(page, `http://127.0.0.1:${port}`, world.partial.foreign);
  });
});

test("the options for a name and an origin make MLflow 3.17.2 usable by both its names", async ({ page, trouble, world, folder }) => {
  expectRefusals(trouble);
  const port = await freePort();
  const named = `http://mlflow.localhost:${port}`;
  await during(folder, async (processes) => {
    await start(processes, folder, "mlflow server", port);
    const doctor = await DoctorPage.examine(page, named, world.page);
    const host = await doctor.lines("host", "--allowed-hosts");
    await processes.stop();
    await during(folder, async (again) => {
      await start(again, folder, host, port);
      await everythingPasses(page, named, world.page);
      await everythingPasses(page, `http://127.0.0.1:${port}`, world.page);
      await page.goto("about:blank");
      const foreign = await DoctorPage.examine(page, named, world.partial.foreign);
      const both = await foreign.lines("reading", "--cors-allowed-origins");
      expect(both).toContain("--allowed-hosts");
      await again.stop();
      await during(folder, async (last) => {
        await start(last, folder, both, port);
        await everythingPasses(page, named, world.partial.foreign);
      });
    });
  });
});
