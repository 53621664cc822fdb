"""Cases of one operator: its attributes, inputs, and what onnxruntime answers."""

import math

import numpy
import onnx
import onnxruntime

TYPES = {"float16": 10, "float": 1, "double": 11, "uint8": 2, "int16": 5, "int32": 6, "int64": 7, "string": 8}
NAMES = {
    "float16": "float16", "float32": "float", "float64": "double", "uint8": "uint8", "int16": "int16",
    "int32": "int32", "int64": "int64", "object": "string",
}
NUMERIC = ["float32", "float64", "int64", "int32"]
TRANSFORMS = ["NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO", "PROBIT"]
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
