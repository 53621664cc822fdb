//! Which version of an operator is in force in a version of its operator set.

/// Made by `tools/operators/versions.py` from the package `onnx`.
const VERSIONS: &str = include_str!("versions.txt");

/// The version of the operator set, not above `opset`, that changed the operator last. `None` for operators that are not
/// known, or younger.
pub(super) fn in_force(domain: &str, operator: &str, opset: i64) -> Option<i64> {
    let (main, ml) = VERSIONS.split_once("\n\n")?;
    let lines = match domain {
        "ai.onnx" => main,
        "ai.onnx.ml" => ml,
        _ => return None,
    };
    let line = lines.lines().filter_map(|line| line.split_once(' ')).find(|(name, _)| *name == operator)?;
    line.1
        .split(' ')
        .filter_map(|version| version.parse().ok())
        .take_while(|&version| version <= opset)
        .last()
}

#[cfg(test)]
mod tests {
    use super::in_force;

    #[test]
    fn the_last_change_counts() {
        for (domain, operator, opset, expected) in [
            ("ai.onnx", "Add", 6, Some(6)),
            ("ai.onnx", "Add", 13, Some(13)),
            ("ai.onnx", "Add", 17, Some(14)),
            ("ai.onnx", "Cast", 17, Some(13)),
            ("ai.onnx", "Abs", 99, Some(13)),
            ("ai.onnx", "Xor", 1, Some(1)),
            ("ai.onnx", "BitShift", 10, None),
            ("ai.onnx.ml", "TreeEnsembleClassifier", 1, Some(1)),
            ("ai.onnx.ml", "TreeEnsembleClassifier", 4, Some(3)),
            ("ai.onnx.ml", "TreeEnsemble", 4, None),
            ("ai.onnx.ml", "ZipMap", 3, Some(1)),
            ("ai.onnx.ml", "Add", 3, None),
            ("ai.onnx", "ZipMap", 17, None),
            ("com.example", "Add", 17, None),
            ("ai.onnx", "", 17, None),
        ] {
            assert_eq!(in_force(domain, operator, opset), expected, "{operator} in {domain} {opset}");
        }
    }
}
