"""Makes registered models for one test each, reads them and changes them, with MLflow's own client.

Reads requests from standard input, one line of JSON each, and answers each with one line: `{"done": …}` or `{"failed": "why"}`.
A request names the server (`url`), what is to be done (`do`: make, read or change) and with what; registrar.ts tells the shapes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")

import mlflow
import onnx
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from mlflow.models import Model

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "training"))
from battledex_training.tracking import signature  # noqa: E402

BATCH = 1000


class Registrar:
    """One server, and a folder with a folder for each bundled version, of `model.onnx` and `golden.json`."""

    def __init__(self, url: str, models: Path) -> None:
        mlflow.set_tracking_uri(url)
        self.client = MlflowClient(url, url)
        self.models = models

    def make(self, model: dict) -> dict:
        name = model["name"]
        experiment = self.client.create_experiment(name)
        self.client.create_registered_model(name)
        runs = [self.version(name, experiment, version) for version in model["versions"]]
        self.change({**model, "versions": {str(number): version for number, version in enumerate(model["versions"], 1)}})
        return {"experiment": experiment, "runs": runs}

    def version(self, name: str, experiment: str, version: dict) -> str:
        """Logs a run and registers what it holds; returns the run."""
        run = self.client.create_run(experiment, run_name=version.get("run")).info
        self.client.log_batch(run.run_id, params=[Param(key, value) for key, value in version.get("params", {}).items()])
        self.client.log_batch(run.run_id, tags=[RunTag(key, value) for key, value in version.get("runTags", {}).items()])
        points = [
            # Not a number and the infinities are texts in JSON.
            Metric(key, float(value), run.start_time + step, step)
            for key, values in version.get("metrics", {}).items()
            for step, value in enumerate(values if isinstance(values, list) else [values])
        ]
        for start in range(0, len(points), BATCH):
            self.client.log_batch(run.run_id, metrics=points[start : start + BATCH])
        onnx_of = version.get("onnx", "3")
        if onnx_of:
            self.log_model(run.run_id, self.models / onnx_of)
        self.client.set_terminated(run.run_id, version.get("status", "FINISHED"))
        self.client.create_model_version(name, f"{run.artifact_uri}/model", run.run_id, await_creation_for=0)
        return run.run_id

    def log_model(self, run: str, files: Path) -> None:
        graph = onnx.load(files / "model.onnx")
        description = Model(artifact_path="model", run_id=run, signature=signature(graph))
        description.add_flavor("onnx", data="model.onnx", onnx_version=onnx.__version__)
        with tempfile.TemporaryDirectory() as folder:
            description.save(str(Path(folder) / "MLmodel"))
            self.client.log_artifact(run, str(Path(folder) / "MLmodel"), "model")
        self.client.log_artifact(run, str(files / "model.onnx"), "model")
        self.client.log_artifact(run, str(files / "golden.json"))

    def change(self, change: dict) -> None:
        """What is null is taken away, what is not named stays."""
        name, client = change["name"], self.client
        if "description" in change:
            client.update_registered_model(name, change["description"])
        for key, value in change.get("tags", {}).items():
            if value is None:
                client.delete_registered_model_tag(name, key)
            else:
                client.set_registered_model_tag(name, key, value)
        for number, version in change.get("versions", {}).items():
            if "description" in version:
                client.update_model_version(name, number, version["description"])
            for key, value in version.get("tags", {}).items():
                if value is None:
                    client.delete_model_version_tag(name, number, key)
                else:
                    client.set_model_version_tag(name, number, key, value)
            if "stage" in version:
                client.transition_model_version_stage(name, number, version["stage"])
        for alias, number in change.get("aliases", {}).items():
            if number is None:
                client.delete_registered_model_alias(name, alias)
            else:
                client.set_registered_model_alias(name, alias, str(number))

    def read(self, model: dict) -> dict:
        """The model as the client sees it; versions one by one, since a search leaves their aliases out."""
        name = model["name"]
        found = self.client.get_registered_model(name)
        versions = {}
        for number in range(1, model["versions"] + 1):
            version = self.client.get_model_version(name, str(number))
            versions[str(number)] = {
                "stage": version.current_stage,
                "description": version.description or "",
                "tags": dict(version.tags),
                "aliases": sorted(version.aliases),
            }
        aliases = {alias: int(number) for alias, number in found.aliases.items()}
        return {"description": found.description or "", "tags": dict(found.tags), "aliases": aliases, "versions": versions}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, required=True, help="a folder with a folder for each bundled version: its model.onnx and golden.json")
    models = parser.parse_args().models
    warnings.simplefilter("ignore")
    # What the client has to say to people is no answer.
    answers, sys.stdout = sys.stdout, open(os.devnull, "w")
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"done": getattr(Registrar(request["url"], models), request["do"])(request["model"])}
        except Exception:  # Whatever it is, the test is told.
            answer = {"failed": traceback.format_exc()}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
