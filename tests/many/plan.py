"""What is in the store of very many: how much of everything, its names and its values. The same sizes, the same content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

#: When the newest thing was made: 2026-09-01T00:00:00Z in milliseconds; a fixed one, since the store is kept by its content.
NOW = 1_788_220_800_000
MINUTE = 60_000

MANY_VERSIONS = "fraud-detector"
DOCUMENTED = "credit-scoring-documented"
RUNS = "hyperparameter-search"
KEYS = "gradient-norms-by-layer"
CURVE = "long-training"
#: The metric that has the long curve.
CURVE_METRIC = "train_loss"
STAGES = {0: "Production", 1: "Staging", 2: "Archived"}


@dataclass(frozen=True)
class Sizes:
    """How much of everything."""

    models: int
    versions: int
    """Of the model `MANY_VERSIONS`."""
    runs: int
    """Of the experiment `RUNS`; every one has all its metrics and parameters."""
    metrics: int
    params: int
    points: int
    """Of the long curve."""
    keys: int
    """Distinct metric keys in the experiment `KEYS`, `keys_per_run` in each of its runs."""
    keys_per_run: int
    description: int
    """Bytes of the description of `DOCUMENTED` and of its version 1."""


FULL = Sizes(500, 5_000, 50_000, 50, 20, 100_000, 12_000, 120, 200_000)
SMALL = Sizes(30, 200, 2_000, 10, 5, 5_000, 1_200, 120, 20_000)

_FAMILIES = ("churn", "demand-forecast", "price-elasticity", "next-best-offer", "image-quality", "route-time", "spam", "sentiment")
_PLACES = ("emea", "apac", "nordics", "iberia", "dach", "latam", "us-east", "us-west")
_QUALITIES = ("loss", "accuracy", "precision", "recall", "f1", "roc_auc", "pr_auc", "brier", "mcc", "calibration_error")
_SPLITS = ("val", "train", "test", "holdout", "shadow")
_PARAMS = (
    ("learning_rate", (0.3, 0.1, 0.05, 0.01, 0.003)),
    ("max_depth", (3, 4, 6, 8, 10, 12)),
    ("n_estimators", (100, 200, 400, 800)),
    ("booster", ("gbtree", "dart")),
    ("subsample", (0.5, 0.7, 0.9, 1.0)),
    ("colsample_bytree", (0.5, 0.8, 1.0)),
    ("min_child_weight", (1, 3, 5, 10)),
    ("reg_lambda", (0.0, 0.1, 1.0, 10.0)),
    ("reg_alpha", (0.0, 0.1, 1.0)),
    ("gamma", (0.0, 0.5, 2.0)),
    ("max_bin", (64, 256, 1024)),
    ("grow_policy", ("depthwise", "lossguide")),
    ("sampling_method", ("uniform", "gradient_based")),
    ("scale_pos_weight", (1, 5, 25)),
    ("objective", ("binary:logistic", "binary:hinge")),
    ("eval_metric", ("logloss", "auc", "error")),
    ("early_stopping_rounds", (10, 25, 50)),
    ("seed", tuple(range(64))),
    ("dataset", ("2026-06", "2026-07", "2026-08")),
    ("features", ("base", "base+graph", "base+graph+text")),
)
_ADJECTIVES = ("bold", "calm", "dapper", "eager", "fierce", "gentle", "honest", "jolly", "keen", "lively", "mellow", "nimble")
_ANIMALS = ("ant", "bear", "crane", "deer", "eel", "finch", "goat", "hare", "ibis", "jay", "koi", "lynx", "mole", "newt")
USERS = ("ada", "grace", "katherine", "mary")


def models(sizes: Sizes) -> list[str]:
    """The names of all registered models, the two special ones included."""
    ordinary = (f"{_FAMILIES[i % 8]}-{_PLACES[i // 8 % 8]}-{i // 64 + 1}" for i in range(sizes.models - 2))
    return [*ordinary, MANY_VERSIONS, DOCUMENTED]


def metrics(sizes: Sizes) -> list[str]:
    """The metric keys of every run of the experiment `RUNS`."""
    return [f"{split}_{quality}" for split in _SPLITS for quality in _QUALITIES][: sizes.metrics]


def params(sizes: Sizes) -> list[tuple[str, tuple[object, ...]]]:
    """The parameters of every run of the experiment `RUNS` with the values that they take."""
    return list(_PARAMS[: sizes.params])


def layer_keys(sizes: Sizes) -> list[str]:
    """The metric keys of the experiment `KEYS`."""
    return [f"layer_{i // 4:04}/{('weight', 'bias', 'input', 'output')[i % 4]}_grad_norm" for i in range(sizes.keys)]


def run_id(experiment: str, index: int) -> str:
    """32 hexadecimal digits, as MLflow's own."""
    return hashlib.sha256(f"{experiment} {index}".encode()).hexdigest()[:32]


def run_name(index: int) -> str:
    """A name in the manner of MLflow's own."""
    return f"{_ADJECTIVES[index % 12]}-{_ANIMALS[index // 12 % 14]}-{index}"


def qualities(sizes: Sizes) -> np.ndarray:
    """The metrics of the experiment `RUNS`, a row per run: better runs are better in all of them, and the splits differ."""
    random = np.random.default_rng(4)
    skill = random.beta(5, 2, (sizes.runs, 1))
    noise = random.normal(0, 0.02, (sizes.runs, sizes.metrics))
    losses = np.array([any(word in key for word in ("loss", "brier", "error")) for key in metrics(sizes)])
    better = np.clip(0.6 + 0.38 * skill + noise, 0, 1)
    return np.where(losses, 1.2 - better, better)


def loss_curve(points: int) -> np.ndarray:
    """A loss that falls, with noise and a spike now and then."""
    random = np.random.default_rng(11)
    step = np.arange(points)
    spikes = np.where(random.random(points) < 0.0005, random.exponential(1.5, points), 0)
    return 0.05 + 2.3 * np.exp(-step / (points / 6)) + random.gamma(2, 0.01, points) + spikes


def description(size: int) -> str:
    """Markdown of exactly `size` bytes: headings, prose, lists, tables and code."""
    parts = ["# Credit scoring\n\nHow this model came to be, experiment by experiment.\n"]
    written = len(parts[0].encode())
    chapter = 0
    while written < size:
        chapter += 1
        part = _chapter(chapter)
        parts.append(part)
        written += len(part.encode())
    text = "".join(parts).encode()[:size].decode(errors="ignore")
    return text + "." * (size - len(text.encode()))


def _chapter(number: int) -> str:
    rows = "\n".join(f"| fold {fold} | {0.8 + (number * 7 + fold) % 19 / 100:.2f} | {(number + fold) % 23 / 100:.2f} |" for fold in range(1, 6))
    return (
        f"\n## Experiment {number}\n\n"
        f"We changed **one thing**: the weight of late payments is now `{number % 17}/16`. The *calibration* stayed as it was, and "
        f"[the notes](https://example.org/notes/{number}) say why.\n\n"
        f"- trained on month {number % 12 + 1} – {number % 12 + 3}\n- checked by {USERS[number % 4]}\n- cost: {number * 13 % 90 + 10} €\n\n"
        f"| split | accuracy | loss |\n| --- | --- | --- |\n{rows}\n\n"
        f"```python\nmodel.fit(months[{number % 12}:], weight={number % 17} / 16)\n```\n"
    )
