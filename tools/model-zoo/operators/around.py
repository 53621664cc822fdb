"""Everything but trees and machines."""

import math

import numpy
import onnxruntime

from cases import NAMES, NAN, NUMERIC, case, floats, strings

MATRIX = [[1.0, -2.5, 3.0], [-4.0, 0.0, 0.5], [100.0, 7.0, -0.25]]


def around():
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
