"""Writes the store: one sqlite file with MLflow's own tables, filled in one go, in the order in which a server would have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import plan
import sqlalchemy
from mlflow.store.model_registry.dbmodels import models as registry
from mlflow.store.tracking.dbmodels import models as tracking
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from plan import CURVE, CURVE_METRIC, DOCUMENTED, KEYS, MANY_VERSIONS, MINUTE, NOW, RUNS, STAGES, USERS, Sizes

_BATCH = 50_000
_EXPERIMENTS = {RUNS: 1, KEYS: 2, CURVE: 3}


class Writer:
    """Rows into tables, without what makes single writes safe: the file is only used once it is complete."""

    def __init__(self, engine: sqlalchemy.Engine):
        self.engine = engine
        self.connection = engine.raw_connection()
        self.cursor = self.connection.cursor()
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-1500000", "temp_store=MEMORY"):
            self.cursor.execute(f"PRAGMA {pragma}")
        self.cursor.execute("BEGIN")

    def write(self, model: type, columns: Sequence[str], rows: Iterable[tuple]) -> None:
        """Add rows with these columns; the others get the defaults that the table's class states."""
        table: sqlalchemy.Table = model.__table__
        constant = {
            column.name: column.default.arg
            for column in table.columns
            if column.name not in columns and column.default is not None and column.default.is_scalar
        }
        names = ", ".join([*columns, *constant])
        places = ", ".join(["?"] * len(columns) + ["?"] * len(constant))
        tail = tuple(constant.values())
        rest = iter(rows)
        while batch := [row + tail for row in islice(rest, _BATCH)]:
            self.cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({places})", batch)

    def close(self) -> None:
        self.connection.commit()
        self.connection.close()


def make(folder: Path, sizes: Sizes) -> None:
    """Make `mlflow.db` in this empty folder, and `many.json`, which says where everything is."""
    store = SqlAlchemyStore(f"sqlite:///{folder / 'mlflow.db'}", "mlflow-artifacts:/")
    # What an index is of, it is made of at once when all rows are there.
    indexes = [index for model in (tracking.SqlMetric, tracking.SqlLatestMetric, tracking.SqlParam, tracking.SqlTag) for index in model.__table__.indexes]
    for index in indexes:
        index.drop(store.engine)
    writer = Writer(store.engine)
    _experiments(writer)
    _runs(writer, sizes)
    _keys(writer, sizes)
    _curve(writer, sizes)
    _models(writer, sizes)
    _versions(writer, sizes)
    writer.close()
    for index in indexes:
        index.create(store.engine)
    # Without statistics sqlite orders the runs by a metric in quadratic time: minutes instead of a second, for whoever asks.
    with store.engine.connect() as connection:
        connection.execute(sqlalchemy.text("ANALYZE"))
        connection.commit()
    store.engine.dispose()
    (folder / "many.json").write_text(json.dumps(directory(sizes), indent=2) + "\n", encoding="utf-8")


def directory(sizes: Sizes) -> dict[str, object]:
    """Where everything is, for those who look at the store through a server."""
    return {
        "models": sizes.models,
        "many_versions": {"model": MANY_VERSIONS, "versions": sizes.versions},
        "documented": {"model": DOCUMENTED, "version": "1", "bytes": sizes.description},
        "many_runs": {"experiment_id": str(_EXPERIMENTS[RUNS]), "runs": sizes.runs, "metrics": sizes.metrics, "params": sizes.params},
        "many_keys": {"experiment_id": str(_EXPERIMENTS[KEYS]), "keys": sizes.keys},
        "curve": {
            "experiment_id": str(_EXPERIMENTS[CURVE]),
            "run_id": plan.run_id(CURVE, 0),
            "metric": CURVE_METRIC,
            "points": sizes.points,
        },
    }


def _experiments(writer: Writer) -> None:
    writer.write(
        tracking.SqlExperiment,
        ("experiment_id", "name", "artifact_location", "creation_time", "last_update_time"),
        ((number, name, f"mlflow-artifacts:/{number}", NOW, NOW) for name, number in _EXPERIMENTS.items()),
    )
    # Otherwise the page for language models is what MLflow's own interface opens.
    writer.write(
        tracking.SqlExperimentTag,
        ("key", "value", "experiment_id"),
        (("mlflow.experimentKind", "custom_model_development", number) for number in _EXPERIMENTS.values()),
    )


def _start(count: int, index: int) -> int:
    """One run a minute, the last one now."""
    return NOW - (count - index) * MINUTE


def _infos(writer: Writer, experiment: str, count: int) -> None:
    number = _EXPERIMENTS[experiment]

    def rows() -> Iterator[tuple]:
        for i in range(count):
            start, run = _start(count, i), plan.run_id(experiment, i)
            status = "FAILED" if i % 41 == 40 else "RUNNING" if i % 997 == 996 else "FINISHED"
            end = None if status == "RUNNING" else start + 20_000 + i * 7919 % 40_000
            artifacts = f"mlflow-artifacts:/{number}/{run}/artifacts"
            yield (run, plan.run_name(i), USERS[i % 4], status, start, end, artifacts, number)

    columns = ("run_uuid", "name", "user_id", "status", "start_time", "end_time", "artifact_uri", "experiment_id")
    writer.write(tracking.SqlRun, columns, rows())
    tags = (
        (key, value, plan.run_id(experiment, i))
        for i in range(count)
        for key, value in (
            ("mlflow.runName", plan.run_name(i)),
            ("mlflow.source.name", "train.py"),
            ("mlflow.source.type", "LOCAL"),
            ("mlflow.user", USERS[i % 4]),
        )
    )
    writer.write(tracking.SqlTag, ("key", "value", "run_uuid"), tags)


_METRIC = ("key", "value", "timestamp", "step", "is_nan", "run_uuid")


def _runs(writer: Writer, sizes: Sizes) -> None:
    _infos(writer, RUNS, sizes.runs)
    keys, values = plan.metrics(sizes), plan.qualities(sizes).tolist()
    runs = [plan.run_id(RUNS, i) for i in range(sizes.runs)]

    def metrics() -> Iterator[tuple]:
        for i, run in enumerate(runs):
            time = _start(sizes.runs, i) + 15_000
            for key, value in zip(keys, values[i], strict=True):
                yield (key, value, time, 0, False, run)

    writer.write(tracking.SqlMetric, _METRIC, metrics())
    writer.write(tracking.SqlLatestMetric, _METRIC, metrics())
    choices = plan.params(sizes)
    picks = np.random.default_rng(7).integers(0, 2**31, (sizes.runs, sizes.params)).tolist()
    params = (
        (key, str(values[pick % len(values)]), run)
        for run, row in zip(runs, picks, strict=True)
        for (key, values), pick in zip(choices, row, strict=True)
    )
    writer.write(tracking.SqlParam, ("key", "value", "run_uuid"), params)


def _keys(writer: Writer, sizes: Sizes) -> None:
    count = sizes.keys // sizes.keys_per_run
    _infos(writer, KEYS, count)
    norms = np.random.default_rng(9).lognormal(-2, 1, sizes.keys).tolist()
    rows = [
        (key, norms[i], _start(count, i // sizes.keys_per_run) + 15_000, 0, False, plan.run_id(KEYS, i // sizes.keys_per_run))
        for i, key in enumerate(plan.layer_keys(sizes))
    ]
    writer.write(tracking.SqlMetric, _METRIC, rows)
    writer.write(tracking.SqlLatestMetric, _METRIC, rows)


def _curve(writer: Writer, sizes: Sizes) -> None:
    _infos(writer, CURVE, 1)
    run, start = plan.run_id(CURVE, 0), _start(1, 0)
    values = plan.loss_curve(sizes.points).tolist()
    rows = [(CURVE_METRIC, value, start + step * 250, step, False, run) for step, value in enumerate(values)]
    writer.write(tracking.SqlMetric, _METRIC, rows)
    writer.write(tracking.SqlLatestMetric, _METRIC, rows[-1:])


def _models(writer: Writer, sizes: Sizes) -> None:
    text = plan.description(sizes.description)
    writer.write(
        registry.SqlRegisteredModel,
        ("name", "creation_time", "last_updated_time", "description"),
        (
            (name, NOW - (sizes.models - i) * 60 * MINUTE, NOW - i * MINUTE, text if name == DOCUMENTED else f"Model {i + 1} of {sizes.models}.")
            for i, name in enumerate(plan.models(sizes))
        ),
    )
    writer.write(
        registry.SqlRegisteredModelTag,
        ("name", "key", "value"),
        ((name, "team", ("risk", "growth", "logistics")[i % 3]) for i, name in enumerate(plan.models(sizes))),
    )


def _versions(writer: Writer, sizes: Sizes) -> None:
    """Every version is of a run: those of `MANY_VERSIONS` of as many runs, evenly, the newest of the newest."""
    text = plan.description(sizes.description)
    stride = sizes.runs // sizes.versions

    def versions() -> Iterator[tuple[str, int, int]]:
        for i, name in enumerate(plan.models(sizes)):
            for version in range(1, 1 + (sizes.versions if name == MANY_VERSIONS else 1 if name == DOCUMENTED else 1 + i % 5)):
                run = version * stride - 1 if name == MANY_VERSIONS else (i * 131 + version) % sizes.runs
                yield (name, version, run)

    def stage(name: str, version: int) -> str:
        newest = sizes.versions if name == MANY_VERSIONS else 3
        return STAGES.get(newest - version, "None")

    writer.write(
        registry.SqlModelVersion,
        ("name", "version", "creation_time", "last_updated_time", "description", "user_id", "current_stage", "source", "run_id"),
        (
            (name, version, time := _start(sizes.runs, run) + 20_000, time, text if name == DOCUMENTED else f"From {plan.run_name(run)}.")
            + (USERS[run % 4], stage(name, version), f"mlflow-artifacts:/1/{plan.run_id(RUNS, run)}/artifacts/model", plan.run_id(RUNS, run))
            for name, version, run in versions()
        ),
    )
    writer.write(
        registry.SqlModelVersionTag,
        ("name", "version", "key", "value"),
        ((name, version, "validation_status", ("approved", "pending")[version % 2]) for name, version, _ in versions()),
    )
    writer.write(
        registry.SqlRegisteredModelAlias,
        ("name", "alias", "version"),
        ((MANY_VERSIONS, alias, sizes.versions - i) for i, alias in enumerate(("champion", "challenger"))),
    )
