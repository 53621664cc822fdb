//! Attributes of an ONNX node → a compiled ensemble, or one that explains itself.

use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use forest::explain::Explainer;
use forest::{
    Aggregate, Ensemble, EnsembleAttributes, ForestError, Kind, Labels, NodeMode, Nodes, PostTransform, Votes,
};

/// What can be made of the attributes.
pub(crate) trait Build: Sized {
    fn build(attributes: &EnsembleAttributes<'_>) -> Result<Self, ForestError>;
}

impl Build for Ensemble {
    fn build(attributes: &EnsembleAttributes<'_>) -> Result<Self, ForestError> {
        Self::new(attributes)
    }
}

impl Build for Explainer {
    fn build(attributes: &EnsembleAttributes<'_>) -> Result<Self, ForestError> {
        Self::new(attributes)
    }
}

/// Attributes that hold doubles in tensors (version 3 of `ai.onnx.ml`).
const DOUBLES: [&str; 5] = [
    "base_values_as_tensor",
    "nodes_hitrates_as_tensor",
    "nodes_values_as_tensor",
    "class_weights_as_tensor",
    "target_weights_as_tensor",
];

pub(crate) fn classifier<B: Build>(node: &NodeProto) -> TractResult<B> {
    let names = ["class_treeids", "class_nodeids", "class_ids", "class_weights"];
    ensemble(node, names, Kind::Classifier { labels: labels(node)? })
}

pub(crate) fn regressor<B: Build>(node: &NodeProto) -> TractResult<B> {
    let names = ["target_treeids", "target_nodeids", "target_ids", "target_weights"];
    let targets = node.get_attr("n_targets")?;
    let aggregate = word::<Aggregate>(node, "aggregate_function")?;
    ensemble(node, names, Kind::Regressor { targets, aggregate })
}

fn ensemble<B: Build>(node: &NodeProto, votes: [&str; 4], kind: Kind) -> TractResult<B> {
    if let Some(name) = DOUBLES.iter().find(|&&name| node.attribute.iter().any(|a| a.name == name)) {
        return node
            .bail_attr(name, "attributes in double precision are not supported; export the model in float");
    }
    let modes = node.get_attr_slice::<Vec<u8>>("nodes_modes")?;
    let modes = modes.iter().map(|mode| Ok(text(mode).parse()?)).collect::<TractResult<Vec<NodeMode>>>()?;
    let [tree_ids, node_ids, ids, weights] = votes;
    Ok(B::build(&EnsembleAttributes {
        nodes: Nodes {
            tree_ids: ints(node, "nodes_treeids")?,
            node_ids: ints(node, "nodes_nodeids")?,
            feature_ids: ints(node, "nodes_featureids")?,
            modes: &modes,
            values: floats(node, "nodes_values")?,
            true_ids: ints(node, "nodes_truenodeids")?,
            false_ids: ints(node, "nodes_falsenodeids")?,
            missing_tracks_true: ints(node, "nodes_missing_value_tracks_true")?,
            members: &[],
        },
        votes: Votes {
            tree_ids: ints(node, tree_ids)?,
            node_ids: ints(node, node_ids)?,
            ids: ints(node, ids)?,
            weights: floats(node, weights)?,
        },
        base_values: floats(node, "base_values")?,
        post_transform: word::<PostTransform>(node, "post_transform")?,
        kind,
    })?)
}

fn labels(node: &NodeProto) -> TractResult<Labels> {
    let strings = node.get_attr_opt_slice::<Vec<u8>>("classlabels_strings")?.unwrap_or_default();
    if strings.is_empty() {
        Ok(Labels::Int64s(ints(node, "classlabels_int64s")?.to_vec()))
    } else {
        Ok(Labels::Strings(strings.iter().map(|label| text(label).into_owned()).collect()))
    }
}

fn ints<'a>(node: &'a NodeProto, name: &str) -> TractResult<&'a [i64]> {
    Ok(node.get_attr_opt_slice(name)?.unwrap_or_default())
}

pub(crate) fn floats<'a>(node: &'a NodeProto, name: &str) -> TractResult<&'a [f32]> {
    Ok(node.get_attr_opt_slice(name)?.unwrap_or_default())
}

/// A word of the standard, or its default where the attribute is absent.
fn word<T>(node: &NodeProto, name: &str) -> TractResult<T>
where
    T: std::str::FromStr<Err = ForestError> + Default,
{
    match node.get_attr_opt::<&[u8]>(name)? {
        Some(word) => Ok(text(word).parse()?),
        None => Ok(T::default()),
    }
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
