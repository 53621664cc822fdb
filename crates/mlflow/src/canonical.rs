//! JSON in one form: object keys sorted, whatever order a map type keeps.

use serde_json::Value;

/// One line without spaces.
pub(crate) fn compact(value: &Value) -> String {
    sorted(value).to_string()
}

/// The same value with the members of every object in the order of their names.
pub(crate) fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut pairs: Vec<_> = members.iter().collect();
            pairs.sort_by_key(|&(name, _)| name);
            Value::Object(pairs.into_iter().map(|(name, member)| (name.clone(), sorted(member))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        plain => plain.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_sorted_at_every_depth_and_items_are_not() {
        let value: Value = serde_json::from_str(r#"{"b":[{"z":1,"y":2},0.1],"a":null}"#).unwrap();
        assert_eq!(compact(&value), r#"{"a":null,"b":[{"y":2,"z":1},0.1]}"#);
    }
}
