"""The `battledex` command on a real MLflow server; what it has changed is read with MLflow's own client.

Run by `cargo xtask test --only command` with the Python of each MLflow version; `BATTLEDEX_BIN` is the command. With
`POSTGRESQL_PROGRAMS` the server keeps its registry in PostgreSQL.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from contextlib import closing
from pathlib import Path

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow
from serve import served

from battledex_training.tracking import put_into_stage

POSTGRESQL = os.environ.get("POSTGRESQL_PROGRAMS")
if POSTGRESQL:
    import psycopg

MODEL = "it's a model, é"
ACCURACY = {"1": 0.91, "2": 0.95, "3": 0.95, "4": 0.93}
STAGES = {"1": "Archived", "2": "Production", "3": "Staging", "4": "None"}


class Registry(unittest.TestCase):
    """Four versions; version 2 is in Production and named by two aliases."""

    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        server = cls.enterClassContext(served(Path(folder), POSTGRESQL))
        cls.url, cls.database = server["url"], server["database"]
        # The client of 2.22 carries artifacts to this server, whichever server it was itself made for.
        mlflow.set_tracking_uri(cls.url)

    def setUp(self):
        self.client = mlflow.MlflowClient(self.url, self.url)
        self.client.create_registered_model(MODEL)
        self.addCleanup(self.client.delete_registered_model, MODEL)
        for version, accuracy in ACCURACY.items():
            run = self.client.create_run("0")
            self.client.log_metric(run.info.run_id, "test_accuracy", accuracy)
            self.client.log_metric(run.info.run_id, "test_logloss", 1 - accuracy)
            self.client.log_param(run.info.run_id, "depth", version)
            self.client.create_model_version(MODEL, f"{run.info.artifact_uri}/model", run.info.run_id, await_creation_for=0)
            if STAGES[version] != "None":
                self.client.transition_model_version_stage(MODEL, version, STAGES[version])
        for alias in ("champion", "production"):
            self.client.set_registered_model_alias(MODEL, alias, "2")

    def command(self, *arguments: str, fails: bool = False) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "MLFLOW_TRACKING_URI": self.url, "USER": "tester"}
        done = subprocess.run([os.environ["BATTLEDEX_BIN"], *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode != 0, fails, f"{done.stdout}\n{done.stderr}")
        return done

    def act(self, name: str, *arguments: str, fails: bool = False) -> subprocess.CompletedProcess[str]:
        return self.command(name, "--model", MODEL, "--reason", "because: é", "--yes", *arguments, fails=fails)

    def state(self) -> tuple[dict[str, str], dict[str, str]]:
        versions = self.client.search_model_versions("name=\"it's a model, é\"")
        aliases = self.client.get_registered_model(MODEL).aliases
        return {v.version: v.current_stage for v in versions}, {alias: str(version) for alias, version in aliases.items()}

    def read(self, *arguments: str):
        return json.loads(self.command(*arguments, "--json").stdout)

    def test_the_server_keeps_what_it_ought_to_where_it_ought_to(self):
        run = self.client.get_run(self.client.get_model_version(MODEL, "1").run_id).info
        self.client.log_text(run.run_id, "by the server's hand", "model/note.txt")
        scheme, _, path = run.artifact_uri.partition(":/")
        self.assertEqual(scheme, "mlflow-artifacts")
        with urllib.request.urlopen(f"{self.url}/api/2.0/mlflow-artifacts/artifacts/{path}/model/note.txt", timeout=20) as answer:
            self.assertEqual(answer.read(), b"by the server's hand")
        query = "select version, current_stage from model_versions where name = {} order by version"
        if POSTGRESQL:
            with psycopg.connect(self.database) as connection:
                rows = connection.execute(query.format("%s"), [MODEL]).fetchall()
        else:
            with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"))) as connection:
                rows = connection.execute(query.format("?"), [MODEL]).fetchall()
        self.assertEqual({str(version): stage for version, stage in rows}, STAGES)

    def test_models_and_versions_are_listed(self):
        models = self.read("models")["models"]
        self.assertEqual([(model["name"], model["newest_version"]) for model in models], [(MODEL, 4)])
        self.assertEqual(models[0]["stages"], {"Archived": 1, "Production": 2, "Staging": 3})
        [head, row] = self.command("models").stdout.splitlines()[:2]
        self.assertEqual(head.split()[:4], ["model", "newest", "Production", "Staging"])
        self.assertEqual(row.split(MODEL)[1].split()[:3], ["v4", "v2", "v3"])
        versions = self.read("versions", "--model", MODEL)["versions"]
        self.assertEqual([(v["version"], v["stage"]) for v in versions], [(4, "None"), (3, "Staging"), (2, "Production"), (1, "Archived")])
        self.assertEqual(sorted(versions[2]["aliases"]), ["champion", "production"])
        self.assertIn("champion=v2", self.command("models").stdout)

    def test_versions_are_compared(self):
        compared = self.read("compare", "--model", MODEL, "Production", "1", "v4", "--differences")
        self.assertEqual(compared["versions"], [2, 1, 4])
        rows = {row["key"]: row["verdicts"][1:] for row in compared["metrics"]}
        self.assertEqual(rows, {"test_accuracy": ["worse", "worse"], "test_logloss": ["worse", "worse"]})
        self.assertEqual([row["values"] for row in compared["params"]], [["2", "1", "4"]])

    def test_the_version_in_production_is_the_reference(self):
        run = self.client.get_model_version(MODEL, "1").run_id
        signature = '[{"type": "double", "name": "hp", "required": true}]'
        self.client.log_text(run, f"flavors:\n  onnx:\n    data: model.onnx\nsignature:\n  inputs: '{signature}'\n  outputs: null\n", "model/MLmodel")
        self.client.log_text(run, "x" * 1500, "model/model.onnx")
        compared = self.read("compare", "--model", MODEL, "1", "2")
        self.assertEqual((compared["reference"], compared["base"], compared["versions"]), (2, 1, [1, 2]))
        self.assertEqual([sorted(aliases) for aliases in compared["aliases"]], [[], ["champion", "production"]])
        [accuracy] = [row for row in compared["metrics"] if row["key"] == "test_accuracy"]
        self.assertAlmostEqual(accuracy["deltas"][0], -0.04)
        made = self.client.get_model_version(MODEL, "1")
        owner = self.client.get_run(run).info.user_id
        # MLflow's word for a client that does not say who runs it.
        owner = None if owner == "unknown" else owner
        self.assertEqual(compared["origins"][0], {"version": 1, "creation_timestamp": made.creation_timestamp, "run_id": run, "run_by": owner})
        contents = compared["contents"]
        self.assertEqual(contents["onnx_bytes"], [1500, None])
        self.assertEqual(contents["signature"], [{"key": "input hp", "values": ["double", None], "same": False}])
        self.assertEqual([(row["path"], row["values"][1]) for row in contents["files"]], [("MLmodel", None), ("model.onnx", None)])
        rows = {line.split("  ")[0].strip(): line for line in self.command("compare", "--model", MODEL, "1", "2").stdout.splitlines()}
        self.assertIn("v2 (reference)", rows[""])
        for key, shown in (("test_accuracy", "0.91 -0.04 worse"), ("aliases", "champion"), ("ONNX file", "1.5 kB"), ("input hp", "double"), ("file model.onnx", "1.5 kB"), ("run", run), ("run by", owner or "-")):
            self.assertIn(shown, rows[key])
        self.assertEqual(self.read("compare", "--model", MODEL, "1", "2", "--reference", "v1")["reference"], 1)
        self.assertIn("v3 is not among the versions", self.command("compare", "--model", MODEL, "1", "2", "--reference", "3", fails=True).stderr)

    def test_a_promotion_and_its_rollback(self):
        before = self.state()
        self.act("promote", "Staging")
        stages, aliases = self.state()
        self.assertEqual(stages, {"1": "Archived", "2": "Archived", "3": "Production", "4": "None"})
        self.assertEqual(aliases, {"champion": "3", "production": "3"})
        tags = self.client.get_model_version(MODEL, "3").tags
        [record] = [json.loads(value) for key, value in tags.items() if key.startswith("battledex.history.")]
        self.assertEqual((record["by"], record["reason"], len(record["changes"])), ("tester", "because: é", 4))
        self.act("rollback")
        self.assertEqual(self.state(), before)
        history = self.read("history", "--model", MODEL)["changes"]
        self.assertEqual([entry["undoes"] is not None for entry in history], [True, False])
        refused = self.act("rollback", fails=True)
        self.assertIn("no change of model it's a model, é is recorded that could be undone", refused.stderr)

    def test_training_promotes_here_too(self):
        put_into_stage(self.client, MODEL, "3", "Production")
        self.assertEqual(self.state()[0], {"1": "Archived", "2": "Archived", "3": "Production", "4": "None"})

    def test_every_stage_can_be_reached(self):
        for stage in ("Staging", "Archived", "None", "Production"):
            self.act("promote", "4", "--stage", stage)
            self.assertEqual(self.state()[0]["4"], stage)

    def test_the_best_is_promoted_if_it_is_good_enough(self):
        refused = self.act("promote-best", "--metric", "test_accuracy", "--minimum", "0.96", fails=True)
        self.assertIn("the best version, 3, has test_accuracy 0.95, which does not reach 0.96", refused.stderr)
        refused = self.act("promote-best", "--metric", "accuracy", fails=True)
        self.assertIn("no version has a number for the metric 'accuracy'; there are: test_accuracy, test_logloss", refused.stderr)
        self.client.log_metric(self.client.get_model_version(MODEL, "1").run_id, "f1", float("nan"))
        for missing in ("f1", "depth"):
            refused = self.act("promote-best", "--metric", missing, fails=True)
            self.assertIn(f"no version has a number for the metric '{missing}'; there are: test_accuracy, test_logloss\n", refused.stderr)
        for wrong in (["--metric", "depth"], ["--metric", "test_logloss", "--minimum", "0.1"], ["--metric", "test_accuracy", "--minimum", "nan"]):
            self.act("promote-best", *wrong, fails=True)
        self.act("promote-best", "--metric", "test_logloss", "--maximum", "0.1", "--keep-aliases")
        stages, aliases = self.state()
        self.assertEqual((stages["3"], aliases), ("Production", {"champion": "2", "production": "2"}))

    def test_the_best_that_is_there_already_stays(self):
        self.act("promote-best", "--metric", "test_accuracy")
        before = self.state()
        again = ("promote-best", "--metric", "test_accuracy")
        self.assertIn("nothing had to change: version 3 is in stage Production already", self.act(*again).stdout)
        answer = json.loads(self.act(*again, "--json").stdout)
        self.assertEqual((answer["version"], answer["changed"], answer["changes"]), (3, False, []))
        self.assertEqual(self.state(), before)
        self.assertEqual(len(self.read("history", "--model", MODEL)["changes"]), 1)

    def test_aliases_are_set_moved_and_taken_away(self):
        self.act("alias", "canary", "4")
        self.act("alias", "champion", "@canary")
        self.assertEqual(self.state()[1], {"canary": "4", "champion": "4", "production": "2"})
        self.act("alias", "canary")
        self.assertEqual(self.state()[1], {"champion": "4", "production": "2"})
        self.act("rollback")
        self.assertEqual(self.state()[1], {"canary": "4", "champion": "4", "production": "2"})

    def test_an_alias_that_the_server_would_refuse_is_refused_before(self):
        for alias in ("latest", "LATEST", "v9", "V09", "a b/c", "", "x" * 256):
            with self.assertRaises(mlflow.MlflowException):
                self.client.set_registered_model_alias(MODEL, alias, "4")
            refused = self.act("alias", alias, "4", fails=True)
            self.assertIn("an alias cannot be called", refused.stderr)
            self.assertEqual(refused.stdout, "")
        for alias in ("v9a", "9", "é_-", "x" * 255):
            self.act("alias", alias, "4")
            self.assertEqual(self.state()[1][alias], "4")

    def test_what_is_wrong_is_found(self):
        self.client.update_model_version(MODEL, "1", "test accuracy: 91.0 %, test logloss 0.5")
        self.client.set_registered_model_alias(MODEL, "champion", "3")
        self.client.transition_model_version_stage(MODEL, "4", "Staging")
        self.client.update_registered_model(MODEL, "Test accuracy: 0.96")
        done = self.command("check", "--model", MODEL, "--json", fails=True)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(
            sorted(alert["message"] for alert in json.loads(done.stdout)["alerts"]),
            [
                "alias champion names v3, but in Production is v2",
                "the description of the model claims test_accuracy 0.96, but v2 in Production has logged 0.95",
                "the description of v1 claims test_logloss 0.5, logged is 0.08999999999999997",
                "v2 in Production has no ONNX file",
                "v4 in Staging is worse than v3 before it: test_accuracy 0.93, was 0.95",
                "v4 in Staging is worse than v3 before it: test_logloss 0.06999999999999995, was 0.050000000000000044",
            ],
        )
        exposed = self.command("check", "--model", MODEL, "--prometheus").stdout.splitlines()
        self.assertIn('battledex_model_alert{model="it\'s a model, é",kind="worse"} 2', exposed)
        self.assertIn('battledex_model_version_metric{model="it\'s a model, é",version="2",stage="Production",metric="test_accuracy"} 0.95', exposed)
        self.assertEqual(self.command("check", "--model", "nobody", fails=True).returncode, 1)

    def test_what_is_infinite_is_called_so(self):
        for version, value in (("1", float("inf")), ("2", float("-inf")), ("3", float("nan"))):
            self.client.log_metric(self.client.get_model_version(MODEL, version).run_id, "test_score", value)
        compared = self.command("compare", "--model", MODEL, "1", "2", "3", "4").stdout
        [row] = [line for line in compared.splitlines() if line.strip().startswith("test_score")]
        self.assertIn(" ∞ (stored as 1.797e308)", row)
        self.assertIn(" -∞ (stored as -1.797e308)", row)
        [values] = [row["values"] for row in self.read("compare", "--model", MODEL, "1", "2", "3", "4")["metrics"] if row["key"] == "test_score"]
        self.assertEqual(values, [sys.float_info.max, -sys.float_info.max, "NaN", None])
        [alert] = [line for line in self.command("check", "--model", MODEL, fails=True).stdout.splitlines() if "test_score" in line]
        self.assertEqual(alert, "v2 in Production is worse than v1 before it: test_score -∞ (stored as -1.797e308), was ∞ (stored as 1.797e308)")
        exposed = [line.split() for line in self.command("check", "--model", MODEL, "--prometheus").stdout.splitlines() if "test_score" in line]
        self.assertEqual(sorted(words[-1] for words in exposed), ["+Inf", "-Inf", "NaN"])

    def test_a_model_without_faults_passes_the_check(self):
        for version in ("2", "3"):
            run = self.client.get_model_version(MODEL, version).run_id
            self.client.log_text(run, "flavors:\n  onnx:\n    data: model.onnx\n", "model/MLmodel")
        done = self.command("check", "--model", MODEL)
        self.assertEqual(done.stdout, "0 alerts for model it's a model, é\n")
        self.client.transition_model_version_stage(MODEL, "4", "Staging")
        self.assertEqual(self.command("check", "--model", MODEL, "--worse-by", "0.5", "--metric", "test_accuracy").returncode, 0)

    def test_what_somebody_else_has_changed_since_is_not_taken_back(self):
        self.act("promote", "3", "--by", "Ash")
        self.client.set_registered_model_alias(MODEL, "champion", "1")
        before = self.state()
        refused = self.act("rollback", fails=True)
        self.assertIn("it cannot be undone, as more has changed since: alias champion is version 1, not version 3", refused.stderr)
        self.assertEqual(self.state(), before)
        self.client.set_registered_model_alias(MODEL, "champion", "3")
        self.act("rollback")
        self.assertEqual(self.state()[1], {"champion": "2", "production": "2"})

    def test_changes_are_taken_back_one_after_the_other(self):
        before = self.state()
        self.act("alias", "canary", "4")
        self.act("alias", "champion")
        self.act("promote", "4", "--stage", "Staging")
        self.act("promote-best", "--metric", "test_accuracy")
        for _ in range(4):
            self.act("rollback")
        self.assertEqual(self.state(), before)
        rows = self.command("history", "--model", MODEL).stdout
        self.assertEqual((rows.count("rollback: "), rows.count("because: é")), (4, 8))

    def test_a_reason_is_kept_as_it_is_and_shown_without_what_a_terminal_would_obey(self):
        reason = "red \x1b[31m, \u202eback, <script>alert(1)</script>"
        self.command("promote", "--model", MODEL, "--yes", "--reason", reason, "4")
        tags = self.client.get_model_version(MODEL, "4").tags
        [record] = [json.loads(value) for key, value in tags.items() if key.startswith("battledex.history.")]
        self.assertEqual(record["reason"], reason)
        shown = self.command("history", "--model", MODEL).stdout
        self.assertIn("<script>alert(1)</script>", shown)
        self.assertFalse(set("\x1b\u202e") & set(shown))

    def test_a_name_may_hold_both_quotes(self):
        name = "<img src=x onerror=\"alert('hit')\">"
        for model in (name, name.replace("'", "_")):
            self.client.create_registered_model(model)
            self.addCleanup(self.client.delete_registered_model, model)
            run = self.client.create_run("0")
            self.client.create_model_version(model, f"{run.info.artifact_uri}/model", run.info.run_id, await_creation_for=0)
        read = self.read("versions", "--model", name)
        self.assertEqual([version["version"] for version in read["versions"]], [1])

    def test_a_frozen_registry_is_told_as_json(self):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "registry"
            frozen = self.read("freeze", "--out", str(out))
            files = [file for file in out.rglob("*") if file.is_file()]
            self.assertEqual(frozen["directory"], str(out))
            self.assertEqual(frozen["models"], [{"name": MODEL, "versions": 4}])
            self.assertEqual((frozen["files"], frozen["stored_bytes"]), (len(files), sum(file.stat().st_size for file in files)))
            self.assertIn(f"model {MODEL}: 4 versions", self.command("freeze", "--out", str(out)).stdout)

    def test_failures_name_the_way_out_of_a_terminal(self):
        refused = self.command("versions", "--model", "nobody", fails=True)
        self.assertIn("`battledex models`", refused.stderr)
        refused = self.command("versions", "--model", "nobody", "--json", fails=True)
        self.assertEqual((refused.returncode, refused.stdout), (1, ""))
        self.assertIn("Model nobody not found", json.loads(refused.stderr)["error"])
        refused = self.command("models", "--tracking-uri", "http://u:secret@host", fails=True)
        self.assertIn("MLFLOW_TRACKING_USERNAME", refused.stderr)
        self.assertNotIn("secret", refused.stderr)

    def test_nothing_changes_unless_it_is_confirmed(self):
        before = self.state()
        arguments = ("promote", "--model", MODEL, "--reason", "why", "3")
        self.assertIn("v3: Staging → Production", self.command(*arguments, "--dry-run").stdout)
        self.assertIn("there is nobody to ask", self.command(*arguments, fails=True).stderr)
        for act in (["alias", "champion"], ["promote-best", "--metric", "test_logloss"]):
            shown = self.read(act[0], "--model", MODEL, "--reason", "why", "--dry-run", *act[1:])
            self.assertIs(shown["applied"], False)
        self.assertEqual(self.state(), before)


if __name__ == "__main__":
    unittest.main()
