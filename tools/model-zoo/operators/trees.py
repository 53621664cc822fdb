"""Tree ensembles whose nodes have numbers: TreeEnsembleRegressor and TreeEnsembleClassifier."""

import numpy

from cases import NUMERIC, TRANSFORMS, case
from forest import MODES, Forest, rows_of


def top(attributes, scores, label):
    """The standard's label is the top class.

    onnxruntime's is the sign of the second score where all leaves vote for both of two classes, and then 0 or 1 and
    no label; 0 or 1 too where there is one class; and where no weight is negative and the post transform is
    LOGISTIC, whether the margin, and not the probability, is above one half.
    """
    labels = numpy.array(attributes.get("classlabels_strings") or attributes["classlabels_int64s"], dtype=label.dtype)
    best = labels[numpy.argmax(scores, axis=1)]
    differs = len(labels) < 2 or attributes["post_transform"] == "LOGISTIC" or len(set(attributes["class_ids"])) == 2
    assert differs or (best == label).all(), (best, label)
    return best


def trees(random):
    mixed = lambda: float(numpy.float32(random.normal()))
    share = lambda: float(numpy.float32(random.random() / 8))
    for i, aggregate in enumerate(["SUM", "AVERAGE", "MIN", "MAX"]):
        for targets in [1, 3]:
            for j, transform in enumerate(TRANSFORMS if targets == 3 or i == 0 else ["NONE"]):
                forest = Forest(random, modes=MODES if j % 2 else [MODES[i]])
                kind, tracks = NUMERIC[(i + j) % 4], bool(j % 2)
                based = (i + j) % 2
                # onnxruntime adds no base value to a target that no leaf on a row's way votes for.
                votes = forest.votes("target", targets, share if j == 4 else mixed, based or j % 3 == 1)
                attributes = forest.by_id(tracks) | votes
                attributes |= {"n_targets": targets, "aggregate_function": aggregate, "post_transform": transform}
                if based:
                    attributes["base_values"] = [0.25, -0.5, 0.125][:targets]
                x = rows_of(random, kind, missing=True)
                name = f"{aggregate}, {targets} targets, {transform}, {kind}"
                case(name, "TreeEnsembleRegressor", attributes, x, ["float"],
                     3 if kind == "float64" else 1, through="float32" if kind.startswith("int") else None)
    for classes, outputs, bases in [(2, 1, [0, 1]), (2, 2, [0]), (3, 3, [0, 3]), (1, 1, [0])]:
        for base in bases:
            for j, transform in enumerate(TRANSFORMS):
                for sign, weight in [("mixed", mixed), ("positive", share)]:
                    if transform == "PROBIT" and ((classes, outputs) == (2, 1) or sign == "mixed"):
                        continue  # onnxruntime leaves the second of two scores undefined; others are no shares
                    forest = Forest(random, modes=MODES if j % 2 else [MODES[j]])
                    kind = NUMERIC[j % 4]
                    # All leaves vote for all classes, since onnxruntime's label is never a class without a vote.
                    attributes = forest.by_id(j % 2) | forest.votes("class", outputs, weight, True)
                    attributes["post_transform"] = transform
                    if base:
                        attributes["base_values"] = [0.25, 0.5, 0.125][:base]
                    labels = [7, 3, 5][:classes]
                    # onnxruntime reads beyond a single text label.
                    text = j % 2 and classes > 1
                    attributes |= (
                        {"classlabels_strings": [f"class {label}" for label in labels]} if text
                        else {"classlabels_int64s": labels}
                    )
                    x = rows_of(random, kind, missing=True)
                    name = f"{classes} classes, {outputs} ids, {base} base values, {transform}, {sign}, {kind}"
                    case(name, "TreeEnsembleClassifier", attributes, x, ["string" if text else "int64", "float"],
                         label=top)
    doubles = lambda: random.normal() * 1e3
    for operator, prefix, names in [
        ("TreeEnsembleRegressor", "target", {"n_targets": 3}),
        ("TreeEnsembleClassifier", "class", {"classlabels_int64s": [4, 2, 9], "post_transform": "SOFTMAX"}),
    ]:
        forest = Forest(random)
        attributes = forest.by_id(True) | forest.votes(prefix, 3, doubles, True) | names
        for name in ["nodes_values", f"{prefix}_weights"]:
            # No float is near enough to these.
            attributes[f"{name}_as_tensor"] = numpy.array(attributes.pop(name)) + 1e-10
        attributes["base_values_as_tensor"] = numpy.array([1e-3, 2e-3, 3e-3])
        x = rows_of(random, "float64", missing=True)
        x[::2] += 1e-10
        outputs = ["float"] if prefix == "target" else ["int64", "float"]
        label = top if prefix == "class" else None
        case("doubles in tensors", operator, attributes, x, outputs, 3, label=label)
        case("doubles in tensors, rows of floats", operator, attributes, x.astype("float32"), outputs, 3,
             through="float64", label=label)
