"""From a dataset to a trained model on disk."""

from __future__ import annotations

import platform
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xgboost

from . import dataset, export, features, golden, recipe
from .artifacts import TrainedModel
from .errors import TrainingError

#: The browser, onnxruntime and XGBoost must agree on a probability within this.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Options:
    """What is trained, and on what."""

    version: str
    dataset_version: str = "v2"
    dataset_file: Path | None = None
    dataset_seed: int = 42
    scenario: str = "all"
    feature_set: str = "v2"
    split: str = "rows"
    fraction: float = 1.0
    grid: str | None = None
    params: dict | None = None
    description: str | None = None
    seed: int = 42
    jobs: int = 2


def train(options: Options) -> TrainedModel:
    """Train, export and check one model."""
    with tempfile.TemporaryDirectory() as scratch:
        file = options.dataset_file or dataset.generate(
            options.dataset_version, options.dataset_seed, Path(scratch) / f"battles_{options.dataset_version}.parquet"
        )
        digest = dataset.sha256(file)
        frame = dataset.load(file, options.scenario)
    split = _split(frame, options)
    names = features.feature_names(options.feature_set, split.train)
    sides = recipe.Sides(
        features.compute(split.train, names),
        split.train["winner"].to_numpy(),
        features.compute(split.test, names),
        split.test["winner"].to_numpy(),
    )
    print(f"{len(sides.train_y)} training and {len(sides.test_y)} test battles, {len(names)} features")

    params, searched = {**recipe.REFERENCE, **(options.params or {})}, None
    if options.grid:
        params, searched = recipe.search(sides, params, options.grid, options.seed, options.jobs)
    fitted = recipe.fit(sides, params, options.seed, options.jobs)
    metrics = recipe.evaluate(fitted.model, sides)
    if searched is not None:
        metrics["cv_roc_auc"] = searched

    graph = export.to_onnx(fitted.model, names)
    onnx_bytes = graph.SerializeToString()
    metrics["onnx_max_difference"] = _check_export(onnx_bytes, fitted.model, sides.test_x)
    rows = golden.choose(split.test, options.seed)
    chosen = sides.test_x[rows]
    text = golden.write(split.test.iloc[rows], chosen, fitted.model.predict_proba(chosen)[:, 1], names)

    model = TrainedModel(onnx_bytes, text, {})
    model.metadata.update(
        format=1,
        model_version=options.version,
        description=options.description,
        dataset_version=options.dataset_version,
        dataset={
            "name": f"battledex-{options.dataset_version}",
            "sha256": digest,
            "seed": options.dataset_seed,
            "scenario": options.scenario,
            "battles": len(frame),
            "split": options.split,
            "train_fraction": options.fraction,
        },
        feature_set=options.feature_set,
        features=names,
        params={**params, "seed": options.seed, "grid": options.grid or "none"},
        metrics=metrics,
        curve=fitted.curve,
        onnx_sha256=model.digest,
        onnx_size=len(onnx_bytes),
        trained_with={"python": platform.python_version(), "xgboost": xgboost.__version__, "numpy": np.__version__},
    )
    return model


def _split(frame, options: Options) -> dataset.Split:
    split = {"rows": dataset.split_rows, "pairs": dataset.split_pairs}[options.split](frame, options.seed)
    return dataset.Split(dataset.take_fraction(split.train, options.fraction, options.seed), split.test)


def _check_export(onnx_bytes: bytes, model, features_: np.ndarray, limit: int = 20_000) -> float:
    """The largest difference between the ONNX file and XGBoost over the first test battles, at most `TOLERANCE`."""
    sample = features_[:limit]
    difference = float(np.abs(export.probabilities(onnx_bytes, sample) - model.predict_proba(sample)[:, 1]).max())
    if not difference <= TOLERANCE:
        raise TrainingError(f"The ONNX export differs from XGBoost by {difference:.2e}, over {TOLERANCE:.0e}: it is not usable.")
    return difference
