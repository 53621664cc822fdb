//! Parallel coordinates: one upright axis for each field, one line for each thing that has the fields (Inselberg, "The plane with
//! parallel coordinates", The Visual Computer 1, 1985).

use crate::{Axis, AxisKind, Frame};

/// What a thing has in a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number; what is not finite counts as missing.
    Number(f64),
    /// A text.
    Text(String),
    /// Nothing.
    Missing,
}

/// The range of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    /// All values are numbers.
    Numbers(Axis),
    /// Texts in order; numbers that stand between texts are texts too.
    Texts(Vec<String>),
    /// Nobody has a value.
    Empty,
}

/// The most texts that an axis tells apart; the others share its upper end.
pub const MAX_TEXTS: usize = 60;

impl Range {
    /// The range of a field's values.
    #[must_use]
    pub fn of(values: &[Value]) -> Self {
        let texts = values.iter().any(|value| matches!(value, Value::Text(_)));
        if !texts {
            let numbers = values.iter().filter_map(|value| match value {
                Value::Number(number) => Some(*number),
                _ => None,
            });
            return Axis::over(AxisKind::Number, false, numbers).map_or(Self::Empty, Self::Numbers);
        }
        let mut names: Vec<String> = values.iter().filter_map(text).collect();
        names.sort();
        names.dedup();
        names.truncate(MAX_TEXTS);
        Self::Texts(names)
    }

    /// The place of a value, from 0 at the bottom to 1; none for what is missing.
    #[must_use]
    pub fn place(&self, value: &Value) -> Option<f64> {
        match (self, value) {
            (_, Value::Missing) | (Self::Empty, _) | (Self::Numbers(_), Value::Text(_)) => None,
            (Self::Numbers(axis), Value::Number(number)) => axis.place(*number),
            (Self::Texts(names), value) => {
                let wanted = text(value)?;
                let place = names.binary_search(&wanted).unwrap_or(names.len() - 1);
                #[allow(clippy::cast_precision_loss, reason = "at most MAX_TEXTS")]
                let share = if names.len() < 2 { 0.5 } else { place as f64 / (names.len() - 1) as f64 };
                Some(share)
            }
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Missing => None,
    }
}

/// Where the axis of a field stands, from 0 at the left to 1.
#[must_use]
pub fn axis_place(field: usize, fields: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a handful")]
    let place = if fields < 2 { 0.5 } else { field as f64 / (fields - 1) as f64 };
    place
}

/// The path of a thing through its fields' axes, as SVG path data; it breaks where a value is missing, and a lone point becomes a dot.
#[must_use]
pub fn path(frame: &Frame, ranges: &[Range], values: &[Value]) -> String {
    let places: Vec<Option<f64>> =
        ranges.iter().zip(values).map(|(range, value)| range.place(value)).collect();
    let mut path = String::new();
    let mut joined = false;
    for (field, place) in places.iter().enumerate() {
        let Some(place) = place else {
            joined = false;
            continue;
        };
        let letter = if joined { 'L' } else { 'M' };
        let (x, y) = (frame.x(axis_place(field, ranges.len())), frame.y(*place));
        path.push_str(&format!("{letter}{x:.1} {y:.1}"));
        let alone = !joined && places.get(field + 1).is_none_or(Option::is_none);
        if alone {
            path.push_str("h0.1");
        }
        joined = true;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { left: 0.0, top: 0.0, width: 100.0, height: 10.0 };

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn lines_go_through_numbers_and_texts_and_break_at_what_is_missing() {
        let depth = Range::of(&[Value::Number(2.0), Value::Number(6.0), Value::Missing]);
        let kind = Range::of(&[text("gbtree"), text("dart"), Value::Number(3.0)]);
        let score = Range::of(&[Value::Number(0.5), Value::Number(f64::NAN)]);
        assert_eq!(kind, Range::Texts(vec!["3".to_owned(), "dart".to_owned(), "gbtree".to_owned()]));
        let ranges = [depth, kind, score];
        let whole = path(&FRAME, &ranges, &[Value::Number(2.0), text("gbtree"), Value::Number(0.5)]);
        assert_eq!(whole, "M0.0 10.0L50.0 0.0L100.0 5.0");
        let broken = path(&FRAME, &ranges, &[Value::Number(6.0), Value::Missing, Value::Number(0.5)]);
        assert_eq!(broken, "M0.0 0.0h0.1M100.0 5.0h0.1");
        assert_eq!(
            path(&FRAME, &ranges, &[Value::Missing, text("dart"), Value::Number(f64::NAN)]),
            "M50.0 5.0h0.1"
        );
    }

    #[test]
    fn fields_without_values_and_single_fields_are_fine() {
        assert_eq!(Range::of(&[Value::Missing, Value::Number(f64::INFINITY)]), Range::Empty);
        assert_eq!(path(&FRAME, &[Range::Empty], &[Value::Number(1.0)]), "");
        assert_eq!(path(&FRAME, &[Range::of(&[text("a")])], &[text("a")]), "M50.0 5.0h0.1");
        let many: Vec<Value> = (0..200).map(|number| text(&format!("{number:03}"))).collect();
        assert_eq!(Range::of(&many).place(&many[199]), Some(1.0));
    }
}
