//! Numbers of metrics, which may be infinite or none: for people, and for JSON.

use std::fmt;

use serde::{Serialize, Serializer};

/// A metric's value as it was logged: MLflow's SQL store writes infinity as the largest number.
#[must_use]
pub fn logged(value: f64) -> f64 {
    if value.abs() == f64::MAX { value.signum() * f64::INFINITY } else { value }
}

/// A number as people read it: with all the digits that tell it from others, `∞` for infinity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(value) = *self;
        let (magnitude, sign) = (value.abs(), if value < 0.0 { "-" } else { "" });
        if magnitude == f64::MAX {
            write!(f, "{sign}∞ (stored as {sign}1.797e308)")
        } else if value.is_infinite() {
            write!(f, "{sign}∞")
        } else if magnitude != 0.0 && !(1e-7..1e17).contains(&magnitude) && !value.is_nan() {
            write!(f, "{value:e}")
        } else {
            write!(f, "{value}")
        }
    }
}

impl Serialize for Number {
    /// As it is stored; what JSON has no number for becomes a text, as MLflow itself writes it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            value if value.is_nan() => serializer.serialize_str("NaN"),
            f64::INFINITY => serializer.serialize_str("Infinity"),
            f64::NEG_INFINITY => serializer.serialize_str("-Infinity"),
            value => serializer.serialize_f64(value),
        }
    }
}

/// For fields of one number.
pub(crate) fn json<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    Number(*value).serialize(serializer)
}

/// For fields of numbers that may be missing.
pub(crate) fn json_list<S: Serializer>(values: &[Option<f64>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(|value| value.map(Number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_infinity_out_of_a_database_is_one() {
        assert_eq!([logged(f64::MAX), logged(f64::MIN)], [f64::INFINITY, f64::NEG_INFINITY]);
        assert_eq!([logged(0.5), logged(f64::INFINITY)], [0.5, f64::INFINITY]);
        assert!(logged(f64::NAN).is_nan());
    }

    #[test]
    fn people_and_programs_read_numbers() {
        let shown =
            |value| (Number(value).to_string(), serde_json::to_string(&Number(value)).unwrap_or_default());
        for (value, text, json) in [
            (0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"),
            (11.0, "11", "11.0"),
            (-0.0, "-0", "-0.0"),
            (1.5e300, "1.5e300", "1.5e+300"),
            (2e-9, "2e-9", "2e-9"),
            (f64::MAX, "∞ (stored as 1.797e308)", "1.7976931348623157e+308"),
            (f64::MIN, "-∞ (stored as -1.797e308)", "-1.7976931348623157e+308"),
            (f64::INFINITY, "∞", "\"Infinity\""),
            (f64::NEG_INFINITY, "-∞", "\"-Infinity\""),
            (f64::NAN, "NaN", "\"NaN\""),
        ] {
            assert_eq!(shown(value), (text.to_owned(), json.to_owned()));
        }
    }
}
