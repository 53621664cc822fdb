//! What somebody saw who shared a battle, so that whoever opens it learns whether the model says the same now.

use crate::route::Query;

/// Letters of a digest that tell models apart.
const LETTERS: usize = 12;
/// Decimals of a shared probability.
const DECIMALS: usize = 4;

/// A prediction as it stands in an address.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shared {
    /// P(A wins).
    pub(crate) probability: f64,
    /// The beginning of the model file's SHA-256.
    pub(crate) digest: String,
}

impl Shared {
    /// What is to be shared.
    pub(crate) fn of(probability: f64, sha256: &str) -> Self {
        Self { probability, digest: sha256.chars().take(LETTERS).collect() }
    }

    /// Reads an address; none if it says nothing of the kind.
    pub(crate) fn read(query: &Query) -> Option<Self> {
        let probability: f64 = query.text("said").parse().ok()?;
        let digest = query.text("by");
        let known = (0.0..=1.0).contains(&probability)
            && digest.len() == LETTERS
            && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        known.then(|| Self { probability, digest: digest.to_owned() })
    }

    /// Writes it into an address.
    pub(crate) fn write(&self, query: &mut Query) {
        query.set("said", &format!("{:.DECIMALS$}", self.probability));
        query.set("by", &self.digest);
    }

    /// Whether it is what a model says now, as far as an address tells.
    pub(crate) fn holds(&self, now: &Self) -> bool {
        self.digest == now.digest && (self.probability - now.probability).abs() < 1e-3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHA256: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    #[test]
    fn what_is_written_is_read_and_compared() {
        let seen = Shared::of(0.831_249, SHA256);
        let mut query = Query::default();
        seen.write(&mut query);
        assert_eq!((query.text("said"), query.text("by")), ("0.8312", "0123456789ab"));
        let read = Shared::read(&query).unwrap();
        assert!(read.holds(&seen));
        assert!(!read.holds(&Shared::of(0.84, SHA256)));
        assert!(!read.holds(&Shared::of(0.831_249, "ff")));
    }

    #[test]
    fn foreign_words_are_nothing() {
        for (said, by) in [
            ("", ""),
            ("2", "0123456789ab"),
            ("NaN", "0123456789ab"),
            ("0.5", "xx"),
            ("0.5", "<script>alert"),
        ] {
            assert_eq!(
                Shared::read(&Query::default().with("said", said).with("by", by)),
                None,
                "{said} {by}"
            );
        }
    }
}
