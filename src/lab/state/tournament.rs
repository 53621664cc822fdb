//! A tournament that the model plays.
//!
//! A match is judged by [`Matrix::chance`], P(A wins) averaged over both sides.

use std::cmp::Ordering;

use super::{Matrix, random::Random};
use crate::state::sort_by;

/// How many can enter.
pub(crate) const SIZES: [usize; 4] = [8, 16, 32, 64];
/// How many enter when an address does not say.
pub(crate) const DEFAULT_SIZE: usize = 16;

/// Two who meet; everybody is a place in the matrix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Match {
    /// Who stands above.
    pub(crate) above: usize,
    /// Who stands below.
    pub(crate) below: usize,
    /// The chance of the one above.
    pub(crate) chance: f64,
}

impl Match {
    fn of(matrix: &Matrix, above: usize, below: usize) -> Self {
        Self { above, below, chance: matrix.chance(above, below).unwrap_or(0.5) }
    }

    /// Who goes on: the one with the greater chance, of equals the one with the lower id.
    pub(crate) fn winner(&self) -> usize {
        match self.chance.total_cmp(&0.5) {
            Ordering::Greater => self.above,
            Ordering::Equal => self.above.min(self.below),
            Ordering::Less => self.below,
        }
    }
}

/// A tournament from its draw to its end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tournament {
    /// Each round's matches; the winners of two beside each other meet in the next. The last round is the final.
    pub(crate) rounds: Vec<Vec<Match>>,
    /// Who wins the final.
    pub(crate) champion: usize,
    /// Everyone who entered, with the probability of winning all of it if each match were decided by chance, the greatest first.
    pub(crate) odds: Vec<(usize, f64)>,
}

impl Tournament {
    /// The tournament of a seed: who enters, and in which order, is drawn from all fighters. `None` unless the size is one of
    /// [`SIZES`].
    pub(crate) fn draw(matrix: &Matrix, seed: u64, size: usize) -> Option<Self> {
        let drawn = SIZES.contains(&size).then(|| Random::new(seed).draw(size, matrix.len()))?;
        Self::play(matrix, &drawn)
    }

    /// Among these, in the order of the draw; `None` unless they are 2, 4, 8 and so on.
    fn play(matrix: &Matrix, entrants: &[usize]) -> Option<Self> {
        if entrants.len() < 2 || !entrants.len().is_power_of_two() {
            return None;
        }
        let mut rounds = Vec::new();
        let mut left = entrants.to_vec();
        while left.len() > 1 {
            let matches: Vec<Match> = left
                .chunks_exact(2)
                .filter_map(|two| Some(Match::of(matrix, *two.first()?, *two.last()?)))
                .collect();
            left = matches.iter().map(Match::winner).collect();
            rounds.push(matches);
        }
        let mut odds: Vec<(usize, f64)> = entrants.iter().copied().zip(winning(matrix, entrants)).collect();
        sort_by(&mut odds, |x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        Some(Self { rounds, champion: *left.first()?, odds })
    }

    /// The probability with which somebody wins all of it.
    pub(crate) fn odds_of(&self, place: usize) -> Option<f64> {
        self.odds.iter().find(|(entrant, _)| *entrant == place).map(|(_, odds)| *odds)
    }
}

/// The probability of each entrant to win every match, exactly: after each round that of having come so far, times that of beating
/// whoever comes from the other half of the next match.
fn winning(matrix: &Matrix, entrants: &[usize]) -> Vec<f64> {
    let mut reached = vec![1.0_f64; entrants.len()];
    let mut block = 1;
    while block < entrants.len() {
        reached = (0..entrants.len())
            .map(|own| {
                let other = (own / block) ^ 1;
                let beaten = (other * block..(other + 1) * block).map(|rival| {
                    reached[rival] * matrix.chance(entrants[own], entrants[rival]).unwrap_or(0.5)
                });
                reached[own] * beaten.sum::<f64>()
            })
            .collect();
        block *= 2;
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::{super::matrix::tests::made, *};

    fn mixed() -> Matrix {
        made(|a, b| ((a * 7919 + b * 104_729 + a * b) % 997) as f32 / 997.0)
    }

    #[test]
    fn four_play_as_by_hand() {
        // Chances from both sides: 0 beats 1 at ¾ and 2 at ⅝, 3 beats 2 at ⅞, the rest is even.
        let matrix = made(|a, b| match (a, b) {
            (0, 1) => 0.75,
            (1, 0) => 0.25,
            (0, 2) => 0.75,
            (3, 2) => 0.875,
            (2, 3) => 0.125,
            _ => 0.5,
        });
        let cup = Tournament::play(&matrix, &[1, 0, 2, 3]).unwrap();
        let semifinals =
            [Match { above: 1, below: 0, chance: 0.25 }, Match { above: 2, below: 3, chance: 0.125 }];
        assert_eq!(cup.rounds, [semifinals.to_vec(), vec![Match { above: 0, below: 3, chance: 0.5 }]]);
        assert_eq!(semifinals[0].winner(), 0);
        assert_eq!(cup.champion, 0, "of equals the lower id");
        // 0: ¾ · (⅛ · ⅝ + ⅞ · ½); 3: ⅞ · (¼ · ½ + ¾ · ½); 1: ¼ · ½; 2: ⅛ · (¼ · ½ + ¾ · ⅜).
        assert_eq!(cup.odds, [(3, 0.4375), (0, 0.386_718_75), (1, 0.125), (2, 0.050_781_25)]);
        assert_eq!((cup.odds_of(1), cup.odds_of(9)), (Some(0.125), None));
    }

    #[test]
    fn somebody_wins_for_certain() {
        let matrix = mixed();
        for size in SIZES {
            for seed in 0..50 {
                let cup = Tournament::draw(&matrix, seed, size).unwrap();
                let sum: f64 = cup.odds.iter().map(|(_, odds)| odds).sum();
                assert!((sum - 1.0).abs() < 1e-12, "{size} {seed}: {sum}");
                let sizes: Vec<usize> = cup.rounds.iter().map(Vec::len).collect();
                let halves: Vec<usize> =
                    std::iter::successors(Some(size / 2), |n| (*n > 1).then_some(n / 2)).collect();
                assert_eq!(sizes, halves);
            }
        }
    }

    #[test]
    fn odds_are_those_of_every_course_that_the_matches_can_take() {
        let matrix = mixed();
        let entrants = Random::new(3).draw(8, 187);
        let mut odds = std::collections::BTreeMap::<usize, f64>::new();
        // Seven matches, each with two ends: a bit for each.
        for course in 0..128_u32 {
            let (mut left, mut probability, mut bit) = (entrants.clone(), 1.0, 0);
            while left.len() > 1 {
                left = left
                    .chunks(2)
                    .map(|two| {
                        let first = course >> bit & 1 == 0;
                        bit += 1;
                        let (winner, loser) = if first { (two[0], two[1]) } else { (two[1], two[0]) };
                        probability *= matrix.chance(winner, loser).unwrap();
                        winner
                    })
                    .collect();
            }
            *odds.entry(left[0]).or_default() += probability;
        }
        for (place, found) in Tournament::play(&matrix, &entrants).unwrap().odds {
            assert!((odds[&place] - found).abs() < 1e-15, "{place}");
        }
    }

    #[test]
    fn who_is_certain_to_win_everything_has_all_the_odds() {
        let matrix = made(|a, b| f32::from(u8::from(a < b)));
        let cup = Tournament::draw(&matrix, 7, 64).unwrap();
        assert_eq!(cup.odds[0], (cup.champion, 1.0));
        assert!(cup.odds[1..].iter().all(|(place, odds)| *place > cup.champion && *odds == 0.0));
    }

    #[test]
    fn a_seed_draws_the_same_and_other_sizes_are_refused() {
        let matrix = mixed();
        let draw = |seed| Tournament::draw(&matrix, seed, 16).unwrap();
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7).rounds, draw(8).rounds);
        assert_eq!(Tournament::draw(&matrix, 7, 12), None);
        assert_eq!(Tournament::play(&matrix, &[1, 2, 3]), None);
        assert_eq!(Tournament::play(&matrix, &[]), None);
    }
}
