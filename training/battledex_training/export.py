"""XGBoost classifiers as ONNX, with the feature names inside the file."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from xgboost import XGBClassifier

from .contract import set_feature_names

INPUT = "input"
#: Named here, since onnxmltools would draw a random name and no two exports would have the same bytes.
GRAPH = "battle_winner"


def to_onnx(model: XGBClassifier, names: list[str]) -> onnx.ModelProto:
    """Convert a binary classifier: onnxmltools' graph as it is, plus the ordered feature names in the metadata."""
    inputs = [(INPUT, FloatTensorType([None, len(names)]))]
    graph = convert_xgboost(model, name=GRAPH, initial_types=inputs, target_opset=15)
    set_feature_names(graph, names)
    return graph


def probabilities(onnx_bytes: bytes, features: np.ndarray) -> np.ndarray:
    """What onnxruntime answers: P(A wins) of each row, float32."""
    session = onnxruntime.InferenceSession(onnx_bytes, providers=["CPUExecutionProvider"])
    outputs = session.run(None, {session.get_inputs()[0].name: np.ascontiguousarray(features, dtype=np.float32)})
    answer = outputs[1]
    if isinstance(answer, list):
        return np.array([row[1] for row in answer], dtype=np.float32)
    return answer[:, 1]
