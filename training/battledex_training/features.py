"""The features of a battle, by name.

Every feature is computed from the raw columns of a dataset in float64 and rounded to float32 once, at the end. The browser
computes the same features in Rust; the golden battles of a model compare the two implementations, so nothing here may be
taken from the Rust side.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from .errors import TrainingError

STATS = ("hp", "attack", "defense", "sp_attack", "sp_defense", "speed")

#: The 25 columns that a model reads as they are.
NUMBERS = (
    *(f"a_{stat}" for stat in STATS),
    *(f"b_{stat}" for stat in STATS),
    *(f"{side}_move_{what}" for side in "ab" for what in ("power", "priority", "stab", "type_mult")),
    "speed_diff",
    "hp_diff",
    "a_total_stats",
    "b_total_stats",
    "a_moves_first",
)

#: The columns that become one 0/1 feature per category seen in training.
CATEGORICAL = ("a_type_1", "a_type_2", "b_type_1", "b_type_2", "a_move_type", "b_move_type")

#: The six features that the reference recipe derives from the numbers.
DERIVED = (
    "stat_ratio",
    "type_advantage_diff",
    "effective_power_a",
    "effective_power_b",
    "effective_power_diff",
    "priority_advantage",
)

#: What the rules of a battle compute on the way to its winner.
RULES = (
    *(f"{side}_{what}" for side in "ab" for what in ("move_physical", "attack_used", "damage", "hit_share", "turns_to_ko")),
    "b_defense_faced",
    "a_defense_faced",
    "hit_share_diff",
)

FEATURE_SETS = ("v2", "v3")

PHYSICAL = ("physical", "physique")
SPECIAL = ("special", "spécial")


def feature_names(feature_set: str, train: pd.DataFrame) -> list[str]:
    """The ordered features of a set; the categories are those of `train`, in code-point order.

    `v2` is the reference recipe (25 numbers, 102 categories and 6 derived features on the reference data). `v3` leaves the
    type names out, whose effect the multipliers already carry, and adds what the damage formula computes.
    """
    if feature_set == "v2":
        categories = [f"{column}_{value}" for column in CATEGORICAL for value in sorted(train[column].unique())]
        return [*NUMBERS, *categories, *DERIVED]
    if feature_set == "v3":
        return [*NUMBERS, *DERIVED, *RULES]
    raise TrainingError(f"Feature set {feature_set!r} is unknown; choose one of {', '.join(FEATURE_SETS)}.")


def compute(frame: pd.DataFrame, names: list[str], dtype: type = np.float32) -> np.ndarray:
    """The features `names` of every battle, shape (battles, names), rounded to `dtype`."""
    matrix = np.empty((len(frame), len(names)), dtype=dtype)
    columns = _Columns(frame)
    for index, name in enumerate(names):
        matrix[:, index] = columns.feature(name)
    return matrix


class _Columns:
    """Computes features of one dataset, keeping what several of them need."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._kept: dict[str, np.ndarray] = {}

    def feature(self, name: str) -> np.ndarray:
        if name in NUMBERS:
            return self._number(name)
        if name in _FORMULAS:
            return self._formula(name)
        for column in CATEGORICAL:
            if name.startswith(f"{column}_"):
                return (self._frame[column] == name[len(column) + 1 :]).to_numpy()
        raise TrainingError(f"Feature {name!r} is unknown; a model may only use features that a battle has.")

    def _number(self, name: str) -> np.ndarray:
        return self._frame[name].to_numpy(dtype=np.float64)

    def _formula(self, name: str) -> np.ndarray:
        if name not in self._kept:
            self._kept[name] = _FORMULAS[name](self)
        return self._kept[name]

    def __getitem__(self, name: str) -> np.ndarray:
        return self._number(name) if name in NUMBERS else self._formula(name)

    def category(self, column: str) -> np.ndarray:
        """Whether each move of `column` is physical."""
        values = self._frame[column]
        physical = values.isin(PHYSICAL)
        unknown = values[~physical & ~values.isin(SPECIAL)]
        if len(unknown):
            raise TrainingError(f"Column {column!r} holds {unknown.iloc[0]!r}; a move that fights is physical or special.")
        return physical.to_numpy()


def _attack_used(side: str) -> Callable[[_Columns], np.ndarray]:
    return lambda c: np.where(c[f"{side}_move_physical"] == 1.0, c[f"{side}_attack"], c[f"{side}_sp_attack"])


def _defense_faced(attacker: str, defender: str) -> Callable[[_Columns], np.ndarray]:
    return lambda c: np.where(c[f"{attacker}_move_physical"] == 1.0, c[f"{defender}_defense"], c[f"{defender}_sp_defense"])


def _damage(side: str, other: str) -> Callable[[_Columns], np.ndarray]:
    def damage(c: _Columns) -> np.ndarray:
        power, defense = c[f"{side}_move_power"], c[f"{other}_defense_faced"]
        hits = (power > 0.0) & (defense > 0.0)
        base = (22.0 * power * c[f"{side}_attack_used"] / np.where(hits, defense, 1.0)) / 50.0 + 2.0
        return np.where(hits, base * c[f"{side}_move_stab"] * c[f"{side}_move_type_mult"], 0.0)

    return damage


def _of_side(side: str, other: str) -> dict[str, Callable[[_Columns], np.ndarray]]:
    return {
        f"{side}_move_physical": lambda c: c.category(f"{side}_move_category").astype(np.float64),
        f"{side}_attack_used": _attack_used(side),
        f"{other}_defense_faced": _defense_faced(side, other),
        f"{side}_damage": _damage(side, other),
        f"{side}_hit_share": lambda c: c[f"{side}_damage"] / c[f"{other}_hp"],
        f"{side}_turns_to_ko": lambda c: c[f"{other}_hp"] / np.maximum(c[f"{side}_damage"], 0.1),
        f"effective_power_{side}": lambda c: c[f"{side}_move_power"] * c[f"{side}_move_stab"] * c[f"{side}_move_type_mult"],
    }


_FORMULAS: dict[str, Callable[[_Columns], np.ndarray]] = {
    **_of_side("a", "b"),
    **_of_side("b", "a"),
    "hit_share_diff": lambda c: c["a_hit_share"] - c["b_hit_share"],
    "stat_ratio": lambda c: c["a_total_stats"] / (c["b_total_stats"] + 1.0),
    "type_advantage_diff": lambda c: c["a_move_type_mult"] - c["b_move_type_mult"],
    "effective_power_diff": lambda c: c["effective_power_a"] - c["effective_power_b"],
    "priority_advantage": lambda c: c["a_move_priority"] - c["b_move_priority"],
}
