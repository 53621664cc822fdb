import pytest

import registry
import train
from battledex_training.artifacts import METADATA_FILE
from battledex_training.errors import TrainingError


def test_every_planned_version_is_a_call_that_train_understands():
    parsed = {
        planned.version: train.arguments().parse_args(["--version", planned.version, *planned.options]) for planned in registry.PLAN
    }
    assert list(parsed) == ["v1", "v2", "v3", "v4"]
    assert (parsed["v3"].split, parsed["v3"].stage) == ("pairs", "Staging")
    assert (parsed["v4"].fraction, parsed["v4"].stage) == (0.02, "None")
    reference = train.arguments().parse_args(["--version", "v2"])
    assert (reference.n_estimators, reference.max_depth, reference.learning_rate, reference.seed) == (200, 10, 0.1, 42)


def test_a_version_that_misses_what_it_must_reach_stops_the_build(parquet, tmp_path, monkeypatch):
    def written(command, _env):
        out = tmp_path / "models" / "v2"
        out.mkdir(parents=True)
        (out / METADATA_FILE).write_text('{"metrics": {"test_accuracy": 0.9609, "test_roc_auc": 0.996}}')

    monkeypatch.setattr(registry, "_run", written)
    args = registry.arguments().parse_args(["--work-dir", str(tmp_path), "--out", str(tmp_path)])
    with pytest.raises(TrainingError, match="v2 reaches test_accuracy 0.9609, under 0.961"):
        registry._train(registry.PLAN[1], parquet, args, tmp_path, "http://127.0.0.1:1")
