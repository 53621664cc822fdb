"""Makes crates/tabular/tests/pipelines: scikit-learn pipelines with one input for each column, texts among them.

Run it with the training environment's Python: python tools/model-zoo/pipelines.py
NAME.onnx is what skl2onnx writes; NAME.json holds a few rows of each input and what onnxruntime answers. Seeded.
"""

import json
import pathlib

import numpy
import onnxruntime
import pandas
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    Binarizer, KBinsDiscretizer, MinMaxScaler, Normalizer, OneHotEncoder, OrdinalEncoder, StandardScaler,
)
from sklearn.svm import SVC

OUT = pathlib.Path(__file__).parents[2] / "crates" / "tabular" / "tests" / "pipelines"
ROWS = 16
NUMBERS, KIND, LEVEL = ["height", "weight"], ["kind"], ["level"]
TYPES = [(name, FloatTensorType([None, 1])) for name in NUMBERS]
TYPES += [("kind", StringTensorType([None, 1])), ("level", Int64TensorType([None, 1]))]


def data():
    """Numbers with holes, texts and integers, and two classes that depend on all of them."""
    random = numpy.random.default_rng(7)
    table = pandas.DataFrame({
        "height": random.normal(size=300).astype(numpy.float32),
        "weight": (random.normal(size=300) * 10).astype(numpy.float32),
        "kind": random.choice(["fire", "water", "grass"], 300),
        "level": random.integers(1, 5, 300),
    })
    margin = table.height + (table.kind == "fire") - table.weight / 20 + table.level / 5
    table.loc[random.random(300) < 0.2, "height"] = numpy.nan
    return table, numpy.where(margin > 0.5, "win", "lose")


def typed(kind, values):
    cells = [x if kind != "float" or numpy.isfinite(x) else str(x) for x in values.ravel().tolist()]
    return {"shape": list(values.shape), kind: cells}


def pipeline(name, estimator, *transformers):
    table, classes = data()
    model = make_pipeline(ColumnTransformer(list(transformers)), estimator).fit(table, classes)
    proto = to_onnx(model, initial_types=TYPES, target_opset={"": 17, "ai.onnx.ml": 3}).SerializeToString()
    rows = table[:ROWS]
    inputs = {column: rows[[column]].to_numpy() for column in table}
    inputs["kind"] = inputs["kind"].astype(object)
    session = onnxruntime.InferenceSession(proto, providers=["CPUExecutionProvider"])
    labels, maps = session.run(None, inputs)
    scores = numpy.array([[row[label] for label in model.classes_] for row in maps])
    kinds = {"height": "float", "weight": "float", "kind": "string", "level": "int64"}
    expected = {
        "inputs": [typed(kinds[column], values) for column, values in inputs.items()],
        "outputs": [typed("string", labels), typed("float", scores)],
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.onnx").write_bytes(proto)
    (OUT / f"{name}.json").write_text(json.dumps(expected) + "\n")
    print(f"{name}: {len(proto)} bytes")


def main():
    scaled = ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), NUMBERS)
    one_hot = [(name, OneHotEncoder(handle_unknown="ignore"), [name]) for name in KIND + LEVEL]
    pipeline("logistic_regression", LogisticRegression(), scaled, *one_hot)
    pipeline("random_forest", RandomForestClassifier(5, max_depth=3, random_state=1), scaled, *one_hot)
    normal = ("numbers", make_pipeline(SimpleImputer(), Normalizer()), NUMBERS)
    pipeline("svc", SVC(probability=True, random_state=0), normal, one_hot[0])
    binary = ("numbers", make_pipeline(SimpleImputer(), MinMaxScaler(), Binarizer(threshold=0.5)), NUMBERS)
    bins = ("level", KBinsDiscretizer(3, encode="onehot-dense", quantile_method="averaged_inverted_cdf"), LEVEL)
    pipeline("ordinal", LogisticRegression(), binary, ("kind", OrdinalEncoder(), KIND), bins)


main()
