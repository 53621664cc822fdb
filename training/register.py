"""Register a model that already lies on disk: an ONNX file, or the pickles of an older project. See README.md.

An ONNX file needs mlflow and onnx only (and onnxruntime with MLflow 2.22).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from battledex_training import artifacts
from battledex_training.artifacts import TrainedModel
from battledex_training.errors import TrainingError
from battledex_training.options import add_registration, enabled, registration


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, help="a folder that train.py wrote: model.onnx, golden.json, metadata.json")
    parser.add_argument("--onnx", type=Path, metavar="FILE")
    parser.add_argument("--golden", type=Path, metavar="FILE")
    parser.add_argument("--metadata", type=Path, metavar="FILE", help="JSON; `features` is the model's feature order")
    parser.add_argument("--version", metavar="NAME", help="the model's own version; default: what the metadata says")
    parser.add_argument("--no-mlflow", action="store_true", help="only write what would be registered to --out")
    parser.add_argument("--out", type=Path, metavar="DIR", help="also write the model to this folder")
    pickles = parser.add_argument_group("a pickled XGBClassifier with its scalers (open pickles only from people you trust: they can run any code)")
    pickles.add_argument("--pickle", type=Path, metavar="FILE", help="the classifier")
    pickles.add_argument("--scalers", type=Path, metavar="FILE", help="a dict with standard_scaler and standard_scaler_new_features")
    pickles.add_argument("--dataset", type=Path, metavar="FILE", help="battles to compare pickles and ONNX on, and to draw golden battles from")
    pickles.add_argument("--seed", type=int, default=42, help="draws the golden battles; default: %(default)s")
    add_registration(parser)
    return parser


def main() -> None:
    args = arguments().parse_args()
    model = _read(args)
    if args.version:
        model.metadata["model_version"] = args.version
    offline = args.no_mlflow or enabled("DISABLE_MLFLOW_TRACKING")
    if args.out or offline:
        if not args.out:
            raise TrainingError("Without MLflow there is nothing to do; give --out DIR to write the model to disk.")
        model.write(args.out)
        print(f"written to {args.out}: {len(model.onnx):,} bytes of ONNX")
    if offline:
        return
    from battledex_training import tracking

    client = tracking.connect()
    done = tracking.register(client, model, registration(args))
    print(f"{model.metadata.get('model_version', 'the model')} is version {done.version} of {done.name}, stage {done.stage}")


def _read(args: argparse.Namespace) -> TrainedModel:
    if sum(source is not None for source in (args.dir, args.onnx, args.pickle)) != 1:
        raise TrainingError("Give one of --dir DIR, --onnx FILE or --pickle FILE.")
    if args.dir:
        return artifacts.read_folder(args.dir)
    if args.onnx:
        return artifacts.read_model(args.onnx, args.golden, args.metadata)
    if not args.scalers or not args.metadata:
        raise TrainingError("--pickle needs --scalers FILE and --metadata FILE, which holds the feature order.")
    from battledex_training import bundle

    return bundle.convert(args.pickle, args.scalers, artifacts.read_json(args.metadata), args.dataset, args.seed)


if __name__ == "__main__":
    try:
        main()
    except TrainingError as error:
        sys.exit(f"register.py: {error}")
