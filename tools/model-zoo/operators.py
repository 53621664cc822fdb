"""Makes crates/tabular/tests/operators: graphs of one operator of ai.onnx.ml each, with what onnxruntime answers.

Run it with the training environment's Python: python tools/model-zoo/operators.py [FOLDER SEED]
Every file holds the cases of one operator. Where onnxruntime has no kernel for a type that the standard allows, the
same numbers go through another type; where it differs from the standard, the expected outputs stand here. With a
folder and a seed it writes other random ensembles there, to be run with OPERATOR_CASES=FOLDER.
"""

import json
import math
import pathlib
import sys

import numpy
import onnx
import onnxruntime

OUT = pathlib.Path(__file__).parents[2] / "crates" / "tabular" / "tests" / "operators"
TYPES = {"float16": 10, "float": 1, "double": 11, "uint8": 2, "int16": 5, "int32": 6, "int64": 7, "string": 8}
NAMES = {
    "float16": "float16", "float32": "float", "float64": "double", "uint8": "uint8", "int16": "int16",
    "int32": "int32", "int64": "int64", "object": "string",
}
NAN = math.nan
FILES = {}


def number(x):
    """JSON knows no NaN and no infinity."""
    return float(x) if math.isfinite(x) else str(float(x))


def typed(array):
    kind = NAMES[str(array.dtype)]
    convert = number if kind in ("float16", "float", "double") else str if kind == "string" else int
    return {"shape": list(array.shape), kind: [convert(x) for x in array.ravel()]}


def attribute(value):
    match value:
        case numpy.ndarray():
            return {"tensor": typed(value)}
        case str():
            return {"text": value}
        case int():
            return {"int": value}
        case float():
            return {"float": number(value)}
        case [str(), *_]:
            return {"texts": value}
        case [int(), *_]:
            return {"ints": value}
        case list():
            return {"floats": [number(numpy.float32(x)) for x in value]}
    raise TypeError(value)


def session(operator, version, attributes, inputs, outputs):
    protos = {
        name: onnx.numpy_helper.from_array(value) if isinstance(value, numpy.ndarray) else value
        for name, value in attributes.items()
    }
    names = [f"x{i}" for i in range(len(inputs))], [f"y{i}" for i in range(len(outputs))]
    node = onnx.helper.make_node(operator, *names, domain="ai.onnx.ml", **protos)
    value = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        [node],
        operator,
        [value(n, TYPES[NAMES[str(x.dtype)]], [None] * x.ndim) for n, x in zip(names[0], inputs)],
        [value(n, TYPES[kind], None) for n, kind in zip(names[1], outputs)],
    )
    opsets = [onnx.helper.make_opsetid("", 17), onnx.helper.make_opsetid("ai.onnx.ml", version)]
    model = onnx.helper.make_model(graph, opset_imports=opsets, ir_version=8)
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def case(name, operator, attributes, inputs, outputs, version=1, through=None, expected=None, label=None):
    """Adds a case: `outputs` are types, `through` the type of the inputs for onnxruntime, `label` corrects labels."""
    inputs = inputs if isinstance(inputs, list) else [inputs]
    if expected is None:
        given = [x.astype(through) if through else x for x in inputs]
        same = through and operator in ("Binarizer", "Imputer")
        kinds = [NAMES[through]] if same else outputs
        answer = session(operator, version, attributes, given, kinds).run(
            None, {f"x{i}": x for i, x in enumerate(given)}
        )
        back = {kind: numpy.dtype(name) for name, kind in NAMES.items()}
        expected = [numpy.asarray(y).astype(back[kind]) for y, kind in zip(answer, outputs)]
        if label:
            expected[0] = label(attributes, expected[1], expected[0])
    FILES.setdefault(operator, []).append({
        "name": name,
        "operator": operator,
        "version": version,
        "attributes": {key: attribute(value) for key, value in attributes.items()},
        "inputs": [typed(x) for x in inputs],
        "outputs": [typed(y) for y in expected],
    })


def floats(values):
    return numpy.array(values, dtype=numpy.float32)


def strings(values):
    return numpy.array(values, dtype=object)


MATRIX = [[1.0, -2.5, 3.0], [-4.0, 0.0, 0.5], [100.0, 7.0, -0.25]]
NUMERIC = ["float32", "float64", "int64", "int32"]


def around():
    """Everything but trees and machines."""
    x = floats(MATRIX)
    for kind in NUMERIC:
        typed_x = x.astype(kind)
        scale = {"offset": [1.0, -2.0, 0.5], "scale": [2.0, 0.25, -3.0]}
        case(f"columns of {kind}", "Scaler", scale, typed_x, ["float"])
        case(f"one for all, {kind}", "Scaler", {"offset": [0.1], "scale": [3.0]}, typed_x, ["float"])
        for norm in ["MAX", "L1", "L2"]:
            rows = numpy.vstack([typed_x, typed_x[:1] * 0])
            case(f"{norm} of {kind}", "Normalizer", {"norm": norm}, rows, ["float"])
        case(f"above a threshold, {kind}", "Binarizer", {"threshold": 0.5}, typed_x, [NAMES[kind]], through="float32")
    near = numpy.array([[1 + 1e-9, 2.0], [1.0, 3.0]])
    case("doubles are subtracted as doubles", "Scaler", {"offset": [1.0], "scale": [1.0]}, near, ["float"])
    case("a lone row", "Scaler", {"offset": [1.0, 2.0], "scale": [1.0, 2.0]}, floats([3, 5]), ["float"])
    case("nothing", "Scaler", {}, x, ["float"], expected=[x])
    case("scale alone", "Scaler", {"scale": [2.0]}, x, ["float"], expected=[x * 2])
    case("negative rows by their maximum", "Normalizer", {}, floats([[-1, -4], [-2, 0]]), ["float"])
    case("a lone row", "Normalizer", {"norm": "L2"}, floats([3, -4]), ["float"])
    # onnxruntime refuses NaN; the standard maps what is not greater to 0.
    case("missing values", "Binarizer", {}, floats([[NAN, 1e-30], [math.inf, -0.0]]), ["float"],
         expected=[floats([[0, 1], [1, 0]])])

    holes = floats([[1, NAN], [NAN, 2], [0, -0.0]])
    one = {"imputed_value_floats": [9.0], "replaced_value_float": NAN}
    each = {"imputed_value_floats": [9.0, 8.0], "replaced_value_float": NAN}
    case("one for NaN", "Imputer", one, holes, ["float"])
    case("one for each column", "Imputer", each, holes, ["float"])
    case("zero by default", "Imputer", {"imputed_value_floats": [9.0, 8.0]}, holes, ["float"])
    case("doubles", "Imputer", each, holes.astype("float64"), ["double"], through="float32")
    whole = numpy.array([[1, -1], [-1, 5]])
    ints = {"imputed_value_int64s": [7, 2**40], "replaced_value_int64": -1}
    case("integers", "Imputer", ints, whole, ["int64"])
    case("integers of 32 bits", "Imputer", {"imputed_value_int64s": [7, 4], "replaced_value_int64": -1},
         whole.astype("int32"), ["int32"], through="int64")
    case("a lone row", "Imputer", each, floats([NAN, NAN]), ["float"])

    letters, numbers = ["a", "b", "c"], [5, 6, 2**40]
    unknown = strings([["a", "z"], ["c", "b"]])
    case("version 1, to integers", "LabelEncoder", {"classes_strings": letters}, unknown, ["int64"])
    case("version 1, to strings", "LabelEncoder", {"classes_strings": letters, "default_string": "?"},
         numpy.array([2, 0, 9, -1]), ["string"])
    lists = {"strings": (letters, unknown), "int64s": (numbers, numpy.array([2**40, 5, 1])),
             "floats": ([0.5, 0.0, math.inf], floats([0.5, -0.0, 3, math.inf, NAN]))}
    defaults = {"strings": ("default_string", "?"), "int64s": ("default_int64", 42), "floats": ("default_float", 0.5)}
    kinds = {"strings": "string", "int64s": "int64", "floats": "float"}
    for version in [2, 4]:
        for keys, (key_list, x_keys) in lists.items():
            for values, (value_list, _) in lists.items():
                for default in [False, True]:
                    attributes = {f"keys_{keys}": key_list, f"values_{values}": value_list}
                    if default:
                        name, value = defaults[values]
                        attributes[name] = value
                    name = f"version {version}, {keys} to {values}" + (" with a default" if default else "")
                    try:
                        case(name, "LabelEncoder", attributes, x_keys, [kinds[values]], version)
                    except onnxruntime.capi.onnxruntime_pybind11_state.NotImplemented:
                        lookup = {str(k): v for k, v in zip(key_list, value_list)}
                        other = {"strings": "_Unused", "int64s": -1, "floats": -0.0}[values]
                        other = defaults[values][1] if default else other
                        x_list = [str(k + 0.0) if keys == "floats" else str(k) for k in x_keys.ravel()]
                        found = [lookup.get(k, other) for k in x_list]
                        dtype = {"strings": object, "int64s": "int64", "floats": "float32"}[values]
                        found = numpy.array(found, dtype=dtype).reshape(x_keys.shape)
                        case(name, "LabelEncoder", attributes, x_keys, [kinds[values]], version, expected=[found])
    tensors = {
        "strings": strings(letters), "int64s": numpy.array([1, -2, 3]), "doubles": numpy.array([0.5, 1e300, NAN]),
        "floats": floats([0.5, 0, 7]), "int32s": numpy.array([1, -2, 3], dtype="int32"),
        "int16s": numpy.array([1, -2, 3], dtype="int16"),
    }
    for keys, key_tensor in tensors.items():
        for values, value_tensor in tensors.items():
            absent = {"strings": "z", "doubles": 2.5, "floats": 2.5}.get(keys, 9)
            order = numpy.array([2, 0, 1, 0])
            x_keys = numpy.append(key_tensor[order], numpy.array([absent], dtype=key_tensor.dtype))
            default = value_tensor[1:2]
            attributes = {"keys_tensor": key_tensor, "values_tensor": value_tensor, "default_tensor": default}
            found = numpy.append(value_tensor[order], default)
            case(f"tensors, {keys} to {values}", "LabelEncoder", attributes, x_keys,
                 [NAMES[str(value_tensor.dtype)]], 4, expected=[found])
    missing = {"keys_floats": [NAN, 1.0], "values_int64s": [3, 4]}
    x = floats([NAN, 1, 2])
    case("version 4, NaN is a key", "LabelEncoder", missing, x, ["int64"], 4)
    # onnxruntime finds no NaN before version 4, though the standard says that it compares bits.
    case("version 2, NaN is a key", "LabelEncoder", missing, x, ["int64"], 2, expected=[numpy.array([3, 4, -1])])
    twice = {"keys_strings": ["a", "b", "a"], "values_int64s": [1, 2, 3]}
    ab = strings(["a", "b"])
    case("version 2, the first of equal keys", "LabelEncoder", twice, ab, ["int64"], 2)
    # onnxruntime takes the first here too, against the standard.
    case("version 4, the last of equal keys", "LabelEncoder", twice, ab, ["int64"], 4, expected=[numpy.array([3, 2])])

    categories = {"cats_strings": ["x", "y", "x"], "cats_int64s": [1, 2, 3], "default_int64": 7, "default_string": "?"}
    case("to integers", "CategoryMapper", categories, strings([["x"], ["y"], ["z"]]), ["int64"])
    case("to strings", "CategoryMapper", categories, numpy.array([3, 1, 9]), ["string"])

    whole = [[1, 5], [-7, 2]]
    for kind in NUMERIC:
        through = "int64" if kind == "int32" else None
        case(f"categories of {kind}", "OneHotEncoder", {"cats_int64s": [5, 1, -7]},
             numpy.array(whole, dtype=kind), ["float"], through=through)
    case("numbers are cut", "OneHotEncoder", {"cats_int64s": [0, 1, -1]},
         floats([1.9, -1.9, -0.5, NAN, math.inf, 1e30]), ["float"])
    case("strings", "OneHotEncoder", {"cats_strings": ["b", "a", "b"]}, strings([["a", "c"], ["b", "a"]]), ["float"])
    case("zeros forbidden but not needed", "OneHotEncoder", {"cats_int64s": [1, 2], "zeros": 0},
         numpy.array([[1], [2]]), ["float"])

    for kind in [*NUMERIC, object]:
        case(f"columns of {numpy.dtype(kind)}", "ArrayFeatureExtractor", {},
             [numpy.array([[1, 2, 3], [4, 5, 6]]).astype(str if kind is object else kind).astype(kind),
              numpy.array([[2, 0, 2]])], [NAMES[str(numpy.dtype(kind))]])
    case("a lone row", "ArrayFeatureExtractor", {}, [floats([1, 2, 3]), numpy.array([1, 1])], ["float"])
    case("three dimensions", "ArrayFeatureExtractor", {},
         [numpy.arange(12).reshape(2, 3, 2), numpy.array([1])], ["int64"])

    for kind in NUMERIC:
        left = numpy.array([[1, 2], [3, 4]], dtype=kind)
        case(f"two inputs of {kind}", "FeatureVectorizer", {"inputdimensions": [2, 1]}, [left, left[:, 1:]], ["float"])
    case("wider and narrower", "FeatureVectorizer", {"inputdimensions": [1, 4]},
         [floats(MATRIX), floats(MATRIX)], ["float"])
    case("a lone row", "FeatureVectorizer", {"inputdimensions": [2]}, [floats([1, 2])], ["float"])

    scores = floats([[0.25, 0.75], [1, 0]])
    case("scores of integers", "ZipMap", {"classlabels_int64s": [3, 4]}, scores, ["float"], expected=[scores])
    case("scores of strings", "ZipMap", {"classlabels_strings": ["no", "yes"]}, scores, ["float"], expected=[scores])


TRANSFORMS = ["NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO", "PROBIT"]


def linear():
    x = floats([[0.3, 0.2], [-1.0, 2.0], [0.1, 0.5], [0.0, 0.0]])
    for transform in TRANSFORMS:
        several = {"coefficients": [0.5, -0.25, 0.1, 0.2, -0.3, 0.4], "intercepts": [0.4, 0.3, 0.0]}
        case(f"three classes, {transform}", "LinearClassifier",
             {**several, "classlabels_ints": [7, 5, 9], "post_transform": transform}, x, ["int64", "float"])
        case(f"three targets, {transform}", "LinearRegressor",
             {**several, "targets": 3, "post_transform": transform}, x, ["float"])
        one = {"coefficients": [0.5, -0.25], "intercepts": [0.1], "post_transform": transform}
        case(f"one target, {transform}", "LinearRegressor", {**one, "targets": 1}, x, ["float"])
        if transform != "PROBIT":
            case(f"two classes by one score, {transform}", "LinearClassifier",
                 {**one, "classlabels_strings": ["no", "yes"]}, x, ["string", "float"])
    two = {"coefficients": [0.5, -0.25, 0.1, 0.2], "intercepts": [0.4, 0.3], "classlabels_ints": [0, 1]}
    for kind in NUMERIC:
        rows = (x * 10).astype(kind)
        case(f"two classes of {kind}", "LinearClassifier", {**two, "post_transform": "SOFTMAX"}, rows,
             ["int64", "float"])
        case(f"{kind}", "LinearRegressor", {"coefficients": [0.5, -0.25], "intercepts": [0.1]}, rows, ["float"],
             through="float32")
    case("no intercepts", "LinearRegressor", {"coefficients": [0.5, -0.25]}, x, ["float"])
    case("a lone row", "LinearRegressor", {"coefficients": [0.5, -0.25]}, floats([2, 4]), ["float"])


def machines(random):
    """Support vector machines with random vectors."""
    columns, rows = 3, 8
    x = random.normal(size=(rows, columns)).astype(numpy.float32)
    floats_of = lambda *shape: [float(v) for v in random.normal(size=shape).astype(numpy.float32).ravel()]
    kernels = [("LINEAR", [0.0, 0.0, 0.0]), ("POLY", [0.5, 0.25, 2.0]), ("POLY", [0.5, 0.25, 3.0]),
               ("RBF", [0.3, 0.0, 0.0]), ("SIGMOID", [0.2, -0.1, 0.0])]
    for i, (kernel, params) in enumerate(kernels):
        attributes = {"kernel_type": kernel, "kernel_params": params, "rho": floats_of(1), "n_supports": 5,
                      "support_vectors": floats_of(5, columns), "coefficients": floats_of(5)}
        case(f"{kernel} {i}", "SVMRegressor", attributes, x, ["float"])
        case(f"{kernel} {i}, one class", "SVMRegressor", {**attributes, "one_class": 1}, x, ["float"])
    attributes["post_transform"] = "LOGISTIC"
    for kind in NUMERIC:
        case(f"post_transform is not applied, {kind}", "SVMRegressor", attributes, (x * 2).astype(kind), ["float"],
             through="float32")
    case("liblinear", "SVMRegressor",
         {"kernel_type": "LINEAR", "kernel_params": [0.0, 0.0, 0.0], "rho": [0.5], "coefficients": floats_of(columns)},
         x, ["float"])
    for classes in [2, 3, 4]:
        vectors = [3, 1, 4, 2][:classes]
        count, pairs = sum(vectors), classes * (classes - 1) // 2
        for i, (kernel, params) in enumerate(kernels):
            for probabilities in [False, True]:
                for transform in TRANSFORMS if kernel == "RBF" else ["NONE"]:
                    if transform == "PROBIT" and classes == 2 and not probabilities:
                        continue  # onnxruntime leaves the second score undefined
                    attributes = {
                        "kernel_type": kernel, "kernel_params": params, "post_transform": transform,
                        "vectors_per_class": vectors, "support_vectors": floats_of(count, columns),
                        "coefficients": floats_of(classes - 1, count), "rho": floats_of(pairs),
                    }
                    if probabilities:
                        attributes |= {"prob_a": floats_of(pairs), "prob_b": floats_of(pairs)}
                    labels = [9, 4, 7, 1][:classes]
                    if i % 2:
                        attributes["classlabels_strings"] = [f"class {label}" for label in labels]
                    else:
                        attributes["classlabels_ints"] = labels
                    kind = ["float32", "float64", "int64", "int32"][i % 4]
                    name = f"{classes} classes, {kernel} {i}, {transform}"
                    case(name + (", probabilities" if probabilities else ""), "SVMClassifier", attributes, (x * 2).astype(kind),
                         ["string" if i % 2 else "int64", "float"])
        for sign in ["mixed", "positive"]:
            for transform in ["NONE", "LOGISTIC", "SOFTMAX"]:
                coefficients = floats_of(classes, columns)
                if sign == "positive":
                    coefficients = [abs(v) for v in coefficients]
                case(f"liblinear, {classes} classes, {sign}, {transform}", "SVMClassifier",
                     {"kernel_type": "LINEAR", "kernel_params": [0.0, 0.0, 0.0], "rho": [0.25],
                      "coefficients": coefficients, "classlabels_ints": [9, 4, 7, 1][:classes],
                      "post_transform": transform}, x, ["int64", "float"])


MODES = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"]


class Forest:
    """Random trees: thresholds are quarters, so that rows meet them exactly."""

    def __init__(self, random, trees=3, depth=3, columns=3, modes=MODES):
        self.nodes, self.random, self.columns, self.modes = [], random, columns, modes
        for tree in range(trees):
            self.grow(tree, depth)

    def grow(self, tree, depth):
        node = {"tree": tree, "id": sum(n["tree"] == tree for n in self.nodes)}
        self.nodes.append(node)
        if depth == 0 or self.random.random() < 0.15:
            node["mode"] = "LEAF"
            return node
        node |= {
            "mode": str(self.random.choice(self.modes)), "feature": int(self.random.integers(self.columns)),
            "value": float(self.random.integers(-4, 5)) / 4, "track": int(self.random.integers(2)),
        }
        node["true"], node["false"] = self.grow(tree, depth - 1), self.grow(tree, depth - 1)
        return node

    def leaves(self):
        return [node for node in self.nodes if node["mode"] == "LEAF"]

    def by_id(self, tracks):
        split = lambda node, key, other: node.get(key, other)
        child = lambda node, key: node[key]["id"] if key in node else 0
        attributes = {
            "nodes_treeids": [n["tree"] for n in self.nodes], "nodes_nodeids": [n["id"] for n in self.nodes],
            "nodes_featureids": [split(n, "feature", 0) for n in self.nodes],
            "nodes_modes": [n["mode"] for n in self.nodes],
            "nodes_values": [split(n, "value", 0.0) for n in self.nodes],
            "nodes_truenodeids": [child(n, "true") for n in self.nodes],
            "nodes_falsenodeids": [child(n, "false") for n in self.nodes],
        }
        if tracks:
            attributes["nodes_missing_value_tracks_true"] = [split(n, "track", 0) for n in self.nodes]
        return attributes

    def votes(self, prefix, outputs, weight, several=False):
        votes = [(leaf["tree"], leaf["id"], int(output), weight())
                 for leaf in self.leaves()
                 for output in (range(outputs) if several else [self.random.integers(outputs)])]
        return dict(zip(
            [f"{prefix}_treeids", f"{prefix}_nodeids", f"{prefix}_ids", f"{prefix}_weights"], map(list, zip(*votes))
        ))


def rows_of(random, kind, columns=3, missing=False):
    x = random.integers(-6, 7, size=(10, columns)) / 4
    if kind.startswith("int"):
        return (x * 4).astype(kind) // 3
    if missing:
        x[random.random(x.shape) < 0.2] = NAN
    return x.astype(kind)


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


def positions(random):
    """TreeEnsemble of version 5."""
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


def main():
    folder, seed = OUT, 7
    if len(sys.argv) == 3:
        folder, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    random = numpy.random.default_rng(seed)
    if folder == OUT:
        around()
        linear()
    machines(random)
    trees(random)
    positions(random)
    folder.mkdir(parents=True, exist_ok=True)
    for operator, cases in FILES.items():
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        (folder / f"{operator}.json").write_text(f"[\n{lines}\n]\n")
        print(f"{operator}: {len(cases)} cases")


if __name__ == "__main__":
    main()
