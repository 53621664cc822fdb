"""Registers models that something is wrong with beside the good one, each under a name that says what.

They are copies of the good model's version: its files with one fault, and its tags, so that the registry states what the
files ought to be. Each is in Production and carries the alias `production`, except the one that nobody promoted.
"""

import argparse
import hashlib
import json
import math
import tempfile
from pathlib import Path

import mlflow
import onnx
from mlflow import MlflowClient
from sklearn.linear_model import LogisticRegression

ONNX = "model.onnx"


class Zoo:
    def __init__(self, good_name: str) -> None:
        self.client = MlflowClient()
        version = self.client.get_model_version_by_alias(good_name, "production")
        self.tags = dict(version.tags)
        folder = Path(mlflow.artifacts.download_artifacts(f"models:/{good_name}/{version.version}"))
        self.files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        self.experiment = self.client.create_experiment("zoo")

    @property
    def onnx(self) -> bytes:
        return self.files[ONNX]

    def tags_for(self, model: bytes) -> dict[str, str]:
        """The good version's tags with the size and digest of these bytes."""
        known = {hashlib.sha256(self.onnx).hexdigest(): hashlib.sha256(model).hexdigest(), str(len(self.onnx)): str(len(model))}
        tags = {key: known.get(value, value) for key, value in self.tags.items()}
        if tags == self.tags:
            raise SystemExit("the good version states neither the size nor the digest of its file in a tag")
        return tags

    def add(self, name: str, model: bytes, tags: dict[str, str], promote: bool = True) -> str:
        """Registers one version and returns its run."""
        run = self.client.create_run(self.experiment, run_name=name).info
        with tempfile.TemporaryDirectory() as folder:
            for file, content in {**self.files, ONNX: model}.items():
                path = Path(folder) / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            self.client.log_artifacts(run.run_id, folder, "model")
        self.client.create_registered_model(name)
        version = self.client.create_model_version(name, f"{run.artifact_uri}/model", run.run_id, tags=tags).version
        if promote:
            self.promote(name, version)
        self.client.set_terminated(run.run_id)
        return run.run_id

    def promote(self, name: str, version: str) -> None:
        self.client.transition_model_version_stage(name, version, "Production")
        self.client.set_registered_model_alias(name, "production", version)

    def add_pickle(self, name: str) -> None:
        """What registries without ONNX hold: a pickled classifier."""
        classifier = LogisticRegression().fit([[0.0], [1.0]], [0, 1])
        with mlflow.start_run(experiment_id=self.experiment, run_name=name):
            info = mlflow.sklearn.log_model(classifier, artifact_path="model", registered_model_name=name, serialization_format="pickle")
        self.promote(name, str(info.registered_model_version))


def altered(model: bytes) -> bytes:
    """The same size, one bit another, in the middle of the trees."""
    middle = len(model) // 2
    return model[:middle] + bytes([model[middle] ^ 1]) + model[middle + 1 :]


def unknown_features(model: bytes) -> bytes:
    graph = onnx.load_from_string(model)
    entry = next(entry for entry in graph.metadata_props if entry.key == "feature_names")
    names = json.loads(entry.value)
    names[0] = "a_shininess"
    entry.value = json.dumps(names)
    return graph.SerializeToString()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracking-uri", required=True)
    parser.add_argument("--good", default="battle_winner_predictor", help="the registered model to copy")
    arguments = parser.parse_args()
    mlflow.set_tracking_uri(arguments.tracking_uri)

    zoo = Zoo(arguments.good)
    zoo.add("altered", altered(zoo.onnx), zoo.tags)
    zoo.add("truncated", zoo.onnx[: len(zoo.onnx) // 3], zoo.tags)
    text = b"This is no model, whatever its name says.\n"
    zoo.add("not-onnx", text, zoo.tags_for(text))
    unknown = unknown_features(zoo.onnx)
    zoo.add("unknown-features", unknown, zoo.tags_for(unknown))
    zoo.add("never-promoted", zoo.onnx, zoo.tags, promote=False)
    run = zoo.add("nan-metrics", zoo.onnx, zoo.tags)
    for name in ("test_accuracy", "test_log_loss"):
        zoo.client.log_metric(run, name, math.nan)
    zoo.add_pickle("pickle-only")


if __name__ == "__main__":
    main()
