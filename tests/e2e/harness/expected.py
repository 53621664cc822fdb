"""Writes what onnxruntime answers for models: every matchup where both use their best move, and the golden battles; of one model also
who fares alike, and why some battles end so.

The features come from the training code and its datasets, so nothing here was computed by the code under test.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from clusters import clustered
from explained import explained

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "training"))
from battledex_training import dataset, export, features  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, required=True, help="a folder of folders, each with model.onnx and golden.json")
    parser.add_argument("--out", type=Path, required=True, help="answers by the folders' names")
    parser.add_argument("--explain", required=True, help="the folder whose model is explained")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        frame = dataset.load(dataset.generate("v1", 42, Path(scratch) / "battles.parquet"), "best_move")
    answers = {}
    for folder in arguments.models.iterdir():
        model = (folder / "model.onnx").read_bytes()
        answer = {"best": best_moves(model, frame), "golden": golden(model, folder / "golden.json"), "clusters": [], "explained": []}
        if folder.name == arguments.explain:
            answer |= {"clusters": clustered(answer["best"]), "explained": explained(model, names(model), frame)}
        answers[folder.name] = answer
    arguments.out.write_text(json.dumps(answers), encoding="utf-8")


def best_moves(model: bytes, frame) -> list[dict]:
    answers = battles(frame[list(dataset.IDS)].to_numpy(), export.probabilities(model, features.compute(frame, names(model))))
    told = zip(wins_a(frame), *turns(frame), strict=True)
    rules = [{"winsA": bool(wins), "turnsA": float(a), "turnsB": float(b)} for wins, a, b in told]
    return [answer | rule for answer, rule in zip(answers, rules, strict=True)]


def wins_a(frame) -> np.ndarray:
    """Whether A wins by the rules."""
    a, b = turns(frame)
    return np.where(frame["a_moves_first"].to_numpy() == 1, a <= b, ~(b <= a))


def turns(frame) -> tuple[np.ndarray, np.ndarray]:
    """Turns that A and B need by the rules, computed here from stats, powers and multipliers."""

    def needed(user: str, target: str) -> np.ndarray:
        physical = (frame[f"{user}_move_category"] == "physical").to_numpy()
        attack = np.where(physical, frame[f"{user}_attack"], frame[f"{user}_sp_attack"])
        defense = np.where(physical, frame[f"{target}_defense"], frame[f"{target}_sp_defense"])
        base = 22.0 * frame[f"{user}_move_power"].to_numpy() * attack / defense / 50.0 + 2.0
        damage = base * frame[f"{user}_move_stab"].to_numpy() * frame[f"{user}_move_type_mult"].to_numpy()
        return frame[f"{target}_hp"].to_numpy() / np.maximum(damage, 0.1)

    return needed("a", "b"), needed("b", "a")


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
