//! First stage: are these the bytes that the registry means?

use sha2::{Digest as _, Sha256};

use crate::PredictorError;

/// What the registry states about a file; what it does not state is not checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// SHA-256 in hexadecimal, in either case.
    pub sha256: Option<String>,
    /// Size in bytes.
    pub size: Option<u64>,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// Whether the SHA-256 was compared with one that the registry states.
    pub compared: bool,
}

/// Computes a file's digest and compares it with what is expected.
///
/// # Errors
/// [`PredictorError::Size`] or [`PredictorError::Digest`]; the size is compared first.
pub fn verify(bytes: &[u8], expected: &Expected) -> Result<Digest, PredictorError> {
    let size = bytes.len() as u64;
    if let Some(expected) = expected.size
        && expected != size
    {
        return Err(PredictorError::Size { expected, found: size });
    }
    let sha256 = hex::encode(Sha256::digest(bytes));
    match &expected.sha256 {
        Some(expected) if !expected.trim().eq_ignore_ascii_case(&sha256) => {
            let expected = expected.trim().chars().take(64).collect();
            Err(PredictorError::Digest { expected, found: sha256 })
        }
        expected => Ok(Digest { sha256, size, compared: expected.is_some() }),
    }
}
