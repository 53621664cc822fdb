import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { type Interface, createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

import { type MlflowVersion, python } from "./environment";
import { type Live, world } from "./world";

export type Stage = "None" | "Staging" | "Production" | "Archived";
/** JSON has no words for what is not finite. */
export type MetricValue = number | "NaN" | "Infinity" | "-Infinity";

/** What can be said about a version at any time; null takes a tag away. */
export interface VersionChange {
  stage?: Stage;
  description?: string;
  tags?: Record<string, string | null>;
}

/** A version to be made, and its run. */
export interface VersionPlan extends VersionChange {
  tags?: Record<string, string>;
  /** The run's name; MLflow invents one. */
  run?: string;
  /** Metrics by key: one value, or one for each step. */
  metrics?: Record<string, MetricValue | MetricValue[]>;
  params?: Record<string, string>;
  runTags?: Record<string, string>;
  /** How the run ended; FINISHED unless it is said. */
  status?: "RUNNING" | "FINISHED" | "FAILED" | "KILLED";
  /** The bundled version whose ONNX file and golden battles it has, 3 unless another is named; false for none. */
  onnx?: string | false;
}

/** What can be said about a model at any time; null takes an alias or a tag away. Versions are named by their numbers. */
export interface ModelChange {
  description?: string;
  tags?: Record<string, string | null>;
  aliases?: Record<string, number | null>;
  versions?: Record<number, VersionChange>;
}

/** A model to be made. */
export interface ModelPlan {
  /** As it is; a name that nobody else has, unless it is said. */
  name?: string;
  description?: string;
  tags?: Record<string, string>;
  aliases?: Record<string, number>;
  /** From version 1 on. */
  versions: VersionPlan[];
}

/** A model as MLflow's client sees it. */
export interface ModelState {
  description: string;
  tags: Record<string, string>;
  aliases: Record<string, number>;
  /** By number; the aliases in the order of their letters. */
  versions: Record<number, { stage: Stage; description: string; tags: Record<string, string>; aliases: string[] }>;
}

/** Four versions, one in each stage; version 2 is in Production and named by two aliases, version 3 is the best. */
export const FOUR_VERSIONS: ModelPlan = {
  aliases: { champion: 2, production: 2 },
  versions: [
    { stage: "Archived", metrics: { test_accuracy: 0.91, test_logloss: 0.09 }, params: { depth: "1" } },
    { stage: "Production", metrics: { test_accuracy: 0.93, test_logloss: 0.07 }, params: { depth: "2" } },
    { stage: "Staging", metrics: { test_accuracy: 0.95, test_logloss: 0.05 }, params: { depth: "3" } },
    { metrics: { test_accuracy: 0.92, test_logloss: 0.08 }, params: { depth: "4" } },
  ],
};

/** A registered model of one test's own. */
export class FreshModel {
  constructor(
    private readonly registrar: Registrar,
    readonly server: Live,
    readonly name: string,
    /** The id of the experiment of its runs, which has the model's name. */
    readonly experiment: string,
    /** The runs' ids, version 1's first. */
    readonly runs: string[],
  ) {}

  /** What it is now. */
  async read(): Promise<ModelState> {
    return this.ask("read", { name: this.name, versions: this.runs.length }) as Promise<ModelState>;
  }

  /** Changes it behind the page's back, as somebody else would. */
  async change(change: ModelChange): Promise<void> {
    await this.ask("change", { ...change, name: this.name });
  }

  private ask(what: string, model: object): Promise<unknown> {
    return this.registrar.ask(this.server, what, model);
  }
}

/** MLflow's own client of each version, at work for the tests of one process. */
export class Registrar {
  private readonly programs = new Map<MlflowVersion, Program>();

  /** Registers a model that no other test touches. */
  async freshModel(server: Live, plan: ModelPlan = FOUR_VERSIONS): Promise<FreshModel> {
    const name = plan.name ?? `fresh-${randomUUID()}`;
    const made = await this.ask(server, "make", { ...plan, name });
    const { experiment, runs } = made as { experiment: string; runs: string[] };
    return new FreshModel(this, server, name, experiment, runs);
  }

  ask(server: Live, what: string, model: object): Promise<unknown> {
    let program = this.programs.get(server.version);
    if (!program) this.programs.set(server.version, (program = new Program(server.version)));
    return program.ask({ url: server.direct, do: what, model });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.programs.values()].map((program) => program.stop()));
  }
}

/** registrar.py with one version of MLflow: it answers one request after the other, and ends when its input does. */
class Program {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private last: Promise<unknown> = Promise.resolve();

  constructor(version: MlflowVersion) {
    const script = new URL("./registrar.py", import.meta.url).pathname;
    const words = ["-B", script, "--models", world().models];
    this.child = spawn(join(python[version](), "python"), words, { stdio: ["pipe", "pipe", "inherit"] });
    const lines: Interface = createInterface({ input: this.child.stdout as Readable });
    this.lines = lines[Symbol.asyncIterator]();
  }

  ask(request: object): Promise<unknown> {
    const answer = this.last.then(() => this.askNow(request));
    // What failed for one test does not fail for the next.
    this.last = answer.catch(() => undefined);
    return answer;
  }

  private async askNow(request: object): Promise<unknown> {
    (this.child.stdin as Writable).write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error("registrar.py has ended; what went wrong is told above");
    const answer = JSON.parse(value) as { done: unknown; failed?: string };
    if (answer.failed) throw new Error(answer.failed);
    return answer.done;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, "exit");
    (this.child.stdin as Writable).end();
    if (this.child.exitCode === null) await gone;
  }
}
