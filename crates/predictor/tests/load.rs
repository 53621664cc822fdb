//! What becomes of files: models load, everything else says what it is and what to do.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use battle::{BattleIds, MoveId, PokemonId};
use common::build::{SCALED, SMALL, changed, node, with_nodes, zeros};
use predictor::{Digest, ErrorKind, Expected, Model, PredictorError, parse, verify};
use tract_onnx::pb::{AttributeProto, ModelProto, NodeProto, TensorProto};

fn load(bytes: &[u8]) -> Result<Model, PredictorError> {
    Model::load(bytes, &Expected::default())
}

fn refused(bytes: &[u8]) -> String {
    load(bytes).unwrap_err().to_string()
}

fn trees(proto: &mut ModelProto) -> &mut NodeProto {
    &mut proto.graph.as_mut().unwrap().node[0]
}

#[test]
fn what_a_model_says_of_itself() {
    let model = load(SMALL).unwrap();
    assert_eq!(model.features()[..3], ["a_hp", "a_attack", "a_defense"]);
    assert_eq!(model.features().len(), 12);
    let info = model.info();
    assert_eq!((info.trees, info.splits), (6, 42));
    let compiled = info.compiled_bytes;
    assert!((info.splits..100_000).contains(&compiled), "{compiled} bytes for 42 splits");
    assert!(info.producer.starts_with("OnnxMLTools 1."), "{}", info.producer);
    assert!(info.opsets.iter().any(|(domain, _)| domain == "ai.onnx.ml"), "{:?}", info.opsets);
    assert_eq!(info.digest.size, SMALL.len() as u64);
    assert!(!info.digest.compared);
}

#[test]
fn digests() {
    let Digest { sha256, size, .. } = verify(SMALL, &Expected::default()).unwrap();
    let right = Expected { sha256: Some(sha256.to_uppercase()), size: Some(size) };
    assert!(Model::load(SMALL, &right).unwrap().info().digest.compared);

    let mut altered = SMALL.to_vec();
    altered[100] ^= 1;
    let error = verify(&altered, &right).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DigestMismatch);
    let found = verify(&altered, &Expected::default()).unwrap().sha256;
    assert_eq!(
        error.to_string(),
        format!(
            "the model file was altered: its SHA-256 is not the registry's (got {found}, expected {})",
            sha256.to_uppercase()
        )
    );
    let error = verify(&SMALL[1..], &right).unwrap_err().to_string();
    let expected =
        format!("the model file has {} bytes, but the registry states {size}; download it again", size - 1);
    assert_eq!(error, expected);
}

#[test]
fn files_that_are_something_else() {
    for (bytes, expected) in [
        (&b""[..], "this is an empty file, not an ONNX model"),
        (
            b"\n<!DOCTYPE html><title>Log in</title>",
            "this is an HTML page (a login or error page?), not an ONNX model",
        ),
        (
            b"<?xml version='1.0'?><Error/>",
            "this is an XML document (an error of the file store?), not an ONNX model",
        ),
        (
            b"\x80\x04\x95\x10\x00",
            "this is a Python pickle (training/register.py turns one into ONNX), not an ONNX model",
        ),
        (b"PK\x03\x04abc", "this is a ZIP archive (a PyTorch or NumPy file?), not an ONNX model"),
        (b"\x1f\x8b\x08", "this is a gzip file that was not unpacked, not an ONNX model"),
        (
            b"{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}",
            "this is a JSON document (an error message, or a model in XGBoost's own format?), not an ONNX model",
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\n",
            "this is a Git LFS pointer in place of the file (git lfs pull fetches it), not an ONNX model",
        ),
        (b"Not found", "this is a text file, not an ONNX model"),
        (
            b"\xff\xfe\x00\x01",
            "this is a file of an unknown kind (it begins with fffe0001), not an ONNX model",
        ),
    ] {
        let error = load(bytes).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.kind(), ErrorKind::NotOnnx);
    }
}

#[test]
fn a_truncated_file_never_loads() {
    let error = load(&SMALL[..SMALL.len() / 2]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotOnnx);
    let text = error.to_string();
    let size = SMALL.len() / 2;
    let start = format!("the ONNX file is truncated or damaged after {size} bytes (");
    assert!(text.starts_with(&start) && text.ends_with("); download it again"), "{text}");
    for end in 0..SMALL.len() {
        assert!(load(&SMALL[..end]).is_err(), "{end} bytes");
    }
}

#[test]
fn any_flipped_byte_is_a_model_or_an_error() {
    for at in 0..SMALL.len() {
        for bits in [0x01, 0x80, 0xff] {
            let mut bytes = SMALL.to_vec();
            bytes[at] ^= bits;
            if let Ok(model) = load(&bytes) {
                let _ = model.predict_rows(&[50.0; 12]);
            }
        }
    }
}

#[test]
fn feature_names() {
    let rename = |value: &str| changed(|proto| proto.metadata_props[0].value = value.to_owned());
    assert_eq!(
        refused(&changed(|proto| proto.metadata_props.clear())),
        "the model does not name its features: add a metadata entry 'feature_names' to the ONNX file, a JSON array \
         of the column names in order (in Python: onnx.helper.set_model_props(model, {'feature_names': \
         json.dumps(names)}))"
    );
    assert_eq!(
        refused(&rename("[\"a_hp\", \"b_hp\"]")),
        "the model names 2 features, but its graph takes 12 columns"
    );
    assert_eq!(
        refused(&rename("a_hp,b_hp")),
        "the model's metadata entry 'feature_names' is not a JSON array of text: expected value at line 1 column 1"
    );
    let names =
        r#"["a_hp","b_hp","a_hat","a_speed","b_speed","b_shoe","a_hp","a_hp","a_hp","a_hp","a_hp","a_hp"]"#;
    let error = load(&rename(names)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Features);
    let text = error.to_string();
    assert!(text.starts_with("the model wants features that are unknown here: "), "{text}");
    assert!(text.contains("a_hat") && text.contains("b_shoe"), "{text}");
}

#[test]
fn graphs_that_are_not_connected() {
    let dangling = changed(|proto| trees(proto).input[0] = "nowhere".to_owned());
    assert_eq!(
        refused(&dangling),
        "this ONNX model cannot be run here: operator TreeEnsembleClassifier (node 'TreeEnsembleClassifier') reads \
         'nowhere', which nothing writes"
    );
    let circular = changed(|proto| {
        let scores = trees(proto).output[1].clone();
        trees(proto).input[0] = scores;
    });
    assert_eq!(
        refused(&circular),
        "this ONNX model cannot be run here: operator TreeEnsembleClassifier (node 'TreeEnsembleClassifier') reads \
         its own result, a loop"
    );
    let gone = changed(|proto| proto.graph.as_mut().unwrap().node.clear());
    assert_eq!(
        refused(&gone),
        "this ONNX model cannot be run here: the output reads 'probabilities', which nothing writes"
    );
    let empty = changed(|proto| proto.graph = None);
    assert_eq!(refused(&empty), "this ONNX model cannot be run here: the file holds no graph");
}

#[test]
fn graphs_that_cannot_be_run() {
    let operator = changed(|proto| trees(proto).op_type = "Loop".to_owned());
    assert_eq!(
        refused(&operator),
        "this ONNX model cannot be run here: operator Loop (node 'TreeEnsembleClassifier') is not a supported operator"
    );
    let labels = changed(|proto| {
        proto.graph.as_mut().unwrap().output.truncate(1);
    });
    assert_eq!(
        refused(&labels),
        "this ONNX model cannot be run here: none of its outputs (label) is a tensor of float probabilities"
    );
    let cyclic = changed(|proto| {
        let ids = trees(proto)
            .attribute
            .iter_mut()
            .find(|attribute| attribute.name == "nodes_truenodeids")
            .unwrap();
        ids.ints[1] = 0;
    });
    assert_eq!(
        refused(&cyclic),
        "this ONNX model cannot be run here: Building node TreeEnsembleClassifier (TreeEnsembleClassifier): \
         tree 0, node 1: its child 0 leads back to it, a cycle"
    );
}

#[test]
fn trees_of_doubles_count_and_predict_alike() {
    let doubles = changed(|proto| {
        for attribute in &mut trees(proto).attribute {
            if ["nodes_values", "class_weights", "base_values"].contains(&attribute.name.as_str()) {
                let values = std::mem::take(&mut attribute.floats);
                let tensor = TensorProto {
                    dims: vec![values.len() as i64],
                    data_type: 11,
                    double_data: values.into_iter().map(f64::from).collect(),
                    ..Default::default()
                };
                attribute.name.push_str("_as_tensor");
                (attribute.r#type, attribute.t) = (4, Some(tensor));
            }
        }
    });
    let (doubles, floats) = (load(&doubles).unwrap(), load(SMALL).unwrap());
    assert_eq!((doubles.info().trees, doubles.info().splits), (6, 42));
    let rows: Vec<f32> = (0..50 * 12).map(|i| (i * 7919 % 160) as f32).collect();
    let pairs = doubles.predict_rows(&rows).unwrap().into_iter().zip(floats.predict_rows(&rows).unwrap());
    for (double, float) in pairs {
        assert!((double - float).abs() <= 1e-6 * float, "{double} for {float}");
    }
}

#[test]
fn operators_of_ai_onnx_ml_before_the_trees() {
    let mut imputer = node("Imputer", &["input"], "filled");
    imputer.domain = "ai.onnx.ml".to_owned();
    let value = |name: &str, r#type, floats, f| AttributeProto {
        name: name.to_owned(),
        r#type,
        floats,
        f,
        ..Default::default()
    };
    imputer.attribute.push(value("imputed_value_floats", 6, vec![50.0], 0.0));
    imputer.attribute.push(value("replaced_value_float", 1, Vec::new(), f32::NAN));
    let model = load(&with_nodes(vec![imputer.clone()], Vec::new(), "filled")).unwrap();
    let expected = load(SMALL).unwrap().predict_rows(&[50.0; 12]).unwrap();
    assert_eq!(model.predict_rows(&[f32::NAN; 12]).unwrap(), expected);
    imputer.op_type = "DictVectorizer".to_owned();
    assert_eq!(
        refused(&with_nodes(vec![imputer], Vec::new(), "filled")),
        "this ONNX model cannot be run here: operator DictVectorizer (node 'filled') is not a supported operator"
    );
}

#[test]
fn constants_larger_than_their_data() {
    let bomb = |dims: &[i64], location: Option<i32>| {
        changed(|proto| {
            let tensor = TensorProto {
                name: "bomb".to_owned(),
                data_type: 1,
                dims: dims.to_vec(),
                ..Default::default()
            };
            let tensor = TensorProto { raw_data: vec![0; 4], data_location: location, ..tensor };
            let graph = proto.graph.as_mut().unwrap();
            graph.initializer.push(tensor);
            graph.node[0].input.push("bomb".to_owned());
        })
    };
    let too_large =
        "this ONNX model cannot be run here: constant 'bomb' is larger than the data that is there for it";
    for dims in [&[1 << 40][..], &[1 << 32, 1 << 32, 1 << 32], &[-1]] {
        assert_eq!(refused(&bomb(dims, None)), too_large);
    }
    assert_eq!(
        refused(&bomb(&[1], Some(1))),
        "this ONNX model cannot be run here: constant 'bomb' is kept in another file; export the model as one file"
    );
}

#[test]
fn constants_that_grow_while_they_are_folded() {
    let nodes = vec![node("Add", &["tall", "wide"], "bomb"), node("Add", &["input", "bomb"], "fed")];
    let bomb = with_nodes(nodes, vec![zeros("tall", &[100_000, 1]), zeros("wide", &[1, 100_000])], "fed");
    assert_eq!(
        refused(&bomb),
        "this ONNX model cannot be run here: operator Add (node 'bomb') computes with constants alone; fold constants \
         when exporting"
    );
}

#[test]
fn tensors_that_grow_with_every_node() {
    let axis = AttributeProto { name: "axis".to_owned(), r#type: 2, i: 1, ..Default::default() };
    let mut nodes = Vec::new();
    let mut last = "input".to_owned();
    for number in 0..40 {
        let next = format!("twice{number}");
        let mut concat = node("Concat", &[&last, &last], &next);
        concat.attribute.push(axis.clone());
        nodes.push(concat);
        last = next;
    }
    let error = refused(&with_nodes(nodes, Vec::new(), &last));
    assert!(error.ends_with("makes more than 67108864 numbers for 4096 rows"), "{error}");
}

#[test]
fn a_zip_map_is_read_through() {
    let model = load(SCALED).unwrap();
    assert_eq!(model.info().trees, 4);
    assert_eq!(model.predict_rows(&[60.0; 24]).unwrap().len(), 2);
}

#[test]
fn battles_and_rows() {
    let model = load(SMALL).unwrap();
    let (pikachu, thunderbolt) = (PokemonId(25), MoveId(0));
    let ids = BattleIds { a: pikachu, b: PokemonId(9), move_a: thunderbolt, move_b: MoveId(1) };
    let error = model.predict(&[ids]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownBattle);
    assert!(error.to_string().starts_with("battle 1 (25 against 9): "), "{error}");
    let error = model.predict_rows(&[0.0; 13]).unwrap_err().to_string();
    assert_eq!(error, "the rows hold 13 numbers, not a multiple of the model's 12 columns");
    assert!(model.predict_rows(&[]).unwrap().is_empty());
    assert!(model.predict(&[]).unwrap().is_empty());
}

#[test]
fn a_row_is_predicted_alike_alone_and_among_many() {
    let model = load(SMALL).unwrap();
    let rows: Vec<f32> = (0..5000 * 12).map(|i| (i * 7919 % 160) as f32).collect();
    let together = model.predict_rows(&rows).unwrap();
    assert_eq!(together.len(), 5000);
    for (row, together) in rows.chunks_exact(12).zip(together).step_by(97) {
        assert_eq!(model.predict_rows(row).unwrap(), [together]);
    }
}

#[test]
fn answers_that_are_no_probability() {
    let raw = changed(|proto| {
        let transform =
            trees(proto).attribute.iter_mut().find(|attribute| attribute.name == "post_transform");
        transform.unwrap().s = b"NONE".to_vec();
    });
    let error = load(&raw).unwrap().predict_rows(&[50.0; 12]).unwrap_err().to_string();
    assert!(error.starts_with("the model's answer for battle 1 is "), "{error}");
    assert!(error.ends_with(", which is not a probability between 0 and 1"), "{error}");
}

#[test]
fn stages_one_by_one() {
    let digest = verify(SMALL, &Expected::default()).unwrap();
    let graph = parse(SMALL).unwrap();
    assert_eq!(graph.features().len(), 12);
    assert_eq!(graph.compile(digest).unwrap().features().len(), 12);
}
