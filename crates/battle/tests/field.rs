//! The sample of all battles.

use std::collections::{BTreeMap, HashSet};

use battle::{Matchup, Pokedex, field_sample};

#[test]
fn a_sample_is_spread_over_the_field() {
    assert!(field_sample(0).is_empty());
    let fighters = Pokedex::get().fighters().count();
    let sample = field_sample(1000);
    assert_eq!((sample.len(), &sample), (1000, &field_sample(1000)));
    assert!(sample.iter().all(|ids| Matchup::resolve(*ids).is_ok()));
    let count = |key: fn(&battle::BattleIds) -> u16| {
        let mut counts = BTreeMap::<u16, usize>::new();
        sample.iter().for_each(|ids| *counts.entry(key(ids)).or_default() += 1);
        (counts.len(), counts.values().copied().min(), counts.values().copied().max())
    };
    assert_eq!(count(|ids| ids.a.0), (fighters, Some(5), Some(6)));
    let (kinds, least, most) = count(|ids| ids.b.0);
    assert_eq!(kinds, fighters);
    assert!(least >= Some(4) && most <= Some(7), "{least:?} to {most:?}");
    let pairs: HashSet<_> = sample.iter().map(|ids| (ids.a, ids.b)).collect();
    assert!(pairs.len() > 980, "{}", pairs.len());
    let (moves, ..) = count(|ids| ids.move_b.0);
    assert!(moves > 100, "{moves} of 140 moves");
}
