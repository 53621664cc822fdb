"""CatBoost by its own exporter: save_model(format="onnx")."""

import pathlib
import tempfile

import onnx
from catboost import CatBoostClassifier, CatBoostRegressor

import data

SMALL = {"iterations": 20, "depth": 4, "learning_rate": 0.3, "random_seed": 42, "thread_count": 1, "verbose": False, "allow_writing_files": False}


def add(zoo):
    for kind, estimator, parameters, target in (
        ("binary", CatBoostClassifier, SMALL, data.two),
        ("multiclass", CatBoostClassifier, SMALL, data.three),
        ("regression", CatBoostRegressor, SMALL, data.amount),
        ("words", CatBoostClassifier, SMALL, data.words),
    ):
        one(zoo, kind, estimator, parameters, target)
    one(zoo, "binary-missing", CatBoostClassifier, SMALL, data.two, missing=True)
    one(zoo, "regression-missing", CatBoostRegressor, SMALL, data.amount, missing=True)


def one(zoo, kind, estimator, parameters, target, missing=False):
    x, margin = data.matrix(missing)
    model = estimator(**parameters).fit(x, target(margin))
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "model.onnx"
        model.save_model(str(file), format="onnx")
        exported = onnx.load(file)

    def library(inputs):
        (rows,) = inputs.values()
        return model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows)

    title = {"words": "multiclass, classes by name"}.get(kind, kind.replace("-missing", ", missing values"))
    zoo.add(f"catboost-{kind}", "CatBoost", title, exported, {exported.graph.input[0].name: x[: data.ASKED]}, library)
