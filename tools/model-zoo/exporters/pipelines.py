"""The same estimators behind a table: every column an input of its own, holes filled, numbers scaled, words to columns."""

from lightgbm import LGBMClassifier
from onnxmltools.convert.lightgbm.operator_converters.LightGbm import convert_lightgbm
from onnxmltools.convert.xgboost.operator_converters.XGBoost import convert_xgboost
from skl2onnx import to_onnx, update_registered_converter
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from skl2onnx.common.shape_calculator import calculate_linear_classifier_output_shapes
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
from xgboost import XGBClassifier

import data
from exporters import lightgbm, sklearn, xgboost

NUMBERS = ["attack", "speed"]
WHOLE = ["level"]
CODES = ["stage"]
WORDS = ["type", "weather"]
TYPES = {"f": FloatTensorType, "i": Int64TensorType, "O": StringTensorType}

ROUNDED = """skl2onnx scales columns in single precision, so that a row on a threshold may change sides: a few rows of scikit-learn's
forests, and 33 of 300 with XGBoost, whose thresholds are values of the data."""
NOTES = dict.fromkeys(["forest-binary", "forest-regression", "forest-words", "xgboost"], ROUNDED.replace("\n", " "))


def add(zoo):
    register()
    for kind, estimator in sklearn.CLASSIFIERS.items():
        one(zoo, f"{kind}-binary", sklearn.TITLES[kind], estimator, data.two)
    for kind, estimator in sklearn.REGRESSORS.items():
        one(zoo, f"{kind}-regression", sklearn.TITLES[kind], estimator, data.amount)
    one(zoo, "forest-words", "random forest, classes by name", sklearn.CLASSIFIERS["forest"], data.words)
    one(zoo, "boosting-ordinal", "gradient boosting behind an OrdinalEncoder", sklearn.CLASSIFIERS["boosting"], data.two, ordinal=True)
    one(zoo, "xgboost", "XGBoost", XGBClassifier(**xgboost.SMALL), data.two)
    one(zoo, "lightgbm", "LightGBM", LGBMClassifier(**lightgbm.SMALL), data.two)


def register():
    """Teaches skl2onnx the two libraries, as its documentation says."""
    zipmap = {"nocl": [True, False], "zipmap": [True, False, "columns"]}
    for name, estimator, convert in (
        ("XGBoostXGBClassifier", XGBClassifier, convert_xgboost),
        ("LightGbmLGBMClassifier", LGBMClassifier, convert_lightgbm),
    ):
        update_registered_converter(
            estimator, name, calculate_linear_classifier_output_shapes, convert, options=zipmap
        )


def one(zoo, kind, title, estimator, target, ordinal=False):
    frame, margin = data.table()
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    words = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1) if ordinal else OneHotEncoder(handle_unknown="ignore")
    columns = ColumnTransformer(
        [
            ("numbers", numbers, NUMBERS),
            ("whole", StandardScaler(), WHOLE),
            ("codes", OneHotEncoder(handle_unknown="ignore"), CODES),
            ("words", words, WORDS),
        ],
        sparse_threshold=0,
    )
    model = make_pipeline(columns, clone(estimator)).fit(frame, target(margin))
    types = [(name, TYPES[frame[name].dtype.kind]([None, 1])) for name in frame]
    # 3 is what all three converters can write.
    onnx = to_onnx(model, initial_types=types, target_opset={"": 21, "ai.onnx.ml": 3})
    rows = data.asked(frame)

    def library(_):
        return model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows)

    inputs = {name: rows[name].to_numpy().reshape(-1, 1) for name in rows}
    zoo.add(f"pipeline-{kind}", "scikit-learn pipeline, skl2onnx", title, onnx, inputs, library, note=NOTES.get(kind))
