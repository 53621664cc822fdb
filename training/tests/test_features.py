from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from battledex_training import dataset, features
from battledex_training.errors import TrainingError

REFERENCE = Path(__file__).resolve().parents[3] / "shared/reference/matchups_best_move.parquet"


def one(frame: pd.DataFrame, **changes) -> pd.DataFrame:
    return frame.head(1).assign(**changes)


def value(frame: pd.DataFrame, name: str) -> float:
    return float(features.compute(frame, [name], dtype=np.float64)[0, 0])


def test_v2_has_numbers_then_categories_in_code_point_order_then_derived(frame):
    names = features.feature_names("v2", frame)
    assert names[:3] == ["a_hp", "a_attack", "a_defense"]
    assert names[12:16] == ["a_move_power", "a_move_priority", "a_move_stab", "a_move_type_mult"]
    assert names[20:25] == ["speed_diff", "hp_diff", "a_total_stats", "b_total_stats", "a_moves_first"]
    assert names[25:31] == ["a_type_1_Acier", "a_type_1_Combat", "a_type_1_Dragon", "a_type_1_Eau", "a_type_1_Feu", "a_type_1_Fée"]
    assert names.index("a_type_1_Ténèbres") + 1 == names.index("a_type_1_Électrik")
    assert "a_type_2_none" in names
    assert names[-6:] == list(features.DERIVED)


def test_a_category_that_training_never_saw_is_no_feature(frame):
    without = frame[frame["a_move_type"] != "Psy"]
    assert "a_move_type_Psy" not in features.feature_names("v2", without)


def test_reference_recipe_has_133_features():
    if not REFERENCE.exists():
        pytest.skip(f"no reference data at {REFERENCE.name}: nothing to compare with")
    reference = pd.read_parquet(REFERENCE)
    assert len(features.feature_names("v2", reference)) == 133
    assert len(features.NUMBERS) == 25


def test_one_hot_and_derived_features(frame):
    battle = one(
        frame, a_type_1="Feu", a_total_stats=500, b_total_stats=399, a_move_power=90.0, a_move_stab=1.5, a_move_type_mult=2.0,
        b_move_power=40.0, b_move_stab=1.0, b_move_type_mult=0.5, a_move_priority=1, b_move_priority=-1,
    )  # fmt: skip
    assert value(battle, "a_type_1_Feu") == 1.0
    assert value(battle, "a_type_1_Eau") == 0.0
    assert value(battle, "stat_ratio") == 1.25
    assert value(battle, "type_advantage_diff") == 1.5
    assert value(battle, "effective_power_a") == 270.0
    assert value(battle, "effective_power_b") == 20.0
    assert value(battle, "effective_power_diff") == 250.0
    assert value(battle, "priority_advantage") == 2.0


def test_damage_uses_the_stats_of_the_moves_category(frame):
    battle = one(
        frame, a_move_category="physical", a_attack=100, a_sp_attack=1, b_defense=50, b_sp_defense=1, b_hp=60,
        a_move_power=50.0, a_move_stab=1.5, a_move_type_mult=2.0,
    )  # fmt: skip
    assert value(battle, "a_move_physical") == 1.0
    assert value(battle, "a_attack_used") == 100.0
    assert value(battle, "b_defense_faced") == 50.0
    assert value(battle, "a_damage") == (22.0 * 50.0 * 100.0 / 50.0 / 50.0 + 2.0) * 3.0
    assert value(battle, "a_hit_share") == 138.0 / 60.0
    assert value(battle, "a_turns_to_ko") == 60.0 / 138.0
    special = battle.assign(a_move_category="special", a_sp_attack=80, b_sp_defense=40)
    assert value(special, "a_move_physical") == 0.0
    assert value(special, "a_attack_used") == 80.0
    assert value(special, "b_defense_faced") == 40.0


def test_no_damage_takes_a_tenth_of_a_point_a_turn(frame):
    battle = one(frame, a_move_power=50.0, a_move_type_mult=0.0, b_hp=60)
    assert value(battle, "a_damage") == 0.0
    assert value(battle, "a_turns_to_ko") == 600.0
    assert value(battle.assign(a_move_power=0.0, a_move_type_mult=2.0), "a_damage") == 0.0


@pytest.mark.parametrize("name", ["nonsense", "c_hp", "a_type_3_Feu"])
def test_an_unknown_feature_is_named(frame, name):
    with pytest.raises(TrainingError, match=name):
        features.compute(frame, [name])


def test_an_unknown_category_is_named(frame):
    with pytest.raises(TrainingError, match="'status'"):
        features.compute(one(frame, a_move_category="status"), ["a_damage"])


def test_columns_of_the_reference_are_renamed(frame, tmp_path):
    path = tmp_path / "old.parquet"
    frame.rename(columns={new: old for old, new in dataset.RENAMED.items()}).to_parquet(path)
    assert list(dataset.load(path)["a_id"]) == list(frame["a_id"])


def test_a_dataset_without_a_column_is_refused(frame, tmp_path):
    path = tmp_path / "short.parquet"
    frame.drop(columns=["a_move_category", "winner"]).to_parquet(path)
    with pytest.raises(TrainingError, match="a_move_category, winner"):
        dataset.load(path)
