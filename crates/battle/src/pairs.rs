//! Every battle: all ordered pairs A ≠ B of the Pokémon that can fight, numbered from 0 by A's id, then B's.

use std::ops::Range;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{BattleIds, MoveId, Pokedex, Pokemon, Type, rules};

/// Which moves the two of a pair fight with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Moves {
    /// Both with their best by the rules: one battle in each pair.
    Best,
    /// A with each of its moves against B with each of its own, in the order of A's moves' ids, then B's.
    All,
}

/// How many pairs there are.
#[must_use]
pub fn count() -> u32 {
    ROSTER.pairs()
}

/// The two of a pair; `None` when no pair has this number.
#[must_use]
pub fn pair(number: u32) -> Option<(&'static Pokemon, &'static Pokemon)> {
    let (a, b) = ROSTER.places(number)?;
    Some((*ROSTER.fighters.get(a)?, *ROSTER.fighters.get(b)?))
}

/// How many battles lie before a pair, and so in all of them for the number [`count`] or a greater one.
#[must_use]
pub fn battles_before(moves: Moves, number: u32) -> usize {
    ROSTER.before(moves, number)
}

/// The battles of these pairs, in order. Numbers that no pair has are passed over.
pub fn battles(moves: Moves, pairs: Range<u32>) -> Box<dyn Iterator<Item = BattleIds>> {
    let places = (pairs.start..pairs.end.min(ROSTER.pairs())).filter_map(|number| ROSTER.places(number));
    match moves {
        Moves::Best => Box::new(places.filter_map(|(a, b)| {
            let (move_a, move_b) = (BEST.of(a, b)?, BEST.of(b, a)?);
            Some(BattleIds { a: ROSTER.fighters.get(a)?.id, b: ROSTER.fighters.get(b)?.id, move_a, move_b })
        })),
        Moves::All => {
            Box::new(places.filter_map(|(a, b)| ROSTER.fighters.get(a).zip(ROSTER.fighters.get(b))).flat_map(
                |(&a, &b)| {
                    a.moves.iter().flat_map(move |&move_a| {
                        b.moves.iter().map(move |&move_b| BattleIds { a: a.id, b: b.id, move_a, move_b })
                    })
                },
            ))
        }
    }
}

static ROSTER: LazyLock<Roster> = LazyLock::new(Roster::new);

/// Who can fight, and how many moves they have.
struct Roster {
    fighters: Vec<&'static Pokemon>,
    /// Moves of all fighters before the one at this place; one more entry holds those of all.
    moves_before: Vec<usize>,
    /// Battles of all moves whose A stands before this place; one more entry holds all.
    battles_before: Vec<usize>,
}

impl Roster {
    fn new() -> Self {
        let fighters: Vec<&Pokemon> = Pokedex::get().fighters().collect();
        let running = |counts: Vec<usize>| {
            let mut sum = 0;
            let mut sums = vec![0];
            sums.extend(counts.into_iter().map(|count| {
                sum += count;
                sum
            }));
            sums
        };
        let moves = |each: &&Pokemon| each.moves.len();
        let all: usize = fighters.iter().map(moves).sum();
        let moves_before = running(fighters.iter().map(moves).collect());
        let battles_before = running(fighters.iter().map(|each| moves(each) * (all - moves(each))).collect());
        Self { fighters, moves_before, battles_before }
    }

    fn pairs(&self) -> u32 {
        let count = self.fighters.len();
        u32::try_from(count * count.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Where the two of a pair stand among the fighters.
    fn places(&self, number: u32) -> Option<(usize, usize)> {
        let others = self.fighters.len().checked_sub(1).filter(|others| *others > 0)?;
        let (a, b) = (number as usize / others, number as usize % others);
        (a < self.fighters.len()).then_some((a, b + usize::from(b >= a)))
    }

    fn before(&self, moves: Moves, number: u32) -> usize {
        if moves == Moves::Best {
            return number.min(self.pairs()) as usize;
        }
        let at = |sums: &[usize], place: usize| sums.get(place).copied().unwrap_or(0);
        let Some((a, b)) = self.places(number) else {
            return at(&self.battles_before, self.fighters.len());
        };
        let own = at(&self.moves_before, a + 1) - at(&self.moves_before, a);
        let opponents = at(&self.moves_before, b) - if b > a { own } else { 0 };
        at(&self.battles_before, a) + own * opponents
    }
}

static BEST: LazyLock<BestMoves> = LazyLock::new(BestMoves::new);

/// The best move of every fighter against every other. A best move depends on the target only by what its types multiply an
/// attack by, and few targets differ in that.
struct BestMoves {
    /// For the target at this place, which kind of target it is.
    kinds: Vec<usize>,
    count: usize,
    /// By user, then kind of target.
    moves: Vec<Option<MoveId>>,
}

impl BestMoves {
    fn new() -> Self {
        let multipliers = |target: &Pokemon| Type::ALL.map(|attack| target.multiplier_against(attack));
        let mut examples: Vec<(&Pokemon, [f64; Type::ALL.len()])> = Vec::new();
        let mut kinds = Vec::new();
        for &target in &ROSTER.fighters {
            let own = multipliers(target);
            let known = examples.iter().position(|(_, multipliers)| *multipliers == own);
            kinds.push(known.unwrap_or(examples.len()));
            if known.is_none() {
                examples.push((target, own));
            }
        }
        let users = ROSTER.fighters.iter();
        let moves = users.flat_map(|user| {
            examples.iter().map(|(target, _)| rules::best_move(user, target).map(|mv| mv.id))
        });
        Self { moves: moves.collect(), count: examples.len(), kinds }
    }

    fn of(&self, user: usize, target: usize) -> Option<MoveId> {
        let kind = *self.kinds.get(target)?;
        *self.moves.get(user * self.count + kind)?
    }
}
