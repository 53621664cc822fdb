//! Attributes and inputs that make no sense are refused by an error that names the node and the attribute.

mod common;

use common::case::{Attribute, Number, Typed, Values};
use common::refused::*;
use tract_onnx::prelude::Framework;

/// An operator, its attributes and the error.
type Refused<'a> = (&'a str, &'a [(&'a str, Attribute)], &'a str);

#[test]
fn lists_of_wrong_lengths() {
    let two = floats(&[1.0, 2.0]);
    let three = floats(&[1.0, 2.0, 3.0]);
    let cases: &[Refused] = &[
        ("Scaler", &[("scale", three.clone())], "attribute 'scale' has 3 values for 2 columns"),
        (
            "Imputer",
            &[("imputed_value_floats", three.clone())],
            "attribute 'imputed_value_floats' has 3 values for 2 columns",
        ),
        ("Imputer", &[], "attribute 'imputed_value_floats': there are no values to impute"),
        (
            "Imputer",
            &[("imputed_value_floats", two.clone()), ("imputed_value_int64s", ints(&[1]))],
            "attribute 'imputed_value_int64s': cannot be there beside 'imputed_value_floats'",
        ),
        ("OneHotEncoder", &[], "attribute 'cats_int64s': there are no categories"),
        ("ZipMap", &[("classlabels_int64s", ints(&[1, 2, 3]))], "there are 3 class labels for 2 columns"),
        ("ZipMap", &[], "attribute 'classlabels_int64s': there are no class labels"),
        (
            "LabelEncoder",
            &[("keys_floats", two.clone()), ("values_floats", three.clone())],
            "attribute 'values_*': there are 3 for 2 keys",
        ),
        (
            "LabelEncoder",
            &[("keys_floats", two.clone())],
            "attribute 'values_*': expected one that is not empty",
        ),
        (
            "LabelEncoder",
            &[("keys_floats", two.clone()), ("keys_int64s", ints(&[1])), ("values_floats", two.clone())],
            "attribute 'keys_floats': there is another attribute 'keys_*'",
        ),
        (
            "LabelEncoder",
            &[
                ("keys_floats", two.clone()),
                ("values_floats", two.clone()),
                ("default_tensor", doubles(&[1.0])),
            ],
            "attribute 'default_tensor': expected one element of the type of the values",
        ),
        (
            "CategoryMapper",
            &[("cats_strings", texts(&["a"]))],
            "attribute 'cats_int64s': there are 0 for 1 strings",
        ),
        (
            "LinearRegressor",
            &[("coefficients", three.clone())],
            "its input has 2 columns, its coefficients are for 3",
        ),
        (
            "LinearRegressor",
            &[("coefficients", three.clone()), ("targets", Attribute::Int(2))],
            "attribute 'coefficients': there are 3 values for 2 scores",
        ),
        (
            "LinearRegressor",
            &[("coefficients", three.clone()), ("targets", Attribute::Int(-1))],
            "attribute 'targets': -1 is no number of targets",
        ),
        (
            "LinearRegressor",
            &[("coefficients", two.clone()), ("targets", Attribute::Int(i64::MAX))],
            "attribute 'coefficients': there are 2 values for 9223372036854775807 scores",
        ),
        (
            "LinearRegressor",
            &[("coefficients", two.clone()), ("intercepts", two.clone())],
            "attribute 'intercepts': there are 2 values for 1 scores",
        ),
        (
            "FeatureVectorizer",
            &[("inputdimensions", ints(&[2, 2]))],
            "attribute 'inputdimensions': there are 2 values for 1 inputs",
        ),
        (
            "FeatureVectorizer",
            &[("inputdimensions", ints(&[1 << 40]))],
            "attribute 'inputdimensions': 0 to 65536 columns are supported",
        ),
        (
            "FeatureVectorizer",
            &[("inputdimensions", ints(&[-1]))],
            "attribute 'inputdimensions': 0 to 65536 columns are supported",
        ),
    ];
    for (operator, attributes, expected) in cases {
        refused(operator, rows(), attributes, expected);
    }
}

#[test]
fn wrong_types() {
    let cases: &[Refused] = &[
        ("Scaler", &[("scale", ints(&[1]))], "attribute 'scale': expected the type Floats, got Ints"),
        ("Scaler", &[], "its input is of type String, expected F32, F64, I64 or I32"),
        ("Normalizer", &[("norm", text("L3"))], "attribute 'norm' has the unknown value 'L3'"),
        ("Binarizer", &[], "its input is of type String, expected F32, F64, I64 or I32"),
        (
            "Imputer",
            &[("imputed_value_floats", floats(&[1.0]))],
            "its input is of type String, expected F32, F64, I64 or I32",
        ),
        (
            "OneHotEncoder",
            &[("cats_int64s", ints(&[1]))],
            "its input is of type String, expected F32, F64, I64 or I32",
        ),
        (
            "LabelEncoder",
            &[("keys_int64s", ints(&[1])), ("values_int64s", ints(&[1]))],
            "its input is of type String, its keys are of [I64]",
        ),
        (
            "LabelEncoder",
            &[("keys_tensor", list(Values::Uint8(vec![1]), 1)), ("values_int64s", ints(&[1]))],
            "attribute 'keys_tensor': type U8 is not supported",
        ),
        (
            "LabelEncoder",
            &[("keys_tensor", list(Values::Int64(vec![1, 2]), 1 << 40)), ("values_int64s", ints(&[1]))],
            "attribute 'keys_tensor': the tensor has 2 elements, but says 1099511627776",
        ),
    ];
    for (operator, attributes, expected) in cases {
        refused(operator, words(), attributes, expected);
    }
    let long = "x".repeat(4097);
    refused(
        "OneHotEncoder",
        words(),
        &[("cats_strings", texts(&["a", &long]))],
        "attribute 'cats_strings': a text has 4097 bytes, more than 4096",
    );
    refused(
        "LabelEncoder",
        words(),
        &[("keys_strings", texts(&["a"])), ("values_tensor", list(Values::String(vec![long]), 1))],
        "attribute 'values_tensor': a text has 4097 bytes, more than 4096",
    );
    refused(
        "Imputer",
        Typed { shape: vec![1, 1], values: Values::Int32(vec![1]) },
        &[("imputed_value_int64s", ints(&[1 << 40]))],
        "attribute 'imputed_value_int64s': 1099511627776 does not fit the input's type",
    );
    refused(
        "OneHotEncoder",
        rows(),
        &[("cats_strings", texts(&["a"]))],
        "its input is of type F32, its categories are strings",
    );
}

#[test]
fn categories_and_columns_that_are_not_there() {
    refused(
        "OneHotEncoder",
        rows(),
        &[("cats_int64s", ints(&[1, 2, 3])), ("zeros", Attribute::Int(0))],
        "element 3 of its input is of no category (attribute 'zeros')",
    );
    for index in [-1, 2, i64::MAX, i64::MIN] {
        let indices = Typed { shape: vec![2], values: Values::Int64(vec![0, index]) };
        let case = case("ArrayFeatureExtractor", vec![rows(), indices], 1, &[]);
        assert_eq!(error(&case), format!("column {index} is asked for, of 2 (counted from 0)"));
    }
}

#[test]
fn texts_that_are_copied_without_end() {
    let many = Typed { shape: vec![1000, 100], values: Values::Float(vec![Number(0.0); 100_000]) };
    let attributes = [
        ("keys_floats", floats(&[1.0])),
        ("values_strings", texts(&["one"])),
        ("default_string", text(&"x".repeat(4000))),
    ];
    refused("LabelEncoder", many, &attributes, "a tensor of texts takes more than 268435456 bytes");
    let words = Typed { shape: vec![1, 1], values: Values::String(vec!["x".repeat(4000)]) };
    let indices = Typed { shape: vec![100_000], values: Values::Int64(vec![0; 100_000]) };
    let case = case("ArrayFeatureExtractor", vec![words, indices], 1, &[]);
    assert_eq!(error(&case), "a tensor of texts takes more than 268435456 bytes");
}

#[test]
fn machines_of_wrong_lengths() {
    let sound = [
        ("kernel_type", text("RBF")),
        ("kernel_params", floats(&[0.5, 0.0, 0.0])),
        ("vectors_per_class", ints(&[1, 1])),
        ("support_vectors", floats(&[1.0, 2.0, 3.0, 4.0])),
        ("coefficients", floats(&[1.0, -1.0])),
        ("rho", floats(&[0.5])),
        ("classlabels_ints", ints(&[0, 1])),
    ];
    let machine = case("SVMClassifier", vec![rows()], 2, &sound);
    assert!(machine.run(false).is_ok());
    for (name, value, expected) in [
        ("kernel_type", text("WAVELET"), "attribute 'kernel_type' has the unknown value 'WAVELET'"),
        (
            "kernel_params",
            floats(&[0.5]),
            "attribute 'kernel_params': there are 1 values, expected gamma, coef0 and degree",
        ),
        ("vectors_per_class", ints(&[2]), "attribute 'vectors_per_class': there are 1 values, expected 2"),
        ("vectors_per_class", ints(&[-1, 3]), "attribute 'vectors_per_class': -1 is no number of vectors"),
        (
            "vectors_per_class",
            ints(&[i64::MAX, i64::MAX]),
            "attribute 'coefficients': there are 2 values, expected 18446744073709551614",
        ),
        (
            "support_vectors",
            floats(&[1.0, 2.0, 3.0]),
            "attribute 'support_vectors': there are 3 values for 2 vectors",
        ),
        ("support_vectors", floats(&[1.0, 2.0]), "its input has 2 columns, its coefficients are for 1"),
        ("coefficients", floats(&[1.0]), "attribute 'coefficients': there are 1 values, expected 2"),
        ("rho", floats(&[]), "attribute 'rho': there is none"),
        ("rho", floats(&[0.5, 0.5]), "attribute 'rho': there are 2 values, expected 1"),
        ("prob_a", floats(&[0.5]), "attribute 'prob_b': there are 0 values, expected 1"),
        ("classlabels_ints", ints(&[]), "attribute 'classlabels_ints': there are no class labels"),
        ("classlabels_ints", ints(&[1]), "support vectors need two classes, there is one label"),
    ] {
        let mut attributes = sound.to_vec();
        attributes.retain(|(other, _)| *other != name);
        attributes.push((name, value));
        assert_eq!(error(&case("SVMClassifier", vec![rows()], 2, &attributes)), expected, "{name}");
    }
    let regressor = [
        ("coefficients", floats(&[1.0, 2.0])),
        ("rho", floats(&[0.5])),
        ("n_supports", Attribute::Int(1 << 40)),
    ];
    refused(
        "SVMRegressor",
        rows(),
        &regressor,
        "attribute 'n_supports': it says 1099511627776, but there are 2 coefficients",
    );
}

#[test]
fn a_node_without_a_name_goes_by_its_output() {
    let scaler = case("Scaler", vec![rows()], 1, &[("scale", ints(&[1]))]);
    let mut proto = scaler.model();
    if let Some(graph) = &mut proto.graph {
        graph.node[0].name.clear();
    }
    let error = common::loader()
        .model_for_proto_model(&proto)
        .map_or_else(|error| format!("{error:#}"), |_| String::new());
    assert_eq!(
        error,
        "Building node  (Scaler): node of 'y0': attribute 'scale': expected the type Floats, got Ints"
    );
}

#[test]
fn a_node_without_inputs() {
    let standard = [
        "Add",
        "Cast",
        "Clip",
        "Concat",
        "Dropout",
        "Flatten",
        "Gather",
        "Gemm",
        "Identity",
        "MatMul",
        "Max",
        "ReduceSum",
        "Reshape",
        "Slice",
        "Softmax",
        "Squeeze",
        "TopK",
        "Unsqueeze",
        "Where",
    ];
    for operator in standard {
        let attributes = [
            ("shape", ints(&[1])),
            ("axes", ints(&[0])),
            ("axis", Attribute::Int(0)),
            ("to", Attribute::Int(1)),
        ];
        let mut case = case(operator, vec![], if operator == "TopK" { 2 } else { 1 }, &attributes);
        (case.domain, case.version) = (String::new(), 13);
        assert_eq!(error(&case), "it has no input", "{operator}");
    }
    let list = [("inputdimensions", ints(&[]))];
    let expected = "attribute 'inputdimensions': there are 0 values for 0 inputs";
    assert_eq!(error(&case("FeatureVectorizer", vec![], 1, &list)), expected);
}
