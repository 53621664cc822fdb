"""Logging and registering a trained model in MLflow. Works with MLflow 2.22, 3.8 and 3.17, client and server of one version.

Needs mlflow and onnx only (and onnxruntime, which MLflow 2.22 wants for ONNX models).
"""

from __future__ import annotations

import inspect
import os
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "3")
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import mlflow
import numpy as np
import onnx
from mlflow.data.code_dataset_source import CodeDatasetSource
from mlflow.data.meta_dataset import MetaDataset
from mlflow.entities import Metric, Param, RunTag
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature
from mlflow.types import Schema, TensorSpec
from mlflow.utils.mlflow_tags import MLFLOW_GIT_REPO_URL

from .artifacts import GOLDEN_FILE, MODEL_FILE, TrainedModel
from .contract import check_golden, with_feature_names
from .describe import REGISTERED_MODEL, describe_version
from .errors import TrainingError

EXPERIMENT = "pokemon_battle_winner"
ARTIFACT_PATH = "model"
PROVIDERS = ["CPUExecutionProvider"]
STAGES = ("auto", "Production", "Staging", "None")
ALIASES = {"Production": ("production",), "Staging": ("staging", "challenger"), "None": ()}
_BATCH = 1000


@dataclass(frozen=True)
class Registration:
    """Where a model goes and what becomes of it. `stage` "auto" decides by `promote_at`."""

    model_name: str = "battle_winner_predictor"
    experiment: str = EXPERIMENT
    promote_at: float = 0.85
    stage: str = "auto"
    run_name: str | None = None
    nan_metric: str | None = None


@dataclass(frozen=True)
class Registered:
    """A version that now exists in the registry."""

    name: str
    version: str
    run_id: str
    stage: str


def tracking_uri() -> str:
    """The server to talk to, from the environment."""
    uri = os.environ.get("MLFLOW_TRACKING_URI", "").strip()
    if not uri:
        raise TrainingError("MLFLOW_TRACKING_URI is not set: name the server, for example http://127.0.0.1:5000, or pass --no-mlflow.")
    return uri


def connect() -> mlflow.MlflowClient:
    """A client of the server named by the environment, once the server has answered."""
    uri = tracking_uri()
    mlflow.set_tracking_uri(uri)
    client = mlflow.MlflowClient()
    with _named_errors(uri):
        client.search_experiments(max_results=1)
    return client


def find_version(client: mlflow.MlflowClient, model_name: str, model_version: str) -> str | None:
    """The registry's number of the version that carries `model_version` as its tag, if there is one."""
    found = client.search_model_versions(f"name='{model_name}'")
    return next((v.version for v in found if v.tags.get("model_version") == model_version), None)


def register(client: mlflow.MlflowClient, model: TrainedModel, options: Registration) -> Registered:
    """Log `model` in a new run, register it, tag and describe it, and give it its stage and aliases."""
    proto, model = with_feature_names(model)
    check_golden(model, proto)
    with _named_errors(tracking_uri()):
        mlflow.set_experiment(options.experiment)
        name = options.run_name or model.metadata.get("model_version")
        with mlflow.start_run(run_name=name, description=describe_version(model)) as run:
            _forget_private_source(client, run)
            _log_run(client, run.info.run_id, model)
            uri = _log_model(proto)
            _log_golden(model)
            if options.nan_metric:
                client.log_metric(run.info.run_id, options.nan_metric, float("nan"))
        version = _register_version(client, model, uri, options)
        _check_bytes(options.model_name, version, model)
        stage = _promote(client, version, model, options)
    return Registered(options.model_name, version, run.info.run_id, stage)


def _forget_private_source(client: mlflow.MlflowClient, run: mlflow.ActiveRun) -> None:
    """Without a remote, MLflow notes the folder of the clone as where the source is; with one, a password or token in its address."""
    source = run.data.tags.get(MLFLOW_GIT_REPO_URL, "")
    parts = urlsplit(source)
    secret = parts.password or (parts.scheme in ("http", "https") and parts.username)
    if Path(source).is_absolute() or parts.scheme == "file" or secret:
        client.delete_tag(run.info.run_id, MLFLOW_GIT_REPO_URL)


def _log_run(client: mlflow.MlflowClient, run_id: str, model: TrainedModel) -> None:
    metadata, now = model.metadata, int(time.time() * 1000)
    data = metadata.get("dataset", {})
    params = {
        **metadata.get("params", {}),
        "model_version": metadata.get("model_version", "unknown"),
        "dataset_version": metadata.get("dataset_version", "unknown"),
        "n_features": len(metadata["features"]),
        **{key: metadata[key] for key in ("feature_set",) if key in metadata},
        **{key: data[key] for key in ("split", "train_fraction", "scenario") if key in data},
    }
    tags = {
        **{f"dataset.{key}": value for key, value in data.items()},
        **{f"trained_with.{key}": value for key, value in metadata.get("trained_with", {}).items()},
    }
    client.log_batch(
        run_id,
        params=[Param(key, str(value)) for key, value in params.items()],
        tags=[RunTag(key, str(value)) for key, value in tags.items()],
    )
    points = [Metric(key, float(value), now, 0) for key, value in metadata.get("metrics", {}).items()]
    for key, values in metadata.get("curve", {}).items():
        points += [Metric(key, float(value), now, step) for step, value in enumerate(values)]
    for start in range(0, len(points), _BATCH):
        client.log_batch(run_id, metrics=points[start : start + _BATCH])
    if "sha256" in data:
        command = f"battledex dataset --version {metadata.get('dataset_version')} --seed {data.get('seed')}"
        source = CodeDatasetSource(tags={"battledex.command": command})
        mlflow.log_input(MetaDataset(source, name=data.get("name"), digest=data["sha256"][:36]), context="training")


def _log_model(proto: onnx.ModelProto) -> str:
    """Log the graph as the run's model and return its URI."""
    named = "name" in inspect.signature(mlflow.onnx.log_model).parameters
    where = {"name" if named else "artifact_path": ARTIFACT_PATH}
    requirements = [f"onnx=={onnx.__version__}", *_onnxruntime()]
    info = mlflow.onnx.log_model(proto, **where, signature=signature(proto), pip_requirements=requirements, onnx_execution_providers=PROVIDERS)
    return info.model_uri


def _onnxruntime() -> list[str]:
    try:
        import onnxruntime
    except ImportError:
        return []
    return [f"onnxruntime=={onnxruntime.__version__}"]


def signature(proto: onnx.ModelProto) -> ModelSignature:
    """What goes into a graph and comes out of it, in MLflow's words."""

    def tensors(values) -> Schema:
        return Schema([_tensor(value) for value in values])

    return ModelSignature(inputs=tensors(proto.graph.input), outputs=tensors(proto.graph.output))


def _tensor(value: onnx.ValueInfoProto) -> TensorSpec:
    tensor = value.type.tensor_type
    dtype = np.dtype(onnx.helper.tensor_dtype_to_np_dtype(tensor.elem_type))
    shape = [dim.dim_value or -1 for dim in tensor.shape.dim] or [-1]
    return TensorSpec(dtype, (-1, *shape[1:]), name=value.name)


def _log_golden(model: TrainedModel) -> None:
    if model.golden is None:
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / GOLDEN_FILE
        file.write_text(model.golden, encoding="utf-8")
        mlflow.log_artifact(str(file))


def _register_version(client: mlflow.MlflowClient, model: TrainedModel, uri: str, options: Registration) -> str:
    try:
        client.create_registered_model(options.model_name, description=REGISTERED_MODEL)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
    metadata = model.metadata
    tags = {
        "onnx_sha256": model.digest,
        "onnx_size": str(len(model.onnx)),
        "model_version": str(metadata.get("model_version", "unknown")),
        "dataset_version": str(metadata.get("dataset_version", "unknown")),
        "n_features": str(len(metadata["features"])),
    }
    created = mlflow.register_model(uri, options.model_name, tags=tags)
    client.update_model_version(options.model_name, created.version, description=describe_version(model))
    return str(created.version)


def _check_bytes(name: str, version: str, model: TrainedModel) -> None:
    """What the registry hands out must be what the tag promises."""
    with TemporaryDirectory() as folder:
        path = mlflow.artifacts.download_artifacts(f"models:/{name}/{version}", dst_path=folder)
        if (Path(path) / MODEL_FILE).read_bytes() != model.onnx:
            raise TrainingError(f"Version {version} of {name} hands out other bytes than were logged; look at the server's artifact store.")


def _promote(client: mlflow.MlflowClient, version: str, model: TrainedModel, options: Registration) -> str:
    stage = options.stage
    if stage == "auto":
        accuracy = model.metadata.get("metrics", {}).get("test_accuracy")
        stage = "Production" if accuracy is not None and accuracy >= options.promote_at else "None"
    if stage != "None":
        put_into_stage(client, options.model_name, version, stage)
    for alias in ALIASES[stage]:
        client.set_registered_model_alias(options.model_name, alias, version)
    return stage


def put_into_stage(client: mlflow.MlflowClient, name: str, version: str, stage: str) -> None:
    """Puts a version into Staging or Production, and archives those that are there."""

    def transition(number: str, to: str, archive: bool = False) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            client.transition_model_version_stage(name, number, to, archive_existing_versions=archive)

    try:
        transition(version, stage, archive=True)
    except MlflowException as error:
        # MLflow 3.14 to 3.18 on PostgreSQL with psycopg 3 cannot archive in the same step (mlflow/mlflow#24592).
        if error.error_code != "BAD_REQUEST":
            raise
        transition(version, stage)
        quote = '"' if "'" in name else "'"
        for other in client.search_model_versions(f"name={quote}{name}{quote}"):
            if other.current_stage == stage and str(other.version) != version:
                transition(str(other.version), "Archived")


@contextmanager
def _named_errors(uri: str) -> Iterator[None]:
    """Turns MLflow's errors into one line that names the server, without any credentials of its URL."""
    parts = urlsplit(uri)
    user, at, host = parts.netloc.rpartition("@")
    shown = parts._replace(netloc=host).geturl()
    try:
        yield
    except MlflowException as error:
        reason = str(error).replace(user + at, "") if at else str(error)
        raise TrainingError(
            f"MLflow at {shown} refused or did not answer: {reason}. Check MLFLOW_TRACKING_URI and that the server runs; a trained "
            "model stays on disk and can be registered later with register.py."
        ) from error
