"""Rebuild the bundled registry: train every version, register it in a real MLflow server, freeze that into static files.

A model that an earlier, interrupted call left in the work folder is not trained again, unless its dataset, its options or the
training code have changed since; the server's store is always new.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from battledex_training import artifacts, dataset
from battledex_training.errors import TrainingError
from battledex_training.server import mlflow_server

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Planned:
    """One version of the registry: how it is trained, and what its test metrics must reach at least."""

    version: str
    dataset_version: str
    options: tuple[str, ...]
    description: str
    at_least: dict[str, float]


PLAN = (
    Planned(
        "v1",
        "v1",
        (),
        "The reference recipe on battles where both sides use their best move.",
        {"test_accuracy": 0.94},
    ),
    Planned(
        "v2",
        "v2",
        (),
        "The reference recipe on all three scenarios. Rows are split, so pairs of Pokémon in the test side also occur in training.",
        {"test_accuracy": 0.961, "test_roc_auc": 0.995},
    ),
    Planned(
        "v3",
        "v2",
        ("--features", "v3", "--split", "pairs", "--n-estimators", "100", "--max-depth", "6", "--max-bin", "2048")
        + ("--colsample-bytree", "1.0", "--stage", "Staging"),
        "Sees what the recipe hides: whether a move is physical or special, and the damage that the battle's formula gives. Tested on "
        "pairs of Pokémon that training never saw. Hits, as shares of the target's health, nearly are the rules themselves, which is "
        "why so few small trees do so well.",
        {"test_accuracy": 0.999},
    ),
    Planned(
        "v4",
        "v2",
        ("--fraction", "0.02", "--stage", "None"),
        "The recipe of v2 trained on 2 % of its training battles: worse, and kept to show what a comparison should catch.",
        {},
    ),
)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work-dir", type=Path, required=True, help="datasets, trained models and the server's store go here")
    parser.add_argument("--out", type=Path, required=True, help="where the static files go; replaced as a whole")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser


def main() -> None:
    args = arguments().parse_args()
    work, out = args.work_dir.resolve(), args.out.resolve()
    work.mkdir(parents=True, exist_ok=True)
    datasets = {version: _dataset(version, args.seed, work) for version in dataset.DATASET_VERSIONS}
    store = work / "mlflow"
    shutil.rmtree(store, ignore_errors=True)
    with mlflow_server(store) as url:
        for planned in PLAN:
            _train(planned, datasets[planned.dataset_version], args, work, url)
        _freeze(url, out)


def _dataset(version: str, seed: int, work: Path) -> Path:
    print(f"dataset {version}", flush=True)
    return dataset.generate(version, seed, work / f"battles_{version}.parquet")


def _train(planned: Planned, file: Path, args: argparse.Namespace, work: Path, url: str) -> None:
    print(f"model {planned.version}", flush=True)
    out = work / "models" / planned.version
    seed = str(args.seed)
    what = ["--version", planned.version, "--dataset-version", planned.dataset_version, "--dataset-seed", seed, "--seed", seed]
    what += ["--description", planned.description, *planned.options]
    where = ["--dataset", str(file), "--jobs", str(args.jobs), "--out", str(out)]
    made_from = {"dataset": dataset.sha256(file), "code": _code(), "options": what}
    stamp, text = out / "made_from.json", json.dumps(made_from, ensure_ascii=False)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != text:
        shutil.rmtree(out, ignore_errors=True)
    # Runs carry their user's name and are published: this one has a name of its own.
    env = {**os.environ, "MLFLOW_TRACKING_URI": url, "ML_SKIP_IF_EXISTS": "1", "LOGNAME": "battledex"}
    env.pop("DISABLE_MLFLOW_TRACKING", None)
    _run([sys.executable, "train.py", *what, *where], env)
    stamp.write_text(text, encoding="utf-8")
    metrics = artifacts.read_json(out / artifacts.METADATA_FILE)["metrics"]
    for name, least in planned.at_least.items():
        if not metrics[name] >= least:
            raise TrainingError(f"{planned.version} reaches {name} {metrics[name]:.4f}, under {least}: the dataset or a feature is wrong.")


def _code() -> str:
    """A digest of what decides a model besides its data: the code of training and the versions of its libraries."""
    files = [*sorted((HERE / "battledex_training").glob("*.py")), HERE / "train.py", HERE / "requirements.txt"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _freeze(url: str, out: Path) -> None:
    battledex = os.environ.get("BATTLEDEX_BIN") or shutil.which("battledex")
    if not battledex:
        raise TrainingError("`battledex` is not found, so the registry cannot be frozen; build it and name it in BATTLEDEX_BIN.")
    _run([battledex, "freeze", "--tracking-uri", url, "--out", str(out)], dict(os.environ))


def _run(command: list[str], env: dict[str, str]) -> None:
    try:
        subprocess.run(command, check=True, cwd=HERE, env=env)
    except (OSError, subprocess.CalledProcessError) as error:
        raise TrainingError(f"`{Path(command[0]).name} {' '.join(command[1:3])}` failed: see what it printed above.") from error


if __name__ == "__main__":
    # So that the server is stopped, too, when this is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("registry.py: stopped"))
    try:
        main()
    except TrainingError as error:
        sys.exit(f"registry.py: {error}")
