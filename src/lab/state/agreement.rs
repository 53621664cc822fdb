//! How often the model names the winner that the rules name, and where it does not.

use std::ops::Range;

use battle::{
    BattleIds, Category, Lang, Matchup, Side, Type,
    pairs::{self, Moves},
};

use super::{CATEGORIES, named, sortable};
use crate::state::{sort_by, sort_by_key};
use crate::{route::Query, state::predicted};

/// Of the errors that are looked at, those that are known when there are more: the surest.
const KEPT: usize = 1_000;

/// With which moves a battle is fought, by the names that addresses give them.
pub(crate) const SCENARIOS: [&str; 4] = ["best", "best-a", "best-b", "other"];

/// What errors can be sorted by, by the names that addresses give them: name of A or of B, P(A wins), and how close it is by the
/// rules. Without any the surest come first.
pub(crate) const CLASH_ORDERS: [&str; 4] = ["a", "b", "p", "rules"];

/// Groups of errors: by both types of A, the category of its move and the scenario.
const GROUPS: usize = Type::ALL.len() * (Type::ALL.len() + 1) * CATEGORIES.len() * SCENARIOS.len();

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
    /// The surest errors of each group: those of any filter are among them, since it takes whole groups.
    groups: Vec<Group>,
}

/// Errors of one kind.
#[derive(Debug, Clone, PartialEq, Default)]
struct Group {
    /// How many there are.
    wrong: usize,
    /// At least the [`KEPT`] surest of them, in no order.
    surest: Vec<Clash>,
}

/// Which errors are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ClashFilter {
    /// A type of A.
    kind: Option<Type>,
    /// The category of A's move.
    category: Option<Category>,
    /// A place among [`SCENARIOS`].
    scenario: Option<usize>,
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
            groups: vec![Group::default(); GROUPS],
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
        let category = matchup.used_move(Side::A).category;
        let Some(category) = CATEGORIES.iter().position(|(_, known)| *known == category) else { return };
        self.categories[category].add(right);
        if !right {
            let group = &mut self.groups[place((first, second), category, scenario)];
            group.wrong += 1;
            group.surest.push(Clash { ids, probability });
            if group.surest.len() >= 2 * KEPT {
                surest(&mut group.surest);
            }
        }
    }

    /// How many errors there are that are looked at, and the surest of them, the surest first.
    pub(crate) fn clashes(&self, filter: ClashFilter) -> (usize, Vec<Clash>) {
        let filter = ClashFilter { scenario: filter.scenario.filter(|_| self.moves == Moves::All), ..filter };
        let groups = || self.groups.iter().enumerate().filter(|(place, _)| filter.takes(*place));
        let mut found: Vec<Clash> = groups().flat_map(|(_, group)| &group.surest).copied().collect();
        surest(&mut found);
        (groups().map(|(_, group)| group.wrong).sum(), found)
    }
}

impl ClashFilter {
    /// What an address says. Names that mean nothing count as none.
    pub(crate) fn read(query: &Query) -> Self {
        Self {
            kind: Type::from_slug(query.text("type")).ok(),
            category: named(&CATEGORIES, query.text("category")),
            scenario: SCENARIOS.iter().position(|known| *known == query.text("scenario")),
        }
    }

    /// Whether a group is looked at.
    fn takes(self, place: usize) -> bool {
        let (rest, scenario) = (place / SCENARIOS.len(), place % SCENARIOS.len());
        let (rest, category) = (rest / CATEGORIES.len(), rest % CATEGORIES.len());
        let (first, second) = (rest / (Type::ALL.len() + 1), rest % (Type::ALL.len() + 1));
        self.kind.is_none_or(|kind| kind as usize == first || kind as usize + 1 == second)
            && self.category.is_none_or(|wanted| CATEGORIES[category].1 == wanted)
            && self.scenario.is_none_or(|wanted| wanted == scenario)
    }
}

/// Where errors stand among the groups.
fn place((first, second): (Type, Option<Type>), category: usize, scenario: usize) -> usize {
    let kinds = first as usize * (Type::ALL.len() + 1) + second.map_or(0, |kind| kind as usize + 1);
    (kinds * CATEGORIES.len() + category) * SCENARIOS.len() + scenario
}

/// Sorts, the surest first, and forgets all but the [`KEPT`] surest.
fn surest(clashes: &mut Vec<Clash>) {
    let ids = |clash: &Clash| (clash.ids.a.0, clash.ids.b.0, clash.ids.move_a.0, clash.ids.move_b.0);
    sort_by(clashes, |x, y| y.sureness().total_cmp(&x.sureness()).then_with(|| ids(x).cmp(&ids(y))));
    clashes.truncate(KEPT);
}

/// Sorts errors, which come with the surest first, by one of [`CLASH_ORDERS`], with a `-` before it the other way round.
pub(crate) fn sort_clashes(clashes: &mut [(Matchup, f64)], order: &str, lang: Lang) {
    let name = |side| move |(matchup, _): &(Matchup, f64)| sortable(matchup.pokemon(side).names.get(lang));
    let (order, down) = order.strip_prefix('-').map_or((order, false), |order| (order, true));
    match order {
        "a" => sort_by_key(clashes, name(Side::A)),
        "b" => sort_by_key(clashes, name(Side::B)),
        "p" => sort_by(clashes, |x, y| x.1.total_cmp(&y.1)),
        "rules" => sort_by(clashes, |x, y| closeness(&x.0).total_cmp(&closeness(&y.0))),
        _ => return,
    }
    if down {
        clashes.reverse();
    }
}

/// How many times the winner's turns the loser needs, by the rules; at least 1.
fn closeness(matchup: &Matchup) -> f64 {
    let (a, b) = (matchup.turns_to_ko(Side::A), matchup.turns_to_ko(Side::B));
    a.max(b) / a.min(b)
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
        assert_eq!(found.clashes(ClashFilter::default()), (0, Vec::new()));
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
        let (wrong, clashes) = found.clashes(ClashFilter::default());
        let errors: Vec<u16> = clashes.iter().map(|clash| clash.ids.b.0).collect();
        assert_eq!((wrong, errors), (2, vec![5, 3]));
        let resolved = |clash: &Clash| (Matchup::resolve(clash.ids).unwrap(), clash.probability);
        let known: Vec<_> = clashes.iter().map(resolved).collect();
        for (order, lang, expected) in [
            ("", Lang::En, [5, 3]),
            ("b", Lang::En, [5, 3]),
            ("b", Lang::Fr, [3, 5]),
            ("p", Lang::En, if known[0].1 < known[1].1 { [5, 3] } else { [3, 5] }),
            ("-b", Lang::En, [3, 5]),
            ("-p", Lang::En, if known[0].1 < known[1].1 { [3, 5] } else { [5, 3] }),
            (
                "rules",
                Lang::En,
                if closeness(&known[0].0) < closeness(&known[1].0) { [5, 3] } else { [3, 5] },
            ),
            ("no such order", Lang::En, [5, 3]),
            ("-", Lang::En, [5, 3]),
        ] {
            let mut sorted = known.clone();
            sort_clashes(&mut sorted, order, lang);
            let names: Vec<u16> = sorted.iter().map(|(matchup, _)| matchup.pokemon(Side::B).id.0).collect();
            assert_eq!(names, expected, "{order} {lang:?}");
        }
    }

    #[test]
    fn a_filter_has_every_error_of_its_kind_up_to_the_cap() {
        // Always wrong, each battle as sure as its number makes it.
        let range = 0..372;
        let battles: Vec<BattleIds> = pairs::battles(Moves::All, range.clone()).collect();
        let numbers: Vec<f32> = truth(Moves::All, range.clone())
            .into_iter()
            .enumerate()
            .map(|(place, right)| {
                let sure = 0.5 * ((place * 7919) % 10_007) as f32 / 10_007.0;
                if right > 0.5 { 0.499 - 0.9 * sure } else { 0.501 + 0.9 * sure }
            })
            .collect();
        let mut found = Agreement::new(Moves::All);
        found.count(200..range.end, &numbers[pairs::battles_before(Moves::All, 200)..]);
        found.count(0..200, &numbers[..pairs::battles_before(Moves::All, 200)]);
        let best: Vec<BattleIds> = pairs::battles(Moves::Best, range).collect();
        for (kind, category, scenario) in [
            ("", "", ""),
            ("poison", "", ""),
            ("fire", "", ""),
            ("", "special", ""),
            ("grass", "physical", "best-b"),
            ("", "", "best"),
        ] {
            let query =
                Query::default().with("type", kind).with("category", category).with("scenario", scenario);
            let mut expected: Vec<(f64, BattleIds)> = battles
                .iter()
                .zip(&numbers)
                .filter(|(ids, _)| {
                    let matchup = Matchup::resolve(**ids).unwrap();
                    let best = best.iter().find(|best| (best.a, best.b) == (ids.a, ids.b)).unwrap();
                    let own = (ids.move_a == best.move_a, ids.move_b == best.move_b);
                    Type::from_slug(kind).is_ok_and(|kind| matchup.pokemon(Side::A).has_type(kind))
                        >= !kind.is_empty()
                        && named(&CATEGORIES, category)
                            .is_none_or(|category| matchup.used_move(Side::A).category == category)
                        && match scenario {
                            "best" => own == (true, true),
                            "best-b" => own == (false, true),
                            _ => true,
                        }
                })
                .map(|(ids, p)| (f64::from(*p).max(1.0 - f64::from(*p)), *ids))
                .collect();
            let wrong = expected.len();
            expected.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.b.cmp(&y.1.b)));
            expected.truncate(KEPT);
            let (count, clashes) = found.clashes(ClashFilter::read(&query));
            assert_eq!((count, clashes.len()), (wrong, wrong.min(KEPT)), "{query:?}");
            let sure: Vec<f64> = clashes.iter().map(Clash::sureness).collect();
            assert_eq!(sure, expected.iter().map(|each| each.0).collect::<Vec<_>>(), "{query:?}");
        }
        assert!(found.all.battles > 4 * KEPT, "the cap is reached: {}", found.all.battles);
    }
}
