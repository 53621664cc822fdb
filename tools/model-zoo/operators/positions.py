"""Tree ensembles whose nodes stand in order: TreeEnsemble of version 5."""

import numpy

from cases import NAMES, NAN, case, session
from forest import MODES, Forest, rows_of


def positions(random):
    for i, kind in enumerate(["float32", "float64", "float16"] * 4):
        forest = Forest(random, modes=[*MODES, "BRANCH_MEMBER"] if i % 2 else MODES)
        splits, leaves = [n for n in forest.nodes if n["mode"] != "LEAF"], []
        place = {id(node): at for at, node in enumerate(splits)}
        roots = []
        for root in [n for n in forest.nodes if n["id"] == 0]:
            if root["mode"] == "LEAF":
                # A tree that is a leaf: one node, both sides of which are that leaf.
                lone = {"mode": "BRANCH_LEQ", "feature": 0, "value": 0.0, "track": 0, "true": root, "false": root}
                place[id(lone)] = len(splits)
                splits.append(lone)
                root = lone
            roots.append(place[id(root)])
        for leaf in forest.leaves():
            place[id(leaf)] = len(leaves)
            leaves.append(leaf)
        aggregate, transform = i % 4, [0, 4, 3, 1, 2, 0][i % 6]
        targets = 3 if i % 2 or transform == 2 else 1
        members = []
        for node in splits:
            if node["mode"] == "BRANCH_MEMBER":
                members += [float(v) for v in random.integers(-2, 3, size=3)] + [NAN]
        modes = [*MODES, "BRANCH_MEMBER"]
        attributes = {
            "n_targets": targets, "aggregate_function": aggregate, "post_transform": transform,
            "nodes_featureids": [n["feature"] for n in splits],
            "nodes_modes": numpy.array([modes.index(n["mode"]) for n in splits], dtype="uint8"),
            "nodes_splits": numpy.array([n["value"] for n in splits], dtype=kind),
            "nodes_truenodeids": [place[id(n["true"])] for n in splits],
            "nodes_falsenodeids": [place[id(n["false"])] for n in splits],
            "nodes_trueleafs": [int(n["true"]["mode"] == "LEAF") for n in splits],
            "nodes_falseleafs": [int(n["false"]["mode"] == "LEAF") for n in splits],
            "nodes_missing_value_tracks_true": [n["track"] for n in splits],
            "tree_roots": roots,
            "leaf_targetids": [int(random.integers(targets)) for _ in leaves],
            "leaf_weights": (random.integers(0, 64, size=len(leaves)) / 512).astype(kind),
        }
        if members:
            attributes["membership_values"] = numpy.array(members, dtype=kind)
        x = rows_of(random, "float32", missing=True).astype(kind)
        if members:
            # onnxruntime cuts numbers to their whole part before it looks them up in a set.
            x = numpy.trunc(x)
        name = f"{kind} {i}, {targets} targets, aggregate {aggregate}, transform {transform}"
        through = None
        # onnxruntime takes 1 for LOGISTIC and 2 for SOFTMAX, the standard the other way round.
        given = attributes | {"post_transform": {1: 2, 2: 1}.get(transform, transform)}
        if kind == "float16":
            # onnxruntime has no kernel for it; the numbers are exact in floats, but for the last step.
            given = {k: v.astype("float32") if isinstance(v, numpy.ndarray) and v.dtype == "float16" else v
                     for k, v in given.items()}
            through = "float32"
        answer = session("TreeEnsemble", 5, given, [x.astype(through or kind)], [NAMES[through or kind]])
        answer = answer.run(None, {"x0": x.astype(through or kind)})
        case(name, "TreeEnsemble", attributes, x, [NAMES[kind]], 5, expected=[answer[0].astype(kind)])
