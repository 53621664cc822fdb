// The screens that are measured, in MLflow's own interface and here: where each is, and how one sees that its first data are there.

/**
 * @typedef {object} Place One screen in one of the two interfaces.
 * @property {string} hash Its address after the `#`.
 * @property {string} ready What is data there, as a selector: the screen is ready when the first such element can be seen.
 * @property {string} answer Part of the address of the request whose answer holds the first data.
 *
 * @typedef {object} Screen
 * @property {string} name
 * @property {string} title
 * @property {"scroll" | "point"} then What the user does once it is ready: scrolls, or moves the mouse over a chart.
 * @property {Place} mlflow
 * @property {Place} ours
 *
 * @typedef {object} Directory `many.json` of a store.
 * @property {number} models
 * @property {{ model: string, versions: number }} many_versions
 * @property {{ model: string, version: string, bytes: number }} documented
 * @property {{ experiment_id: string, runs: number, metrics: number, params: number }} many_runs
 * @property {{ experiment_id: string, keys: number }} many_keys
 * @property {{ experiment_id: string, run_id: string, metric: string, points: number }} curve
 */

/** A screen of both whose data are none of those above, from which one goes on. */
export const NEUTRAL = { mlflow: "/experiments", ours: "/experiments" };

/** What somebody who has used MLflow's interface before has closed for good: an introduction and an assistant. */
export const SEEN = {
  "mlflow.workflowType_v1": '"machine_learning"',
  _mlflow_model_registry_promo_modal_dismissed_v1: "true",
  "mlflow.assistant.fab.autoOpenedOnFirstLoad_v1": "true",
  "mlflow.assistant.panelOpen_v1": "false",
};

const whole = (/** @type {number} */ count) => count.toLocaleString("en");

/**
 * @param {Directory} directory
 * @returns {Screen[]}
 */
export function screens({ models, many_versions, documented, many_runs, many_keys, curve }) {
  /** @param {string} model */
  const versions = (model) => ({
    mlflow: `[role=row] a[href*="/models/${model}/versions/"]`,
    ours: `[data-rows] a[href*="#/registry/${model}/"]`,
  });
  /** @param {string} experiment @returns {{ mlflow: Place, ours: Place }} */
  const runs = (experiment) => ({
    mlflow: { hash: `/experiments/${experiment}/runs`, ready: '.ag-row a[href*="/runs/"]', answer: "/runs/search" },
    ours: { hash: `/experiments/${experiment}`, ready: '[data-rows] a[href*="#/runs/"]', answer: "/runs/search" },
  });
  return [
    {
      name: "models",
      title: `${whole(models)} registered models`,
      then: "scroll",
      mlflow: { hash: "/models", ready: '[role=row] a[href*="/models/"]', answer: "/registered-models/search" },
      ours: { hash: "/registry", ready: '[data-rows] a[href*="#/registry/"]', answer: "/registered-models/search" },
    },
    {
      name: "versions",
      title: `a model with ${whole(many_versions.versions)} versions`,
      then: "scroll",
      mlflow: {
        hash: `/models/${many_versions.model}`,
        ready: versions(many_versions.model).mlflow,
        answer: "/model-versions/search",
      },
      ours: {
        hash: `/registry/${many_versions.model}`,
        ready: versions(many_versions.model).ours,
        answer: "/model-versions/search",
      },
    },
    {
      name: "runs",
      title: `an experiment with ${whole(many_runs.runs)} runs of ${many_runs.metrics} metrics and ${many_runs.params} parameters`,
      then: "scroll",
      ...runs(many_runs.experiment_id),
    },
    {
      name: "keys",
      title: `an experiment with ${whole(many_keys.keys)} metric keys`,
      then: "scroll",
      ...runs(many_keys.experiment_id),
    },
    {
      name: "curve",
      title: `a curve of ${whole(curve.points)} points`,
      then: "point",
      mlflow: {
        hash: `/experiments/${curve.experiment_id}/runs/${curve.run_id}/model-metrics`,
        ready: ".js-plotly-plot .scatterlayer .trace path.js-line",
        answer: "/get-history",
      },
      ours: {
        hash: `/curves?runs=${curve.run_id}&metrics=${curve.metric}`,
        ready: '[data-drawn]:not([data-drawn="0"]) path.chart-line',
        answer: "/get-history",
      },
    },
    {
      name: "description",
      title: `a description of ${whole(documented.bytes / 1000)} kB`,
      then: "scroll",
      mlflow: { hash: `/models/${documented.model}`, ready: "h2 + p", answer: "/registered-models/get" },
      ours: { hash: `/registry/${documented.model}`, ready: ".prose p", answer: "/registered-models/get" },
    },
  ];
}
