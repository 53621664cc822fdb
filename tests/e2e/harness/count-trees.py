"""What is to be seen in a model file, counted by Python's `onnx`: reads JSON with the ONNX file and the golden battles in
base64, and writes JSON. The way of the first golden battle through each tree is walked here node by node, over the
features that training wrote down, and checked against the probability of XGBoost that stands beside them.
"""

import base64
import json
import math
import sys
from collections import Counter, defaultdict

import numpy as np
import onnx

given = json.load(sys.stdin)
model = onnx.load_from_string(base64.b64decode(given["onnx"]))
golden = json.loads(base64.b64decode(given["golden"]))
[node] = model.graph.node
is_ = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
names = json.loads({p.key: p.value for p in model.metadata_props}["feature_names"])

places = defaultdict(dict)
roots = {}
for place, (tree, number) in enumerate(zip(is_["nodes_treeids"], is_["nodes_nodeids"])):
    places[tree][number] = place
    roots.setdefault(tree, place)
weights = {
    (tree, number): weight
    for tree, number, weight in zip(is_["class_treeids"], is_["class_nodeids"], is_["class_weights"])
}
modes = [mode.decode() for mode in is_["nodes_modes"]]
assert set(modes) == {"BRANCH_LT", "LEAF"}, set(modes)


def children(tree, place):
    return [places[tree][is_[side][place]] for side in ("nodes_truenodeids", "nodes_falsenodeids")]


def spread(numbers):
    numbers = sorted(numbers)
    return [numbers[0], numbers[(len(numbers) - 1) // 2], numbers[-1]]


depths, splits = [], []
for tree, root in roots.items():
    deepest, count, open_ = 0, 0, [(root, 0)]
    while open_:
        place, depth = open_.pop()
        deepest = max(deepest, depth)
        if modes[place] != "LEAF":
            count += 1
            open_ += [(child, depth + 1) for child in children(tree, place)]
    depths.append(deepest)
    splits.append(count)

battle = golden["battles"][0]
row = np.array(battle["features"], dtype=np.float32)
assert golden["features"] == names
thresholds = np.array(is_["nodes_values"], dtype=np.float32)
ways, margin = [], float(is_["base_values"][0])
for tree, root in roots.items():
    way, place = [], root
    while True:
        way.append(is_["nodes_nodeids"][place])
        if modes[place] == "LEAF":
            break
        true, false = children(tree, place)
        place = true if row[is_["nodes_featureids"][place]] < thresholds[place] else false
    weight = weights[tree, way[-1]]
    margin += weight
    ways.append({"nodes": way, "weight": weight, "splits": splits[len(ways)]})
assert abs(1 / (1 + math.exp(-margin)) - battle["probability"]) < 1e-6, (margin, battle["probability"])

used = Counter(names[column] for column, mode in zip(is_["nodes_featureids"], modes) if mode != "LEAF")
json.dump(
    {
        "irVersion": model.ir_version,
        "opsets": [f"{opset.domain or 'ai.onnx'} {opset.version}" for opset in model.opset_import],
        "producer": f"{model.producer_name} {model.producer_version}",
        "graph": model.graph.name,
        "columns": len(names),
        "trees": len(roots),
        "splits": sum(splits),
        "leaves": modes.count("LEAF"),
        "depth": spread(depths),
        "splitsPerTree": spread(splits),
        "features": used.most_common(),
        "base": float(is_["base_values"][0]),
        "ways": ways,
        "battle": {key: battle[key] for key in ("a", "b", "move_a", "move_b", "probability")},
    },
    sys.stdout,
)
