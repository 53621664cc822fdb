//! How often the model names the winner that the rules name, and where it does not.

use std::ops::Range;

use battle::{
    BattleIds, Category, Lang, Matchup, Side, Type,
    pairs::{self, Moves},
};

use super::{CATEGORIES, sortable};
use crate::state::predicted;

/// Of the battles that part, those that are kept when there are more: the surest errors.
const KEPT: usize = 1_000;

/// With which moves a battle is fought, by the names that addresses give them.
pub(crate) const SCENARIOS: [&str; 4] = ["best", "best-a", "best-b", "other"];

/// How errors are sorted, by the names that addresses give them: the surest first, by name of A or of B, or by P(A wins).
pub(crate) const CLASH_ORDERS: [&str; 4] = ["", "a", "b", "p"];

/// Battles, and those of them with the right winner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Share {
    pub(crate) battles: usize,
    pub(crate) right: usize,
}

/// A battle whose winner the model gets wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Clash {
    pub(crate) ids: BattleIds,
    /// P(A wins) by the model.
    pub(crate) probability: f64,
}

/// Counts of battles, as they come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Agreement {
    moves: Moves,
    pub(crate) all: Share,
    /// By type of A, in the order of [`Type::ALL`]; a Pokémon of two types counts for both.
    pub(crate) types: [Share; Type::ALL.len()],
    /// By category of A's move, in the order of [`CATEGORIES`].
    pub(crate) categories: [Share; 2],
    /// In the order of [`SCENARIOS`].
    pub(crate) scenarios: [Share; 4],
    /// The surest errors, in no order before [`Agreement::clashes`].
    clashes: Vec<Clash>,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.battles += 1;
        self.right += usize::from(right);
    }

    /// Of one; `None` without battles.
    #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
    pub(crate) fn accuracy(self) -> Option<f64> {
        (self.battles > 0).then(|| self.right as f64 / self.battles as f64)
    }
}

impl Clash {
    /// How sure the model is of the wrong winner, from ½ to 1.
    pub(crate) fn sureness(&self) -> f64 {
        self.probability.max(1.0 - self.probability)
    }
}

impl Agreement {
    /// Of nothing yet.
    pub(crate) fn new(moves: Moves) -> Self {
        Self {
            moves,
            all: Share::default(),
            types: Default::default(),
            categories: Default::default(),
            scenarios: Default::default(),
            clashes: Vec::new(),
        }
    }

    /// Counts P(A wins) of every battle of some pairs, in order.
    pub(crate) fn count(&mut self, pairs: Range<u32>, mut probabilities: &[f32]) {
        for number in pairs {
            let Some(best) = pairs::battles(Moves::Best, number..number + 1).next() else { return };
            for ids in pairs::battles(self.moves, number..number + 1) {
                let Some((first, rest)) = probabilities.split_first() else { return };
                probabilities = rest;
                self.one(ids, best, f64::from(*first));
            }
        }
    }

    fn one(&mut self, ids: BattleIds, best: BattleIds, probability: f64) {
        // Every pair's battles can be fought.
        let Ok(matchup) = Matchup::resolve(ids) else { return };
        let right = matchup.outcome().winner == predicted(probability);
        let scenario = match (ids.move_a == best.move_a, ids.move_b == best.move_b) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        };
        self.all.add(right);
        self.scenarios[scenario].add(right);
        let (first, second) = matchup.pokemon(Side::A).types;
        for kind in [Some(first), second].into_iter().flatten() {
            self.types[kind as usize].add(right);
        }
        let category: Category = matchup.used_move(Side::A).category;
        if let Some(place) = CATEGORIES.iter().position(|(_, known)| *known == category) {
            self.categories[place].add(right);
        }
        if !right {
            self.clashes.push(Clash { ids, probability });
            if self.clashes.len() >= 2 * KEPT {
                self.keep();
            }
        }
    }

    fn keep(&mut self) {
        let ids = |clash: &Clash| (clash.ids.a.0, clash.ids.b.0, clash.ids.move_a.0, clash.ids.move_b.0);
        self.clashes.sort_by(|x, y| y.sureness().total_cmp(&x.sureness()).then(ids(x).cmp(&ids(y))));
        self.clashes.truncate(KEPT);
    }

    /// The surest errors, the surest first.
    pub(crate) fn clashes(&mut self) -> &[Clash] {
        self.keep();
        &self.clashes
    }
}

/// Sorts errors, which come with the surest first, by one of [`CLASH_ORDERS`].
pub(crate) fn sort_clashes(clashes: &mut [(Matchup, f64)], order: &str, lang: Lang) {
    let name = |side| move |(matchup, _): &(Matchup, f64)| sortable(matchup.pokemon(side).names.get(lang));
    match order {
        "a" => clashes.sort_by_cached_key(name(Side::A)),
        "b" => clashes.sort_by_cached_key(name(Side::B)),
        "p" => clashes.sort_by(|x, y| x.1.total_cmp(&y.1)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the rules say of these pairs' battles, as probabilities.
    fn truth(moves: Moves, range: Range<u32>) -> Vec<f32> {
        let wins = |ids| Matchup::resolve(ids).unwrap().outcome().winner == Side::A;
        pairs::battles(moves, range).map(|ids| if wins(ids) { 0.9 } else { 0.1 }).collect()
    }

    #[test]
    fn a_model_that_knows_the_rules_is_always_right() {
        let mut found = Agreement::new(Moves::All);
        found.count(0..186, &truth(Moves::All, 0..186));
        assert_eq!(found.all.battles, pairs::battles_before(Moves::All, 186));
        assert_eq!(found.all.accuracy(), Some(1.0));
        assert_eq!(found.scenarios[0], Share { battles: 186, right: 186 });
        assert_eq!(found.scenarios.iter().map(|share| share.battles).sum::<usize>(), found.all.battles);
        assert_eq!(found.types[Type::Grass as usize], found.types[Type::Poison as usize]);
        assert_eq!(found.types[Type::Fire as usize].accuracy(), None);
        assert_eq!(found.clashes(), []);
    }

    #[test]
    fn errors_count_and_the_surest_come_first() {
        let mut numbers = truth(Moves::Best, 0..4);
        for (place, sure) in [(1, 0.2), (3, 0.4)] {
            numbers[place] = if numbers[place] > 0.5 { 0.5 - sure } else { 0.5 + sure };
        }
        let mut found = Agreement::new(Moves::Best);
        found.count(2..4, &numbers[2..]);
        found.count(0..2, &numbers[..2]);
        assert_eq!(found.all, Share { battles: 4, right: 2 });
        let errors: Vec<u16> = found.clashes().iter().map(|clash| clash.ids.b.0).collect();
        assert_eq!(errors, [5, 3]);
        let resolved = |clash: &Clash| (Matchup::resolve(clash.ids).unwrap(), clash.probability);
        let known: Vec<_> = found.clashes().iter().map(resolved).collect();
        for (order, lang, expected) in [
            ("", Lang::En, [5, 3]),
            ("b", Lang::En, [5, 3]),
            ("b", Lang::Fr, [3, 5]),
            ("p", Lang::En, if known[0].1 < known[1].1 { [5, 3] } else { [3, 5] }),
            ("no such order", Lang::En, [5, 3]),
        ] {
            let mut sorted = known.clone();
            sort_clashes(&mut sorted, order, lang);
            let names: Vec<u16> = sorted.iter().map(|(matchup, _)| matchup.pokemon(Side::B).id.0).collect();
            assert_eq!(names, expected, "{order} {lang:?}");
        }
    }
}
