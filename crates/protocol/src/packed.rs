//! Answers that only those read who asked for them.

use std::marker::PhantomData;

use crate::{Failure, FailureKind, json};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A value as JSON within a message. A program that never opens one carries no code to read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Packed<T> {
    json: String,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Packed<T> {
    /// Packs a value.
    ///
    /// # Errors
    /// What JSON cannot say of it.
    pub fn of(value: &T) -> Result<Self, Failure> {
        let json = json::write(value).map_err(|error| bad(&error))?;
        Ok(Self { json, of: PhantomData })
    }
}

impl<T: DeserializeOwned> Packed<T> {
    /// The value.
    ///
    /// # Errors
    /// What is wrong with the JSON.
    pub fn open(&self) -> Result<T, Failure> {
        json::read(&self.json).map_err(|error| bad(&error))
    }
}

fn bad(error: &str) -> Failure {
    let message = format!("Page and worker do not understand one another: {error}. Reload the page.");
    Failure::new(FailureKind::BadMessage, "worker", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_opened_and_travels_as_a_text() {
        let packed = Packed::of(&vec![(1_u8, "é\"".to_owned())]).unwrap();
        let sent = serde_json::to_string(&packed).unwrap();
        assert_eq!(sent, r#""[[1,\"é\\\"\"]]""#);
        let received: Packed<Vec<(u8, String)>> = serde_json::from_str(&sent).unwrap();
        assert_eq!(received, packed);
        assert_eq!(received.open().unwrap(), [(1, "é\"".to_owned())]);
        let broken: Packed<u8> = serde_json::from_str(r#""x""#).unwrap();
        assert!(broken.open().is_err());
    }
}
