import type { Page } from "@playwright/test";

import { FrozenRegistry, MODEL } from "../../frozen-registry.mjs";
import { site } from "../harness/environment";
import type { FreshModel, ModelPlan, Stage } from "../harness/registrar";
import { world } from "../harness/world";
import { type Source, live, open } from "./site";

interface Entry {
  key: string;
  value: string;
}

/** A registered model as MLflow writes it. */
export interface Model {
  description: string;
  aliases: { alias: string; version: string }[];
  /** The newest of each stage, which here are all there are. */
  latest_versions: Version[];
}

/** A version as MLflow writes it. */
export interface Version {
  version: string;
  run_id: string;
  current_stage: Stage;
  description: string;
  tags: Entry[];
}

/** A run as MLflow writes it. */
export interface Run {
  info: { run_id: string; run_name: string };
  data: { metrics: { key: string; value: number }[]; params: Entry[]; tags: Entry[] };
}

/** A point of a metric's history as MLflow writes it. */
export interface Point {
  step: number;
  timestamp: number;
  value: number;
}

/** A registry that is only looked at, with a model of four versions, and what its own API says about them. */
export class Registry {
  constructor(
    /** The model's name. */
    readonly model: string,
    /** The site that reads it, with a trailing slash, and what its deployer configured. */
    private readonly page: string,
    private readonly source: Source,
    /** Answers a GET of MLflow's API. */
    private readonly answer: (path: string, query: Record<string, string>) => unknown,
  ) {}

  /** Opens an address of the site. */
  async open(page: Page, fragment: string): Promise<void> {
    await open(page, fragment, this.source, this.page);
  }

  /** What it says about the model. */
  async about(): Promise<Model> {
    const { registered_model } = (await this.answer("registered-models/get", { name: this.model })) as { registered_model: Model };
    return registered_model;
  }

  /** The versions, the first one first. */
  async versions(): Promise<Version[]> {
    return (await this.about()).latest_versions.sort((one, other) => Number(one.version) - Number(other.version));
  }

  /** The version in Production. */
  async production(): Promise<Version> {
    const found = (await this.versions()).find(({ current_stage }) => current_stage === "Production");
    if (!found) throw new Error("no version is in Production");
    return found;
  }

  /** The versions' runs, the first version's first. */
  async runs(): Promise<Run[]> {
    const versions = await this.versions();
    return Promise.all(versions.map(async ({ run_id }) => ((await this.answer("runs/get", { run_id })) as { run: Run }).run));
  }

  /** Every point of a metric, by step. */
  async history(run_id: string, metric_key: string): Promise<Point[]> {
    const { metrics } = (await this.answer("metrics/get-history", { run_id, metric_key, max_results: "25000" })) as { metrics: Point[] };
    return metrics.sort((one, other) => one.step - other.step);
  }
}

/** The registry that is bundled with the site. */
export function bundled(): Registry {
  const frozen = new FrozenRegistry(site());
  return new Registry(MODEL, world().page, {}, (path, query) => frozen.answer(path, query));
}

/** A model on a live server. */
export function onServer({ server, name }: FreshModel): Registry {
  return new Registry(name, server.page, live(server.server, { model: name }), async (path, query) => {
    const response = await fetch(`${server.direct}/api/2.0/mlflow/${path}?${new URLSearchParams(query)}`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  });
}

/** What a live server must be told to hold what a registry holds: all but times and ids. */
export async function planOf(registry: Registry): Promise<ModelPlan> {
  const [about, versions, runs] = [await registry.about(), await registry.versions(), await registry.runs()];
  const record = (entries: Entry[]) => Object.fromEntries(entries.map(({ key, value }) => [key, value]));
  return {
    description: about.description,
    aliases: Object.fromEntries(about.aliases.map(({ alias, version }) => [alias, Number(version)])),
    versions: await Promise.all(
      versions.map(async ({ version, current_stage, description, tags }, place) => {
        const { info, data } = runs[place] as Run;
        const metrics = data.metrics.map(async ({ key }) => {
          const points = await registry.history(info.run_id, key);
          if (!points.every(({ step }, place) => step === place)) throw new Error(`${key} lacks steps`);
          return [key, points.map(({ value }) => value)] as const;
        });
        return {
          stage: current_stage,
          description,
          tags: record(tags),
          run: info.run_name,
          metrics: Object.fromEntries(await Promise.all(metrics)),
          params: record(data.params),
          runTags: record(data.tags),
          onnx: version,
        };
      }),
    ),
  };
}
