"""Linear classifiers and regressors."""

from cases import NUMERIC, TRANSFORMS, case, floats


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
