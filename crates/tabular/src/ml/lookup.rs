//! Keys → their positions in a list, found by halving a sorted copy.

use tract_onnx::tract_hir::internal::*;

use crate::operator::elements;
use crate::values::Values;

/// Which of equal keys counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeated {
    First,
    Last,
}

/// Sorted keys, each with its position in the list.
#[derive(Debug)]
pub(crate) enum Lookup {
    Strings(Vec<(String, usize)>),
    Integers(Vec<(i64, usize)>),
    /// Bits of doubles, see [`bits`].
    Numbers(Vec<(u64, usize)>),
}

/// Equal numbers have equal bits: zero has one sign, and all NaN are one.
fn bits(x: f64) -> u64 {
    if x.is_nan() { f64::NAN.to_bits() } else { (x + 0.0).to_bits() }
}

fn sorted<K: Ord>(keys: impl Iterator<Item = K>, repeated: Repeated) -> Vec<(K, usize)> {
    let mut keys: Vec<_> = keys.enumerate().map(|(position, key)| (key, position)).collect();
    keys.sort();
    if repeated == Repeated::Last {
        keys.reverse();
    }
    keys.dedup_by(|later, first| later.0 == first.0);
    if repeated == Repeated::Last {
        keys.reverse();
    }
    keys
}

/// Finds each element's key, `None` where there is none.
fn find<'a, K: Ord, E: 'a>(
    keys: &'a [(K, usize)],
    input: &'a [E],
    order: impl Fn(&K, &E) -> std::cmp::Ordering + 'a,
) -> impl Iterator<Item = Option<usize>> + 'a {
    input.iter().map(move |element| {
        let found = keys.binary_search_by(|(key, _)| order(key, element)).ok()?;
        Some(keys[found].1)
    })
}

impl Lookup {
    pub(crate) fn new(keys: Values, repeated: Repeated) -> TractResult<Self> {
        Ok(match keys {
            Values::Strings(keys) => Self::Strings(sorted(keys.into_iter(), repeated)),
            Values::Int64s(keys) => Self::Integers(sorted(keys.into_iter(), repeated)),
            Values::Int32s(keys) => Self::Integers(sorted(keys.into_iter().map(i64::from), repeated)),
            Values::Int16s(keys) => Self::Integers(sorted(keys.into_iter().map(i64::from), repeated)),
            Values::Floats(keys) => {
                Self::Numbers(sorted(keys.into_iter().map(|key| bits(key.into())), repeated))
            }
            Values::Doubles(keys) => Self::Numbers(sorted(keys.into_iter().map(bits), repeated)),
            Values::Bytes(_) | Values::Halves(_) => bail!("keys of type {:?}", keys.datum_type()),
        })
    }

    /// The position of each element's key; the type must be that of the keys, or cast to it without loss.
    pub(crate) fn positions(&self, input: &Tensor) -> TractResult<Vec<Option<usize>>> {
        Ok(match self {
            Self::Strings(keys) => find(keys, elements::<String>(input)?, Ord::cmp).collect(),
            Self::Integers(keys) => {
                let input = input.cast_to::<i64>()?;
                find(keys, elements::<i64>(&input)?, Ord::cmp).collect()
            }
            Self::Numbers(keys) => {
                let input = input.cast_to::<f64>()?;
                find(keys, elements::<f64>(&input)?, |key, &x| key.cmp(&bits(x))).collect()
            }
        })
    }
}
