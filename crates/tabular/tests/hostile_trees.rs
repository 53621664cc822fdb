//! Attributes of trees that make no sense are refused by an error that names the node and the attribute.

mod common;

use common::case::{Attribute, Number, Values};
use common::refused::*;

/// One split with a leaf on each side, as version 5 has it.
fn stump() -> Vec<(&'static str, Attribute)> {
    vec![
        ("n_targets", Attribute::Int(1)),
        ("nodes_featureids", ints(&[0])),
        ("nodes_modes", list(Values::Uint8(vec![0]), 1)),
        ("nodes_splits", singles(&[2.0])),
        ("nodes_truenodeids", ints(&[0])),
        ("nodes_falsenodeids", ints(&[1])),
        ("nodes_trueleafs", ints(&[1])),
        ("nodes_falseleafs", ints(&[1])),
        ("tree_roots", ints(&[0])),
        ("leaf_targetids", ints(&[0, 0])),
        ("leaf_weights", singles(&[10.0, 20.0])),
    ]
}

#[test]
fn trees_by_position() {
    assert!(case("TreeEnsemble", vec![rows()], 1, &stump()).run(false).is_ok());
    for (name, value, expected) in [
        (
            "nodes_featureids",
            ints(&[2]),
            "the rows have 2 columns, but the trees compare column 3 (counted from 1)",
        ),
        (
            "nodes_featureids",
            ints(&[]),
            "attribute 'nodes_featureids': there are 0 values, but 1 of 'nodes_splits'",
        ),
        ("nodes_modes", ints(&[0]), "attribute 'nodes_modes': expected the type Tensor, got Ints"),
        ("nodes_modes", singles(&[0.0]), "attribute 'nodes_modes': expected a tensor of type U8"),
        ("nodes_modes", list(Values::Uint8(vec![7]), 1), "attribute 'nodes_modes': has the unknown value 7"),
        (
            "nodes_modes",
            list(Values::Uint8(vec![6]), 1),
            "attribute 'membership_values': there are 0 sets for 1 nodes of mode BRANCH_MEMBER",
        ),
        (
            "membership_values",
            singles(&[1.0, f64::NAN]),
            "attribute 'membership_values': there are 1 sets for 0 nodes of mode BRANCH_MEMBER",
        ),
        ("nodes_splits", list(Values::Int64(vec![1]), 1), "attribute 'nodes_splits': is of type I64"),
        ("nodes_truenodeids", ints(&[2]), "attribute 'nodes_truenodeids': 2 is no position in a list of 2"),
        ("nodes_truenodeids", ints(&[-1]), "attribute 'nodes_truenodeids': -1 is no position in a list of 2"),
        ("nodes_trueleafs", ints(&[0]), "tree 0: node 0 is reached twice; a cycle, or a shared child"),
        ("tree_roots", ints(&[1]), "attribute 'tree_roots': 1 is no position in a list of 1"),
        ("tree_roots", ints(&[0, 0]), "tree 1: node 0 is reached twice; a cycle, or a shared child"),
        ("tree_roots", ints(&[]), "the ensemble has no nodes"),
        (
            "leaf_targetids",
            ints(&[0]),
            "attribute 'leaf_targetids': there are 1 values, but 2 of 'leaf_weights'",
        ),
        ("leaf_targetids", ints(&[0, 1]), "tree 0, node 2: its vote is for output 1, but there are 1"),
        (
            "leaf_weights",
            doubles(&[1.0, 2.0]),
            "attribute 'leaf_weights': is of type F64, 'nodes_splits' of F32",
        ),
        ("aggregate_function", Attribute::Int(4), "attribute 'aggregate_function': has the unknown value 4"),
        ("post_transform", Attribute::Int(5), "attribute 'post_transform': has the unknown value 5"),
        (
            "n_targets",
            Attribute::Int(1 << 40),
            "the ensemble has 1099511627776 outputs, more than the 65536 that are supported",
        ),
    ] {
        let mut attributes = stump();
        attributes.retain(|(other, _)| *other != name);
        attributes.push((name, value));
        refused("TreeEnsemble", rows(), &attributes, expected);
    }
    let mut of_doubles = rows();
    of_doubles.values = Values::Double([1., 2., 3., 4.].map(Number).to_vec());
    refused("TreeEnsemble", of_doubles, &stump(), "its input is of type F64, its attributes of F32");
}

#[test]
fn tensors_beside_lists() {
    let attributes = [
        ("n_targets", Attribute::Int(1)),
        ("nodes_treeids", ints(&[0])),
        ("nodes_nodeids", ints(&[0])),
        ("nodes_featureids", ints(&[0])),
        ("nodes_modes", texts(&["LEAF"])),
        ("nodes_values", floats(&[0.0])),
        ("nodes_values_as_tensor", doubles(&[0.0])),
    ];
    refused(
        "TreeEnsembleRegressor",
        rows(),
        &attributes,
        "attribute 'nodes_values_as_tensor': cannot be there beside 'nodes_values'",
    );
    let mut attributes = attributes.to_vec();
    attributes.remove(5);
    attributes[5].1 = list(Values::Int32(vec![0]), 1);
    refused(
        "TreeEnsembleRegressor",
        rows(),
        &attributes,
        "attribute 'nodes_values_as_tensor': is of type I32, expected F64",
    );
    refused(
        "TreeEnsembleRegressor",
        rows(),
        &attributes[1..],
        "attribute 'n_targets': expected a number of targets",
    );
}
