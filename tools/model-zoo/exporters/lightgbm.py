"""LightGBM through onnxmltools."""

from lightgbm import LGBMClassifier, LGBMRegressor
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType

import data

SMALL = {
    "n_estimators": 20,
    "num_leaves": 12,
    "learning_rate": 0.3,
    "random_state": 42,
    "n_jobs": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
FOREST = {"boosting_type": "rf", "bagging_freq": 1, "bagging_fraction": 0.7}

TITLES = {
    "words": "multiclass, classes by name",
    "categorical": "binary, categorical splits",
}
NOTES = {"forest": "onnxmltools writes σ(sum of the trees) / 100 for a random forest, LightGBM computes σ(sum of the trees / number of trees)."}


def add(zoo):
    for missing in (False, True):
        one(zoo, "binary", LGBMClassifier, SMALL, data.two, data.matrix(missing), missing)
        one(zoo, "multiclass", LGBMClassifier, SMALL, data.three, data.matrix(missing), missing)
        one(zoo, "regression", LGBMRegressor, SMALL, data.amount, data.matrix(missing), missing)
    one(zoo, "words", LGBMClassifier, SMALL, data.words, data.matrix())
    one(zoo, "dart", LGBMClassifier, SMALL | {"boosting_type": "dart"}, data.two, data.matrix())
    one(zoo, "forest", LGBMClassifier, SMALL | FOREST, data.two, data.matrix())
    one(zoo, "poisson", LGBMRegressor, SMALL | {"objective": "poisson"}, data.counts, data.matrix())
    categories = {"categorical_feature": list(data.CATEGORIES), "min_data_per_group": 10}
    one(zoo, "categorical", LGBMClassifier, SMALL | categories, data.two, data.with_categories(), at_thresholds=False)


def one(zoo, kind, estimator, parameters, target, rows_and_margin, missing=False, at_thresholds=True):
    x, margin = rows_and_margin
    model = estimator(**parameters).fit(x, target(margin))
    onnx = convert_lightgbm(model, initial_types=[("input", FloatTensorType([None, data.COLUMNS]))])

    def library(inputs):
        rows = inputs["input"]
        return model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows)

    name = f"lightgbm-{kind}" + "-missing" * missing
    title = TITLES.get(kind, kind) + ", missing values" * missing
    rows = {"input": x[: data.ASKED]}
    zoo.add(name, "LightGBM, onnxmltools", title, onnx, rows, library, at_thresholds, NOTES.get(kind))
