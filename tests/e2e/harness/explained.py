"""What onnxruntime and the trees themselves say of some battles: the answer to every move, to every value of every stat, and what counted.

Columns of battles are computed here, from the Pokédex and from what the rules of a battle say. What counts are the exact interventional
SHAP values (Lundberg and others, “From local explanations to global understanding with explainable AI for trees”, 2020), leaf by leaf:
quick enough for some battles, and unlike the recursion of TreeSHAP, which the page uses, so that both check each other.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import numpy as np
import onnx
import pandas as pd

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "training"))
from battledex_training import export, features  # noqa: E402

POKEDEX = json.loads((ROOT / "crates/battle/data/pokedex.json").read_text(encoding="utf-8"))
BATTLES = json.loads(Path(__file__).with_name("explained.json").read_text(encoding="utf-8"))
POKEMON = {entry["slug"]: entry for entry in POKEDEX["pokemon"]}
FIGHTERS = sorted((entry for entry in POKEDEX["pokemon"] if entry["moves"]), key=lambda entry: entry["id"])
MOVES = {entry["id"]: entry for entry in POKEDEX["moves"]}
STATS = ("hp", "attack", "defense", "sp_attack", "sp_defense", "speed")
HITS = {"multi_hit": 3.0, "double_hit": 2.0, "two_turns": 0.5}
VALUES = range(1, 256)
BACKGROUND = 100

# What the columns are about, by what their names have in common.
MEANINGS = {
    "Speed and priority": ("_speed", "speed_diff", "_move_priority", "a_moves_first", "priority_advantage"),
    "Types": ("_type_1_", "_type_2_", "_move_type_", "_move_stab", "type_advantage_diff"),
    "Power of the move": ("_move_power", "_move_physical", "effective_power_"),
    "Attack": ("_attack", "_sp_attack", "_attack_used"),
    "Bulk": ("_hp", "_defense", "_sp_defense", "_defense_faced", "hp_diff"),
    "Damage of a hit": ("_damage", "_hit_share", "_turns_to_ko", "hit_share_diff"),
    "Sum of all stats": ("_total_stats", "stat_ratio"),
}


def meaning(name: str) -> str:
    """What a column is about."""
    fits = [
        (len(part), about)
        for about, parts in MEANINGS.items()
        for part in parts
        if (part in name if part.endswith("_") else name == part or name[1:] == part)
    ]
    if not fits:
        raise SystemExit(f"nobody has said what {name} is about")
    return max(fits)[1]


class Words:
    """The French names that the data set has for types, by their English slugs."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.types = {"none": "none"}
        by_id = {entry["id"]: entry for entry in POKEDEX["pokemon"]}
        for pokemon, first, second in frame[["a_id", "a_type_1", "a_type_2"]].drop_duplicates().itertuples(index=False):
            self.types |= dict(zip(by_id[pokemon]["types"], (first, second)))


def row(a: dict, b: dict, move_a: dict, move_b: dict, words: Words, changed: dict | None = None) -> dict:
    """The columns of a battle; `changed` stats count instead of those of the Pokédex."""
    columns: dict = {}
    for side, own, other, move in (("a", a, b, move_a), ("b", b, a, move_b)):
        columns |= {f"{side}_{stat}": value for stat, value in zip(STATS, own["stats"], strict=True)}
        first, second = [*own["types"], "none"][:2]
        columns |= {f"{side}_type_1": words.types[first], f"{side}_type_2": words.types[second]}
        columns |= {
            f"{side}_move_power": float(move["power"]) * HITS.get(move["kind"], 1.0),
            f"{side}_move_priority": move["priority"],
            f"{side}_move_stab": 1.5 if move["type"] in own["types"] else 1.0,
            f"{side}_move_type_mult": math.prod(POKEDEX["type_chart"][move["type"]].get(kind, 1.0) for kind in other["types"]),
            f"{side}_move_type": words.types[move["type"]],
            f"{side}_move_category": move["category"],
        }
    columns |= changed or {}
    for side in "ab":
        columns[f"{side}_total_stats"] = sum(columns[f"{side}_{stat}"] for stat in STATS)
    columns["speed_diff"] = columns["a_speed"] - columns["b_speed"]
    columns["hp_diff"] = columns["a_hp"] - columns["b_hp"]
    ahead = columns["a_move_priority"] - columns["b_move_priority"]
    columns["a_moves_first"] = int(ahead > 0 or (ahead == 0 and columns["speed_diff"] >= 0))
    return columns


def compare(frame: pd.DataFrame, words: Words) -> None:
    """The columns here are those of the data set."""
    by_id = {entry["id"]: entry for entry in POKEDEX["pokemon"]}
    some = frame.iloc[::311]
    made = pd.DataFrame(
        [row(by_id[each.a_id], by_id[each.b_id], MOVES[each.a_move_id], MOVES[each.b_move_id], words) for each in some.itertuples()]
    )
    for name in made:
        if not (made[name].to_numpy() == some[name].to_numpy()).all():
            raise SystemExit(f"{name} is computed otherwise than in the data set")


def background(words: Words) -> pd.DataFrame:
    """Battles spread evenly over all that can be fought: an additive recurrence in three dimensions (M. Roberts, 2018)."""
    root = 1.0
    for _ in range(64):
        root = (1.0 + root) ** 0.25
    rows = []
    for number in range(BACKGROUND):
        share = [(0.5 + (number + 1) * root**-power) % 1.0 for power in (1, 2, 3)]
        a = FIGHTERS[number * len(FIGHTERS) // BACKGROUND]
        b = FIGHTERS[int(share[0] * len(FIGHTERS))]
        moves = [MOVES[one["moves"][int(part * len(one["moves"]))]] for one, part in ((a, share[1]), (b, share[2]))]
        rows.append(row(a, b, *moves, words))
    return pd.DataFrame(rows)


class Leaves:
    """The leaves of an ensemble of XGBoost's trees: for each its value, and of each column on the way the interval that leads to it."""

    def __init__(self, model: bytes) -> None:
        (node,) = [each for each in onnx.load_from_string(model).graph.node if each.op_type == "TreeEnsembleClassifier"]
        given = {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}
        if given["post_transform"] != b"LOGISTIC" or set(given["class_ids"]) != {0}:
            raise SystemExit("the margin of this model is not the logarithm of odds")
        self.base = float(given["base_values"][0])
        at = {key: place for place, key in enumerate(zip(given["nodes_treeids"], given["nodes_nodeids"], strict=True))}
        votes = dict(zip(zip(given["class_treeids"], given["class_nodeids"], strict=True), given["class_weights"], strict=True))
        values, ways = [], []
        waiting = [(tree, 0, {}) for tree in dict.fromkeys(given["nodes_treeids"])]
        while waiting:
            tree, number, way = waiting.pop()
            place = at[tree, number]
            if given["nodes_modes"][place] == b"LEAF":
                values.append(votes[tree, number])
                ways.append(way)
                continue
            if given["nodes_modes"][place] != b"BRANCH_LT":
                raise SystemExit("XGBoost's trees compare with <")
            column, threshold = given["nodes_featureids"][place], np.float32(given["nodes_values"][place])
            low, high = way.get(column, (np.float32(-np.inf), np.float32(np.inf)))
            waiting.append((tree, given["nodes_truenodeids"][place], way | {column: (low, min(high, threshold))}))
            waiting.append((tree, given["nodes_falsenodeids"][place], way | {column: (max(low, threshold), high)}))
        depth = max(map(len, ways))
        self.values = np.array(values)
        self.columns = np.zeros((len(ways), depth), dtype=np.int64)
        self.low = np.full((len(ways), depth), -np.inf, dtype=np.float32)
        self.high = np.full((len(ways), depth), np.inf, dtype=np.float32)
        self.used = np.zeros((len(ways), depth), dtype=bool)
        for leaf, way in enumerate(ways):
            for place, (column, (low, high)) in enumerate(way.items()):
                self.columns[leaf, place], self.low[leaf, place], self.high[leaf, place] = column, low, high
                self.used[leaf, place] = True

    def _fits(self, battle: np.ndarray) -> np.ndarray:
        here = battle[self.columns]
        return (here >= self.low) & (here < self.high)

    def shap(self, battle: np.ndarray, others: np.ndarray) -> tuple[float, np.ndarray]:
        """The expected margin over `others`, and what each column of `battle` adds to it."""
        factorial = np.array([math.factorial(n) for n in range(2 * self.used.shape[1] + 1)], dtype=np.float64)
        own = self._fits(battle)
        base, added = 0.0, np.zeros(len(battle))
        for other in others:
            theirs = self._fits(other)
            reached = (own | theirs | ~self.used).all(axis=1)
            mine, yours = (own & ~theirs & self.used)[reached], (theirs & ~own & self.used)[reached]
            ours, columns = self.values[reached], self.columns[reached]
            p, q = mine.sum(axis=1), yours.sum(axis=1)
            base += ours[p == 0].sum()
            whole = factorial[p + q]
            gain = np.where(p > 0, ours * factorial[np.maximum(p - 1, 0)] * factorial[q] / whole, 0.0)
            loss = np.where(q > 0, ours * factorial[p] * factorial[np.maximum(q - 1, 0)] / whole, 0.0)
            np.add.at(added, columns[mine], np.broadcast_to(gain[:, None], mine.shape)[mine])
            np.subtract.at(added, columns[yours], np.broadcast_to(loss[:, None], yours.shape)[yours])
        return self.base + float(base) / len(others), added / len(others)


def explained(model: bytes, names: list[str], frame: pd.DataFrame) -> list[dict]:
    """What a model says of the battles of explained.json, in which both use their best move."""
    words = Words(frame)
    compare(frame, words)
    best = {(a, b): moves for a, b, *moves in frame[["a_id", "b_id", "a_move_id", "b_move_id"]].itertuples(index=False)}
    leaves = Leaves(model)
    others = features.compute(background(words), names)
    answers = []
    for slug_a, slug_b in BATTLES:
        a, b = POKEMON[slug_a], POKEMON[slug_b]
        used_a, used_b = (MOVES[number] for number in best[a["id"], b["id"]])
        asked = [row(a, b, used_a, used_b, words)]
        asked += [row(a, b, MOVES[number], used_b, words) for number in a["moves"]]
        asked += [row(a, b, used_a, MOVES[number], words) for number in b["moves"]]
        sweeps = [(side, stat) for side in "ab" for stat in STATS]
        asked += [row(a, b, used_a, used_b, words, {f"{side}_{stat}": value}) for side, stat in sweeps for value in VALUES]
        matrix = features.compute(pd.DataFrame(asked), names)
        told = iter(export.probabilities(model, matrix).tolist())
        probability = next(told)
        moves_a, moves_b = ({str(number): next(told) for number in side["moves"]} for side in (a, b))
        stats = {f"{side}_{stat}": [next(told) for _ in VALUES] for side, stat in sweeps}
        base, added = leaves.shap(matrix[0], others)
        if abs(1.0 / (1.0 + math.exp(-base - added.sum())) - probability) > 1e-6:
            raise SystemExit(f"{slug_a} – {slug_b}: what counted adds up to {base + added.sum()}, which is not {probability}")
        groups: dict[str, float] = {}
        for name, value in zip(names, added, strict=True):
            groups[meaning(name)] = groups.get(meaning(name), 0.0) + float(value)
        ids = {"a": a["id"], "b": b["id"], "moveA": used_a["id"], "moveB": used_b["id"]}
        answers.append(ids | {"probability": probability, "movesA": moves_a, "movesB": moves_b, "stats": stats, "base": base, "groups": groups})
    return answers
