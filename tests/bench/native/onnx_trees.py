"""The trees of an ONNX model with one binary TreeEnsembleClassifier of XGBoost's kind, and that model cut to its first trees."""

from collections import deque
from dataclasses import dataclass

import onnx
from onnx import ModelProto, NodeProto, helper


@dataclass(frozen=True)
class Node:
    """A split "column < value" or, without children, a leaf with that value."""

    value: float
    column: int = 0
    left: int | None = None
    right: int | None = None
    missing_left: bool = False


def ensemble(model: ModelProto) -> NodeProto:
    """The model's only node with trees."""
    found = [node for node in model.graph.node if node.op_type == "TreeEnsembleClassifier"]
    if len(found) != 1:
        raise ValueError(f"the graph has {len(found)} TreeEnsembleClassifier nodes, expected one")
    return found[0]


def attributes(node: NodeProto) -> dict[str, object]:
    """A node's attributes by name."""
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def trees(node: NodeProto) -> list[list[Node]]:
    """Every tree's nodes in level order, the two children of a split side by side: the order in which XGBoost grows them."""
    a = attributes(node)
    if set(a["class_ids"]) != {0} or a["post_transform"] != b"LOGISTIC" or not set(a["nodes_modes"]) <= {b"BRANCH_LT", b"LEAF"}:
        raise ValueError("only what onnxmltools writes for a binary XGBoost model can be read")
    weights = dict(zip(zip(a["class_treeids"], a["class_nodeids"]), a["class_weights"], strict=True))
    rows: dict[int, dict[int, int]] = {}
    for row, (tree, number) in enumerate(zip(a["nodes_treeids"], a["nodes_nodeids"], strict=True)):
        rows.setdefault(tree, {})[number] = row
    result = []
    for tree, row_of in rows.items():
        nodes: list[Node] = []
        queue, last = deque([0]), 0
        while queue:
            number = queue.popleft()
            row = row_of[number]
            if a["nodes_modes"][row] == b"LEAF":
                nodes.append(Node(weights[tree, number]))
                continue
            missing = bool(a["nodes_missing_value_tracks_true"][row])
            nodes.append(Node(a["nodes_values"][row], a["nodes_featureids"][row], last + 1, last + 2, missing))
            queue.extend((a["nodes_truenodeids"][row], a["nodes_falsenodeids"][row]))
            last += 2
        result.append(nodes)
    return result


def first_trees(source: str, count: int, target: str) -> None:
    """Writes the model with its first trees alone."""
    model = onnx.load(source)
    node = ensemble(model)
    a = attributes(node)
    for prefix, trees_of in (("nodes_", a["nodes_treeids"]), ("class_", a["class_treeids"])):
        kept = [row for row, tree in enumerate(trees_of) if tree < count]
        for attribute in node.attribute:
            values = a[attribute.name]
            if attribute.name.startswith(prefix):
                attribute.CopyFrom(helper.make_attribute(attribute.name, [values[row] for row in kept]))
    onnx.save(model, target)
