"""Support vector machines with random vectors."""

import numpy

from cases import NUMERIC, TRANSFORMS, case


def machines(random):
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
