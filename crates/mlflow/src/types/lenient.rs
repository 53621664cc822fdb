//! Reads what servers of many ages write: numbers as text, missing and null fields, lists of pairs.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{List, Metric, Tags};

/// The rows of the list `name` in an answer; a list that is left out is empty. A bad row is skipped and reported.
pub(crate) fn rows<T: DeserializeOwned>(answer: &mut Value, name: &str) -> Result<List<T>, String> {
    let mut list = List::default();
    let rows = match answer.get_mut(name).map(Value::take) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(rows)) => rows,
        Some(_) => return Err(format!("{name} is not a list")),
    };
    for (place, row) in rows.into_iter().enumerate() {
        match serde_json::from_value(row) {
            Ok(item) => list.items.push(item),
            Err(error) => list.skipped.push(format!("{name}[{place}]: {error}")),
        }
    }
    list.next_page_token = answer
        .get("next_page_token")
        .and_then(Value::as_str)
        .filter(|token| !token.is_empty())
        .map(str::to_owned);
    Ok(list)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Integer(i64),
    Float(f64),
    Text(String),
}

fn whole<E: serde::de::Error>(scalar: &Scalar) -> Result<i64, E> {
    match scalar {
        Scalar::Integer(number) => Ok(*number),
        Scalar::Float(number) => Err(not("a whole number", number)),
        Scalar::Text(text) => text.trim().parse().map_err(|_| not("a whole number", text)),
    }
}

fn not<E: serde::de::Error>(wanted: &str, found: impl Display) -> E {
    E::custom(format!("{found} is not {wanted}"))
}

pub(super) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    whole(&Scalar::deserialize(deserializer)?)
}

pub(super) fn optional_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Option::<Scalar>::deserialize(deserializer)?.map(|scalar| whole(&scalar)).transpose()
}

pub(super) fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = integer(deserializer)?;
    u64::try_from(number).map_err(|_| not("a version", number))
}

pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    match Scalar::deserialize(deserializer)? {
        #[allow(clippy::cast_precision_loss, reason = "a metric is a float on the server, too")]
        Scalar::Integer(number) => Ok(number as f64),
        Scalar::Float(number) => Ok(number),
        // Knows "NaN", "Infinity" and "-Infinity".
        Scalar::Text(text) => text.trim().parse().map_err(|_| not("a number", text)),
    }
}

#[derive(Deserialize)]
struct Pair {
    key: String,
    #[serde(default)]
    value: String,
}

pub(super) fn tags<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tags, D::Error> {
    let pairs = Vec::<Pair>::deserialize(deserializer)?;
    Ok(pairs.into_iter().map(|pair| (pair.key, pair.value)).collect())
}

#[derive(Deserialize)]
struct AliasRow {
    alias: String,
    #[serde(deserialize_with = "version")]
    version: u64,
}

pub(super) fn aliases<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, u64>, D::Error> {
    let rows = Vec::<AliasRow>::deserialize(deserializer)?;
    Ok(rows.into_iter().map(|row| (row.alias, row.version)).collect())
}

pub(super) fn metrics<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Metric>, D::Error> {
    let metrics = Vec::<Metric>::deserialize(deserializer)?;
    if let Some(metric) = metrics.iter().find(|metric| metric.key.is_empty()) {
        return Err(D::Error::custom(format!("a metric of value {} has no name", metric.value)));
    }
    Ok(metrics.into_iter().map(|metric| (metric.key.clone(), metric)).collect())
}
