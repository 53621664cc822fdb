//! Which battles a data set holds.
//!
//! Every scenario goes through the ordered pairs A ≠ B of the 187 Pokémon that can fight, by the id of A, then of B.
//! Random moves are drawn from what a Pokémon *learns*: a move that it learns by level and by machine is in the list twice,
//! so it comes up twice as often, and counts twice as a combination.

use battle::{BattleIds, Matchup, Move, MoveId, Pokedex, Pokemon, UnknownBattle, rules};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Random moves of B in each pair.
const RANDOM_MOVES: usize = 5;

/// Combinations of moves in each pair, where there are as many.
const COMBINATIONS: usize = 20;

/// How the moves of a battle are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scenario {
    /// Both use their best move.
    BestMove,
    /// A uses its best move, B five random ones, which may repeat.
    RandomMove,
    /// Twenty random combinations of A's and B's moves, none drawn twice; all of them in order where there are no more.
    AllCombinations,
}

impl Scenario {
    /// Every scenario in the order of the data set.
    pub(super) const ALL: [Self; 3] = [Self::BestMove, Self::RandomMove, Self::AllCombinations];

    /// Its name in the data.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::BestMove => "best_move",
            Self::RandomMove => "random_move",
            Self::AllCombinations => "all_combinations",
        }
    }
}

/// A battle of a data set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Battle {
    pub(super) scenario: Scenario,
    pub(super) matchup: Matchup,
}

/// Draws battles from a seed.
#[derive(Debug)]
pub(super) struct Sampler {
    seed: u64,
    fighters: Vec<Fighter>,
}

#[derive(Debug)]
struct Fighter {
    pokemon: &'static Pokemon,
    learnings: Vec<MoveId>,
}

impl Sampler {
    pub(super) fn new(seed: u64) -> Self {
        let fighters = Pokedex::get().fighters();
        let fighters = fighters.map(|pokemon| Fighter { pokemon, learnings: pokemon.learnings().collect() });
        Self { seed, fighters: fighters.collect() }
    }

    /// Adds the battles of a scenario. They do not depend on what else is drawn.
    pub(super) fn draw(&self, scenario: Scenario, battles: &mut Vec<Battle>) -> Result<(), UnknownBattle> {
        let mut dice = Dice::new(self.seed, scenario);
        let mut moves = Vec::new();
        for a in &self.fighters {
            for b in self.fighters.iter().filter(|b| b.pokemon.id != a.pokemon.id) {
                moves.clear();
                scenario.choose_moves(a, b, &mut dice, &mut moves);
                for (move_a, move_b) in &moves {
                    let ids =
                        BattleIds { a: a.pokemon.id, b: b.pokemon.id, move_a: *move_a, move_b: *move_b };
                    battles.push(Battle { scenario, matchup: Matchup::resolve(ids)? });
                }
            }
        }
        Ok(())
    }
}

impl Scenario {
    fn choose_moves(self, a: &Fighter, b: &Fighter, dice: &mut Dice, moves: &mut Vec<(MoveId, MoveId)>) {
        match self {
            Self::BestMove => moves.extend(a.best_move(b).zip(b.best_move(a))),
            Self::RandomMove => {
                let Some(best) = a.best_move(b) else { return };
                let random = (0..RANDOM_MOVES).filter_map(|_| b.learnings.get(dice.below(b.learnings.len())));
                moves.extend(random.map(|random| (best, *random)));
            }
            Self::AllCombinations => {
                let per_move = b.learnings.len();
                let drawn = dice.distinct(COMBINATIONS, a.learnings.len() * per_move);
                moves.extend(drawn.iter().filter_map(|at| {
                    Some((*a.learnings.get(at / per_move)?, *b.learnings.get(at % per_move)?))
                }));
            }
        }
    }
}

impl Fighter {
    fn best_move(&self, target: &Self) -> Option<MoveId> {
        rules::best_move(self.pokemon, target.pokemon).map(|Move { id, .. }| *id)
    }
}

/// Random numbers from a published, portable stream cipher, so that a seed means the same everywhere.
#[derive(Debug)]
struct Dice {
    stream: ChaCha8Rng,
    deck: Vec<usize>,
}

impl Dice {
    /// The numbers of a scenario: each has a stream of its own.
    fn new(seed: u64, scenario: Scenario) -> Self {
        let mut key = [0; 32];
        for (slot, byte) in key.iter_mut().zip(seed.to_le_bytes()) {
            *slot = byte;
        }
        let mut stream = ChaCha8Rng::from_seed(key);
        stream.set_stream(scenario as u64);
        Self { stream, deck: Vec::new() }
    }

    /// A number from 0 to `end`, `end` left out. The bias of the multiplication is below `end` / 2³².
    fn below(&mut self, end: usize) -> usize {
        ((u64::from(self.stream.next_u32()) * end as u64) >> 32) as usize
    }

    /// `count` different numbers from 0 to `end`, `end` left out; all of them in order when there are no more.
    fn distinct(&mut self, count: usize, end: usize) -> &[usize] {
        self.deck.clear();
        self.deck.extend(0..end);
        if end > count {
            for at in 0..count {
                let other = at + self.below(end - at);
                self.deck.swap(at, other);
            }
            self.deck.truncate(count);
        }
        &self.deck
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn draw(scenario: Scenario, seed: u64) -> Vec<BattleIds> {
        let mut battles = Vec::new();
        Sampler::new(seed).draw(scenario, &mut battles).unwrap();
        battles.iter().map(|each| each.matchup.ids()).collect()
    }

    #[test]
    fn every_scenario_has_its_exact_size() {
        let sizes = Scenario::ALL.map(|scenario| draw(scenario, 42).len());
        assert_eq!(sizes, [34_782, 173_910, 689_920]);
        assert_eq!(sizes.iter().sum::<usize>(), 898_612);
    }

    #[test]
    fn best_moves_do_not_depend_on_the_seed_and_random_ones_do() {
        assert_eq!(draw(Scenario::BestMove, 1), draw(Scenario::BestMove, 2));
        assert_eq!(draw(Scenario::RandomMove, 1), draw(Scenario::RandomMove, 1));
        assert_ne!(draw(Scenario::RandomMove, 1), draw(Scenario::RandomMove, 2));
    }

    #[test]
    fn random_moves_reach_every_move_and_only_those_of_the_pokemon() {
        let mut seen: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for ids in draw(Scenario::RandomMove, 42) {
            seen.entry(ids.b).or_default().insert(ids.move_b);
        }
        for pokemon in Pokedex::get().fighters() {
            let drawn: Vec<_> = seen.remove(&pokemon.id).unwrap_or_default().into_iter().collect();
            assert_eq!(drawn, pokemon.moves, "{}", pokemon.slug);
        }
    }

    #[test]
    fn distinct_numbers_are_distinct_and_fair() {
        let mut dice = Dice::new(7, Scenario::AllCombinations);
        assert_eq!(dice.distinct(20, 3), [0, 1, 2]);
        assert_eq!(dice.distinct(20, 20), (0..20).collect::<Vec<_>>());
        let mut hits = [0; 40];
        for _ in 0..4_000 {
            let drawn: BTreeSet<_> = dice.distinct(20, 40).iter().copied().collect();
            assert_eq!(drawn.len(), 20);
            for number in drawn {
                hits[number] += 1;
            }
        }
        // 2000 expected; the seed fixes the numbers, so this either always holds or never.
        assert!(hits.iter().all(|count| (1_850..2_150).contains(count)), "{hits:?}");
    }
}
