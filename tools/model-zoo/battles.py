"""Makes crates/predictor/tests/models: a small model of battles with its golden battles, computed without our own code.

Run it with the training environment's Python: python tools/model-zoo/battles.py
The model sees only base stats, which this script reads from the Pokédex itself. 'scaled' holds the same trees
behind a StandardScaler, and its scores go through a ZipMap, as scikit-learn's exporter writes it by default.
"""

import json
import pathlib

import numpy
import onnx
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType as SklearnFloats
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier

ROOT = pathlib.Path(__file__).parents[2]
OUT = ROOT / "crates" / "predictor" / "tests" / "models"
STATS = ["hp", "attack", "defense", "sp_attack", "sp_defense", "speed"]
FEATURES = [f"{side}_{stat}" for side in "ab" for stat in STATS]
GOLDEN = 16


def main():
    pokemon = [p for p in json.loads((ROOT / "crates/battle/data/pokedex.json").read_text())["pokemon"] if p["moves"]]
    random = numpy.random.default_rng(3)
    pairs = random.choice(len(pokemon), size=(600, 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    rows = numpy.array([pokemon[a]["stats"] + pokemon[b]["stats"] for a, b in pairs], dtype=numpy.float32)
    won = (rows[:, :6].sum(axis=1) + rows[:, 5] > rows[:, 6:].sum(axis=1) + rows[:, 11]).astype(int)
    OUT.mkdir(parents=True, exist_ok=True)

    trees = XGBClassifier(n_estimators=6, max_depth=3, learning_rate=0.5, tree_method="hist", random_state=42, n_jobs=1)
    trees.fit(rows, won)
    small = convert_xgboost(trees, initial_types=[("input", FloatTensorType([None, len(FEATURES)]))])
    write("small", small, trees, pokemon, pairs, rows)

    pipeline = make_pipeline(StandardScaler(), GradientBoostingClassifier(n_estimators=4, max_depth=2, random_state=42))
    pipeline.fit(rows, won)
    scaled = to_onnx(pipeline, initial_types=[("input", SklearnFloats([None, len(FEATURES)]))], target_opset=17)
    write("scaled", scaled, pipeline, pokemon, pairs, rows)


def write(name, model, estimator, pokemon, pairs, rows):
    onnx.helper.set_model_props(model, {"feature_names": json.dumps(FEATURES)})
    (OUT / f"{name}.onnx").write_bytes(model.SerializeToString())
    probabilities = estimator.predict_proba(rows[:GOLDEN])[:, 1]
    battles = []
    for (a, b), row, probability in zip(pairs, rows, probabilities):
        ids = {"a": pokemon[a]["id"], "b": pokemon[b]["id"], "move_a": pokemon[a]["moves"][0], "move_b": pokemon[b]["moves"][0]}
        battles.append(ids | {"features": [float(v) for v in row], "probability": float(probability)})
    golden = {"format": 1, "features": FEATURES, "battles": battles}
    (OUT / f"{name}.golden.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
