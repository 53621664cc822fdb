"""Counts how often a model names the rules' winner over every legal battle, as the page's slices do, with onnxruntime.

Pokémon and moves are those of the training data, their combinations, the rules and the counting are computed here; what the data set
has of the same battles is compared with them first. Prints in JSON, by slice, how many battles there are, how many are right, and how
many are so near to ½ that rounding decides.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
from expected import names, wins_a

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "training"))
from battledex_training import dataset, features  # noqa: E402

POKEDEX = json.loads((ROOT / "crates/battle/data/pokedex.json").read_text(encoding="utf-8"))
TYPES = {entry["id"]: entry["types"] for entry in POKEDEX["pokemon"]}
FIGHTERS = [entry for entry in POKEDEX["pokemon"] if entry["moves"]]
STATS = ("hp", "attack", "defense", "sp_attack", "sp_defense", "speed")
OF_POKEMON = (*STATS, "total_stats", "type_1", "type_2")
OF_MOVE = ("power", "priority", "type", "category")
# Greater than every id.
BASE = 1_000
# How far the page's probabilities may be from onnxruntime's.
NEAR = 1e-6


def lookup(frame: pd.DataFrame, prefix: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """What the data set says of each Pokémon (without a prefix) or of each move, by id. Its words are categories, quick to compare."""
    sides = (frame[[f"{side}_{prefix}{name}" for name in ("id", *columns)]].set_axis(["id", *columns], axis=1) for side in "ab")
    found = pd.concat(sides).drop_duplicates("id").set_index("id")
    return found.astype({name: "category" for name in columns if not pd.api.types.is_numeric_dtype(found[name])})


def multipliers() -> tuple[np.ndarray, np.ndarray]:
    """The bonus for a move's type, by user and move, and the multiplier of types, by move and target."""
    stab, times = np.ones((BASE, BASE)), np.ones((BASE, BASE))
    for move in POKEDEX["moves"]:
        strength = POKEDEX["type_chart"][move["type"]]
        for pokemon, types in TYPES.items():
            stab[pokemon, move["id"]] = 1.5 if move["type"] in types else 1.0
            times[move["id"], pokemon] = math.prod(strength.get(kind, 1.0) for kind in types)
    return stab, times


class Battles:
    """Battles with the columns of the data set, made of what it says of each Pokémon and each move."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._pokemon, self._moves = lookup(frame, "", OF_POKEMON), lookup(frame, "move_", OF_MOVE)
        self._stab, self._times = multipliers()
        chosen = frame[frame["scenario"] == "best_move"]
        self._best = np.zeros((BASE, BASE, 2), dtype=np.int64)
        self._best[chosen["a_id"], chosen["b_id"]] = chosen[["a_move_id", "b_move_id"]]

    def combined(self, ids: pd.DataFrame) -> pd.DataFrame:
        """The columns of battles with these ids, but those that tell who wins."""
        columns = {name: ids[name].to_numpy() for name in dataset.IDS}
        for side, other in ("ab", "ba"):
            own, used = columns[f"{side}_id"], columns[f"{side}_move_id"]
            columns |= {f"{side}_{name}": self._pokemon[name].loc[own].values for name in OF_POKEMON}
            columns |= {f"{side}_move_{name}": self._moves[name].loc[used].values for name in OF_MOVE}
            columns[f"{side}_move_stab"] = self._stab[own, used]
            columns[f"{side}_move_type_mult"] = self._times[used, columns[f"{other}_id"]]
        columns["speed_diff"] = columns["a_speed"] - columns["b_speed"]
        columns["hp_diff"] = columns["a_hp"] - columns["b_hp"]
        ahead = columns["a_move_priority"] - columns["b_move_priority"]
        columns["a_moves_first"] = ((ahead > 0) | ((ahead == 0) & (columns["speed_diff"] >= 0))).astype(np.int64)
        return pd.DataFrame(columns)

    def compare(self, frame: pd.DataFrame) -> None:
        """What is combined here is what the data set has."""
        made = self.combined(frame)
        for name in made:
            if not (made[name].to_numpy() == frame[name].to_numpy()).all():
                raise SystemExit(f"{name} is combined otherwise than in the data set")
        if not (wins_a(made) == (frame["winner"] == 1).to_numpy()).all():
            raise SystemExit("the rules here name other winners than the data set")

    def of(self, a: dict) -> pd.DataFrame:
        """Every legal battle of a Pokémon on side A."""
        ids = [np.stack(np.meshgrid(a["id"], b["id"], a["moves"], b["moves"])).reshape(4, -1) for b in FIGHTERS if b["id"] != a["id"]]
        return self.combined(pd.DataFrame(np.concatenate(ids, axis=1).T, columns=list(dataset.IDS)))

    def slices(self, a: dict, battles: pd.DataFrame) -> dict[str, np.ndarray]:
        """Which of a Pokémon's battles belong to what the page counts together."""
        every = np.ones(len(battles), dtype=bool)
        best = self._best[battles["a_id"], battles["b_id"]]
        best_a, best_b = (best == battles[["a_move_id", "b_move_id"]].to_numpy()).T
        return {
            "all": every,
            **{f"type {kind}": every for kind in TYPES[a["id"]]},
            **{f"category {name}": (battles["a_move_category"] == name).to_numpy() for name in ("physical", "special")},
            "scenario best": best_a & best_b,
            "scenario best-a": best_a & ~best_b,
            "scenario best-b": ~best_a & best_b,
            "scenario other": ~best_a & ~best_b,
        }


class Model:
    """A model in onnxruntime, on one thread: several would add the trees' values in another order, and round otherwise."""

    def __init__(self, model: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._asked, self._names = self._session.get_inputs()[0].name, names(model)

    def probabilities(self, battles: pd.DataFrame) -> np.ndarray:
        return self._session.run(None, {self._asked: features.compute(battles, self._names)})[1][:, 1]


# What a process counts with.
ready: tuple[Battles, Model]


def start(battles: Battles, model: bytes) -> None:
    """Makes a process ready to count; every core has one."""
    global ready
    ready = battles, Model(model)


def count(a: dict) -> dict[str, Counter]:
    """Counts the battles of one Pokémon on side A."""
    battles, model = ready
    part = battles.of(a)
    probabilities = model.probabilities(part)
    right = (probabilities >= 0.5) == wins_a(part)
    near = np.abs(probabilities - 0.5) <= NEAR
    return {
        name: Counter(battles=int(those.sum()), right=int(right[those].sum()), near=int(near[those].sum()))
        for name, those in battles.slices(a, part).items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    model = parser.parse_args().model.read_bytes()
    with tempfile.TemporaryDirectory() as scratch:
        frame = dataset.load(dataset.generate("v2", 42, Path(scratch) / "battles.parquet"), "all")
    battles = Battles(frame)
    battles.compare(frame)
    slices: dict[str, Counter] = {}
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), initializer=start, initargs=(battles, model)) as processes:
        for counted in processes.map(count, FIGHTERS):
            for name, counts in counted.items():
                slices.setdefault(name, Counter()).update(counts)
    print(json.dumps(slices))


if __name__ == "__main__":
    main()
