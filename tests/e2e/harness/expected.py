"""Writes what onnxruntime answers for models: every matchup where both use their best move, and the golden battles.

The features come from the training code and its datasets, so nothing here was computed by the code under test.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "training"))
from battledex_training import dataset, export, features  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, required=True, help="a folder of folders, each with model.onnx and golden.json")
    parser.add_argument("--out", type=Path, required=True, help="answers by the folders' names")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        frame = dataset.load(dataset.generate("v1", 42, Path(scratch) / "battles.parquet"), "best_move")
    answers = {}
    for folder in arguments.models.iterdir():
        model = (folder / "model.onnx").read_bytes()
        answers[folder.name] = {"best": best_moves(model, frame), "golden": golden(model, folder / "golden.json")}
    arguments.out.write_text(json.dumps(answers), encoding="utf-8")


def best_moves(model: bytes, frame) -> list[dict]:
    return battles(frame[list(dataset.IDS)].to_numpy(), export.probabilities(model, features.compute(frame, names(model))))


def golden(model: bytes, file: Path) -> list[dict]:
    content = json.loads(file.read_text(encoding="utf-8"))
    if content["features"] != names(model):
        raise SystemExit(f"{file} is about other features than the model")
    rows = content["battles"]
    matrix = np.array([row["features"] for row in rows], dtype=np.float32)
    ids = [[row[key] for key in ("a", "b", "move_a", "move_b")] for row in rows]
    return battles(ids, export.probabilities(model, matrix))


def battles(ids, probabilities) -> list[dict]:
    return [
        {"a": int(a), "b": int(b), "moveA": int(move_a), "moveB": int(move_b), "probability": float(probability)}
        for (a, b, move_a, move_b), probability in zip(ids, probabilities, strict=True)
    ]


def names(model: bytes) -> list[str]:
    properties = onnx.load_from_string(model).metadata_props
    return json.loads(next(entry.value for entry in properties if entry.key == "feature_names"))


if __name__ == "__main__":
    main()
