import { readFileSync } from "node:fs";

import type { MlflowVersion } from "./environment";

/** A live MLflow, and the site that is allowed to open it. It holds what register.py, runs.py and zoo.py have put there. */
export interface Live {
  version: MlflowVersion;
  /** The site's address, with a trailing slash. */
  page: string;
  /** What a user would type as the server's address. */
  server: string;
  /** The address of MLflow itself, for clients that no browser restricts. */
  direct: string;
  /** How the page reaches it. */
  how: "across origins" | "through the same-origin proxy";
}

/** The probability that A wins, by onnxruntime. */
export interface Battle {
  a: number;
  b: number;
  moveA: number;
  moveB: number;
  probability: number;
}

/** A battle with both best moves; whether A wins by the rules, and the turns that each needs, as the dataset says. */
export interface BestBattle extends Battle {
  winsA: boolean;
  turnsA: number;
  turnsB: number;
}

/** A battle with both best moves, and why it ends so: see explained.py. */
export interface Explained extends Battle {
  /** P(A wins) by the number of A's move, B's being the best one. */
  movesA: Record<string, number>;
  /** The same by B's move. */
  movesB: Record<string, number>;
  /** P(A wins) if a stat, as `a_hp`, were 1, 2, … 255. */
  stats: Record<string, number[]>;
  /** The mean margin of the battles that it is compared with, as the logarithm of odds. */
  base: number;
  /** What is added to it, by what columns are about. */
  groups: Record<string, number>;
}

/** Everything that runs during the tests, as the set-up made it. */
export interface World {
  /** The site with the bundled registry, with a trailing slash. */
  page: string;
  live: Live[];
  /** Servers that refuse, each on the origin of `page` unless it says otherwise. */
  refusing: {
    /** Nobody listens there. */
    dead: string;
    /** Another origin that sends no CORS headers: MLflow 2.22.5 itself. */
    noCors: string;
    /** Answers every request with a page. */
    html: string;
    /** 403 to everyone. */
    forbidden: string;
    /** 401 to everyone but this user. */
    locked: { server: string; user: string; password: string };
    /** 401 to everyone without this token. */
    guarded: { server: string; token: string };
  };
  /** Servers that let the page do only a part of what it does. */
  partial: {
    /** The site by a name that MLflow does not allow; browsers know the name to be this computer. */
    foreign: string;
    /** MLflow 3.17.2 by a name that it does not accept. */
    byName: string;
    /** MLflow 3.8.1 itself. */
    open: string;
    /** Only GETs pass, on the origin of `page`. */
    getsOnly: string;
    /** Only GETs pass, on another origin. */
    getsOnlyAcross: string;
    /** A proxy that hands the page's origin on, relative to the site by any name. */
    originPassed: string;
  };
  /** An MLflow whose artifacts take some seconds. */
  slow: string;
  /** Where MLflow 3.17.2 keeps runs and registry: PostgreSQL, as its own programs understand it. */
  database: string;
  /** The folder of the bundled versions: a folder each, with `model.onnx` and `golden.json`. */
  models: string;
  /** The file with `Expected` by version. */
  expected: string;
  /** The bundled version in Production. */
  production: string;
}

/** onnxruntime's answers for one version. */
export interface Expected {
  /** Every ordered pair, both with their best move. */
  best: BestBattle[];
  /** The golden battles. */
  golden: Battle[];
  /** The ids of all who fight, those beside each other who fare alike: see clusters.py. None of versions that are not in Production. */
  clusters: number[];
  /** The battles of explained.json; none of versions that are not in Production. */
  explained: Explained[];
}

const VARIABLE = "BATTLEDEX_E2E_WORLD";

/** Hands the world from the set-up to the tests' processes. */
export function publishWorld(world: World): void {
  process.env[VARIABLE] = JSON.stringify(world);
}

/** The world that the set-up made. */
export function world(): World {
  return JSON.parse(process.env[VARIABLE] ?? "null") as World;
}

/** The live server of a version. */
export function liveServer(version: MlflowVersion): Live {
  const found = world().live.find((candidate) => candidate.version === version);
  if (!found) throw new Error(`MLflow ${version} was not started`);
  return found;
}

/** onnxruntime's answers for a bundled version; unless it is named, for the one in Production. */
export function expected(version = world().production): Expected {
  const answers = JSON.parse(readFileSync(world().expected, "utf8")) as Record<string, Expected>;
  const found = answers[version];
  if (!found) throw new Error(`the bundled registry has no version ${version}`);
  return found;
}
