"""Counts how often a model names the rules' winner over every legal battle, as the page's slices do, with onnxruntime.

Pokémon and moves are those of the training data, their combinations, the rules and the counting are computed here; what the data set
has of the same battles is compared with them first. Prints in JSON, by slice, how many battles there are and how many are right.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
from expected import names, wins_a

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "training"))
from battledex_training import dataset, features  # noqa: E402

POKEDEX = json.loads((ROOT / "crates/battle/data/pokedex.json").read_text(encoding="utf-8"))
STATS = ("hp", "attack", "defense", "sp_attack", "sp_defense", "speed")
OF_POKEMON = (*STATS, "total_stats", "type_1", "type_2")
OF_MOVE = ("power", "priority", "type", "category")
# Greater than every id.
BASE = 1_000
# Battles of one A at a time and no more than so many opponents, so that they fit into memory.
OPPONENTS = 31


def lookups(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the data set says of each Pokémon and of each move, by id."""
    pokemon = pd.concat(frame[[f"{side}_id", *(f"{side}_{name}" for name in OF_POKEMON)]].set_axis(["id", *OF_POKEMON], axis=1) for side in "ab")
    moves = pd.concat(frame[[f"{side}_move_id", *(f"{side}_move_{name}" for name in OF_MOVE)]].set_axis(["id", *OF_MOVE], axis=1) for side in "ab")
    return pokemon.drop_duplicates("id").set_index("id"), moves.drop_duplicates("id").set_index("id")


def combined(ids: pd.DataFrame, pokemon: pd.DataFrame, moves: pd.DataFrame) -> pd.DataFrame:
    """The columns of battles with these ids, but those that tell who wins."""
    chart = POKEDEX["type_chart"]
    types = {entry["id"]: entry["types"] for entry in POKEDEX["pokemon"]}
    kinds = {entry["id"]: entry["type"] for entry in POKEDEX["moves"]}
    columns: dict[str, np.ndarray] = {name: ids[name].to_numpy() for name in dataset.IDS}
    for side, other in ("ab", "ba"):
        own, used = columns[f"{side}_id"], columns[f"{side}_move_id"]
        for name in OF_POKEMON:
            columns[f"{side}_{name}"] = pokemon[name].loc[own].to_numpy()
        for name in OF_MOVE:
            columns[f"{side}_move_{name}"] = moves[name].loc[used].to_numpy()
        # One number for each user, move and target that meet.
        keys, place = np.unique((own * BASE + used) * BASE + columns[f"{other}_id"], return_inverse=True)
        meetings = [(key // BASE // BASE, key // BASE % BASE, key % BASE) for key in keys.tolist()]
        stab = [1.5 if kinds[move] in types[user] else 1.0 for user, move, _ in meetings]
        times = [np.prod([chart[kinds[move]].get(kind, 1.0) for kind in types[target]]) for _, move, target in meetings]
        columns[f"{side}_move_stab"], columns[f"{side}_move_type_mult"] = np.array(stab)[place], np.array(times)[place]
    columns["speed_diff"] = columns["a_speed"] - columns["b_speed"]
    columns["hp_diff"] = columns["a_hp"] - columns["b_hp"]
    ahead = columns["a_move_priority"] - columns["b_move_priority"]
    columns["a_moves_first"] = ((ahead > 0) | ((ahead == 0) & (columns["speed_diff"] >= 0))).astype(np.int64)
    return pd.DataFrame(columns)


def every_battle() -> Iterator[pd.DataFrame]:
    """The ids of every legal battle, in parts."""
    fighters = [entry for entry in POKEDEX["pokemon"] if entry["moves"]]
    for a in fighters:
        others = [b for b in fighters if b is not a]
        for start in range(0, len(others), OPPONENTS):
            rows = [
                np.stack(np.meshgrid(a["id"], b["id"], a["moves"], b["moves"], indexing="ij")).reshape(4, -1)
                for b in others[start : start + OPPONENTS]
            ]
            yield pd.DataFrame(np.concatenate(rows, axis=1).T, columns=list(dataset.IDS))


def compare(frame: pd.DataFrame, pokemon: pd.DataFrame, moves: pd.DataFrame) -> None:
    """What is combined here is what the data set has."""
    made = combined(frame[list(dataset.IDS)], pokemon, moves)
    for name in made:
        if not (made[name].to_numpy() == frame[name].to_numpy()).all():
            raise SystemExit(f"{name} is combined otherwise than in the data set")
    if not (wins_a(made) == (frame["winner"] == 1).to_numpy()).all():
        raise SystemExit("the rules here name other winners than the data set")


def count(slices: dict[str, Counter], frame: pd.DataFrame, right: np.ndarray, best: dict[tuple[int, int], tuple[int, int]]) -> None:
    def add(name: str, those: np.ndarray) -> None:
        slices.setdefault(name, Counter()).update(battles=int(those.sum()), right=int(right[those].sum()))

    types = {entry["id"]: entry["types"] for entry in POKEDEX["pokemon"]}
    everything = np.ones(len(frame), dtype=bool)
    add("all", everything)
    # One A at a time.
    for kind in types[int(frame["a_id"].iloc[0])]:
        add(f"type {kind}", everything)
    for category in ("physical", "special"):
        add(f"category {category}", (frame["a_move_category"] == category).to_numpy())
    keys, place = np.unique(frame["a_id"].to_numpy() * BASE + frame["b_id"].to_numpy(), return_inverse=True)
    chosen = np.array([best[key // BASE, key % BASE] for key in keys.tolist()])[place]
    a, b = (chosen == frame[["a_move_id", "b_move_id"]].to_numpy()).T
    for name, those in {"best": a & b, "best-a": a & ~b, "best-b": ~a & b, "other": ~a & ~b}.items():
        add(f"scenario {name}", those)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    model = parser.parse_args().model.read_bytes()
    with tempfile.TemporaryDirectory() as scratch:
        frame = dataset.load(dataset.generate("v2", 42, Path(scratch) / "battles.parquet"), "all")
    pokemon, moves = lookups(frame)
    compare(frame, pokemon, moves)
    chosen = frame[frame["scenario"] == "best_move"]
    best = {(a, b): (x, y) for a, b, x, y in chosen[list(dataset.IDS)].itertuples(index=False)}
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    asked, wanted = session.get_inputs()[0].name, names(model)
    slices: dict[str, Counter] = {}
    for ids in every_battle():
        part = combined(ids, pokemon, moves)
        answer = session.run(None, {asked: features.compute(part, wanted)})[1]
        probabilities = np.array([row[1] for row in answer]) if isinstance(answer, list) else answer[:, 1]
        count(slices, part, (probabilities >= 0.5) == wins_a(part), best)
    print(json.dumps(slices))


if __name__ == "__main__":
    main()
