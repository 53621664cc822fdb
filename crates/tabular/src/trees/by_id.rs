//! `TreeEnsembleClassifier` and `TreeEnsembleRegressor` (versions 1 to 4): nodes and votes by tree and node id.

use forest::explain::Explainer;
use forest::{
    Aggregate, Ensemble, EnsembleAttributes, ForestError, Kind, NodeMode, Nodes, PostTransform, Votes,
};
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::type_proto::Value;
use tract_onnx::pb::{NodeProto, TensorProto};
use tract_onnx::tract_hir::internal::*;

use super::Element;
use super::expansion::{Precisions, Unresolved};
use crate::attributes::Attributes;
use crate::inspect::TreesAsTheyAre;
use crate::labels::labels;
use crate::operator::Built;

/// Names of the attributes that a classifier and a regressor call differently.
struct Names {
    operator: &'static str,
    tree_ids: &'static str,
    node_ids: &'static str,
    ids: &'static str,
    weights: &'static str,
}

const CLASSIFIER: Names = Names {
    operator: "TreeEnsembleClassifier",
    tree_ids: "class_treeids",
    node_ids: "class_nodeids",
    ids: "class_ids",
    weights: "class_weights",
};

const REGRESSOR: Names = Names {
    operator: "TreeEnsembleRegressor",
    tree_ids: "target_treeids",
    node_ids: "target_nodeids",
    ids: "target_ids",
    weights: "target_weights",
};

pub(crate) fn classifier(context: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    build(context, attributes, &CLASSIFIER, classes(attributes)?)
}

pub(crate) fn regressor(context: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    build(context, attributes, &REGRESSOR, targets(attributes)?)
}

/// The explainer of a classifier of floats.
pub(crate) fn explain_classifier(node: &NodeProto) -> TractResult<Explainer> {
    let attributes = Attributes(node);
    explain(attributes, &CLASSIFIER, classes(attributes)?)
}

/// The explainer of a regressor of floats.
pub(crate) fn explain_regressor(node: &NodeProto) -> TractResult<Explainer> {
    let attributes = Attributes(node);
    explain(attributes, &REGRESSOR, targets(attributes)?)
}

/// A classifier as it is.
pub(crate) fn inspect_classifier(node: &NodeProto) -> TractResult<TreesAsTheyAre> {
    let attributes = Attributes(node);
    inspect(attributes, &CLASSIFIER, classes(attributes)?)
}

/// A regressor as it is.
pub(crate) fn inspect_regressor(node: &NodeProto) -> TractResult<TreesAsTheyAre> {
    let attributes = Attributes(node);
    inspect(attributes, &REGRESSOR, targets(attributes)?)
}

fn inspect(attributes: Attributes<'_>, names: &Names, kind: Kind) -> TractResult<TreesAsTheyAre> {
    if doubles(attributes, names).is_some() {
        made::<f64, _>(attributes, names, kind, |attributes| TreesAsTheyAre::new(attributes, true))
    } else {
        made::<f32, _>(attributes, names, kind, |attributes| TreesAsTheyAre::new(attributes, false))
    }
}

fn classes(attributes: Attributes<'_>) -> TractResult<Kind> {
    Ok(Kind::Classifier { labels: labels(attributes, "classlabels_strings", "classlabels_int64s")? })
}

fn targets(attributes: Attributes<'_>) -> TractResult<Kind> {
    let Some(targets) = attributes.int("n_targets")? else {
        return attributes.bail("n_targets", "expected a number of targets");
    };
    let aggregate = attributes.word::<Aggregate>("aggregate_function")?;
    Ok(Kind::Regressor { targets, aggregate })
}

fn explain(attributes: Attributes<'_>, names: &Names, kind: Kind) -> TractResult<Explainer> {
    if let Some(name) = doubles(attributes, names) {
        return attributes.bail(&name, "trees of doubles cannot be explained; export the model in float");
    }
    made(attributes, names, kind, Explainer::new)
}

/// An attribute that makes the trees ones of doubles.
fn doubles(attributes: Attributes<'_>, names: &Names) -> Option<String> {
    let tensors = ["nodes_values", "base_values", names.weights];
    tensors.iter().map(|name| as_tensor(name)).find(|name| attributes.has(name))
}

fn build(context: &ParsingContext<'_>, attributes: Attributes<'_>, names: &Names, kind: Kind) -> Built {
    let trees = if doubles(attributes, names).is_some() {
        Precisions::Double(ensemble(attributes, names, kind)?)
    } else if mentions_doubles(context) {
        Precisions::Both(ensemble(attributes, names, kind.clone())?, ensemble(attributes, names, kind)?)
    } else {
        Precisions::Single(ensemble(attributes, names, kind)?)
    };
    let unresolved = Unresolved { name: names.operator, trees, input: None, scores: f32::datum_type() };
    Ok((expand(unresolved), vec![]))
}

fn as_tensor(name: &str) -> String {
    format!("{name}_as_tensor")
}

/// Whether anything in a model could make the input of its trees one of doubles.
fn mentions_doubles(context: &ParsingContext<'_>) -> bool {
    let double = DataType::Double as i32;
    let Some(graph) = &context.model.graph else { return false };
    let is_double = |tensor: &TensorProto| tensor.data_type == double;
    graph.initializer.iter().any(is_double)
        || graph.input.iter().any(|input| match input.r#type.as_ref().and_then(|kind| kind.value.as_ref()) {
            Some(Value::TensorType(tensor)) => tensor.elem_type == double,
            None => false,
        })
        || graph.node.iter().any(|node| {
            node.attribute.iter().any(|attribute| {
                attribute.t.as_ref().is_some_and(is_double)
                    || (node.op_type == "Cast" && attribute.name == "to" && attribute.i == i64::from(double))
            })
        })
}

fn ensemble<T: Element>(
    attributes: Attributes<'_>,
    names: &Names,
    kind: Kind,
) -> TractResult<Arc<Ensemble<T>>> {
    made(attributes, names, kind, Ensemble::new).map(Arc::new)
}

/// What `make` makes of the attributes.
fn made<T: Element, R>(
    attributes: Attributes<'_>,
    names: &Names,
    kind: Kind,
    make: impl FnOnce(&EnsembleAttributes<'_, T>) -> Result<R, ForestError>,
) -> TractResult<R> {
    let modes = attributes.texts("nodes_modes")?;
    let modes = modes.into_iter().map(str::parse).collect::<Result<Vec<NodeMode>, _>>();
    let modes = modes.or_else(|error| attributes.bail_node(error))?;
    let made = make(&EnsembleAttributes {
        nodes: Nodes {
            tree_ids: attributes.ints("nodes_treeids")?,
            node_ids: attributes.ints("nodes_nodeids")?,
            feature_ids: attributes.ints("nodes_featureids")?,
            modes: &modes,
            values: &numbers(attributes, "nodes_values")?,
            true_ids: attributes.ints("nodes_truenodeids")?,
            false_ids: attributes.ints("nodes_falsenodeids")?,
            missing_tracks_true: attributes.ints("nodes_missing_value_tracks_true")?,
            members: &[],
        },
        votes: Votes {
            tree_ids: attributes.ints(names.tree_ids)?,
            node_ids: attributes.ints(names.node_ids)?,
            ids: attributes.ints(names.ids)?,
            weights: &numbers(attributes, names.weights)?,
        },
        base_values: &numbers(attributes, "base_values")?,
        post_transform: attributes.word::<PostTransform>("post_transform")?,
        kind,
    });
    made.or_else(|error| attributes.bail_node(error))
}

/// Floats, or else the numbers of the tensor that may stand in their place.
fn numbers<'a, T: Element>(attributes: Attributes<'a>, name: &str) -> TractResult<Cow<'a, [T]>> {
    let (floats, tensor) = (attributes.floats(name)?, as_tensor(name));
    match attributes.tensor(&tensor)? {
        Some(values) if values.len() > 0 && !floats.is_empty() => {
            attributes.bail(&tensor, format_args!("cannot be there beside '{name}'"))
        }
        Some(values) if values.len() > 0 => match T::of(values) {
            Ok(values) => Ok(Cow::Owned(values)),
            Err(found) => attributes.bail(&tensor, format_args!("is of type {found:?}, expected F64")),
        },
        _ => Ok(T::list(floats)),
    }
}
