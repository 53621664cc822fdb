//! The rules: level 50, base stats as they are, no chance anywhere.
//!
//! All of it is `f64` in a fixed order of operations, so that other programs can compute the same bits.

use crate::{Category, DamageKind, Move, MoveId, Pokedex, Pokemon, Side, Stat, Stats, Type};

/// Damage below this counts as this much, so that even a move without effect ends the battle some day.
pub(crate) const LEAST_DAMAGE: f64 = 0.1;

/// The power that counts: the base power × 3 for several hits, × 2 for two hits, ÷ 2 for two turns.
#[must_use]
pub fn effective_power(mv: &Move) -> f64 {
    let power = f64::from(mv.power);
    match mv.damage_kind {
        DamageKind::MultiHit => power * 3.0,
        DamageKind::DoubleHit => power * 2.0,
        DamageKind::TwoTurns => power / 2.0,
        DamageKind::Standard | DamageKind::Priority | DamageKind::OpponentAttack => power,
    }
}

/// The bonus of a user that shares the move's type: 1.5, else 1.
#[must_use]
pub fn stab(user: &Pokemon, mv: &Move) -> f64 {
    if user.has_type(mv.kind) { 1.5 } else { 1.0 }
}

/// What an attack of a type is multiplied by: the product over the target's types, 0, ¼, ½, 1, 2 or 4.
#[must_use]
pub fn type_multiplier(attack: Type, target: &Pokemon) -> f64 {
    target.multiplier_against(attack)
}

/// The chance to hit in percent; 100 for what never misses.
#[must_use]
pub fn accuracy(mv: &Move) -> f64 {
    mv.accuracy.map_or(100.0, f64::from)
}

/// How good a move looks to its user: effective power × STAB × type multiplier × accuracy + 50 × priority.
#[must_use]
pub fn move_score(user: &Pokemon, mv: &Move, target: &Pokemon) -> f64 {
    let power = effective_power(mv) * stab(user, mv) * type_multiplier(mv.kind, target);
    power * (accuracy(mv) / 100.0) + f64::from(mv.priority) * 50.0
}

/// The move of `user` with the highest score against `target`, of equals the one with the lowest id; `None` when it has none.
#[must_use]
pub fn best_move(user: &Pokemon, target: &Pokemon) -> Option<&'static Move> {
    best_among(user, target, user.moves.iter())
}

/// Like [`best_move`], among `choice` alone; ids that `user` cannot fight with are passed over.
#[must_use]
pub fn best_move_of(user: &Pokemon, target: &Pokemon, choice: &[MoveId]) -> Option<&'static Move> {
    best_among(user, target, choice.iter().filter(|id| user.knows(**id)))
}

fn best_among<'a>(
    user: &Pokemon,
    target: &Pokemon,
    moves: impl Iterator<Item = &'a MoveId>,
) -> Option<&'static Move> {
    let pokedex = Pokedex::get();
    let moves = moves.filter_map(|id| pokedex.move_by_id(*id));
    let scored = moves.map(|mv| (move_score(user, mv, target), mv));
    let best = scored.max_by(|(a, mv_a), (b, mv_b)| a.total_cmp(b).then(mv_b.id.cmp(&mv_a.id)));
    best.map(|(_, mv)| mv)
}

/// The stats that a move pits against each other: the user's and the target's.
#[must_use]
pub fn contest(category: Category) -> (Stat, Stat) {
    match category {
        Category::Physical => (Stat::Attack, Stat::Defense),
        Category::Special => (Stat::SpAttack, Stat::SpDefense),
    }
}

/// The damage of one use of a move, in hit points and not rounded; 0 without power or without a defense to hit.
#[must_use]
pub fn damage(user: &Pokemon, mv: &Move, target: &Pokemon) -> f64 {
    damage_by(mv, &user.stats, &target.stats, stab(user, mv), type_multiplier(mv.kind, target))
}

/// Like [`damage`], from the stats of both and the two multipliers.
#[must_use]
pub fn damage_by(mv: &Move, user: &Stats, target: &Stats, stab: f64, type_multiplier: f64) -> f64 {
    let (attack, defense) = contest(mv.category);
    let (atk, def) = (f64::from(user.get(attack)), f64::from(target.get(defense)));
    let power = effective_power(mv);
    if power == 0.0 || def == 0.0 {
        return 0.0;
    }
    // At level 50, 2 × level ÷ 5 + 2 is 22.
    ((22.0 * power * atk / def) / 50.0 + 2.0) * stab * type_multiplier
}

/// How many uses of a move take the target down, in fractions of a turn: its hit points over the damage of one use.
#[must_use]
pub fn turns_to_ko(target: &Stats, damage: f64) -> f64 {
    f64::from(target.hp) / damage.max(LEAST_DAMAGE)
}

/// Who moves first: the higher priority, then the higher speed, then A.
#[must_use]
pub fn first_to_move(a: (&Stats, &Move), b: (&Stats, &Move)) -> Side {
    let order = |(user, mv): (&Stats, &Move)| (mv.priority, user.speed);
    if order(a) >= order(b) { Side::A } else { Side::B }
}

/// Who wins: the first to move when it needs no more turns than the other, else the other.
#[must_use]
pub fn winner(first: Side, turns_a: f64, turns_b: f64) -> Side {
    match first {
        Side::A if turns_a <= turns_b => Side::A,
        Side::B if turns_b <= turns_a => Side::B,
        slower => slower.other(),
    }
}
