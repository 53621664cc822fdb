import { FrozenRegistry, MODEL } from "../../frozen-registry.mjs";
import { site } from "../harness/environment";
import { PIKACHU_BLASTOISE } from "./site";

const frozen = new FrozenRegistry(site());
const RUNS = frozen.versions().map(({ run_id }) => run_id).join(",");

/** Every kind of page. */
export const ROUTES = {
  battle: PIKACHU_BLASTOISE,
  manual: `${PIKACHU_BLASTOISE}?mode=manual&ma=thunderbolt,slam&mb=surf`,
  registry: "#/registry",
  model: `#/registry/${MODEL}`,
  version: `#/registry/${MODEL}/2`,
  compare: `#/registry/${MODEL}/compare?versions=2,3`,
  change: `#/registry/${MODEL}/change?do=promote&version=3`,
  history: `#/registry/${MODEL}/history`,
  inspect: `#/registry/${MODEL}/3/inspect?tree=1`,
  experiments: "#/experiments",
  runs: "#/experiments/1",
  run: `#/runs/${frozen.production().run_id}?artifact=golden.json`,
  curves: `#/curves?runs=${RUNS}&metrics=test_logloss`,
  "compare-runs": `#/compare-runs?runs=${RUNS}`,
  field: "#/field",
  why: "#/why/pikachu/blastoise",
  pokedex: "#/pokedex",
  pokemon: "#/pokedex/charizard",
  moves: "#/moves",
  move: "#/moves/thunderbolt",
  types: "#/types?type=fire&type2=flying",
  quiz: "#/quiz?seed=1&two=1",
  matrix: "#/matrix?at=mewtwo/onix",
  rankings: "#/rankings?type=dragon",
  ranking: "#/rankings/onix?type=water",
  consistency: "#/consistency",
  rules: "#/rules",
  recent: "#/recent",
  about: "#/about",
  doctor: "#/doctor",
  settings: "#/settings",
  "not-found": "#/no/such/place/at/all",
} as const;

/** The page has got all that it asked for. */
export const SETTLED = {
  battle: "256/256",
  manual: "256/256",
  registry: MODEL,
  model: "test_accuracy",
  version: "test_accuracy",
  compare: "test_accuracy",
  change: "Staging",
  history: "No change has been recorded yet",
  inspect: "TreeEnsembleClassifier",
  experiments: "pokemon_battle_winner",
  runs: "4 of 4 runs",
  run: "a_move_power",
  curves: "test_logloss",
  "compare-runs": "test_logloss",
  field: "256/256",
  why: "Model and rules agree",
  pokedex: "187",
  pokemon: "27",
  moves: "140",
  move: "Zapdos",
  types: "Moltres",
  quiz: "×¼",
  matrix: "Mewtwo beats Onix",
  rankings: "Dragonite",
  ranking: "Surest victories",
  consistency: "Least sure victory",
  rules: "By category",
  recent: "You have not looked at a battle yet",
  about: "test_accuracy",
  doctor: "needs no server",
  settings: "Bundled registry",
  "not-found": "no/such/place",
} as const satisfies Record<keyof typeof ROUTES, string>;

export const ROUTE_NAMES = Object.keys(ROUTES) as (keyof typeof ROUTES)[];
