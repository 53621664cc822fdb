"""XGBoost through onnxmltools."""

import json

import numpy
import pandas
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from xgboost import XGBClassifier, XGBRegressor, XGBRFClassifier, XGBRFRegressor

import data

SMALL = {"n_estimators": 20, "max_depth": 4, "learning_rate": 0.3, "tree_method": "hist", "random_state": 42, "n_jobs": 1}
FOREST = {"n_estimators": 20, "max_depth": 5, "tree_method": "hist", "random_state": 42, "n_jobs": 1}
DART = {"booster": "dart", "rate_drop": 0.2}

NOTES = {
    "dart": "onnxmltools refuses DART boosters; exported as plain trees with each tree's weight multiplied into its leaves.",
    "forest-multiclass": "onnxmltools gives the trees of a multiclass random forest to the wrong classes.",
}


def add(zoo):
    for missing in (False, True):
        for base in (None, 0.3):
            for kind, estimator, parameters, target in (
                ("binary", XGBClassifier, SMALL, data.two),
                ("regression", XGBRegressor, SMALL, data.amount),
                ("multiclass", XGBClassifier, SMALL, data.three),
                ("forest", XGBRFClassifier, FOREST, data.two),
                ("dart", XGBClassifier, SMALL | DART, data.two),
            ):
                one(zoo, kind, estimator, parameters, target, missing, base)
    one(zoo, "forest-regression", XGBRFRegressor, FOREST, data.amount)
    one(zoo, "forest-multiclass", XGBRFClassifier, FOREST, data.three)
    one(zoo, "dart-regression", XGBRegressor, SMALL | DART, data.amount)
    one(zoo, "dart-multiclass", XGBClassifier, SMALL | DART, data.three)
    one(zoo, "counts", XGBRegressor, SMALL | {"objective": "count:poisson"}, data.counts)
    one(zoo, "deep", XGBClassifier, SMALL | {"n_estimators": 60, "max_depth": 9}, data.two)
    categorical(zoo)


def one(zoo, kind, estimator, parameters, target, missing=False, base=None):
    x, margin = data.matrix(missing)
    model = estimator(**parameters, base_score=base).fit(x, target(margin))
    name = f"xgboost-{kind}" + "-base" * (base is not None) + "-missing" * missing
    title = kind.replace("-", " ") + ", base_score given" * (base is not None) + ", missing values" * missing
    note = NOTES.get("dart" if "booster" in parameters else kind)
    export(zoo, name, title, model, x[: data.ASKED], note=note)


def categorical(zoo):
    """Categories are codes in a column of floats for ONNX, and a typed column for XGBoost."""
    x, margin = data.with_categories()

    def typed(rows):
        frame = pandas.DataFrame(rows, columns=[f"f{i}" for i in range(data.COLUMNS)])
        return frame.assign(
            **{f"f{i}": pandas.Categorical(frame[f"f{i}"].astype(int), range(count)) for i, count in data.CATEGORIES.items()}
        )

    model = XGBClassifier(**SMALL, enable_categorical=True).fit(typed(x), data.two(margin))
    export(zoo, "xgboost-categorical", "binary, categorical splits", model, x[: data.ASKED], typed, at_thresholds=False)


def export(zoo, name, title, model, rows, typed=lambda rows: rows, at_thresholds=True, note=None):
    def library(inputs):
        rows = typed(inputs["input"])
        return model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows)

    onnx = convert_xgboost(plain_trees(model), initial_types=[("input", FloatTensorType([None, data.COLUMNS]))])
    zoo.add(name, "XGBoost, onnxmltools", title, onnx, {"input": rows}, library, at_thresholds, note)


def plain_trees(model):
    """onnxmltools knows no DART: the same model as plain trees, the weight of each multiplied into its leaves."""
    saved = json.loads(model.get_booster().save_raw("json"))
    booster = saved["learner"]["gradient_booster"]
    if booster["name"] != "dart":
        return model
    for tree, weight in zip(booster["gbtree"]["model"]["trees"], booster["weight_drop"], strict=True):
        leaves = numpy.array(tree["left_children"]) == -1
        values = numpy.array(tree["split_conditions"])
        tree["split_conditions"] = numpy.where(leaves, values * weight, values).tolist()
    saved["learner"]["gradient_booster"] = booster["gbtree"] | {"name": "gbtree"}
    plain = type(model)(**model.get_params() | {"booster": "gbtree"})
    plain.load_model(bytearray(json.dumps(saved).encode()))
    return plain
