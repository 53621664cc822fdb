"""Hyperparameters, the search grids and the fit itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from xgboost import XGBClassifier

#: The published hyperparameters of the reference model (256 bins are XGBoost's default).
REFERENCE = {
    "n_estimators": 200,
    "max_depth": 10,
    "learning_rate": 0.1,
    "subsample": 0.8,
    "colsample_bytree": 0.8,
    "tree_method": "hist",
    "max_bin": 256,
}

_FAST = {"n_estimators": [100, 200], "max_depth": [6, 8, 10], "learning_rate": [0.05, 0.1]}
GRIDS = {
    "fast": _FAST,
    "extended": {
        "n_estimators": [*_FAST["n_estimators"], 300],
        "max_depth": _FAST["max_depth"],
        "learning_rate": [*_FAST["learning_rate"], 0.2],
        "subsample": [0.7, 0.8, 0.9],
        "colsample_bytree": [0.7, 0.8, 0.9],
    },
}
FOLDS = 3


@dataclass(frozen=True)
class Sides:
    """Features and winners of both sides of a split."""

    train_x: np.ndarray
    train_y: np.ndarray
    test_x: np.ndarray
    test_y: np.ndarray


@dataclass(frozen=True)
class Fitted:
    """A trained classifier with its log loss after every round, on both sides."""

    model: XGBClassifier
    curve: dict[str, list[float]]


def search(sides: Sides, params: dict, grid: str, seed: int, jobs: int) -> tuple[dict, float]:
    """Search a grid on the training side: the best hyperparameters and their mean ROC-AUC over the folds."""
    folds = StratifiedKFold(n_splits=FOLDS, shuffle=True, random_state=seed)
    base = XGBClassifier(**params, random_state=seed, n_jobs=jobs)
    found = GridSearchCV(base, GRIDS[grid], scoring="roc_auc", cv=folds, n_jobs=1, refit=False, verbose=2)
    found.fit(sides.train_x, sides.train_y)
    return {**params, **found.best_params_}, float(found.best_score_)


def fit(sides: Sides, params: dict, seed: int, jobs: int) -> Fitted:
    """Train on the training side. The test side is only measured: nothing stops early or is chosen by it."""
    model = XGBClassifier(**params, random_state=seed, n_jobs=jobs, eval_metric="logloss")
    model.fit(sides.train_x, sides.train_y, eval_set=[(sides.train_x, sides.train_y), (sides.test_x, sides.test_y)], verbose=False)
    rounds = model.evals_result()
    curve = {"train_logloss": rounds["validation_0"]["logloss"], "test_logloss": rounds["validation_1"]["logloss"]}
    return Fitted(model, curve)


def evaluate(model: XGBClassifier, sides: Sides) -> dict[str, float]:
    """Metrics of both sides, and `overfitting`: train accuracy minus test accuracy. Log loss is in the curve."""
    metrics: dict[str, float] = {}
    for side, x, y in (("train", sides.train_x, sides.train_y), ("test", sides.test_x, sides.test_y)):
        probability = model.predict_proba(x)[:, 1]
        predicted = (probability > 0.5).astype(np.int64)
        metrics[f"{side}_accuracy"] = float(accuracy_score(y, predicted))
        metrics[f"{side}_precision"] = float(precision_score(y, predicted))
        metrics[f"{side}_recall"] = float(recall_score(y, predicted))
        metrics[f"{side}_f1"] = float(f1_score(y, predicted))
        metrics[f"{side}_roc_auc"] = float(roc_auc_score(y, probability))
        metrics[f"{side}_samples"] = float(len(y))
    metrics["overfitting"] = metrics["train_accuracy"] - metrics["test_accuracy"]
    return metrics
