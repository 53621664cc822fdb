"""What a model file must say about itself before it is registered: the ordered feature names, and golden battles that fit."""

from __future__ import annotations

import json
from dataclasses import replace

import onnx
from google.protobuf.message import DecodeError

from .artifacts import TrainedModel
from .errors import TrainingError

FEATURE_NAMES_KEY = "feature_names"


def with_feature_names(model: TrainedModel) -> tuple[onnx.ModelProto, TrainedModel]:
    """The parsed graph and the model with `metadata["features"]` and the graph's own names in agreement.

    A graph without names gets those of the metadata; its bytes change by that alone.
    """
    try:
        proto = onnx.load_model_from_string(model.onnx)
    except (DecodeError, ValueError) as error:
        raise TrainingError(f"The model is not an ONNX file: {error}") from error
    if not proto.graph.input:
        raise TrainingError("The model is not an ONNX file: its graph has no input.")
    if model.metadata.get("onnx_sha256", model.digest) != model.digest:
        raise TrainingError("The ONNX file is not the one that the metadata file describes: their SHA-256 differ.")
    inside = _names_inside(proto)
    given = model.metadata.get("features") or None
    if inside is None and given is None:
        raise TrainingError("The model does not say its features: give a metadata file with a list `features` in the model's order.")
    if inside is not None and given is not None and inside != given:
        raise TrainingError("The features in the ONNX metadata and in the metadata file differ; one of the files belongs to another model.")
    names = inside or given
    if inside is None:
        set_feature_names(proto, names)
        model = replace(model, onnx=proto.SerializeToString())
    described = {**model.metadata, "features": names, "onnx_sha256": model.digest, "onnx_size": len(model.onnx)}
    return proto, replace(model, metadata=described)


def set_feature_names(proto: onnx.ModelProto, names: list[str]) -> None:
    """Write the ordered feature names into the graph's metadata as a JSON array."""
    kept = {prop.key: prop.value for prop in proto.metadata_props}
    onnx.helper.set_model_props(proto, {**kept, FEATURE_NAMES_KEY: json.dumps(names, ensure_ascii=False)})


def check_golden(model: TrainedModel, proto: onnx.ModelProto) -> None:
    """Golden battles must be made for the features of this model."""
    if model.golden is None:
        return
    try:
        golden = json.loads(model.golden)
        names = golden["features"]
        widths = {len(battle["features"]) for battle in golden["battles"]}
    except (ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"The golden file is not of format 1: {error!r}") from error
    if names != _names_inside(proto) or widths != {len(names)}:
        raise TrainingError("The golden file names other features than the model; it belongs to another model.")


def _names_inside(proto: onnx.ModelProto) -> list[str] | None:
    text = next((prop.value for prop in proto.metadata_props if prop.key == FEATURE_NAMES_KEY), None)
    if text is None:
        return None
    try:
        names = json.loads(text)
    except ValueError as error:
        raise TrainingError(f"`{FEATURE_NAMES_KEY}` in the ONNX metadata is not JSON: {error}") from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TrainingError(f"`{FEATURE_NAMES_KEY}` in the ONNX metadata must be a list of names.")
    return names
