"""Where battles come from (the `battledex dataset` command) and how they are split."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split

from .errors import TrainingError
from .features import CATEGORICAL, NUMBERS

DATASET_VERSIONS = ("v1", "v2")
SCENARIOS = ("best_move", "random_move", "all_combinations")
IDS = ("a_id", "b_id", "a_move_id", "b_move_id")
#: The reference data calls the scenario and the Pokémon differently.
RENAMED = {"scenario_type": "scenario", "pokemon_a_id": "a_id", "pokemon_b_id": "b_id"}
REQUIRED = ("scenario", *IDS, *NUMBERS, *CATEGORICAL, "a_move_category", "b_move_category", "winner")
TEST_SHARE = 0.2

_REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Split:
    """Training and test battles; both keep the dataset's columns."""

    train: pd.DataFrame
    test: pd.DataFrame


def generate(version: str, seed: int, out: Path) -> Path:
    """Write the dataset `version` to `out` with the `battledex` command and return `out`."""
    command = [*_battledex(), "dataset", "--version", version, "--seed", str(seed), "--out", str(out.resolve())]
    try:
        subprocess.run(command, check=True, cwd=_REPOSITORY)
    except (OSError, subprocess.CalledProcessError) as error:
        raise TrainingError(
            f"Dataset {version} could not be made: {error}. Build the command with `cargo build --profile native -p cli` and name "
            "it in BATTLEDEX_BIN, or give a finished dataset with --dataset FILE."
        ) from error
    return out


def _battledex() -> list[str]:
    if named := os.environ.get("BATTLEDEX_BIN"):
        return [named]
    if found := shutil.which("battledex"):
        return [found]
    return ["cargo", "run", "--quiet", "--profile", "native", "-p", "cli", "--"]


def load(path: Path, scenario: str = "all") -> pd.DataFrame:
    """Read a dataset and keep the battles of `scenario` (`all` keeps every one).

    The row order of the file is kept, so a split is a function of the file and the seed alone.
    """
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise TrainingError(f"Dataset {path} could not be read: {error}") from error
    renamed = {old: new for old, new in RENAMED.items() if old in frame and new not in frame}
    frame = frame.rename(columns=renamed)
    if missing := [column for column in REQUIRED if column not in frame]:
        raise TrainingError(f"Dataset {path} lacks the columns {', '.join(missing)}; make it with `battledex dataset`.")
    frame = frame[list(REQUIRED)]
    for column in ("a_type_2", "b_type_2"):
        frame[column] = frame[column].fillna("none").replace("", "none")
    if scenario != "all":
        frame = frame[frame["scenario"] == scenario]
    if frame.empty:
        raise TrainingError(f"Dataset {path} holds no battle of scenario {scenario!r}; dataset v1 has best_move only.")
    return frame.reset_index(drop=True)


def split_rows(frame: pd.DataFrame, seed: int) -> Split:
    """The reference split: each scenario 80/20, stratified on the winner, then concatenated.

    Both orders of a pair, and the same battle drawn by two scenarios, may fall on different sides.
    """
    parts = [
        train_test_split(part, test_size=TEST_SHARE, random_state=seed, stratify=part["winner"])
        for scenario in SCENARIOS
        if len(part := frame[frame["scenario"] == scenario])
    ]
    train, test = (pd.concat(side, ignore_index=True) for side in zip(*parts, strict=True))
    return Split(train, test)


def split_pairs(frame: pd.DataFrame, seed: int) -> Split:
    """A split without leak: a fifth of the unordered pairs of Pokémon, with all their battles, is the test side."""
    low, high = np.minimum(frame["a_id"], frame["b_id"]), np.maximum(frame["a_id"], frame["b_id"])
    key = low.to_numpy(dtype=np.int64) * 100_000 + high.to_numpy(dtype=np.int64)
    pairs = np.random.default_rng(seed).permutation(np.unique(key))
    in_test = np.isin(key, pairs[: round(len(pairs) * TEST_SHARE)])
    return Split(frame[~in_test].reset_index(drop=True), frame[in_test].reset_index(drop=True))


def take_fraction(train: pd.DataFrame, fraction: float, seed: int) -> pd.DataFrame:
    """A share of the training battles, stratified on the winner; 1.0 returns them all."""
    if not 0.0 < fraction <= 1.0:
        raise TrainingError(f"Fraction {fraction} is out of range; give a number above 0 and at most 1.")
    if fraction == 1.0:
        return train
    kept, _ = train_test_split(train, train_size=fraction, random_state=seed, stratify=train["winner"])
    return kept.reset_index(drop=True)


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
