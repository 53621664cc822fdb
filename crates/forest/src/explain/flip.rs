//! The smallest change that makes the model answer otherwise.
//!
//! All that an ensemble sees of a row is what it answers to the splits' questions, so it is constant between the numbers
//! where an answer changes. It is enough to try one number from each such range, the one nearest to the current value.

use super::Explainer;
use crate::{ForestError, Number};

impl<T: Number> Explainer<T> {
    /// The numbers that a column is compared with, ascending: the ensemble is constant above one, up to and with the next.
    pub fn cuts(&self, feature: usize) -> Vec<T> {
        let mut cuts: Vec<T> = self
            .questions
            .iter()
            .filter(|question| question.feature as usize == feature)
            .flat_map(super::question::Question::cuts)
            .collect();
        cuts.sort_unstable_by(T::total_cmp);
        cuts.dedup_by(|a, b| a == b);
        cuts
    }

    /// One value of a column for each range in which the ensemble is constant, but for the range that `value` is in: the
    /// nearest of its range, and the nearest of all first (the lower of two that are equally near).
    pub fn alternatives(&self, feature: usize, value: T) -> Vec<T> {
        let cuts = self.cuts(feature);
        let below = cuts.iter().copied().filter(|&cut| cut < value).rev();
        let above = cuts.iter().map(|cut| cut.above()).filter(|&next| !next.is_nan() && next > value);
        nearest_first(below.collect(), above.collect(), value)
    }

    /// The value of one column, nearest to the row's, with which `differs` holds of the row, which must depend on nothing
    /// but this ensemble's scores of it. `None` when there is no such value, or the row's is NaN.
    ///
    /// # Errors
    /// What `differs` returns.
    pub fn nearest_change<E>(
        &self,
        row: &[T],
        feature: usize,
        mut differs: impl FnMut(&[T]) -> Result<bool, E>,
    ) -> Result<Option<T>, E> {
        let mut changed = row.to_vec();
        let Some(&value) = row.get(feature) else { return Ok(None) };
        for other in self.alternatives(feature, value) {
            changed[feature] = other;
            if differs(&changed)? {
                return Ok(Some(other));
            }
        }
        Ok(None)
    }

    /// The first of some candidates with which `differs` holds of its row: for columns that move together, such as a number
    /// and what is computed from it, and for altogether other rows. Of candidates that the ensemble cannot tell from the one
    /// before them, or from `row`, only the first is looked at.
    ///
    /// # Errors
    /// When a row has too few columns, and what `differs` returns.
    pub fn first_change<C, E: From<ForestError>>(
        &self,
        row: &[T],
        candidates: impl IntoIterator<Item = (C, Vec<T>)>,
        mut differs: impl FnMut(&[T]) -> Result<bool, E>,
    ) -> Result<Option<C>, E> {
        let own = self.answers(row)?;
        let mut last = own.clone();
        for (candidate, row) in candidates {
            let said = self.answers(&row)?;
            if said == own || said == last {
                continue;
            }
            if differs(&row)? {
                return Ok(Some(candidate));
            }
            last = said;
        }
        Ok(None)
    }
}

/// Merges two lists, each from near to far, by distance from a value.
fn nearest_first<T: Number>(below: Vec<T>, above: Vec<T>, value: T) -> Vec<T> {
    let mut merged = Vec::with_capacity(below.len() + above.len());
    let distance = |a: T, b: T| Into::<f64>::into(a) - Into::<f64>::into(b);
    let (mut below, mut above) = (below.into_iter().peekable(), above.into_iter().peekable());
    loop {
        let next = match (below.peek(), above.peek()) {
            (Some(&low), Some(&high)) if distance(value, low) <= distance(high, value) => below.next(),
            (Some(_), None) => below.next(),
            _ => above.next(),
        };
        match next {
            Some(next) => merged.push(next),
            None => return merged,
        }
    }
}

/// The whole numbers of a range other than `from`, from near to far, the lower of two first.
pub fn outward(from: i64, range: std::ops::RangeInclusive<i64>) -> impl Iterator<Item = i64> {
    let (low, high) = range.into_inner();
    let reach = (from.saturating_sub(low)).max(high.saturating_sub(from));
    (1..=reach)
        .flat_map(move |distance| [from.saturating_sub(distance), from.saturating_add(distance)])
        .filter(move |value| (low..=high).contains(value))
}
