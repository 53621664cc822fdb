"""Makes crates/tabular/tests/standard: graphs of one operator of ai.onnx each, with what onnxruntime answers.

Run it with Python and the packages numpy, onnx 1.17 and onnxruntime 1.32: python tools/model-zoo/standard.py
Inputs after the first that hold axes, shapes or ranges are constants of the graph, as exporters write them.
"""

import json
import math
import pathlib

import numpy
import onnx
import onnxruntime
from operators import NAMES, NAN, TYPES, attribute, floats, strings, typed

OUT = pathlib.Path(__file__).parents[2] / "crates" / "tabular" / "tests" / "standard"
TYPES = TYPES | {"bool": 9}
NAMES = NAMES | {"bool": "bool"}
FILES = {}
RANDOM = numpy.random.default_rng(7)


def tensor(array):
    if array.dtype == bool:
        return {"shape": list(array.shape), "bool": [bool(x) for x in array.ravel()]}
    return typed(array)


def case(name, operator, inputs, constants=0, version=17, outputs=1, rows=True, **attributes):
    """Adds a case; the last `constants` inputs are constants. An input of None is absent.

    `rows` says whether the first dimension may be of any length.
    """
    names = ["" if x is None else f"x{i}" for i, x in enumerate(inputs)]
    results = [f"y{i}" for i in range(outputs)]
    node = onnx.helper.make_node(operator, names, results, **attributes)
    present = [(n, x) for n, x in zip(names, inputs) if n]
    free = present[: len(present) - constants]
    graph = onnx.helper.make_graph(
        [node],
        operator,
        [onnx.helper.make_tensor_value_info(n, TYPES[NAMES[str(x.dtype)]], [None] * x.ndim) for n, x in free],
        [onnx.helper.make_empty_tensor_value_info(y) for y in results],
        [onnx.numpy_helper.from_array(x, n) for n, x in present[len(present) - constants :]],
    )
    opsets = [onnx.helper.make_opsetid("", version)]
    model = onnx.helper.make_model(graph, opset_imports=opsets, ir_version=8)
    model = onnx.shape_inference.infer_shapes(model)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    expected = session.run(None, dict(free))
    FILES.setdefault(operator, []).append({
        "name": f"{name}, version {version}",
        "operator": operator,
        "domain": "",
        "version": version,
        "attributes": {key: attribute(value) for key, value in attributes.items()},
        "names": names,
        "constants": constants,
        "rows": rows,
        "inputs": [tensor(x) for x in inputs if x is not None],
        "outputs": [tensor(numpy.asarray(y)) for y in expected],
    })


def ints(*values):
    return numpy.array(values, dtype=numpy.int64)


X = floats([[1.5, -2.0, 3.25, 0.0], [-4.5, 0.5, 100.0, 2.0], [2.5, -0.75, 1.0, -3.5]])
ROW = floats([2.0, -3.0, 0.5, 4.0])
COLUMN = floats([[1.0], [-2.0], [3.0]])
WHOLE = numpy.array([[7, -7, 0, 3], [5, 2, -9, 1], [4, 8, -6, 2]])
TYPED = {"floats": (X, ROW), "doubles": (X.astype(float), ROW.astype(float)), "int64": (WHOLE, ints(2, -3, 5, 4)),
         "int32": (WHOLE.astype(numpy.int32), ints(2, -3, 5, 4).astype(numpy.int32))}


def arithmetic():
    for kind, (x, row) in TYPED.items():
        for operator in ["Add", "Sub", "Mul", "Div", "Max", "Min"]:
            case(f"{kind} and a row", operator, [x, row])
        case(f"{kind} by the divisor's sign", "Mod", [x, row], fmod=int("int" not in kind))
        case(f"{kind} squared", "Pow", [x, numpy.array(2, dtype=x.dtype)])
    for operator in ["Sum", "Mean", "Max", "Min"]:
        case("three that broadcast", operator, [X, ROW, COLUMN])
        case("one", operator, [X])
    case("a row and a column", "Add", [ROW, COLUMN])
    case("missing values", "Max", [floats([NAN, 1, 2]), floats([1, NAN, 3])])
    case("missing values", "Min", [floats([NAN, 1, 2]), floats([1, NAN, 3])])
    case("roots", "Pow", [numpy.abs(X), floats(0.5)])
    case("whole exponents", "Pow", [X, ints(3)])


def activation():
    for operator in ["Abs", "Neg", "Sign"]:
        for kind in ["floats", "doubles", "int64", "int32"]:
            case(kind, operator, [TYPED[kind][0]])
    wide = floats([-100, -6.5, -3.0, -1.0, -1e-3, 0.0, 0.25, 0.999, 1.0, 2.0, 2.999, 3.001, 5.5, 90])
    for operator in ["Ceil", "Elu", "Erf", "Floor", "HardSigmoid", "LeakyRelu", "Reciprocal", "Relu", "Selu",
                     "Sigmoid", "Softplus", "Softsign", "Tanh", "ThresholdedRelu"]:
        case("its defaults", operator, [wide[wide != 0] if operator == "Reciprocal" else wide])
    for operator in ["Ceil", "Floor", "Relu", "Sigmoid", "Tanh", "Exp", "Log", "Sqrt", "Reciprocal"]:
        case("doubles", operator, [numpy.abs(TYPED["doubles"][0]) + 0.5])
    case("halves go to even", "Round", [floats([-2.5, -1.5, -0.5, 0.5, 1.5, 2.4, 2.6])])
    case("floats", "Exp", [floats([-20, -1, 0, 1, 5])])
    case("floats", "Log", [floats([0.001, 1, 2.5, 1e6])])
    case("floats", "Sqrt", [floats([0, 0.25, 2, 1e6])])
    case("alpha", "LeakyRelu", [wide], alpha=0.25)
    case("alpha", "Elu", [wide], alpha=2.0)
    case("alpha and beta", "HardSigmoid", [wide], alpha=0.1, beta=0.25)
    case("alpha and gamma", "Selu", [wide], alpha=1.5, gamma=2.0)
    case("alpha", "ThresholdedRelu", [wide], alpha=0.5)


def truth():
    for kind, (x, row) in TYPED.items():
        for operator in ["Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"]:
            case(f"{kind} and a row", operator, [x, row])
    for operator in ["Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"]:
        case("missing values", operator, [floats([NAN, 1, NAN]), floats([NAN, NAN, 1])])
    a, b = numpy.array([[True, True], [False, False]]), numpy.array([True, False])
    for operator in ["And", "Or", "Xor", "Equal"]:
        case("truth values", operator, [a, b])
    case("truth values", "Not", [a])
    case("missing values", "IsNaN", [floats([[NAN, 1], [math.inf, NAN]])])
    case("floats", "Where", [X > 1, X, COLUMN])
    case("integers", "Where", [X > 1, WHOLE, ints(-1)])
    case("texts", "Where", [numpy.array([True, False]), strings(["a", "b"]), strings(["c", "d"])])


def moved():
    case("columns", "Concat", [X, COLUMN], axis=1)
    case("rows", "Concat", [X, X, X], axis=-2)
    case("texts", "Concat", [strings([["a"], ["b"]]), strings([["c"], ["d"]])], axis=1)
    for shape in [(-1,), (0, 2, 2), (0, -1), (-1, 1, 2), (12, 1)]:
        case(f"to {shape}", "Reshape", [X, ints(*shape)], 1, rows=shape[0] < 1)
    for axis in [0, 1, 2, -1]:
        case(f"at {axis}", "Flatten", [X.reshape(3, 2, 2)], axis=axis)
    thin = X.reshape(3, 1, 4, 1)
    case("an axis", "Squeeze", [thin, ints(1)], 1)
    case("axes from the end", "Squeeze", [thin, ints(-1, 1)], 1)
    case("all", "Squeeze", [thin])
    case("axes as an attribute", "Squeeze", [thin], version=11, axes=[3])
    case("an axis", "Unsqueeze", [X, ints(1)], 1)
    case("axes in any order", "Unsqueeze", [X, ints(-1, 0)], 1)
    case("axes as an attribute", "Unsqueeze", [X], version=11, axes=[0, 3])
    case("its default", "Transpose", [X.reshape(3, 2, 2)])
    case("named axes", "Transpose", [X.reshape(3, 2, 2)], perm=[1, 0, 2])
    case("a column", "Gather", [X, ints(2)[0]], 1, axis=1)
    case("columns, some from the end", "Gather", [X, ints(2, -1, 0)], 1, axis=1)
    case("a matrix of rows", "Gather", [X, numpy.array([[0, 1], [2, 0]])])
    case("texts", "Gather", [strings(["a", "b", "c"]), numpy.array([[0], [2]])])
    case("columns", "Slice", [X, ints(1), ints(3), ints(1)], 3)
    case("every other", "Slice", [X, ints(0), ints(100), ints(1), ints(2)], 4)
    case("backward", "Slice", [X, ints(-1), ints(-100), ints(1), ints(-1)], 4)
    case("backward by two", "Slice", [X, ints(3), ints(0), ints(1), ints(-2)], 4)
    case("nothing", "Slice", [X, ints(3), ints(1), ints(1)], 3)
    case("attributes", "Slice", [X], version=9, starts=[-3], ends=[-1], axes=[1])
    case("floats", "Identity", [X])
    case("nothing is dropped", "Dropout", [X])
    case("a mask", "Dropout", [X, floats(0.5)], 1, outputs=2)
    for kind, to in [("float32", 1), ("float64", 11), ("int64", 7), ("int32", 6), ("bool", 9)]:
        for x in [X, X.astype(float), WHOLE, WHOLE.astype(numpy.int32), X > 1]:
            case(f"{x.dtype} to {kind}", "Cast", [x], to=to)
    case("texts to floats", "Cast", [strings(["1.5", "-2e3", "NaN", "INF"])], to=1)
    case("texts to integers", "Cast", [strings(["12", "-7"])], to=7)


def bounds():
    for kind in ["floats", "doubles", "int64", "int32"]:
        x = TYPED[kind][0]
        low, high = numpy.array(-1, dtype=x.dtype), numpy.array(2, dtype=x.dtype)
        case(f"{kind} from both sides", "Clip", [x, low, high], 2)
        case(f"{kind} from below", "Clip", [x, low], 1)
        case(f"{kind} from above", "Clip", [x, None, high], 1)
    case("no bounds", "Clip", [X])
    case("attributes", "Clip", [X], version=10, min=-1.0, max=1.5)


def reduced():
    for operator in ["L1", "L2", "Max", "Mean", "Min", "Prod", "Sum", "SumSquare"]:
        newer = operator == "Sum"
        for axes in [[1], [-1], [0], [0, 1]]:
            for keepdims in [0, 1]:
                name = f"axes {axes}, keepdims {keepdims}"
                if newer:
                    case(name, "ReduceSum", [X, ints(*axes)], 1, keepdims=keepdims)
                else:
                    case(name, f"Reduce{operator}", [X], axes=axes, keepdims=keepdims)
        case("all axes", f"Reduce{operator}", [X.reshape(3, 2, 2)])
        case("axes as an input", f"Reduce{operator}", [X, ints(-1)], 1, version=18, keepdims=0)
        case("no axes, nothing to do", f"Reduce{operator}", [X, ints()], 1, version=18, noop_with_empty_axes=1)
    case("an axis", "ReduceLogSum", [numpy.abs(X)], axes=[1])
    case("integers", "ReduceSum", [WHOLE, ints(1)], 1)
    case("integers", "ReduceMax", [WHOLE], axes=[1])
    case("integers", "ReduceMean", [WHOLE.astype(numpy.int32)], axes=[1])
    ties = floats([[1, 3, 3, 0], [2, 2, 1, 2], [-1, -5, 0, -5]])
    for operator in ["ArgMax", "ArgMin"]:
        for axis in [0, 1, -1]:
            for keepdims in [0, 1]:
                case(f"axis {axis}, keepdims {keepdims}", operator, [ties], axis=axis, keepdims=keepdims)
        case("the last of equals", operator, [ties], axis=1, select_last_index=1)
    for largest in [0, 1]:
        case(f"largest {largest}", "TopK", [ties, ints(2)], 1, outputs=2, largest=largest)
        case(f"along rows, largest {largest}", "TopK", [X, ints(2)], 1, outputs=2, axis=0, largest=largest)
    case("one", "TopK", [X, ints(1)], 1, outputs=2)
    for axis in [0, 1, 2, -1]:
        for operator in ["Softmax", "LogSoftmax"]:
            for version in [11, 17]:
                case(f"axis {axis}", operator, [X.reshape(3, 2, 2)], version=version, axis=axis)
    case("its default", "Softmax", [X])
    case("its default", "Softmax", [X], version=11)
    case("doubles", "Softmax", [X.astype(float)])


def products():
    def random(*shape):
        return RANDOM.normal(size=shape).astype(numpy.float32)

    for a, b in [((3, 4), (4, 5)), ((4,), (4, 5)), ((3, 4), (4,)), ((4,), (4,)), ((2, 3, 4), (4, 5)),
                 ((2, 3, 4), (2, 4, 5)), ((2, 1, 3, 4), (3, 4, 2)), ((3, 4), (2, 4, 5))]:
        case(f"{a} by {b}", "MatMul", [random(*a), random(*b)], rows=a != (4,))
    case("doubles", "MatMul", [random(3, 4).astype(float), random(4, 2).astype(float)])
    for first in [0, 1]:
        for second in [0, 1]:
            a, b = random(*((4, 3) if first else (3, 4))), random(*((5, 4) if second else (4, 5)))
            case(f"transposed {first} {second}", "Gemm", [a, b, random(5)], rows=not first, transA=first, transB=second)
    case("alpha and beta", "Gemm", [random(3, 4), random(4, 2), random(3, 1)], alpha=0.5, beta=-2.0)
    case("nothing added", "Gemm", [random(3, 4), random(4, 2)])
    lists = [random(4), random(4), random(4), numpy.abs(random(4))]
    case("columns", "BatchNormalization", [X, *lists], 4)
    case("channels", "BatchNormalization", [random(2, 4, 3), *lists], 4, epsilon=0.1)


for part in [arithmetic, activation, truth, moved, bounds, reduced, products]:
    part()
OUT.mkdir(exist_ok=True)
for operator, cases in FILES.items():
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
    (OUT / f"{operator}.json").write_text(f"[\n{lines}\n]\n")
print(sum(map(len, FILES.values())), "cases of", len(FILES), "operators")
