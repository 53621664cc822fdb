//! A sample of all battles that can be fought.

use crate::{BattleIds, Pokedex, Pokemon};

/// Battles spread evenly over the whole field, the same ones every time: each Pokémon that can fight is A equally often
/// (within one), and B and both moves are spread over what there is. With fewer battles than Pokémon, the As are evenly
/// spaced among them.
///
/// B and the moves follow an additive recurrence, whose points fill the cube evenly for any count: M. Roberts, “The
/// unreasonable effectiveness of quasirandom sequences” (2018).
#[must_use]
pub fn field_sample(count: usize) -> Vec<BattleIds> {
    /// The root of x⁴ = x + 1.
    const G: f64 = 1.220_744_084_605_759_5;
    let fighters: Vec<&Pokemon> = Pokedex::get().fighters().collect();
    let pick = |pokemon: &Pokemon, share: f64| {
        let at = (share * pokemon.moves.len() as f64) as usize;
        pokemon.moves.get(at).copied()
    };
    let battles = (0..count).filter_map(|n| {
        let coordinate = |power: i32| (0.5 + (n + 1) as f64 * G.powi(-power)).fract();
        let a = fighters.get(n * fighters.len() / count)?;
        let b = fighters.get((coordinate(1) * fighters.len() as f64) as usize)?;
        let (move_a, move_b) = (pick(a, coordinate(2))?, pick(b, coordinate(3))?);
        Some(BattleIds { a: a.id, b: b.id, move_a, move_b })
    });
    battles.collect()
}
