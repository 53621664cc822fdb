"""An older project's model, a pickled classifier and two pickled scalers, as one ONNX graph that takes raw features.

The old pipeline scales in float64 and rounds to float32; an ONNX `Scaler` works in float32 throughout. XGBoost puts its
thresholds on values that occur, so a result that differs in its last bit takes the other branch. Therefore each threshold
is moved to where the graph's own arithmetic puts the same raw value: then both take the same branch everywhere.
"""

from __future__ import annotations

import pickle
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier

from . import dataset, export, features, golden
from .artifacts import TrainedModel
from .contract import set_feature_names
from .errors import TrainingError
from .float32 import first_true, upper_midpoint
from .job import TOLERANCE

#: The 18 of the 25 numbers that the old pipeline scaled: stats, powers, totals and differences.
SCALED = tuple(
    name
    for name in features.NUMBERS
    if name.endswith("_move_power") or not ("_move_" in name or name == "a_moves_first")
)
SCALERS = {"standard_scaler": SCALED, "standard_scaler_new_features": features.DERIVED}
_SCALED_INPUT = "scaled_input"


@dataclass(frozen=True)
class OldPipeline:
    """What the pickles hold: the classifier, and for each feature the mean and the scale in float64 (0 and 1: not scaled)."""

    model: XGBClassifier
    names: list[str]
    mean: np.ndarray
    scale: np.ndarray

    def scaled(self, raw: np.ndarray) -> np.ndarray:
        """What the old pipeline hands to XGBoost for float64 features: float32."""
        return ((raw - self.mean) / self.scale).astype(np.float32)

    def probabilities(self, raw: np.ndarray) -> np.ndarray:
        """P(A wins) by the pickles themselves, float32."""
        return self.model.predict_proba(self.scaled(raw))[:, 1]


def convert(classifier: Path, scalers: Path, metadata: dict[str, Any], battles: Path | None, seed: int) -> TrainedModel:
    """Read the pickles and convert them; with a dataset, compare both on all its battles and draw golden ones."""
    pipeline = read(classifier, scalers, metadata)
    proto = to_onnx(pipeline)
    onnx_bytes = proto.SerializeToString()
    kept = {key: value for key, value in metadata.items() if key not in _ORDER_KEYS}
    model = TrainedModel(onnx_bytes, None, {**kept, "features": pipeline.names, "onnx_size": len(onnx_bytes)})
    model.metadata["onnx_sha256"] = model.digest
    if battles is None:
        return model
    frame = dataset.load(battles)
    raw = features.compute(frame, pipeline.names, dtype=np.float64)
    old, new = pipeline.probabilities(raw), export.probabilities(onnx_bytes, raw.astype(np.float32))
    difference = float(np.abs(old - new).max())
    print(f"largest difference between pickles and ONNX over {len(frame):,} battles: {difference:.2e}")
    if not difference <= TOLERANCE:
        raise TrainingError(f"The converted graph differs from the pickles by {difference:.2e}, over {TOLERANCE:.0e}: it is not usable.")
    rows = golden.choose(frame, seed)
    text = golden.write(frame.iloc[rows], raw[rows].astype(np.float32), old[rows], pipeline.names)
    return TrainedModel(onnx_bytes, text, model.metadata)


_ORDER_KEYS = ("features", "feature_names", "feature_columns", "feature_order")


def read(classifier: Path, scalers: Path, metadata: dict[str, Any]) -> OldPipeline:
    """Open the pickles, which can run any code: a warning says so."""
    warnings.warn("pickles can run any code when they are opened; only open those of people you trust", stacklevel=2)
    names = next((metadata[key] for key in _ORDER_KEYS if metadata.get(key)), None)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TrainingError(f"The metadata gives no feature order; add the list under one of {', '.join(_ORDER_KEYS)}.")
    model, pair = _unpickle(classifier), _unpickle(scalers)
    if not isinstance(model, XGBClassifier) or model.n_features_in_ != len(names):
        raise TrainingError(f"{classifier} must hold an XGBClassifier of {len(names)} features, as many as the metadata names.")
    model.get_booster().feature_names = None  # onnxmltools only takes numbered features
    mean, scale = np.zeros(len(names)), np.ones(len(names))
    for key, columns in SCALERS.items():
        scaler = pair.get(key) if isinstance(pair, dict) else None
        if not isinstance(scaler, StandardScaler) or scaler.n_features_in_ != len(columns):
            raise TrainingError(f"{scalers} must hold a dict with a StandardScaler of {len(columns)} columns under {key!r}.")
        if missing := set(columns) - set(names):
            raise TrainingError(f"The feature order lacks {', '.join(sorted(missing))}, which {key} scales.")
        fitted = list(getattr(scaler, "feature_names_in_", columns))
        if set(fitted) != set(columns):
            raise TrainingError(f"{key} was fitted on other columns than {', '.join(columns)}.")
        at = [names.index(column) for column in fitted]
        mean[at] = 0.0 if scaler.mean_ is None else scaler.mean_
        scale[at] = 1.0 if scaler.scale_ is None else scaler.scale_
    return OldPipeline(model, names, mean, scale)


def _unpickle(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            return pickle.load(file)
    except OSError as error:
        raise TrainingError(f"{path} could not be read: {error.strerror}") from error
    except Exception as error:
        raise TrainingError(f"{path} could not be unpickled: {error}. It may need the library versions that wrote it.") from error


def to_onnx(pipeline: OldPipeline) -> onnx.ModelProto:
    """One graph: a `Scaler` over all columns (offset 0 and scale 1 where the old pipeline did not scale), then the trees."""
    proto = export.to_onnx(pipeline.model, pipeline.names)
    trees = next(node for node in proto.graph.node if node.op_type == "TreeEnsembleClassifier")
    offset, factor = pipeline.mean.astype(np.float32), (1.0 / pipeline.scale).astype(np.float32)
    _move_thresholds(trees, pipeline, offset, factor)
    scaler = onnx.helper.make_node(
        "Scaler",
        [trees.input[0]],
        [_SCALED_INPUT],
        name="scaler",
        domain="ai.onnx.ml",
        offset=offset.tolist(),
        scale=factor.tolist(),
    )
    trees.input[0] = _SCALED_INPUT
    proto.graph.node.insert(list(proto.graph.node).index(trees), scaler)
    set_feature_names(proto, pipeline.names)
    onnx.checker.check_model(proto)
    return proto


def _move_thresholds(trees: onnx.NodeProto, pipeline: OldPipeline, offset: np.ndarray, factor: np.ndarray) -> None:
    """Replace each threshold t of a scaled feature by the graph's value of the smallest raw x that the pickles scale to t or more."""
    attribute = {a.name: a for a in trees.attribute}
    values = attribute["nodes_values"].floats
    moved: dict[tuple[int, float], float] = {}
    for index, (feature, mode) in enumerate(zip(attribute["nodes_featureids"].ints, attribute["nodes_modes"].strings, strict=True)):
        if mode != b"BRANCH_LT" or (pipeline.mean[feature] == 0.0 and pipeline.scale[feature] == 1.0):
            continue
        key = (feature, values[index])
        if key not in moved:
            moved[key] = _moved(values[index], pipeline.mean[feature], pipeline.scale[feature], offset[feature], factor[feature])
        values[index] = moved[key]


def _moved(threshold: float, mean: float, scale: float, offset: np.float32, factor: np.float32) -> float:
    """A raw value stands for all reals that round to it, since derived features are rounded before the graph sees them."""
    target = np.float32(threshold)
    raw = first_true(lambda x: np.float32((upper_midpoint(x) - mean) / scale) >= target)
    return float((raw - offset) * factor)
