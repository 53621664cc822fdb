"""Golden battles: known answers that every user of the model can recompute."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from .errors import TrainingError

COUNT = 256
FORMAT = 1


def choose(frame: pd.DataFrame, seed: int, count: int = COUNT) -> np.ndarray:
    """The sorted row numbers of `count` battles drawn from `frame` by `seed`."""
    if len(frame) < count:
        raise TrainingError(f"Only {len(frame)} battles are on the test side; {count} golden battles need more.")
    return np.sort(np.random.default_rng(seed).choice(len(frame), size=count, replace=False))


def write(frame: pd.DataFrame, features: np.ndarray, probability: np.ndarray, names: list[str]) -> str:
    """The golden file: each battle's four ids, its float32 features and the float32 probability that A wins.

    Numbers are the shortest decimals that read back as the same float32.
    """
    battles = [
        {
            "a": int(row.a_id),
            "b": int(row.b_id),
            "move_a": int(row.a_move_id),
            "move_b": int(row.b_move_id),
            "features": [_shortest(value) for value in values],
            "probability": _shortest(answer),
        }
        for row, values, answer in zip(frame.itertuples(index=False), features, probability, strict=True)
    ]
    lines = ",\n".join(json.dumps(battle, separators=(",", ":")) for battle in battles)
    head = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
    return f'{{"format":{FORMAT},"features":{head},"battles":[\n{lines}\n]}}\n'


def _shortest(value: np.float32) -> float | int:
    number = float(str(np.float32(value)))
    return int(number) if number.is_integer() else number
