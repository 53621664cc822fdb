"""SHAP values of the bundled registry's models by the `shap` package, for `crates/predictor/tests/shap.rs`.

    python tools/shap/expected.py             # writes crates/predictor/tests/shap/v1.gz to v4.gz
    python tools/shap/expected.py --check 20  # compares with what is there, for the first 20 battles

Each version's first 200 golden battles are explained, twice: against its last 100 golden battles as a background
(interventional), and by covers counted from all 256 (path-dependent). What is explained is the margin before LOGISTIC.

A file is gzip of: two float64 base values, then for both kinds 200 × features values in units of 1e-5 as int32, stored as
four planes of bytes, the lowest first; all little-endian.
"""

from __future__ import annotations

import argparse
import copy
import gzip
import json
from pathlib import Path

import numpy as np
import onnx
import shap

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = ROOT / "public" / "registry"
EXPECTED = ROOT / "crates" / "predictor" / "tests" / "shap"
MODEL = "battle_winner_predictor"
EXPLAINED = 200
BACKGROUND = 100
UNIT = 1e-5
# The share of rows that shap sees where no row went: it divides by covers, so none may be 0.
NOTHING = 1e-9


def recorded(answers: dict, key: str) -> bytes:
    """A recorded answer of the registry."""
    entry = answers[f"GET {key}"]
    content = (REGISTRY / entry["file"]).read_bytes()
    return gzip.decompress(content) if entry.get("gzip") else content


def version(number: int) -> tuple[dict, np.ndarray]:
    """The attributes of a version's ensemble, and the features of its golden battles."""
    answers = json.loads((REGISTRY / "manifest.json").read_text())["answers"]
    query = f"name={MODEL}&version={number}"
    run = json.loads(recorded(answers, f"ajax-api/2.0/mlflow/model-versions/get?{query}"))["model_version"]["run_id"]
    model = onnx.load_model_from_string(
        recorded(answers, f"model-versions/get-artifact?name={MODEL}&path=model.onnx&version={number}")
    )
    golden = json.loads(recorded(answers, f"get-artifact?path=golden.json&run_uuid={run}"))
    (node,) = model.graph.node
    attributes = {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}
    return attributes, np.array([battle["features"] for battle in golden["battles"]], dtype=np.float32)


def trees(attributes: dict) -> list[dict]:
    """The trees as shap takes them: splits are x <= threshold, children are positions."""
    tree_ids = np.array(attributes["nodes_treeids"])
    votes = {
        key: weight
        for *key, weight in zip(
            attributes["class_treeids"], attributes["class_nodeids"], attributes["class_weights"], strict=True
        )
        for key in [tuple(key)]
    }
    assert set(attributes["class_ids"]) == {0}, "all votes are for one class"
    result = []
    for tree in dict.fromkeys(attributes["nodes_treeids"]):
        at = np.flatnonzero(tree_ids == tree)
        column = {name: np.array(attributes[f"nodes_{name}"])[at] for name in ["nodeids", "featureids", "truenodeids", "falsenodeids"]}
        modes = [attributes["nodes_modes"][i] for i in at]
        assert set(modes) <= {b"LEAF", b"BRANCH_LT"}, "XGBoost's trees"
        assert (column["nodeids"] == np.arange(len(at))).all(), "ids are positions"
        leaf = np.array([mode == b"LEAF" for mode in modes])
        values = np.array(attributes["nodes_values"], dtype=np.float32)[at]
        child = {name: np.where(leaf, -1, column[name]).astype(np.int32) for name in ["truenodeids", "falsenodeids"]}
        result.append(
            {
                "children_left": child["truenodeids"],
                "children_right": child["falsenodeids"],
                "children_default": child["falsenodeids"],
                "features": np.where(leaf, -1, column["featureids"]).astype(np.int32),
                # x < value is x <= the number before it.
                "thresholds": np.where(leaf, -1, np.nextafter(values, np.float32(-np.inf))).astype(np.float64),
                "values": np.array([[votes.get((tree, node), 0.0)] for node in column["nodeids"]], dtype=np.float64),
            }
        )
    return result


def add_covers(tree: dict, rows: np.ndarray) -> None:
    """Counts rows at every node. Without a row, both ways of a split are equally likely."""
    left, right = tree["children_left"], tree["children_right"]
    counts = np.zeros(len(left))
    weights = np.zeros(len(left))
    open_nodes = [(0, np.arange(len(rows)))]
    weights[0] = len(rows)
    while open_nodes:
        node, here = open_nodes.pop()
        counts[node] = len(here)
        if left[node] < 0:
            continue
        yes = rows[here, tree["features"][node]] <= tree["thresholds"][node]
        parts = {left[node]: here[yes], right[node]: here[~yes]}
        for child, part in parts.items():
            share = len(part) / len(here) if len(here) else 0.5
            weights[child] = weights[node] * (share if share > 0.0 else NOTHING)
            open_nodes.append((child, part))
    tree["node_sample_weight"] = weights


def explain(number: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Base values of both kinds, and their values for the first `count` battles: 2 × count × features."""
    attributes, rows = version(number)
    explained, background = rows[:count], rows[-BACKGROUND:]
    model = {
        "trees": trees(attributes),
        "base_offset": float(attributes["base_values"][0]),
        "tree_output": "raw_value",
        "objective": "binary_crossentropy",
        "input_dtype": np.float32,
        "internal_dtype": np.float64,
    }
    for tree in model["trees"]:
        add_covers(tree, rows)
    bases, values = [], []
    for data, kind in [(background, "interventional"), (None, "tree_path_dependent")]:
        # With a background, shap writes that background's covers into the model.
        explainer = shap.TreeExplainer(copy.deepcopy(model), data=data, feature_perturbation=kind, model_output="raw")
        found = explainer.shap_values(explained.astype(np.float64), check_additivity=False)
        base = float(np.ravel(explainer.expected_value)[0])
        margins = np.ravel(explainer.model.predict(explained.astype(np.float64)))
        additivity = np.abs(base + found.sum(axis=1) - margins).max()
        print(f"v{number} {kind}: base {base:.6f}, greatest value {np.abs(found).max():.3f}, additivity {additivity:.1e}")
        bases.append(base)
        values.append(found)
    return np.array(bases), np.stack(values)


def encode(bases: np.ndarray, values: np.ndarray) -> bytes:
    units = np.round(values / UNIT).astype("<i4")
    planes = units.reshape(-1, 1).view(np.uint8).T
    return gzip.compress(bases.astype("<f8").tobytes() + planes.tobytes(), 9, mtime=0)


def decode(content: bytes) -> tuple[np.ndarray, np.ndarray]:
    content = gzip.decompress(content)
    planes = np.frombuffer(content[16:], dtype=np.uint8).reshape(4, -1)
    units = np.ascontiguousarray(planes.T).view("<i4")
    return np.frombuffer(content[:16], dtype="<f8"), units.reshape(2, EXPLAINED, -1) * UNIT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", type=int, metavar="BATTLES", help="compare so many battles instead of writing")
    check = parser.parse_args().check
    EXPECTED.mkdir(exist_ok=True)
    for number in range(1, 5):
        bases, values = explain(number, EXPLAINED if check is None else check)
        path = EXPECTED / f"v{number}.gz"
        if check is None:
            path.write_bytes(encode(bases, values))
            print(f"  {path.name}: {path.stat().st_size} bytes")
            continue
        stored_bases, stored = decode(path.read_bytes())
        difference = max(np.abs(bases - stored_bases).max(), np.abs(values - stored[:, :check]).max())
        # Half a unit of rounding, and what shap's own sums may differ by between machines.
        assert difference <= 0.6 * UNIT, f"{path.name} differs by {difference}: make it again"


if __name__ == "__main__":
    main()
