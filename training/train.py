"""Train a battle winner, export it to ONNX, and log and register it in MLflow. See README.md."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from battledex_training import artifacts, dataset, features, recipe
from battledex_training.artifacts import TrainedModel
from battledex_training.errors import TrainingError
from battledex_training.job import Options, train
from battledex_training.options import add_registration, enabled, registration


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True, metavar="NAME", help="the model's own version, for example v3")
    parser.add_argument("--dataset-version", choices=dataset.DATASET_VERSIONS, default="v2")
    parser.add_argument("--dataset", type=Path, metavar="FILE", help="a finished dataset, instead of making it with `battledex`")
    parser.add_argument("--dataset-seed", type=int, default=42)
    parser.add_argument("--scenario-type", choices=(*dataset.SCENARIOS, "all"), default="all")
    parser.add_argument("--features", choices=features.FEATURE_SETS, default="v2")
    parser.add_argument("--split", choices=("rows", "pairs"), default="rows")
    parser.add_argument("--fraction", type=float, default=1.0, help="share of the training side to use")
    parser.add_argument("--use-gridsearch", action="store_true", help="search hyperparameters, 3-fold, by ROC-AUC")
    parser.add_argument("--grid-type", choices=tuple(recipe.GRIDS), default="fast")
    for name, value in recipe.REFERENCE.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="threads; default: every core")
    parser.add_argument("--description", metavar="MARKDOWN", help="a first paragraph for the version's description")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the model goes; default: models/NAME beside this file")
    parser.add_argument("--no-mlflow", action="store_true", help="train and write to disk only")
    add_registration(parser)
    return parser


def main() -> None:
    args = arguments().parse_args()
    out = args.out or Path(__file__).resolve().parent / "models" / args.version
    tracking = None if args.no_mlflow or enabled("DISABLE_MLFLOW_TRACKING") else _tracking()
    client = tracking.connect() if tracking else None
    skip = enabled("ML_SKIP_IF_EXISTS")

    if client and skip and (found := tracking.find_version(client, args.model_name, args.version)):
        print(f"{args.version} is version {found} of {args.model_name} already: nothing to do")
        return
    model = _on_disk(out, args.version) if skip else None
    if model:
        print(f"{args.version} is in {out} already: not trained again")
    else:
        model = train(_options(args))
        model.write(out)
        print(json.dumps(model.metadata["metrics"], indent=1))
        print(f"{args.version} written to {out}: {len(model.onnx):,} bytes of ONNX")
    if client:
        done = tracking.register(client, model, registration(args))
        print(f"{args.version} is version {done.version} of {done.name}, stage {done.stage}")


def _tracking():
    from battledex_training import tracking

    return tracking


def _on_disk(out: Path, version: str) -> TrainedModel | None:
    if not (out / artifacts.METADATA_FILE).exists():
        return None
    model = artifacts.read_folder(out)
    if model.metadata.get("model_version") != version or model.metadata.get("onnx_sha256") != model.digest:
        raise TrainingError(f"{out} holds another or a damaged model, not {version}; remove it or choose another --out.")
    return model


def _options(args: argparse.Namespace) -> Options:
    return Options(
        version=args.version,
        dataset_version=args.dataset_version,
        dataset_file=args.dataset,
        dataset_seed=args.dataset_seed,
        scenario=args.scenario_type,
        feature_set=args.features,
        split=args.split,
        fraction=args.fraction,
        grid=args.grid_type if args.use_gridsearch else None,
        params={name: getattr(args, name) for name in recipe.REFERENCE},
        description=args.description,
        seed=args.seed,
        jobs=args.jobs,
    )


if __name__ == "__main__":
    try:
        main()
    except TrainingError as error:
        sys.exit(f"train.py: {error}")
