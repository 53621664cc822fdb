"""Evaluates a graph in double precision: what its scores would be if nothing were rounded on the way.

onnxruntime and browsers compute in single precision, each adding up in its own order. Where their scores differ, the value
computed here tells how much of it is rounding. The operators are those of the zoo's models without trees, whose
decisions no precision changes; the classes and formulas are ONNX's.
"""

import numpy
import onnx

TREES = {"TreeEnsembleClassifier", "TreeEnsembleRegressor"}


def scores(model, inputs):
    """The graph's last output, or None where trees are in it."""
    if any(node.op_type in TREES for node in model.graph.node):
        return None
    values = {tensor.name: wide(onnx.numpy_helper.to_array(tensor)) for tensor in model.graph.initializer}
    values |= {name: wide(array) for name, array in inputs.items()}
    for node in model.graph.node:
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        found = OPERATORS[node.op_type](attributes, *(values[name] for name in node.input))
        found = found if isinstance(found, tuple) else (found,)
        values |= dict(zip(node.output, found))
    return values[model.graph.output[-1].name]


def wide(array):
    return array.astype(numpy.float64) if array.dtype.kind == "f" else array


def cast(attributes, x):
    to = onnx.helper.tensor_dtype_to_np_dtype(attributes["to"])
    return wide(x.astype(to)) if to.kind != "f" else x.astype(numpy.float64)


def gemm(attributes, a, b, c):
    return a @ (b.T if attributes.get("transB") else b) + c


def imputer(attributes, x):
    replaced = attributes["replaced_value_float"]
    missing = numpy.isnan(x) if numpy.isnan(replaced) else x == replaced
    return numpy.where(missing, numpy.array(attributes["imputed_value_floats"]), x)


def one_hot_encoder(attributes, x):
    categories = attributes.get("cats_int64s") or [word.decode() for word in attributes["cats_strings"]]
    return (x[..., None] == numpy.array(categories, dtype=x.dtype)).astype(numpy.float64)


def label_encoder(attributes, x):
    keys = [word.decode() for word in attributes["keys_strings"]]
    table = dict(zip(keys, attributes["values_int64s"], strict=True))
    return numpy.vectorize(lambda word: table.get(word, attributes["default_int64"]), otypes=[numpy.int64])(x)


def scaler(attributes, x):
    return (x - numpy.array(attributes["offset"])) * numpy.array(attributes["scale"])


def normalizer(attributes, x):
    norms = {b"MAX": lambda x: x.max(1), b"L1": lambda x: numpy.abs(x).sum(1), b"L2": lambda x: numpy.sqrt((x**2).sum(1))}
    return x / norms[attributes["norm"]](x)[:, None]


def softmax(attributes, x):
    powers = numpy.exp(x - x.max(axis=attributes.get("axis", -1), keepdims=True))
    return powers / powers.sum(axis=attributes.get("axis", -1), keepdims=True)


def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


def transform(attributes, x):
    kind = attributes.get("post_transform", b"NONE")
    return {b"NONE": lambda x: x, b"LOGISTIC": sigmoid, b"SOFTMAX": lambda x: softmax({}, x)}[kind](x)


def linear(attributes, x):
    intercepts = numpy.array(attributes["intercepts"])
    return x @ numpy.array(attributes["coefficients"]).reshape(len(intercepts), -1).T + intercepts


def linear_classifier(attributes, x):
    found = linear(attributes, x)
    return found.argmax(1), transform(attributes, found)


def kernels(attributes, x, count):
    vectors = numpy.array(attributes["support_vectors"]).reshape(count, -1)
    assert attributes["kernel_type"] == b"RBF", attributes["kernel_type"]
    gamma = attributes["kernel_params"][0]
    return numpy.exp(-gamma * ((x[:, None, :] - vectors[None, :, :]) ** 2).sum(-1))


def svm_regressor(attributes, x):
    found = kernels(attributes, x, attributes["n_supports"]) @ numpy.array(attributes["coefficients"])
    return (found + attributes["rho"][0])[:, None]


def svm_classifier(attributes, x):
    counts = attributes["vectors_per_class"]
    near = kernels(attributes, x, sum(counts))
    ends = numpy.cumsum([0, *counts])
    coefficients = numpy.array(attributes["coefficients"]).reshape(len(counts) - 1, -1)
    shares = numpy.zeros((len(x), len(counts), len(counts)))
    pairs = zip(attributes["rho"], attributes["prob_a"], attributes["prob_b"], strict=True)
    for i in range(len(counts)):
        for j in range(i + 1, len(counts)):
            rho, a, b = next(pairs)
            own, other = slice(ends[i], ends[i + 1]), slice(ends[j], ends[j + 1])
            score = near[:, own] @ coefficients[j - 1, own] + near[:, other] @ coefficients[i, other] + rho
            shares[:, i, j] = numpy.clip(sigmoid(-(score * a + b)), 1e-7, 1 - 1e-7)
            shares[:, j, i] = 1 - shares[:, i, j]
    found = numpy.array([couple(share) for share in shares])
    return found.argmax(1), found


def couple(share):
    """Pairwise coupling of Wu, Lin and Weng (2004), iterated as libsvm does."""
    n = len(share)
    q = -share.T * share
    q[numpy.diag_indices(n)] = (share.T**2).sum(1)
    p = numpy.full(n, 1 / n)
    for _ in range(100):
        qp = q @ p
        pqp = p @ qp
        if numpy.abs(qp - pqp).max() < 0.005 / n:
            break
        for i in range(n):
            step = (pqp - qp[i]) / q[i, i]
            p[i] += step
            pqp = (pqp + step * (step * q[i, i] + 2 * qp[i])) / (1 + step) ** 2
            qp = (qp + step * q[i]) / (1 + step)
            p /= 1 + step
    return p


OPERATORS = {
    "Add": lambda _, a, b: a + b,
    "ArgMax": lambda a, x: numpy.expand_dims(x.argmax(a["axis"]), a["axis"]),
    "ArrayFeatureExtractor": lambda _, x, i: numpy.take(x, i.ravel(), axis=-1),
    "Cast": cast,
    "Concat": lambda a, *x: numpy.concatenate(x, axis=a["axis"]),
    "Div": lambda _, a, b: a / b,
    "Gather": lambda a, x, i: numpy.take(x, i, axis=a.get("axis", 0)),
    "Gemm": gemm,
    "Imputer": imputer,
    "LabelEncoder": label_encoder,
    "LinearClassifier": linear_classifier,
    "LinearRegressor": linear,
    "MatMul": lambda _, a, b: a @ b,
    "Normalizer": normalizer,
    "OneHotEncoder": one_hot_encoder,
    "Relu": lambda _, x: numpy.maximum(x, 0),
    "Reshape": lambda _, x, shape: x.reshape([x.shape[i] if size == 0 else size for i, size in enumerate(shape)]),
    "Scaler": scaler,
    "Sigmoid": lambda _, x: sigmoid(x),
    "Softmax": softmax,
    "Sub": lambda _, a, b: a - b,
    "SVMClassifier": svm_classifier,
    "SVMRegressor": svm_regressor,
    "Tanh": lambda _, x: numpy.tanh(x),
    "ZipMap": lambda _, x: x,
}
