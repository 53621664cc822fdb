import os
import shutil

import pytest

from battledex_training import dataset
from battledex_training.errors import TrainingError


def pairs(frame):
    return {frozenset(pair) for pair in zip(frame["a_id"], frame["b_id"], strict=True)}


def test_rows_are_split_80_20_in_each_scenario_with_the_same_share_of_winners(frame):
    split = dataset.split_rows(frame, 42)
    assert len(split.train) + len(split.test) == len(frame)
    for scenario in ("best_move", "random_move"):
        whole, test = (side[side["scenario"] == scenario] for side in (frame, split.test))
        assert abs(len(test) - len(whole) / 5) <= 1
        assert test["winner"].mean() == pytest.approx(whole["winner"].mean(), abs=1e-3)


def test_a_split_is_a_function_of_the_seed(frame):
    first, again, other = (dataset.split_rows(frame, seed).test for seed in (42, 42, 43))
    assert first.equals(again)
    assert not first.equals(other)


def test_no_pair_of_pokemon_is_on_both_sides_of_a_pair_split(frame):
    split = dataset.split_pairs(frame, 42)
    assert len(split.train) + len(split.test) == len(frame)
    assert pairs(split.train).isdisjoint(pairs(split.test))
    assert len(pairs(split.test)) == round(len(pairs(frame)) / 5)


def test_a_fraction_of_the_training_side(frame):
    assert len(dataset.take_fraction(frame, 0.02, 42)) == 120
    assert dataset.take_fraction(frame, 1.0, 42) is frame
    with pytest.raises(TrainingError, match="1.5"):
        dataset.take_fraction(frame, 1.5, 42)


def test_a_scenario_can_be_chosen_and_an_absent_one_is_named(frame, parquet):
    assert set(dataset.load(parquet, "best_move")["scenario"]) == {"best_move"}
    with pytest.raises(TrainingError, match="all_combinations"):
        dataset.load(parquet, "all_combinations")


def test_a_file_that_is_no_dataset_is_named(tmp_path):
    path = tmp_path / "text.parquet"
    path.write_text("not parquet")
    with pytest.raises(TrainingError, match="text.parquet"):
        dataset.load(path)


def test_a_missing_command_is_explained(tmp_path, monkeypatch):
    monkeypatch.setenv("BATTLEDEX_BIN", str(tmp_path / "nowhere"))
    with pytest.raises(TrainingError, match="BATTLEDEX_BIN"):
        dataset.generate("v1", 42, tmp_path / "v1.parquet")


def test_the_command_makes_dataset_v1(tmp_path):
    if not (os.environ.get("BATTLEDEX_BIN") or shutil.which("battledex")):
        pytest.skip("no `battledex` command: set BATTLEDEX_BIN to test the dataset it makes")
    frame = dataset.load(dataset.generate("v1", 42, tmp_path / "v1.parquet"))
    assert len(frame) == 34_782
    assert set(frame["scenario"]) == {"best_move"}
