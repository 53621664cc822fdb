"""scikit-learn through skl2onnx: every estimator on a matrix of floats."""

import numpy
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Binarizer, Normalizer, StandardScaler
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import data

FOREST = {"n_estimators": 20, "max_depth": 6, "random_state": 42}
BOOSTING = {"n_estimators": 20, "max_depth": 3, "random_state": 42}
HISTOGRAM = {"max_iter": 20, "max_leaf_nodes": 12, "random_state": 42}
TREE = {"max_depth": 7, "random_state": 42}
NETWORK = {"hidden_layer_sizes": (12, 6), "max_iter": 300, "random_state": 42}

CLASSIFIERS = {
    "tree": DecisionTreeClassifier(**TREE),
    "forest": RandomForestClassifier(**FOREST),
    "extra-trees": ExtraTreesClassifier(**FOREST),
    "boosting": GradientBoostingClassifier(**BOOSTING),
    "histogram-boosting": HistGradientBoostingClassifier(**HISTOGRAM),
    "logistic": LogisticRegression(max_iter=1000),
    "svc": SVC(probability=True, random_state=42),
    "mlp": MLPClassifier(**NETWORK),
}
REGRESSORS = {
    "tree": DecisionTreeRegressor(**TREE),
    "forest": RandomForestRegressor(**FOREST),
    "extra-trees": ExtraTreesRegressor(**FOREST),
    "boosting": GradientBoostingRegressor(**BOOSTING),
    "histogram-boosting": HistGradientBoostingRegressor(**HISTOGRAM),
    "linear": LinearRegression(),
    "svr": SVR(),
    "mlp": MLPRegressor(**NETWORK),
}
# Columns of unlike sizes do not do for these.
SCALED = ("logistic", "svc", "mlp", "svr")
TITLES = {
    "tree": "decision tree",
    "forest": "random forest",
    "extra-trees": "extra trees",
    "boosting": "gradient boosting",
    "histogram-boosting": "histogram gradient boosting",
    "logistic": "logistic regression",
    "linear": "linear regression",
    "svc": "SVC",
    "svr": "SVR",
    "mlp": "MLP",
}

TASKS = {"missing": "missing values", "words": "multiclass, classes by name"}
NOTES = {"sklearn-forest-binary-missing": "skl2onnx does not write where a random forest sends missing values."}


def add(zoo):
    for kind, estimator in CLASSIFIERS.items():
        one(zoo, kind, "binary", estimator, data.two)
        one(zoo, kind, "multiclass", estimator, data.three)
    for kind, estimator in REGRESSORS.items():
        one(zoo, kind, "regression", estimator, data.amount)
    one(zoo, "forest", "words", CLASSIFIERS["forest"], data.words)
    one(zoo, "histogram-boosting", "binary-missing", CLASSIFIERS["histogram-boosting"], data.two, missing=True)
    one(zoo, "histogram-boosting", "regression-missing", REGRESSORS["histogram-boosting"], data.amount, missing=True)
    one(zoo, "forest", "binary-missing", CLASSIFIERS["forest"], data.two, missing=True)
    one(zoo, "forest", "binary-double", CLASSIFIERS["forest"], data.two, double=True)
    one(zoo, "forest", "binary-normalised", make_pipeline(Normalizer(), CLASSIFIERS["forest"]), data.two)
    one(zoo, "forest", "binary-binarised", make_pipeline(Binarizer(threshold=0.5), CLASSIFIERS["forest"]), data.two)


def one(zoo, kind, task, estimator, target, missing=False, double=False):
    x, margin = data.matrix(missing)
    if kind in SCALED:
        estimator = make_pipeline(StandardScaler(), estimator)
    x = x.astype(numpy.float64) if double else x
    model = estimator.fit(x, target(margin))
    tensor = DoubleTensorType if double else FloatTensorType
    onnx = to_onnx(model, initial_types=[("input", tensor([None, data.COLUMNS]))])

    def library(inputs):
        rows = inputs["input"]
        return model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows)

    name = f"sklearn-{kind}-{task}"
    title = ", ".join([TITLES[kind], *(TASKS.get(word, word) for word in task.split("-"))])
    zoo.add(name, "scikit-learn, skl2onnx", title, onnx, {"input": x[: data.ASKED]}, library, note=NOTES.get(name))
