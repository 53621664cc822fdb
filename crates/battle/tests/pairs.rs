//! All pairs and all their battles.

use battle::pairs::{self, Moves};
use battle::{BattleIds, Matchup, Pokedex, Pokemon, rules};

/// Every pair as two loops make them.
fn all_pairs() -> Vec<(&'static Pokemon, &'static Pokemon)> {
    let fighters = || Pokedex::get().fighters();
    fighters().flat_map(|a| fighters().filter(move |b| a.id != b.id).map(move |b| (a, b))).collect()
}

#[test]
fn pairs_are_numbered_by_a_then_b() {
    let expected = all_pairs();
    assert_eq!((pairs::count(), expected.len()), (34_782, 34_782));
    for (number, (a, b)) in (0..).zip(&expected) {
        let found = pairs::pair(number).map(|(a, b)| (a.id, b.id));
        assert_eq!(found, Some((a.id, b.id)), "pair {number}");
    }
    assert_eq!(pairs::pair(34_782), None);
    assert_eq!(pairs::pair(u32::MAX), None);
}

#[test]
fn best_moves_are_those_of_the_rules() {
    let best = |user: &Pokemon, target: &Pokemon| rules::best_move(user, target).map(|mv| mv.id);
    let found: Vec<_> = pairs::battles(Moves::Best, 0..pairs::count()).collect();
    let expected: Vec<_> =
        all_pairs().into_iter().map(|(a, b)| (a.id, b.id, best(a, b), best(b, a))).collect();
    let found: Vec<_> = found.iter().map(|ids| (ids.a, ids.b, Some(ids.move_a), Some(ids.move_b))).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_legal_battle_comes_once_and_in_order() {
    let mut all = pairs::battles(Moves::All, 0..pairs::count());
    let mut count = 0;
    for (number, (a, b)) in (0..).zip(all_pairs()) {
        assert_eq!(pairs::battles_before(Moves::All, number), count, "before pair {number}");
        for &move_a in &a.moves {
            for &move_b in &b.moves {
                assert_eq!(all.next(), Some(BattleIds { a: a.id, b: b.id, move_a, move_b }));
                count += 1;
            }
        }
    }
    assert_eq!(all.next(), None);
    assert_eq!(count, 9_775_430);
    assert_eq!(pairs::battles_before(Moves::All, pairs::count()), count);
    assert_eq!(pairs::battles_before(Moves::All, u32::MAX), count);
}

#[test]
fn a_range_is_the_same_as_its_place_in_the_whole() {
    for moves in [Moves::Best, Moves::All] {
        let (first, last) = (pairs::battles_before(moves, 185), pairs::battles_before(moves, 190));
        let part: Vec<_> = pairs::battles(moves, 185..190).collect();
        let whole: Vec<_> = pairs::battles(moves, 0..190).skip(first).collect();
        assert_eq!((part.len(), &part), (last - first, &whole));
        assert!(part.iter().all(|ids| Matchup::resolve(*ids).is_ok()));
        assert_eq!(pairs::battles(moves, 34_780..99_999).count(), {
            pairs::battles_before(moves, 99_999) - pairs::battles_before(moves, 34_780)
        });
        assert_eq!(pairs::battles(moves, 40_000..50_000).count(), 0);
        #[expect(clippy::reversed_empty_ranges, reason = "what a broken message may hold")]
        let backwards = pairs::battles(moves, 9..3);
        assert_eq!(backwards.count(), 0);
    }
}
