"""Makes the small models of crates/tabular/tests/models, each with what onnxruntime answers.

Run it with the training environment's Python: python tools/model-zoo/make.py
The models are written by their own exporters, as they come; NAME.json holds a few rows of input (null is NaN) and
the scores and labels that onnxruntime computes for them. Everything is seeded.
"""

import json
import pathlib

import numpy
import onnxruntime
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as XgboostFloats
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType as SklearnFloats
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier, XGBRegressor

OUT = pathlib.Path(__file__).parents[2] / "crates" / "tabular" / "tests" / "models"
COLUMNS = 6
ROWS = 24


def data(missing=False):
    """Features of several magnitudes, a margin that depends on them, and optionally holes."""
    random = numpy.random.default_rng(7)
    x = random.normal(size=(400, COLUMNS)).astype(numpy.float32)
    x *= numpy.array([1, 10, 100, 0.1, 1, 5], dtype=numpy.float32)
    margin = x[:, 0] + x[:, 1] / 10 - numpy.abs(x[:, 4]) * x[:, 2] / 100
    if missing:
        x[random.random(x.shape) < 0.2] = numpy.nan
    return x, margin


def write(name, model, x):
    """Writes a model and what onnxruntime makes of the first rows of x."""
    rows = x[:ROWS]
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    answers = session.run(None, {session.get_inputs()[0].name: rows})
    scores = numpy.asarray(answers[-1], dtype=numpy.float32).reshape(len(rows), -1)
    expected = {
        "rows": [[None if numpy.isnan(v) else float(v) for v in row] for row in rows],
        "scores": [[float(v) for v in row] for row in scores],
        "labels": [int(v) for v in answers[0]] if len(answers) > 1 else None,
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.onnx").write_bytes(model.SerializeToString())
    (OUT / f"{name}.json").write_text(json.dumps(expected) + "\n")
    print(f"{name}: {len(model.SerializeToString())} bytes")


def xgboost(name, estimator, target, missing=False):
    x, margin = data(missing)
    estimator.fit(x, target(margin))
    write(name, convert_xgboost(estimator, initial_types=[("input", XgboostFloats([None, COLUMNS]))]), x)


def sklearn(name, estimator, target, zip_map=False):
    x, margin = data()
    estimator.fit(x, target(margin))
    options = {} if target is identity else {"zipmap": zip_map}
    types = [("input", SklearnFloats([None, COLUMNS]))]
    write(name, to_onnx(estimator, initial_types=types, options={id(estimator): options}, target_opset=17), x)


def identity(margin):
    return margin


def two(margin):
    return (margin > 0).astype(int)


def three(margin):
    return numpy.digitize(margin, [-0.7, 0.7])


def main():
    small = {"n_estimators": 8, "max_depth": 3, "learning_rate": 0.4, "tree_method": "hist", "random_state": 42, "n_jobs": 1}
    xgboost("xgboost_binary", XGBClassifier(**small), two)
    xgboost("xgboost_binary_missing", XGBClassifier(**small), two, missing=True)
    xgboost("xgboost_multiclass", XGBClassifier(**small), three)
    xgboost("xgboost_regression", XGBRegressor(**small), identity)
    forest = {"n_estimators": 5, "max_depth": 4, "random_state": 42}
    sklearn("sklearn_forest_scaled", make_pipeline(StandardScaler(), RandomForestClassifier(**forest)), two)
    sklearn("sklearn_forest_three", RandomForestClassifier(**forest), three)
    sklearn("sklearn_forest_regression", RandomForestRegressor(**forest), identity)
    sklearn("sklearn_boosting", GradientBoostingClassifier(n_estimators=6, max_depth=2, random_state=42), two)


if __name__ == "__main__":
    main()
