import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from battledex_training import artifacts, export, job, recipe
from battledex_training.errors import TrainingError

TRAINING = Path(__file__).resolve().parents[1]
SMALL = {"n_estimators": 15, "max_depth": 4}


@pytest.fixture(scope="module")
def trained(parquet):
    return job.train(job.Options(version="vx", dataset_file=parquet, params=SMALL, description="A *test*."))


def test_metadata_holds_what_is_logged(trained):
    metadata = trained.metadata
    assert metadata["model_version"] == "vx"
    assert metadata["params"]["n_estimators"] == 15
    assert metadata["params"]["subsample"] == 0.8
    metrics = metadata["metrics"]
    for metric in ("accuracy", "precision", "recall", "f1", "roc_auc", "samples"):
        assert {f"train_{metric}", f"test_{metric}"} <= metrics.keys()
    assert metrics["train_samples"] + metrics["test_samples"] == 6000
    assert metrics["overfitting"] == metrics["train_accuracy"] - metrics["test_accuracy"]
    assert metrics["test_accuracy"] > 0.75
    assert metadata["onnx_sha256"] == trained.digest


def test_the_curve_has_a_log_loss_for_every_round(trained):
    curve = trained.metadata["curve"]
    assert {key: len(values) for key, values in curve.items()} == {"train_logloss": 15, "test_logloss": 15}
    assert curve["train_logloss"][-1] < curve["train_logloss"][0]


def test_golden_battles_agree_with_the_onnx_file(trained):
    battles = json.loads(trained.golden)["battles"]
    features = np.array([battle["features"] for battle in battles], dtype=np.float32)
    expected = np.array([battle["probability"] for battle in battles], dtype=np.float32)
    assert np.abs(export.probabilities(trained.onnx, features) - expected).max() <= 1e-6


def test_training_again_gives_the_same_bytes(trained, parquet):
    again = job.train(job.Options(version="vx", dataset_file=parquet, params=SMALL, description="A *test*."))
    assert again.onnx == trained.onnx
    assert again.golden == trained.golden


def test_a_grid_search_keeps_the_best_and_says_its_score(parquet, monkeypatch):
    monkeypatch.setitem(recipe.GRIDS, "fast", {"max_depth": [1, 5]})
    model = job.train(job.Options(version="vx", dataset_file=parquet, params=SMALL, grid="fast"))
    assert model.metadata["params"]["max_depth"] == 5
    assert model.metadata["params"]["grid"] == "fast"
    assert 0.8 < model.metadata["metrics"]["cv_roc_auc"] < 1.0


def test_the_grids_are_those_of_the_recipe():
    assert recipe.GRIDS["fast"] == {"n_estimators": [100, 200], "max_depth": [6, 8, 10], "learning_rate": [0.05, 0.1]}
    assert recipe.GRIDS["extended"]["n_estimators"] == [100, 200, 300]
    assert recipe.GRIDS["extended"]["learning_rate"] == [0.05, 0.1, 0.2]


def test_a_model_survives_the_disk(trained, tmp_path):
    trained.write(tmp_path / "model")
    assert artifacts.read_folder(tmp_path / "model") == trained


def script(name: str, *words: object, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, TRAINING / name, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", **environment})


def test_the_script_writes_a_model_and_does_not_train_it_twice(parquet, tmp_path):
    words = ("--version", "vx", "--dataset", parquet, "--n-estimators", 5, "--max-depth", 3, "--out", tmp_path)
    first = script("train.py", *words, "--no-mlflow")
    assert first.returncode == 0, first.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["golden.json", "metadata.json", "model.onnx"]
    again = script("train.py", *words, DISABLE_MLFLOW_TRACKING="true", ML_SKIP_IF_EXISTS="1")
    assert again.returncode == 0, again.stderr
    assert "not trained again" in again.stdout
    other = script("train.py", "--version", "vy", *words[2:], "--no-mlflow", ML_SKIP_IF_EXISTS="1")
    assert other.returncode == 1
    assert "not vy" in other.stderr


def test_the_scripts_say_what_is_missing_in_one_line(parquet, tmp_path):
    no_server = script("train.py", "--version", "vx", "--dataset", parquet, "--out", tmp_path)
    assert no_server.returncode == 1
    assert no_server.stderr.startswith("train.py: MLFLOW_TRACKING_URI is not set")
    nothing = script("register.py", "--no-mlflow")
    assert nothing.stderr.strip() == "register.py: Give one of --dir DIR, --onnx FILE or --pickle FILE."


def test_a_broken_metadata_file_is_named(tmp_path):
    (tmp_path / "metadata.json").write_text("{")
    with pytest.raises(TrainingError, match="metadata.json is not JSON"):
        artifacts.read_json(tmp_path / "metadata.json")
