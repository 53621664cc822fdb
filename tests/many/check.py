"""check.py STORE: asks the server at MLFLOW_TRACKING_URI with MLflow's own client whether everything is there that `many.json` says."""

from __future__ import annotations

import json
import os
import sys
import unittest
from pathlib import Path

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow
from mlflow.utils.search_utils import SearchUtils
from plan import DOCUMENTED, FULL, MANY_VERSIONS, SMALL

STORE = Path(sys.argv.pop(1))
#: What MLflow gives at most in one answer, and less than its memory minds.
PAGE = 10_000


def pages(search, **options):
    """All results of a search that is answered in pages."""
    token = None
    while True:
        page = search(page_token=token, **options)
        yield from page
        if not (token := page.token):
            return


class Store(unittest.TestCase):
    def setUp(self):
        self.directory = json.loads((STORE / "many.json").read_text(encoding="utf-8"))
        self.client = mlflow.MlflowClient()

    def test_all_models_are_there(self):
        names = [model.name for model in pages(self.client.search_registered_models, max_results=1000)]
        self.assertEqual(len(names), self.directory["models"])
        self.assertEqual(len(set(names)), len(names))
        self.assertLessEqual({MANY_VERSIONS, DOCUMENTED}, set(names))

    def test_one_model_has_very_many_versions(self):
        known = self.directory["many_versions"]
        versions = list(pages(self.client.search_model_versions, filter_string=f"name = '{known['model']}'", max_results=PAGE))
        self.assertEqual({int(version.version) for version in versions}, set(range(1, known["versions"] + 1)))
        stages = {version.current_stage: int(version.version) for version in versions if version.current_stage != "None"}
        newest = known["versions"]
        self.assertEqual(stages, {"Production": newest, "Staging": newest - 1, "Archived": newest - 2})
        champion = self.client.get_model_version_by_alias(known["model"], "champion")
        self.assertEqual(int(champion.version), newest)
        run = self.client.get_run(champion.run_id)
        self.assertEqual(run.info.experiment_id, self.directory["many_runs"]["experiment_id"])

    def test_every_run_has_all_its_metrics_and_parameters(self):
        known = self.directory["many_runs"]
        search = {"experiment_ids": [known["experiment_id"]], "order_by": ["attributes.start_time ASC"], "max_results": 100}
        first = self.client.search_runs(**search)
        # To read all of them takes minutes; that the last one is the last one tells how many there are.
        last = self.client.search_runs(**search, page_token=SearchUtils.create_page_token(known["runs"] - 1))
        self.assertEqual((len(first), len(last), last.token), (100, 1, None))
        for run in [*first, *last]:
            self.assertEqual((len(run.data.metrics), len(run.data.params)), (known["metrics"], known["params"]), run.info.run_id)
        best, *_ = self.client.search_runs([known["experiment_id"]], "metrics.val_accuracy > 0.5", order_by=["metrics.val_accuracy DESC"], max_results=1)
        self.assertEqual(self.client.get_metric_history(best.info.run_id, "val_accuracy")[-1].value, best.data.metrics["val_accuracy"])

    def test_one_experiment_has_very_many_keys(self):
        known = self.directory["many_keys"]
        keys = {key for run in pages(self.client.search_runs, experiment_ids=[known["experiment_id"]], max_results=1000) for key in run.data.metrics}
        self.assertEqual(len(keys), known["keys"])

    def test_one_curve_is_very_long(self):
        known = self.directory["curve"]
        history = self.client.get_metric_history(known["run_id"], known["metric"])
        self.assertEqual(sorted(point.step for point in history), list(range(known["points"])))
        last = max(history, key=lambda point: point.step)
        self.assertEqual(self.client.get_run(known["run_id"]).data.metrics, {known["metric"]: last.value})

    def test_one_description_is_very_long(self):
        known = self.directory["documented"]
        self.assertIn(known["bytes"], {FULL.description, SMALL.description})
        for described in (self.client.get_registered_model(known["model"]), self.client.get_model_version(known["model"], known["version"])):
            self.assertEqual(len(described.description.encode()), known["bytes"])
            self.assertTrue(described.description.startswith("# Credit scoring\n"))


if __name__ == "__main__":
    unittest.main()
