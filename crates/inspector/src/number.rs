use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number of a file. It crosses JSON whole, which knows neither NaN nor infinities: they go as words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Number(pub f64);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Wire {
    Finite(f64),
    Word(Word),
}

#[derive(Serialize, Deserialize)]
enum Word {
    NaN,
    Infinity,
    #[serde(rename = "-Infinity")]
    NegativeInfinity,
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = match self.0 {
            number if number.is_nan() => Wire::Word(Word::NaN),
            f64::INFINITY => Wire::Word(Word::Infinity),
            f64::NEG_INFINITY => Wire::Word(Word::NegativeInfinity),
            number => Wire::Finite(number),
        };
        wire.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Wire::deserialize(deserializer)? {
            Wire::Finite(number) => number,
            Wire::Word(Word::NaN) => f64::NAN,
            Wire::Word(Word::Infinity) => f64::INFINITY,
            Wire::Word(Word::NegativeInfinity) => f64::NEG_INFINITY,
        }))
    }
}

impl Number {
    /// The shortest text that means this number, as a float or as a double.
    pub fn text(self, doubles: bool) -> String {
        match self.0 {
            f64::INFINITY => "∞".to_owned(),
            f64::NEG_INFINITY => "−∞".to_owned(),
            number if doubles => number.to_string(),
            number => (number as f32).to_string(),
        }
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Self(number)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn every_number_crosses_json() -> Result<(), serde_json::Error> {
        for (number, text) in [
            (0.1, "0.1"),
            (-3.0, "-3.0"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::INFINITY, "\"Infinity\""),
            (f64::NEG_INFINITY, "\"-Infinity\""),
            (f64::NAN, "\"NaN\""),
        ] {
            let json = serde_json::to_string(&Number(number))?;
            assert_eq!(json, text);
            let back: Number = serde_json::from_str(&json)?;
            assert_eq!(back.0.to_bits(), number.to_bits(), "{text}");
        }
        assert!(serde_json::from_str::<Number>("\"much\"").is_err());
        Ok(())
    }

    #[test]
    fn a_float_is_written_as_one() {
        assert_eq!(Number(f64::from(0.1_f32)).text(false), "0.1");
        assert_eq!(Number(f64::from(0.1_f32)).text(true), "0.10000000149011612");
        assert_eq!(Number(f64::INFINITY).text(false), "∞");
    }
}
