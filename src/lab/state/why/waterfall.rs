//! From the chance before anything is known to the predicted one, a group of facts at a time.

use std::collections::BTreeMap;

use battle::{Side, features::Meaning};
use protocol::Contributions;

use crate::state::sort_by;

/// Contributions smaller than this part of the greatest are told together.
const SMALL: f64 = 0.04;

/// What one group of columns adds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bar {
    /// What the columns are about; none for all that is small.
    pub(crate) about: Option<Meaning>,
    /// The margin before and after it.
    pub(crate) from: f64,
    pub(crate) to: f64,
    /// P(A wins) before and after it; none where a margin is not the logarithm of odds.
    pub(crate) chances: Option<(f64, f64)>,
}

impl Bar {
    /// Whom it helps.
    pub(crate) fn helps(&self) -> Side {
        if self.to >= self.from { Side::A } else { Side::B }
    }
}

/// All groups, the greatest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Waterfall {
    pub(crate) bars: Vec<Bar>,
    /// The least and the greatest margin on the way.
    least: f64,
    greatest: f64,
}

impl Waterfall {
    /// Where a margin stands between the least and the greatest, in percent.
    pub(crate) fn place(&self, margin: f64) -> f64 {
        let span = (self.greatest - self.least).max(f64::MIN_POSITIVE);
        ((margin - self.least) / span * 100.0).clamp(0.0, 100.0)
    }

    /// Where both are equally likely.
    pub(crate) fn even(&self) -> f64 {
        self.place(0.0)
    }
}

/// The chance that a margin of log odds means.
pub(crate) fn chance(margin: f64) -> f64 {
    1.0 / (1.0 + (-margin).exp())
}

/// What counts most comes first, whosever it is; what hardly counts is one bar at the end.
pub(crate) fn waterfall(contributions: &Contributions) -> Waterfall {
    let mut sums: BTreeMap<Meaning, f64> = BTreeMap::new();
    for (meaning, _, value) in &contributions.by_meaning {
        *sums.entry(*meaning).or_default() += value;
    }
    let mut groups: Vec<_> = sums.into_iter().filter(|(_, value)| *value != 0.0).collect();
    sort_by(&mut groups, |a, b| b.1.abs().total_cmp(&a.1.abs()));
    let least = groups.first().map_or(0.0, |(_, value)| value.abs() * SMALL);
    let (large, small): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, value)| value.abs() >= least);
    let rest: f64 = small.iter().map(|(_, value)| value).sum();
    let mut steps: Vec<_> = large.into_iter().map(|(meaning, value)| (Some(meaning), value)).collect();
    if rest != 0.0 {
        steps.push((None, rest));
    }
    let mut at = contributions.base;
    let mut bars = Vec::with_capacity(steps.len());
    for (about, value) in steps {
        let to = at + value;
        let chances = contributions.log_odds.then(|| (chance(at), chance(to)));
        bars.push(Bar { about, from: at, to, chances });
        at = to;
    }
    let margins = || bars.iter().flat_map(|bar| [bar.from, bar.to]).chain([0.0]);
    let (least, greatest) = (margins().fold(0.0, f64::min), margins().fold(0.0, f64::max));
    Waterfall { bars, least, greatest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contributions(by_meaning: Vec<(Meaning, Option<Side>, f64)>) -> Contributions {
        let margin = 0.5 + by_meaning.iter().map(|(_, _, value)| value).sum::<f64>();
        Contributions { log_odds: true, base: 0.5, margin, by_feature: Vec::new(), by_meaning }
    }

    #[test]
    fn bars_lead_from_the_base_to_the_margin_the_greatest_first() {
        let given = contributions(vec![
            (Meaning::Speed, Some(Side::A), 0.25),
            (Meaning::Types, None, -3.0),
            (Meaning::Types, Some(Side::B), 1.0),
            (Meaning::Bulk, Some(Side::B), 0.0625),
            (Meaning::Attack, Some(Side::B), 0.03125),
            (Meaning::Total, None, 0.0),
        ]);
        let fall = waterfall(&given);
        let steps: Vec<_> = fall.bars.iter().map(|bar| (bar.about, bar.from, bar.to, bar.helps())).collect();
        assert_eq!(
            steps,
            [
                (Some(Meaning::Types), 0.5, -1.5, Side::B),
                (Some(Meaning::Speed), -1.5, -1.25, Side::A),
                (None, -1.25, -1.15625, Side::A),
            ]
        );
        assert_eq!(fall.bars.last().unwrap().to, given.margin);
        assert_eq!((fall.place(-1.5), fall.place(0.5), fall.even()), (0.0, 100.0, 75.0));
        let (before, after) = fall.bars[0].chances.unwrap();
        assert!((before - 0.622_459_331).abs() < 1e-9 && (after - 0.182_425_524).abs() < 1e-9);
    }

    #[test]
    fn a_model_of_other_margins_has_no_chances_and_nothing_is_no_fall() {
        let given = Contributions { log_odds: false, ..contributions(vec![(Meaning::Speed, None, 1.0)]) };
        assert_eq!(waterfall(&given).bars[0].chances, None);
        assert_eq!(waterfall(&contributions(Vec::new())).bars, []);
        assert_eq!(Waterfall::default().even(), 0.0);
    }
}
