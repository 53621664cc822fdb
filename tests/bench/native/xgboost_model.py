"""An XGBoost booster with the trees of an ONNX model, so that XGBoost and Treelite run the same model."""

import json
import math

import onnx
import xgboost

from onnx_trees import Node, attributes, ensemble, trees

ROOT_HAS_NO_PARENT = 2147483647


def booster_json(path: str) -> str:
    """XGBoost's JSON model format, see XGBoost's "Introduction to Model IO"."""
    model = onnx.load(path)
    node = ensemble(model)
    columns = model.graph.input[0].type.tensor_type.shape.dim[1].dim_value
    grown = [tree(number, nodes, columns) for number, nodes in enumerate(trees(node))]
    (margin,) = attributes(node)["base_values"]
    count = len(grown)
    learner = {
        "attributes": {},
        "feature_names": [],
        "feature_types": [],
        "gradient_booster": {
            "name": "gbtree",
            "model": {
                "cats": {"enc": [], "feature_segments": [], "sorted_idx": []},
                "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": str(count)},
                "iteration_indptr": list(range(count + 1)),
                "tree_info": [0] * count,
                "trees": grown,
            },
        },
        "learner_model_param": {
            "base_score": f"[{1 / (1 + math.exp(-margin))!r}]",
            "boost_from_average": "0",
            "num_class": "0",
            "num_feature": str(columns),
            "num_target": "1",
        },
        "objective": {"name": "binary:logistic", "reg_loss_param": {"scale_pos_weight": "1"}},
    }
    version = [int(part) for part in xgboost.__version__.split(".")]
    return json.dumps({"learner": learner, "version": version})


def tree(number: int, nodes: list[Node], columns: int) -> dict[str, object]:
    """One tree; gains and covers, which no prediction reads, are 0."""
    parents = [ROOT_HAS_NO_PARENT] * len(nodes)
    for index, node in enumerate(nodes):
        for child in (node.left, node.right):
            if child is not None:
                parents[child] = index
    zeros = [0] * len(nodes)
    unknown = [0.0] * len(nodes)
    return {
        "id": number,
        "tree_param": {
            "num_deleted": "0",
            "num_feature": str(columns),
            "num_nodes": str(len(nodes)),
            "size_leaf_vector": "1",
        },
        "left_children": [-1 if node.left is None else node.left for node in nodes],
        "right_children": [-1 if node.right is None else node.right for node in nodes],
        "parents": parents,
        "split_indices": [node.column for node in nodes],
        "split_conditions": [node.value for node in nodes],
        "split_type": zeros,
        "default_left": [int(node.missing_left) for node in nodes],
        "base_weights": unknown,
        "loss_changes": unknown,
        "sum_hessian": unknown,
        "categories": [],
        "categories_nodes": [],
        "categories_segments": [],
        "categories_sizes": [],
    }
