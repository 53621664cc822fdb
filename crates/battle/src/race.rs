//! A battle turn by turn, by the rules.

use crate::{Matchup, Side, rules};

/// Hit points of both sides after some turns, 0 for who is down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Turns that have passed; the last of a race may end within a turn.
    pub turns: f64,
    /// Hit points that A has left.
    pub hp_a: f64,
    /// Hit points that B has left.
    pub hp_b: f64,
}

impl Matchup {
    /// How the hit points of both sides fall, from the start to the moment at which one of them is down, in whole turns and that moment. The
    /// rules count turns in fractions, so nobody waits for the end of a turn. After `most` turns only the end follows.
    #[must_use]
    pub fn race(&self, most: u32) -> Vec<Standing> {
        let outcome = self.outcome();
        let end = match outcome.winner {
            Side::A => outcome.turns_a,
            Side::B => outcome.turns_b,
        };
        let whole = (0..=most).map(f64::from).take_while(|turns| *turns < end);
        whole.chain([end]).map(|turns| self.after(turns)).collect()
    }

    /// Hit points that a side takes off the other in a whole turn: the damage of its move, or what counts when that is less.
    #[must_use]
    pub fn hit(&self, side: Side) -> f64 {
        self.damage(side).max(rules::LEAST_DAMAGE)
    }

    fn after(&self, turns: f64) -> Standing {
        let left = |side: Side| {
            let hp = f64::from(self.stats(side).hp);
            let hit = self.hit(side.other());
            // The moment at which somebody is down is a quotient: the product may miss 0 by a hair.
            let left = hp - hit * turns;
            if left < hp * 1e-12 { 0.0 } else { left }
        };
        Standing { turns, hp_a: left(Side::A), hp_b: left(Side::B) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BattleIds, Pokedex, pairs};

    fn matchup(a: &str, b: &str) -> Matchup {
        let pokedex = Pokedex::get();
        let (a, b) = (pokedex.pokemon_by_slug(a).unwrap(), pokedex.pokemon_by_slug(b).unwrap());
        let ids = BattleIds {
            a: a.id,
            b: b.id,
            move_a: rules::best_move(a, b).unwrap().id,
            move_b: rules::best_move(b, a).unwrap().id,
        };
        Matchup::resolve(ids).unwrap()
    }

    #[test]
    fn a_race_ends_when_the_rules_say_and_the_loser_is_down_or_slower() {
        let battles = pairs::battles(pairs::Moves::Best, 0..pairs::count());
        for battle in battles.map(|ids| Matchup::resolve(ids).unwrap()) {
            let outcome = battle.outcome();
            let race = battle.race(u32::MAX);
            let (start, end) = (race[0], race[race.len() - 1]);
            assert_eq!((start.turns, start.hp_a), (0.0, f64::from(battle.stats(Side::A).hp)));
            let (turns, loser, winner) = match outcome.winner {
                Side::A => (outcome.turns_a, end.hp_b, end.hp_a),
                Side::B => (outcome.turns_b, end.hp_a, end.hp_b),
            };
            assert_eq!((end.turns, loser), (turns, 0.0));
            // Both may fall at the same moment: then who moves first has won.
            assert!(winner > 0.0 || outcome.turns_a == outcome.turns_b);
            assert!(
                race.windows(2).all(|pair| pair[0].turns < pair[1].turns && pair[0].hp_a >= pair[1].hp_a)
            );
        }
    }

    #[test]
    fn a_long_race_skips_to_its_end() {
        let battle = matchup("pikachu", "blastoise");
        let race = battle.race(1);
        assert_eq!(race[0].turns, 0.0);
        assert_eq!(race.last().unwrap().turns, battle.race(u32::MAX).last().unwrap().turns);
        assert!(race.len() <= 3);
    }
}
