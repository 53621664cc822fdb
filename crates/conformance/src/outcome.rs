use serde::{Deserialize, Serialize};

/// Where an outcome begins in what a test prints.
const MARK: &str = "conformance: ";

/// How a model fared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The case's name.
    pub name: String,
    /// Labels and other whole numbers or words, all of them equal.
    pub labels: usize,
    /// Scores that were compared.
    pub scores: usize,
    /// How far the scores are from onnxruntime's.
    pub difference: Difference,
    /// How far both are from the exact values, where those are known.
    pub rounding: Option<Rounding>,
}

/// Greatest differences from the exact values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rounding {
    /// Of our scores.
    pub own: Difference,
    /// Of onnxruntime's.
    pub onnxruntime: Difference,
}

/// How far a number is from another one, or the greatest such of many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// In units of the numbers.
    pub absolute: f64,
    /// Divided by the number that was wanted.
    pub relative: f64,
}

impl Difference {
    /// Infinite where only one of them is a number.
    pub(crate) fn between(found: f64, wanted: f64) -> Self {
        if found == wanted || (found.is_nan() && wanted.is_nan()) {
            return Self::default();
        }
        let absolute = (found - wanted).abs();
        let absolute = if absolute.is_nan() { f64::INFINITY } else { absolute };
        Self { absolute, relative: absolute / wanted.abs() }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.absolute = self.absolute.max(other.absolute);
        self.relative = self.relative.max(other.relative);
    }
}

impl Outcome {
    /// One line that [`Outcome::from_line`] reads.
    pub fn line(&self) -> String {
        format!("{MARK}{}", serde_json::to_string(self).unwrap_or_default())
    }

    /// The outcome in a line of a test's output, if it holds one.
    pub fn from_line(line: &str) -> Option<Self> {
        serde_json::from_str(line.split_once(MARK)?.1).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_of_numbers_and_of_none() {
        let of = |found, wanted| {
            let Difference { absolute, relative } = Difference::between(found, wanted);
            (absolute, relative)
        };
        assert_eq!(of(0.75, 0.5), (0.25, 0.5));
        assert_eq!(of(-0.0, 0.0), (0.0, 0.0));
        assert_eq!(of(1.0, 0.0), (1.0, f64::INFINITY));
        assert_eq!(of(f64::NAN, f64::NAN), (0.0, 0.0));
        assert_eq!(of(f64::NAN, 1.0), (f64::INFINITY, f64::INFINITY));
        assert_eq!(of(f64::INFINITY, 1.0).0, f64::INFINITY);
    }

    #[test]
    fn a_line_is_read_back() {
        let difference = Difference { absolute: 1.5e-7, relative: 1e-6 };
        let rounding = Some(Rounding { own: difference, onnxruntime: Difference::default() });
        let outcome = Outcome { name: "tree".to_owned(), labels: 1, scores: 2, difference, rounding };
        assert_eq!(Outcome::from_line(&format!("    log: {}", outcome.line())), Some(outcome));
        assert_eq!(Outcome::from_line("running 1 test"), None);
    }
}
