"""Battles that look like the command's, small enough to train on in a second."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from xgboost import XGBClassifier

from battledex_training import features
from battledex_training.dataset import REQUIRED

TYPES = ["Acier", "Combat", "Dragon", "Eau", "Feu", "Fée", "Plante", "Psy", "Ténèbres", "Électrik"]


def battles(count: int = 6000, seed: int = 7) -> pd.DataFrame:
    """Random battles of 40 made-up Pokémon; the winner is whoever hits harder for the other's health."""
    rng = np.random.default_rng(seed)
    stats = rng.integers(20, 160, size=(40, 6))
    types = rng.integers(0, len(TYPES), size=(40, 2))
    a, b = rng.integers(0, 40, size=count), rng.integers(0, 40, size=count)
    b = np.where(a == b, (b + 1) % 40, b)
    frame = pd.DataFrame({"a_id": a + 1, "b_id": b + 1})
    for side, who in (("a", a), ("b", b)):
        for column, stat in enumerate(features.STATS):
            frame[f"{side}_{stat}"] = stats[who, column]
        frame[f"{side}_type_1"] = np.array(TYPES)[types[who, 0]]
        frame[f"{side}_type_2"] = np.where(types[who, 1] < 5, "none", np.array(TYPES)[types[who, 1]])
        frame[f"{side}_move_id"] = rng.integers(1, 200, size=count)
        frame[f"{side}_move_power"] = rng.choice([20.0, 37.5, 40.0, 45.0, 60.0, 75.0, 90.0, 110.0, 150.0], size=count)
        frame[f"{side}_move_type"] = rng.choice(TYPES, size=count)
        frame[f"{side}_move_category"] = rng.choice(["physical", "special"], size=count)
        frame[f"{side}_move_priority"] = rng.choice([0, 0, 0, 1], size=count)
        frame[f"{side}_move_stab"] = rng.choice([1.0, 1.5], size=count)
        frame[f"{side}_move_type_mult"] = rng.choice([0.0, 0.25, 0.5, 1.0, 2.0, 4.0], size=count)
        frame[f"{side}_total_stats"] = stats[who].sum(axis=1)
    frame["speed_diff"] = frame["a_speed"] - frame["b_speed"]
    frame["hp_diff"] = frame["a_hp"] - frame["b_hp"]
    first = frame["a_move_priority"] - frame["b_move_priority"]
    frame["a_moves_first"] = ((first > 0) | ((first == 0) & (frame["speed_diff"] >= 0))).astype(np.int64)
    frame["scenario"] = rng.choice(["best_move", "random_move"], size=count)
    hit_a, hit_b = (features.compute(frame, [f"{side}_hit_share"])[:, 0] for side in "ab")
    frame["winner"] = (hit_a >= hit_b).astype(np.int64)
    return frame[list(REQUIRED)]


@pytest.fixture(scope="session")
def frame() -> pd.DataFrame:
    return battles()


@pytest.fixture(scope="session")
def parquet(frame, tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "battles.parquet"
    frame.to_parquet(path)
    return path


@pytest.fixture(scope="session")
def small_model(frame):
    """A classifier of a few trees with its feature names and float32 features."""
    names = features.feature_names("v2", frame)
    matrix = features.compute(frame, names)
    model = XGBClassifier(n_estimators=12, max_depth=5, random_state=1, n_jobs=2)
    return model.fit(matrix, frame["winner"].to_numpy()), names, matrix
