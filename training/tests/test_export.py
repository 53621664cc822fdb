import json

import numpy as np
import onnx
import pytest

from battledex_training import contract, export, golden
from battledex_training.artifacts import TrainedModel
from battledex_training.errors import TrainingError


@pytest.fixture
def exported(small_model):
    model, names, _ = small_model
    return export.to_onnx(model, names).SerializeToString()


def test_onnx_answers_what_xgboost_answers(small_model, exported):
    model, _, matrix = small_model
    assert np.abs(export.probabilities(exported, matrix) - model.predict_proba(matrix)[:, 1]).max() <= 1e-6


def test_the_file_is_one_tree_ensemble_and_the_ordered_names(small_model, exported):
    proto = onnx.load_model_from_string(exported)
    assert [node.op_type for node in proto.graph.node] == ["TreeEnsembleClassifier"]
    assert {prop.key: json.loads(prop.value) for prop in proto.metadata_props} == {"feature_names": small_model[1]}


def test_golden_numbers_read_back_as_the_same_float32(frame, small_model):
    model, names, matrix = small_model
    rows = golden.choose(frame, 42)
    probability = model.predict_proba(matrix[rows])[:, 1]
    read = json.loads(golden.write(frame.iloc[rows], matrix[rows], probability, names))
    assert read["format"] == 1
    assert read["features"] == names
    assert len(read["battles"]) == 256
    assert np.array_equal(np.array([battle["features"] for battle in read["battles"]], dtype=np.float32), matrix[rows])
    assert np.array_equal(np.array([battle["probability"] for battle in read["battles"]], dtype=np.float32), probability)
    first = frame.iloc[rows[0]]
    assert [read["battles"][0][key] for key in ("a", "b", "move_a", "move_b")] == [first.a_id, first.b_id, first.a_move_id, first.b_move_id]


def test_golden_numbers_are_the_shortest_decimals(frame):
    text = golden.write(frame.head(1), np.array([[0.1, 1.0]], dtype=np.float32), np.array([0.3], dtype=np.float32), ["x", "y"])
    assert '"features":[0.1,1],"probability":0.3}' in text


def test_too_few_battles_for_golden_ones(frame):
    with pytest.raises(TrainingError, match="256"):
        golden.choose(frame.head(100), 42)


def test_names_come_from_the_metadata_when_the_graph_has_none(small_model, exported):
    proto = onnx.load_model_from_string(exported)
    del proto.metadata_props[:]
    bare = proto.SerializeToString()
    with pytest.raises(TrainingError, match="does not say its features"):
        contract.with_feature_names(TrainedModel(bare, None, {}))
    _, named = contract.with_feature_names(TrainedModel(bare, None, {"features": small_model[1]}))
    assert named.onnx == exported


def test_files_of_two_models_are_not_mixed(small_model, exported):
    names = small_model[1]
    with pytest.raises(TrainingError, match="differ"):
        contract.with_feature_names(TrainedModel(exported, None, {"features": names[::-1]}))
    with pytest.raises(TrainingError, match="SHA-256 differ"):
        contract.with_feature_names(TrainedModel(exported, None, {"features": names, "onnx_sha256": "0" * 64}))
    golden_of_another = json.dumps({"format": 1, "features": ["x"], "battles": []})
    with pytest.raises(TrainingError, match="golden"):
        contract.check_golden(TrainedModel(exported, golden_of_another, {}), onnx.load_model_from_string(exported))


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x08\xff\xff"])
def test_what_is_not_onnx_is_refused(content):
    with pytest.raises(TrainingError, match="not an ONNX file"):
        contract.with_feature_names(TrainedModel(content, None, {"features": ["x"]}))
