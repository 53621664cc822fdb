"""The older project's bundle: made here as that project made it, converted, and compared with the pickles."""

import pickle

import numpy as np
import onnx
import pandas as pd
import pytest
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier

from battledex_training import artifacts, bundle, export, features
from battledex_training.errors import TrainingError
from battledex_training.float32 import first_true

from .conftest import battles


@pytest.fixture(scope="module")
def old(frame, tmp_path_factory):
    """Paths of the two pickles, and the metadata."""
    folder = tmp_path_factory.mktemp("bundle")
    names = features.feature_names("v2", frame)
    raw = features.compute(frame, names, dtype=np.float64)
    scalers = {}
    for key, columns in bundle.SCALERS.items():
        at = [names.index(column) for column in columns]
        scalers[key] = StandardScaler()
        raw[:, at] = scalers[key].fit_transform(raw[:, at])
    model = XGBClassifier(n_estimators=40, max_depth=8, random_state=3, n_jobs=2).fit(pd.DataFrame(raw, columns=names), frame["winner"])
    (folder / "model.pkl").write_bytes(pickle.dumps(model))
    (folder / "scalers.pkl").write_bytes(pickle.dumps(scalers))
    return folder / "model.pkl", folder / "scalers.pkl", {"feature_columns": names, "metrics": {"test_accuracy": 0.9}}


@pytest.fixture(scope="module")
def pipeline(old):
    with pytest.warns(UserWarning, match="people you trust"):
        return bundle.read(*old)


def raw_features(pipeline, frame):
    return features.compute(frame, pipeline.names, dtype=np.float64)


def test_the_18_scaled_numbers_are_stats_powers_totals_and_differences():
    assert len(bundle.SCALED) == 18
    assert set(features.NUMBERS) - set(bundle.SCALED) == {
        "a_moves_first", "a_move_priority", "b_move_priority", "a_move_stab", "b_move_stab", "a_move_type_mult", "b_move_type_mult",
    }  # fmt: skip


def test_one_graph_scales_and_then_asks_the_trees(pipeline):
    proto = bundle.to_onnx(pipeline)
    assert [node.op_type for node in proto.graph.node] == ["Scaler", "TreeEnsembleClassifier"]
    attributes = {a.name: np.array(a.floats, dtype=np.float32) for a in proto.graph.node[0].attribute}
    unscaled = pipeline.names.index("a_moves_first")
    assert (attributes["offset"][unscaled], attributes["scale"][unscaled]) == (0.0, 1.0)
    assert np.array_equal(attributes["offset"], pipeline.mean.astype(np.float32))


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_the_graph_answers_what_the_pickles_answer(pipeline, seed):
    raw = raw_features(pipeline, battles(6000, seed))
    graph = bundle.to_onnx(pipeline).SerializeToString()
    assert np.abs(export.probabilities(graph, raw.astype(np.float32)) - pipeline.probabilities(raw)).max() <= 1e-6


def test_without_moving_the_thresholds_rows_take_other_branches(pipeline, frame, monkeypatch):
    monkeypatch.setattr(bundle, "_move_thresholds", lambda *_: None)
    raw = raw_features(pipeline, frame)
    graph = bundle.to_onnx(pipeline).SerializeToString()
    difference = np.abs(export.probabilities(graph, raw.astype(np.float32)) - pipeline.probabilities(raw))
    assert difference.max() > 1e-3


def test_a_converted_bundle_has_names_digest_and_golden_battles(old, parquet):
    with pytest.warns(UserWarning, match="people you trust"):
        model = bundle.convert(*old, parquet, 42)
    assert model.golden.count('"probability"') == 256
    assert model.metadata["features"] == old[2]["feature_columns"]
    assert model.metadata["metrics"] == {"test_accuracy": 0.9}
    assert model.metadata["onnx_sha256"] == artifacts.TrainedModel(model.onnx, None, {}).digest
    assert onnx.load_model_from_string(model.onnx).metadata_props[0].key == "feature_names"


@pytest.mark.filterwarnings("ignore:pickles can run any code")
def test_what_does_not_fit_is_named(old, tmp_path):
    model, scalers, metadata = old
    with pytest.raises(TrainingError, match="no feature order"):
        bundle.read(model, scalers, {})
    with pytest.raises(TrainingError, match="3 features"):
        bundle.read(model, scalers, {"features": ["a", "b", "c"]})
    with pytest.raises(TrainingError, match="standard_scaler"):
        bundle.read(model, model, metadata)
    with pytest.raises(TrainingError, match="missing.pkl could not be read"):
        bundle.read(tmp_path / "missing.pkl", scalers, metadata)
    (tmp_path / "text.pkl").write_text("hello")
    with pytest.raises(TrainingError, match="text.pkl could not be unpickled"):
        bundle.read(tmp_path / "text.pkl", scalers, metadata)


@pytest.mark.parametrize("bound", [-3.25, -1e-30, 0.0, 1e-30, 0.1, 65.0])
def test_the_first_float32_from_a_bound_on(bound):
    assert first_true(lambda x: x >= np.float32(bound)) == np.float32(bound)
