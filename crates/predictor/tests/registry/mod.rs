//! The models in the registry that is bundled with the page.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Read as _;
use std::path::Path;

use battle::{BattleIds, MoveId, PokemonId};
use flate2::read::GzDecoder;
use serde_json::Value;

/// The ONNX file of a version, and its golden battles.
pub(crate) fn version(version: usize) -> (Vec<u8>, Vec<BattleIds>) {
    let query = format!("name=battle_winner_predictor&version={version}");
    let about: Value =
        serde_json::from_slice(&recorded(&format!("ajax-api/2.0/mlflow/model-versions/get?{query}")))
            .unwrap();
    let run = about["model_version"]["run_id"].as_str().unwrap();
    let model = recorded(&format!(
        "model-versions/get-artifact?name=battle_winner_predictor&path=model.onnx&version={version}"
    ));
    let golden: Value =
        serde_json::from_slice(&recorded(&format!("get-artifact?path=golden.json&run_uuid={run}"))).unwrap();
    let id = |battle: &Value, key: &str| u16::try_from(battle[key].as_u64().unwrap()).unwrap();
    let battles = golden["battles"].as_array().unwrap().iter().map(|battle| BattleIds {
        a: PokemonId(id(battle, "a")),
        b: PokemonId(id(battle, "b")),
        move_a: MoveId(id(battle, "move_a")),
        move_b: MoveId(id(battle, "move_b")),
    });
    (model, battles.collect())
}

/// A recorded answer.
fn recorded(key: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/registry");
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let entry = &manifest["answers"][format!("GET {key}")];
    let bytes = std::fs::read(folder.join(entry["file"].as_str().unwrap())).unwrap();
    if entry["gzip"].as_bool() != Some(true) {
        return bytes;
    }
    let mut unpacked = Vec::new();
    GzDecoder::new(&bytes[..]).read_to_end(&mut unpacked).unwrap();
    unpacked
}
