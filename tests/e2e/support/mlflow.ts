import { type Page, expect } from "@playwright/test";

import type { Live } from "../harness/world";
import { live, open } from "./site";

/** A run as MLflow writes it. */
export interface Run {
  info: { run_id: string; run_name: string; status: string; start_time: number; end_time?: number };
  data: {
    metrics?: { key: string; value: number | string; step: number }[];
    params?: { key: string; value: string }[];
    tags?: { key: string; value: string }[];
  };
}

/** What MLflow itself answers; `body` makes it a POST. */
export async function ask<T>(server: Live, path: string, body?: unknown): Promise<T> {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${server.direct}/api/2.0/mlflow/${path}`, options || {});
  return (await response.json()) as T;
}

/** The id of an experiment. */
export async function experimentId(server: Live, name: string): Promise<string> {
  const query = `experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`;
  const { experiment } = await ask<{ experiment: { experiment_id: string } }>(server, query);
  return experiment.experiment_id;
}

/** The runs of an experiment, as MLflow finds them. */
export async function runsOf(server: Live, name: string, search: object = {}): Promise<Run[]> {
  const experiment_ids = [await experimentId(server, name)];
  const { runs } = await ask<{ runs?: Run[] }>(server, "runs/search", { experiment_ids, max_results: 1000, ...search });
  return runs ?? [];
}

/** The one run of an experiment that is called so. */
export async function runNamed(server: Live, experiment: string, name: string): Promise<Run> {
  const [run] = await runsOf(server, experiment, { filter: `attributes.run_name = '${name}'` });
  if (!run) throw new Error(`${experiment} has no run ${name}`);
  return run;
}

/** Opens an address of the site that reads a live server. */
export async function openLive(page: Page, server: Live, fragment: string): Promise<void> {
  await open(page, fragment, live(server.server), server.page);
}

/** The rows of a table that are in the document, as the texts of their cells, without the heading. */
export async function rowTexts(page: Page, table: string): Promise<string[][]> {
  const rows = page.getByRole("table", { name: table, exact: true }).getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  const all = await rows.evaluateAll((rows) =>
    rows.map((row) => ({
      place: Number(row.getAttribute("aria-rowindex")),
      cells: [...row.querySelectorAll("[role=cell]")].map((cell) => cell.textContent ?? ""),
    })),
  );
  return all.filter(({ place }) => place > 1).sort((a, b) => a.place - b.place).map(({ cells }) => cells);
}
