//! P(A wins) of everyone against everyone, both with their best moves.

use std::sync::Arc;

use battle::{Pokedex, Pokemon, PokemonId};

use crate::state::sort_by;

/// A row for each A, a column for each B, in the order of ids; the two are places among the fighters.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Matrix {
    fighters: Vec<&'static Pokemon>,
    /// By row, then column; its diagonal has no battles.
    cells: Arc<[f32]>,
}

/// Which of a pair's two predictions a chance is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sides {
    /// The mean of both sides: see [`Matrix::chance`].
    Both,
    /// P(A wins) with the one whose chance it is as A.
    AsA,
}

/// How one of the fighters does against all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Strength {
    /// Whose.
    pub(crate) place: usize,
    /// Mean chance over all opponents.
    pub(crate) mean: f64,
    /// Standard deviation of the chance over these opponents (of the population).
    pub(crate) spread: f64,
    /// Opponents that lose to it: as A it wins at ½ too, by both sides it does not.
    pub(crate) wins: usize,
}

impl Matrix {
    /// From P(A wins) of each of [`battle::pairs`], in order; `None` unless there are as many, each a probability.
    pub(crate) fn new(pairs: &[f32]) -> Option<Self> {
        let fighters: Vec<&Pokemon> = Pokedex::get().fighters().collect();
        let count = fighters.len();
        if pairs.len() != count * count.saturating_sub(1) || !pairs.iter().all(|p| (0.0..=1.0).contains(p)) {
            return None;
        }
        let mut cells = vec![f32::NAN; count * count];
        let places = (0..count).flat_map(|a| (0..count).filter(move |b| *b != a).map(move |b| a * count + b));
        for (place, value) in places.zip(pairs) {
            cells[place] = *value;
        }
        Some(Self { fighters, cells: cells.into() })
    }

    /// Everyone, in the order of ids.
    pub(crate) fn fighters(&self) -> &[&'static Pokemon] {
        &self.fighters
    }

    /// P(A wins) of each of [`battle::pairs`], in order.
    pub(crate) fn pairs(&self) -> Vec<f32> {
        self.cells.iter().copied().filter(|value| !value.is_nan()).collect()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.fighters.len()
    }

    /// P(A wins) as the model gave it; `None` for a Pokémon against itself.
    pub(crate) fn get(&self, a: usize, b: usize) -> Option<f32> {
        let value = *self.cells.get(a * self.len() + b)?;
        (a < self.len() && b < self.len() && !value.is_nan()).then_some(value)
    }

    /// P(one beats the other) from both sides: the mean of P(one wins) with one as A, and of 1 − P(the other wins) with the other
    /// as A. The chances of two against each other add up to 1; `None` for a Pokémon against itself.
    pub(crate) fn chance(&self, one: usize, other: usize) -> Option<f64> {
        let (there, back) = (f64::from(self.get(one, other)?), f64::from(self.get(other, one)?));
        Some(0.5 + (there - back) / 2.0)
    }

    /// The chance of one against another; `None` for a Pokémon against itself.
    pub(crate) fn odds(&self, sides: Sides, one: usize, other: usize) -> Option<f64> {
        match sides {
            Sides::Both => self.chance(one, other),
            Sides::AsA => self.get(one, other).map(f64::from),
        }
    }

    /// Where somebody stands.
    pub(crate) fn place(&self, id: PokemonId) -> Option<usize> {
        self.fighters.binary_search_by_key(&id, |each| each.id).ok()
    }

    /// Where the one with a slug stands.
    pub(crate) fn place_of(&self, slug: &str) -> Option<usize> {
        self.fighters.iter().position(|each| each.slug == slug)
    }

    /// Everyone that `one` can meet, with its chance against them.
    pub(crate) fn row(&self, sides: Sides, one: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        (0..self.len()).filter_map(move |other| Some((other, self.odds(sides, one, other)?)))
    }

    /// How `one` does.
    #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
    pub(crate) fn strength(&self, sides: Sides, one: usize) -> Strength {
        let row: Vec<f64> = self.row(sides, one).map(|(_, p)| p).collect();
        let count = row.len().max(1) as f64;
        let mean = row.iter().sum::<f64>() / count;
        let variance = row.iter().map(|p| (p - mean) * (p - mean)).sum::<f64>() / count;
        let wins = row.iter().filter(|p| **p > 0.5 || (**p == 0.5 && sides == Sides::AsA)).count();
        Strength { place: one, mean, spread: variance.sqrt(), wins }
    }

    /// Everyone by mean chance, the strongest first; of equals the one with the lowest id.
    pub(crate) fn ranking(&self, sides: Sides) -> Vec<Strength> {
        let mut all: Vec<Strength> = (0..self.len()).map(|one| self.strength(sides, one)).collect();
        sort_by(&mut all, |x, y| y.mean.total_cmp(&x.mean));
        all
    }

    /// Whom `one` beats most surely, with its chance against them; the surest first.
    pub(crate) fn prey(&self, sides: Sides, one: usize) -> Vec<(usize, f64)> {
        surest_first(self.row(sides, one).collect())
    }

    /// Who beats `one` most surely, with their chance against it; the surest first.
    pub(crate) fn counters(&self, sides: Sides, one: usize) -> Vec<(usize, f64)> {
        let others = (0..self.len()).filter_map(|other| Some((other, self.odds(sides, other, one)?)));
        surest_first(others.collect())
    }

    /// A table as CSV: slugs of rows and columns, probabilities with every digit that tells them apart.
    pub(crate) fn csv(&self, rows: &[usize], columns: &[usize]) -> String {
        let slug = |place: &usize| self.fighters.get(*place).map_or("", |each| each.slug.as_str());
        let mut text = String::from("a\\b");
        for column in columns {
            text.push(',');
            text.push_str(slug(column));
        }
        text.push('\n');
        for row in rows {
            text.push_str(slug(row));
            for column in columns {
                text.push(',');
                if let Some(value) = self.get(*row, *column) {
                    text.push_str(&value.to_string());
                }
            }
            text.push('\n');
        }
        text
    }
}

fn surest_first(mut all: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    sort_by(&mut all, |x, y| y.1.total_cmp(&x.1));
    all
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A matrix from a function of two places.
    pub(crate) fn made(value: impl Fn(usize, usize) -> f32) -> Matrix {
        let count = Pokedex::get().fighters().count();
        let pairs: Vec<f32> = (0..count)
            .flat_map(|a| (0..count).filter(move |b| *b != a).map(move |b| (a, b)))
            .map(|(a, b)| value(a, b))
            .collect();
        Matrix::new(&pairs).unwrap()
    }

    #[test]
    fn pairs_come_to_their_places() {
        let matrix = made(|a, b| if a == 3 && b == 7 { 0.25 } else { 0.5 });
        assert_eq!((matrix.get(3, 7), matrix.get(7, 3), matrix.get(3, 3)), (Some(0.25), Some(0.5), None));
        assert_eq!((matrix.len(), matrix.get(187, 0), matrix.get(0, 187)), (187, None, None));
        assert_eq!((matrix.place_of("venusaur"), matrix.place_of("nobody")), (Some(2), None));
        assert_eq!(Matrix::new(&[0.5; 7]), None);
        assert_eq!(Matrix::new(&[f32::NAN; 187 * 186]), None);
    }

    #[test]
    fn strength_is_the_mean_of_a_row_and_its_spread() {
        let matrix = made(|a, b| if a == 1 { if b % 2 == 0 { 1.0 } else { 0.5 } } else { 0.25 });
        let best = matrix.ranking(Sides::AsA)[0];
        // Of 186 opponents 94 have an even place.
        let mean = (94.0 + 92.0 * 0.5) / 186.0;
        assert_eq!((best.place, best.wins), (1, 186));
        assert!((best.mean - mean).abs() < 1e-12);
        let variance = (94.0 * (1.0 - mean) * (1.0 - mean) + 92.0 * (0.5 - mean) * (0.5 - mean)) / 186.0;
        assert!((best.spread - variance.sqrt()).abs() < 1e-12);
        assert_eq!(matrix.ranking(Sides::AsA)[1].place, 0, "equals stay in the order of their ids");
        // Against the one at place 1 all others have ¼ as A, and ½ among each other by both sides.
        let both = matrix.ranking(Sides::Both)[0];
        let mean = (94.0 * (1.0 + 0.75) / 2.0 + 92.0 * (0.5 + 0.75) / 2.0) / 186.0;
        assert_eq!((both.place, both.wins), (1, 186));
        assert!((both.mean - mean).abs() < 1e-12);
        assert_eq!(matrix.strength(Sides::Both, 0).wins, 0, "½ beats nobody");
        assert_eq!(made(|_, _| 0.5).strength(Sides::AsA, 0).wins, 186);
    }

    #[test]
    fn a_chance_is_the_mean_of_both_sides() {
        let matrix = made(|a, b| match (a, b) {
            (3, 7) => 0.75,
            (7, 3) => 0.5,
            _ => 1.0,
        });
        assert_eq!((matrix.chance(3, 7), matrix.chance(7, 3)), (Some(0.625), Some(0.375)));
        assert_eq!(
            (matrix.chance(0, 1), matrix.chance(1, 1), matrix.chance(0, 187)),
            (Some(0.5), None, None)
        );
    }

    #[test]
    fn counters_are_those_who_win_as_a() {
        let matrix = made(|a, b| if b == 5 && a == 9 { 0.9 } else { 0.1 });
        let counters = matrix.counters(Sides::AsA, 5);
        assert_eq!(counters.len(), 186);
        assert_eq!(counters[0], (9, f64::from(0.9_f32)));
        let both = matrix.counters(Sides::Both, 5);
        let chance = (f64::from(0.9_f32) + 1.0 - f64::from(0.1_f32)) / 2.0;
        assert!(both[0].0 == 9 && (both[0].1 - chance).abs() < 1e-12);
        assert_eq!(matrix.prey(Sides::Both, 9)[0], (5, both[0].1), "one's counter is the other's prey");
    }

    #[test]
    fn csv_says_every_digit() {
        let matrix = made(|_, _| 0.1);
        assert_eq!(matrix.csv(&[0, 1], &[1, 0]), "a\\b,ivysaur,bulbasaur\nbulbasaur,0.1,\nivysaur,,0.1\n");
    }
}
