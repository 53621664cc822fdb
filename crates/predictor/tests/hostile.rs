//! Model files that no exporter writes: each is refused with its exact reason, which names the node.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::build::{changed, floats, int, int64s, ints, node, texts, with_nodes, zeros};
use predictor::{Expected, Model};
use tract_onnx::pb::{AttributeProto, NodeProto, TensorProto};

fn refused(bytes: &[u8]) -> String {
    let text = Model::load(bytes, &Expected::default()).unwrap_err().to_string();
    text.strip_prefix("this ONNX model cannot be run here: ").unwrap_or(&text).to_owned()
}

/// Changes an attribute of the small model's trees.
fn attribute(name: &str, change: impl FnOnce(&mut AttributeProto)) -> String {
    refused(&changed(|proto| {
        let trees = &mut proto.graph.as_mut().unwrap().node[0];
        let name = name.to_owned();
        let at = trees.attribute.iter().position(|attribute| attribute.name == name).unwrap_or_else(|| {
            trees.attribute.push(AttributeProto { name, ..Default::default() });
            trees.attribute.len() - 1
        });
        change(&mut trees.attribute[at]);
    }))
}

/// What tract puts before the reason, and the reason.
fn of_trees(reason: &str) -> String {
    format!("Building node TreeEnsembleClassifier (TreeEnsembleClassifier): {reason}")
}

#[test]
fn trees_that_are_none() {
    let cycle = attribute("nodes_truenodeids", |a| a.ints[1] = 0);
    assert_eq!(cycle, of_trees("tree 0, node 1: its child 0 leads back to it, a cycle"));
    let shared = attribute("nodes_falsenodeids", |a| a.ints[0] = 1);
    assert_eq!(shared, of_trees("tree 0, node 0: its child 1 already is a child of node 0"));
    let missing = attribute("nodes_truenodeids", |a| a.ints[0] = i64::MAX);
    assert_eq!(missing, of_trees("tree 0, node 0: its child 9223372036854775807 is not a node of this tree"));
    let lost = attribute("nodes_modes", |a| a.strings[0] = b"LEAF".to_vec());
    assert_eq!(lost, of_trees("tree 0, node 1: no path leads there from the tree's first node"));
    let twice = attribute("nodes_nodeids", |a| a.ints[1] = 0);
    assert_eq!(twice, of_trees("tree 0, node 0: this node id is used twice"));
}

#[test]
fn ids_out_of_range() {
    let feature = attribute("nodes_featureids", |a| a.ints[0] = 1 << 31);
    assert_eq!(feature, of_trees("tree 0, node 0: feature id 2147483648 is not a column of the input"));
    let feature = attribute("nodes_featureids", |a| a.ints[0] = -1);
    assert_eq!(feature, of_trees("tree 0, node 0: feature id -1 is not a column of the input"));
    let feature = attribute("nodes_featureids", |a| a.ints[0] = 12);
    assert!(
        feature.ends_with("the rows have 12 columns, but the trees compare column 13 (counted from 1)"),
        "{feature}"
    );
    assert!(feature.contains("TreeEnsembleClassifier"), "{feature}");
    let class = attribute("class_ids", |a| a.ints[0] = 7);
    assert!(class.ends_with(": its vote is for output 7, but there are 2"), "{class}");
    let vote = attribute("class_treeids", |a| a.ints[0] = -7);
    assert!(vote.contains(": tree -7, node ") && vote.ends_with(", but no such node"), "{vote}");
}

#[test]
fn thresholds_lengths_and_words() {
    let nan = attribute("nodes_values", |a| a.floats[0] = f32::NAN);
    assert_eq!(nan, of_trees("tree 0, node 0: the threshold is not a number"));
    let short = attribute("nodes_featureids", |a| a.ints.truncate(3));
    assert_eq!(short, of_trees("attribute 'nodes_featureids' has 3 values, but 'nodes_nodeids' has 90"));
    let short = attribute("class_weights", |a| a.floats.truncate(3));
    assert_eq!(short, of_trees("attribute 'class_weights' has 3 values, but 'class_ids' has 48"));
    let word = attribute("nodes_modes", |a| a.strings[5] = b"BRANCH_XOR".to_vec());
    assert_eq!(word, of_trees("attribute 'nodes_modes' has the unknown value 'BRANCH_XOR'"));
    let base = attribute("base_values", |a| (a.r#type, a.floats) = (6, vec![0.0; 5]));
    assert_eq!(base, of_trees("attribute 'base_values' has 5 values; a model with 2 outputs takes 0 or 2"));
}

#[test]
fn millions_of_classes() {
    let labels = attribute("classlabels_int64s", |a| a.ints = (0..2_000_000).collect());
    assert_eq!(labels, of_trees("the ensemble has 2000000 outputs, more than the 65536 that are supported"));
    let mut regressor = node("TreeEnsembleRegressor", &["input"], "fed");
    regressor.attribute.extend([
        int("n_targets", 1 << 40),
        ints("nodes_treeids", &[0]),
        ints("nodes_nodeids", &[0]),
        ints("nodes_featureids", &[0]),
        texts("nodes_modes", &["LEAF"]),
        floats("nodes_values", &[0.0]),
        ints("nodes_truenodeids", &[0]),
        ints("nodes_falsenodeids", &[0]),
    ]);
    assert_eq!(
        refused(&with_nodes(vec![regressor], vec![], "fed")),
        "Building node fed (TreeEnsembleRegressor): the ensemble has 1099511627776 outputs, more than the 65536 that are supported"
    );
}

#[test]
fn a_label_that_every_row_would_get_a_copy_of() {
    let labels = attribute("classlabels_strings", |a| {
        (a.r#type, a.strings) = (8, vec![vec![b'x'; 1 << 20], b"y".to_vec()]);
    });
    assert_eq!(
        labels,
        "operator TreeEnsembleClassifier (node 'TreeEnsembleClassifier'), attribute 'classlabels_strings': a text \
         of 1048576 bytes; up to 4096 are supported"
    );
    let text = TensorProto {
        name: "text".to_owned(),
        data_type: 8,
        dims: vec![1],
        string_data: vec![vec![b'x'; 5000]],
        ..Default::default()
    };
    let nodes = vec![node("Equal", &["input", "text"], "fed")];
    assert_eq!(
        refused(&with_nodes(nodes, vec![text], "fed")),
        "constant 'text' holds a text of 5000 bytes; up to 4096 are supported"
    );
}

/// Each node joins what there is with itself.
fn doubling(times: usize, axis: i64) -> (Vec<NodeProto>, String) {
    let mut nodes = Vec::new();
    let mut last = "input".to_owned();
    for number in 0..times {
        let next = format!("twice{number}");
        let mut concat = node("Concat", &[&last, &last], &next);
        concat.attribute.push(int("axis", axis));
        nodes.push(concat);
        last = next;
    }
    (nodes, last)
}

#[test]
fn tensors_that_grow() {
    for axis in [0, 1] {
        let (nodes, last) = doubling(40, axis);
        assert_eq!(
            refused(&with_nodes(nodes, vec![], &last)),
            "'twice10' makes more than 67108864 numbers for 4096 rows"
        );
    }
}

#[test]
fn tensors_that_are_many() {
    let (mut nodes, wide) = doubling(8, 1);
    let names: Vec<String> = (0..60).map(|number| format!("copy{number}")).collect();
    nodes.extend(names.iter().map(|name| node("Neg", &[&wide], name)));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    nodes.push(node("Sum", &names, "fed"));
    assert_eq!(
        refused(&with_nodes(nodes, vec![], "fed")),
        "the graph writes more than 134217728 numbers for 4096 rows"
    );
}

#[test]
fn arithmetic_out_of_all_proportion() {
    let (mut nodes, wide) = doubling(9, 1);
    nodes.push(node("Transpose", &[&wide], "turned"));
    nodes.push(node("MatMul", &[&wide, "turned"], "fed"));
    assert_eq!(
        refused(&with_nodes(nodes, vec![], "fed")),
        "the graph multiplies more than 34359738368 numbers for 4096 rows"
    );
    // Many sums over one wide matrix, each small in itself.
    let (mut nodes, wide) = doubling(9, 1);
    let names: Vec<String> = (0..40).map(|number| format!("sum{number}")).collect();
    for name in &names {
        let mut sum = node("ReduceMax", &[&wide], name);
        sum.attribute.extend([ints("axes", &[1]), int("keepdims", 1)]);
        nodes.push(sum);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    nodes.push(node("Sum", &names, "sum"));
    nodes.push(node("Add", &["input", "sum"], "fed"));
    assert_eq!(
        refused(&with_nodes(nodes, vec![], "fed")),
        "the graph reads more than 536870912 numbers for 4096 rows"
    );
}

#[test]
fn rows_made_of_rows() {
    let nodes = vec![node("Reshape", &["input", "shape"], "tall"), node("Concat", &["tall", "tall"], "fed")];
    let mut nodes = nodes;
    nodes[1].attribute.push(int("axis", 0));
    let tall = with_nodes(nodes, vec![int64s("shape", &[-1, 12])], "fed");
    assert_eq!(refused(&tall), "'TreeEnsembleClassifier' takes more than 4096 rows for 4096 rows");
}

#[test]
fn integers_divided_by_zero() {
    let mut cast = node("Cast", &["input"], "whole");
    cast.attribute.push(int("to", 7));
    let mut back = node("Cast", &["ratio"], "fed");
    back.attribute.push(int("to", 1));
    let nodes = vec![cast, node("Div", &["whole", "whole"], "ratio"), back];
    assert_eq!(refused(&with_nodes(nodes, vec![], "fed")), "'ratio' divides integers by what may be zero");
}

#[test]
fn a_hundred_thousand_operators() {
    let mut nodes = Vec::new();
    let mut last = "input".to_owned();
    for number in 0..30_000 {
        let next = format!("n{number}");
        nodes.push(node("Neg", &[&last], &next));
        last = next;
    }
    assert_eq!(
        refused(&with_nodes(nodes.clone(), vec![], &last)),
        "it has 30001 operators; up to 2000 are supported"
    );
    for number in 30_000..100_000 {
        nodes.push(node("Neg", &["input"], &format!("n{number}")));
    }
    assert_eq!(
        refused(&with_nodes(nodes, vec![], &last)),
        "it is made of more than 65536 nodes, attributes and tensors"
    );
}

#[test]
fn messages_inside_messages() {
    // An attribute's graph of one node with an attribute, and so on: the decoder stops at a depth of 100.
    let mut bytes = Vec::new();
    for level in 0..300 {
        let field = [0x32, 0x2a, 0x0a][level % 3];
        let mut outer = vec![field];
        prost::encoding::encode_varint(bytes.len() as u64, &mut outer);
        outer.extend(bytes);
        bytes = outer;
    }
    let mut file = vec![0x08, 7, 0x3a];
    prost::encoding::encode_varint(bytes.len() as u64, &mut file);
    file.extend(bytes);
    let text = refused(&file);
    assert!(
        text.starts_with("the ONNX file is truncated or damaged after ") && text.contains("recursion limit"),
        "{text}"
    );
}

#[test]
fn constants_that_are_less_than_they_say() {
    let mut constant = zeros("huge", &[1]);
    constant.dims = vec![1 << 20, 1 << 20, 1 << 20, 1 << 20];
    let nodes = vec![node("Add", &["input", "huge"], "fed")];
    assert_eq!(
        refused(&with_nodes(nodes, vec![constant], "fed")),
        "constant 'huge' is larger than the data that is there for it"
    );
}

#[test]
fn texts_as_raw_bytes() {
    let mut constant = zeros("texts", &[1]);
    constant.data_type = 8;
    let nodes = vec![node("Add", &["input", "texts"], "fed")];
    assert_eq!(
        refused(&with_nodes(nodes, vec![constant], "fed")),
        "constant 'texts' holds its texts as raw bytes"
    );
}

#[test]
fn an_output_that_nothing_computes() {
    let output = |name: &str| {
        refused(&changed(|proto| {
            let graph = proto.graph.as_mut().unwrap();
            graph.initializer.push(zeros("constant", &[1, 2]));
            name.clone_into(&mut graph.output.last_mut().unwrap().name);
        }))
    };
    assert_eq!(output("constant"), "its output 'constant' is computed by no operator");
    assert_eq!(output("input"), "its output 'input' is computed by no operator");
}

/// The number of rows is a number like any other only when the graph runs.
#[test]
fn matrices_that_only_fit_for_one_number_of_rows() {
    let text = refused(&with_nodes(vec![node("MatMul", &["input", "input"], "fed")], vec![], "fed"));
    assert!(
        text.contains("\"fed\" MatMul") && text.ends_with("it multiplies 12 columns with rows rows"),
        "{text}"
    );
}
