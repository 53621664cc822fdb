"""Registration against a real MLflow server."""

import math
from dataclasses import replace

import mlflow
import pytest
from mlflow.utils.mlflow_tags import MLFLOW_GIT_REPO_URL

from battledex_training import job, tracking
from battledex_training.artifacts import TrainedModel
from battledex_training.errors import TrainingError
from battledex_training.server import mlflow_server
from battledex_training.tracking import Registration

NAME = Registration().model_name


@pytest.fixture(scope="module")
def model(parquet) -> TrainedModel:
    return job.train(job.Options(version="va", dataset_file=parquet, params={"n_estimators": 12, "max_depth": 4}))


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, mlflow_server(tmp_path_factory.mktemp("mlflow")) as url:
        patch.setenv("MLFLOW_TRACKING_URI", url)
        yield tracking.connect()


@pytest.fixture(scope="module")
def first(client, model):
    return tracking.register(client, model, Registration(promote_at=0.5, nan_metric="broken"))


def stage(client, version):
    return client.get_model_version(NAME, version).current_stage


def test_a_run_holds_parameters_metrics_curve_tags_and_golden_battles(client, model, first):
    run = client.get_run(first.run_id)
    assert client.get_experiment(run.info.experiment_id).name == "pokemon_battle_winner"
    expected = {"model_version": "va", "dataset_version": "v2", "n_features": str(len(model.metadata["features"])), "max_depth": "4"}
    assert expected.items() <= run.data.params.items()
    metrics = model.metadata["metrics"]
    assert {key: run.data.metrics[key] for key in metrics} == metrics
    assert math.isnan(run.data.metrics["broken"])
    history = client.get_metric_history(first.run_id, "test_logloss")
    assert [(point.step, point.value) for point in history] == list(enumerate(model.metadata["curve"]["test_logloss"]))
    assert run.data.tags["dataset.sha256"] == model.metadata["dataset"]["sha256"]
    assert run.inputs.dataset_inputs[0].dataset.name == "battledex-v2"
    assert "golden.json" in [file.path for file in client.list_artifacts(first.run_id)]


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("/home/somebody/battledex", False),
        ("file:///home/somebody/battledex", False),
        ("https://name:secret@example.org/battledex.git", False),
        ("https://token@example.org/battledex.git", False),
        ("ssh://git@example.org/battledex.git", True),
        ("https://example.org/battledex.git", True),
        ("git@example.org:battledex.git", True),
    ],
)
def test_a_run_says_where_its_source_is_only_where_all_may_know(client, source, kept):
    with mlflow.start_run(tags={MLFLOW_GIT_REPO_URL: source}) as run:
        tracking._forget_private_source(client, run)
    assert client.get_run(run.info.run_id).data.tags.get(MLFLOW_GIT_REPO_URL) == (source if kept else None)


def test_a_version_is_tagged_described_and_promoted(client, model, first):
    version = client.get_model_version(NAME, first.version)
    assert (first.stage, version.current_stage) == ("Production", "Production")
    assert version.tags["onnx_sha256"] == model.digest
    assert version.tags["onnx_size"] == str(len(model.onnx))
    assert version.description.startswith("## va\n")
    assert client.get_registered_model(NAME).description.startswith("# Battle winner predictor")
    assert tracking.find_version(client, NAME, "va") == first.version
    assert tracking.find_version(client, NAME, "unheard of") is None


def test_a_better_version_archives_production_and_takes_its_alias(client, model, first):
    staged = tracking.register(client, _named(model, "vs"), Registration(stage="Staging"))
    weak = tracking.register(client, _named(model, "vw"), Registration(promote_at=1.1))
    second = tracking.register(client, _named(model, "vb"), Registration(stage="Production"))
    assert [stage(client, one.version) for one in (first, staged, weak, second)] == ["Archived", "Staging", "None", "Production"]
    aliases = {alias: str(version) for alias, version in client.get_registered_model(NAME).aliases.items()}
    assert aliases == {"production": second.version, "staging": staged.version, "challenger": staged.version}


def test_a_model_without_metrics_is_not_promoted(client, model):
    bare = TrainedModel(model.onnx, None, {})
    assert tracking.register(client, bare, Registration(model_name="bare")).stage == "None"
    assert client.get_model_version("bare", "1").tags["n_features"] == str(len(model.metadata["features"]))


def test_a_server_that_does_not_answer_is_named_without_its_password(monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://user:secret@127.0.0.1:9")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with pytest.raises(TrainingError, match=r"MLflow at http://127\.0\.0\.1:9 refused") as caught:
        tracking.connect()
    assert "secret" not in str(caught.value)


def _named(model: TrainedModel, version: str) -> TrainedModel:
    return replace(model, metadata={**model.metadata, "model_version": version})
