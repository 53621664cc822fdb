//! What all battles together say of each Pokémon.

use std::ops::Range;

use battle::{
    Pokedex, Pokemon, Side,
    pairs::{self, Moves},
};

use super::{predicted, sort_by};

/// Battles and victories by a model's predictions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tally {
    moves: Moves,
    /// Battles that are counted.
    pub(crate) battles: usize,
    /// Those that A wins.
    pub(crate) wins_a: usize,
    /// Battles and victories of each Pokémon on either side, in the order of their ids.
    by_pokemon: Vec<(usize, usize)>,
}

/// A Pokémon and its share of victories.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Standing {
    pub(crate) pokemon: &'static Pokemon,
    /// 0 to 1.
    pub(crate) share: f64,
}

impl Tally {
    /// Nothing is counted yet.
    pub(crate) fn new(moves: Moves) -> Self {
        let by_pokemon = vec![(0, 0); Pokedex::get().pokemon().len()];
        Self { moves, battles: 0, wins_a: 0, by_pokemon }
    }

    /// Counts P(A wins) of every battle of some pairs, in order.
    pub(crate) fn count(&mut self, pairs: Range<u32>, mut probabilities: &[f32]) {
        for number in pairs {
            let Some((a, b)) = pairs::pair(number) else { return };
            let battles = match self.moves {
                Moves::Best => 1,
                Moves::All => a.moves.len() * b.moves.len(),
            };
            let Some((own, rest)) = probabilities.split_at_checked(battles) else { return };
            probabilities = rest;
            let wins = own.iter().filter(|p| predicted(f64::from(**p)) == Side::A).count();
            self.battles += battles;
            self.wins_a += wins;
            for (pokemon, wins) in [(a, wins), (b, battles - wins)] {
                let place = usize::from(pokemon.id.0).checked_sub(1);
                if let Some(entry) = place.and_then(|place| self.by_pokemon.get_mut(place)) {
                    entry.0 += battles;
                    entry.1 += wins;
                }
            }
        }
    }

    /// Those who win the greatest share of their battles, the best first; of equals the one with the lowest id.
    pub(crate) fn best(&self, count: usize) -> Vec<Standing> {
        let everyone = Pokedex::get().pokemon().iter().zip(&self.by_pokemon);
        #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
        let mut best: Vec<Standing> = everyone
            .filter(|(_, (battles, _))| *battles > 0)
            .map(|(pokemon, (battles, wins))| Standing { pokemon, share: *wins as f64 / *battles as f64 })
            .collect();
        sort_by(&mut best, |one, other| other.share.total_cmp(&one.share));
        best.truncate(count);
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn victories_count_for_both_sides() {
        let mut tally = Tally::new(Moves::Best);
        // Bulbasaur (1) against Ivysaur (2), Venusaur (3) and Mega Venusaur (4): it wins the first only.
        tally.count(0..3, &[0.5, 0.499, 0.0]);
        assert_eq!((tally.battles, tally.wins_a), (3, 1));
        let best: Vec<_> = tally.best(9).iter().map(|one| (one.pokemon.id.0, one.share)).collect();
        assert_eq!(best, [(3, 1.0), (4, 1.0), (1, 1.0 / 3.0), (2, 0.0)]);
        assert_eq!(tally.best(2).len(), 2);
    }

    #[test]
    fn the_battles_of_a_pair_are_as_many_as_its_moves() {
        let mut whole = Tally::new(Moves::All);
        let range = 100..103;
        let first = pairs::battles_before(Moves::All, 100);
        let battles = pairs::battles_before(Moves::All, 103) - first;
        let numbers: Vec<f32> = (0..battles).map(|at| if at % 3 == 0 { 0.9 } else { 0.1 }).collect();
        whole.count(range, &numbers);
        assert_eq!((whole.battles, whole.wins_a), (battles, battles.div_ceil(3)));
        let mut in_two = Tally::new(Moves::All);
        let cut = pairs::battles_before(Moves::All, 102) - first;
        in_two.count(102..103, &numbers[cut..]);
        in_two.count(100..102, &numbers[..cut]);
        assert_eq!(in_two, whole, "the order of the parts does not matter");
    }
}
