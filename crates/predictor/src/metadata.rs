//! What the file says about itself beside the graph.

use tract_onnx::pb::ModelProto;

use crate::PredictorError;

/// Metadata entry with the feature names.
const FEATURE_NAMES: &str = "feature_names";

/// Who wrote the file, and for which standard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) producer: String,
    pub(crate) opsets: Vec<(String, i64)>,
}

pub(crate) fn metadata(proto: &ModelProto) -> Metadata {
    let producer = format!("{} {}", short(&proto.producer_name), short(&proto.producer_version));
    let opsets = proto.opset_import.iter().take(16).map(|opset| {
        let domain = if opset.domain.is_empty() { "ai.onnx".to_owned() } else { short(&opset.domain) };
        (domain, opset.version)
    });
    Metadata { producer: producer.trim().to_owned(), opsets: opsets.collect() }
}

/// The names of the columns, in order.
pub(crate) fn feature_names(proto: &ModelProto) -> Result<Vec<String>, PredictorError> {
    let entry = proto.metadata_props.iter().find(|entry| entry.key == FEATURE_NAMES);
    let entry = entry.ok_or(PredictorError::NoFeatureNames)?;
    serde_json::from_str(&entry.value).map_err(|error| PredictorError::FeatureNames(error.to_string()))
}

/// A name in the file, cut to a length that can be shown.
pub(crate) fn short(text: &str) -> String {
    shorten(text, 80)
}

/// The first so many characters that are no control characters.
pub(crate) fn shorten(text: &str, length: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(length).collect()
}
