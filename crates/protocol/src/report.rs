use serde::{Deserialize, Serialize};

/// What the worker knows of a model it has loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelReport {
    /// SHA-256 of the ONNX file, lower-case hexadecimal.
    pub sha256: String,
    /// Whether that digest was compared with one that the registry states.
    pub digest_verified: bool,
    /// Size of the ONNX file in bytes.
    pub size: u64,
    /// Address of the verified file for other workers of the page, valid as long as this worker keeps the model.
    pub file_url: String,
    /// Names of the features in the order of the model's columns.
    pub features: Vec<String>,
    /// Trees in all ensembles of the graph.
    pub trees: usize,
    /// Splits in all trees.
    pub splits: usize,
    /// Memory of the compiled ensembles, in bytes.
    pub compiled_bytes: usize,
    /// Who wrote the file, from its metadata.
    pub producer: String,
    /// The golden check.
    pub golden: GoldenStatus,
    /// Time to parse and compile, in milliseconds.
    pub compile_milliseconds: f64,
}

/// Result of recomputing the golden battles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum GoldenStatus {
    /// The registry has no golden battles for this model.
    Absent,
    /// They could not be read; the model itself is usable.
    Unreadable {
        /// What happened.
        message: String,
    },
    /// They were recomputed.
    Checked(GoldenReport),
}

/// Figures of a golden check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoldenReport {
    /// Battles in the file.
    pub battles: usize,
    /// Battles whose features, recomputed from the ids, all equal the file's.
    pub features_equal: usize,
    /// Battles whose probability is within `tolerance` of the trainer's.
    pub probabilities_equal: usize,
    /// Greatest absolute difference of a probability.
    pub max_difference: f64,
    /// The tolerance applied.
    pub tolerance: f64,
    /// The first battle that differs, in words.
    pub first_mismatch: Option<String>,
}

impl GoldenReport {
    /// Every battle agrees in features and probability.
    pub fn passed(&self) -> bool {
        self.features_equal == self.battles && self.probabilities_equal == self.battles
    }
}
