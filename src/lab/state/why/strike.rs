//! Who strikes first by the rules, and why.

use battle::{Matchup, Side};

/// What decides who strikes first, with both sides' values: A's, then B's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Because {
    /// The moves' priorities differ.
    Priority(i8, i8),
    /// They are equal, the speeds differ.
    Speed(u16, u16),
    /// All is equal: A strikes first.
    Nothing,
}

/// Who strikes first, and why.
pub(crate) fn strike(matchup: &Matchup) -> (Side, Because) {
    let priority = |side| matchup.used_move(side).priority;
    let speed = |side| matchup.stats(side).speed;
    let because = if priority(Side::A) != priority(Side::B) {
        Because::Priority(priority(Side::A), priority(Side::B))
    } else if speed(Side::A) != speed(Side::B) {
        Because::Speed(speed(Side::A), speed(Side::B))
    } else {
        Because::Nothing
    };
    (matchup.first(), because)
}

/// Whole turns that a race leaves out between the last that it shows and its end: the first and the last of them.
pub(crate) fn left_out(shown: u32, end: f64) -> Option<(u32, u32)> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "turns are few and never below 0"
    )]
    let last = (end.ceil() as u32).saturating_sub(1);
    (last > shown).then_some((shown + 1, last))
}

#[cfg(test)]
mod tests {
    use battle::{
        Stat,
        pairs::{self, Moves},
    };

    use super::*;

    #[test]
    fn the_reason_is_the_first_thing_that_differs_and_names_who_strikes() {
        let mut seen = [0; 3];
        for ids in pairs::battles(Moves::All, 0..600).step_by(7) {
            let matchup = Matchup::resolve(ids).unwrap();
            let (first, because) = strike(&matchup);
            let (place, a_is_ahead) = match because {
                Because::Priority(a, b) => (0, a > b),
                Because::Speed(a, b) => (1, a > b),
                Because::Nothing => (2, true),
            };
            seen[place] += 1;
            assert_eq!(first == Side::A, a_is_ahead, "{ids:?} {because:?}");
        }
        assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
    }

    #[test]
    fn speed_counts_only_at_equal_priority() {
        let ids = pairs::battles(Moves::Best, 0..1).next().unwrap();
        let even = Matchup::resolve(ids).unwrap().with_stat(Side::A, Stat::Speed, 60).with_stat(
            Side::B,
            Stat::Speed,
            60,
        );
        assert_eq!(strike(&even), (Side::A, Because::Nothing));
        let slower = even.with_stat(Side::A, Stat::Speed, 59);
        assert_eq!(strike(&slower), (Side::B, Because::Speed(59, 60)));
    }

    #[test]
    fn turns_between_the_shown_ones_and_the_end_are_left_out() {
        assert_eq!(left_out(8, 7.5), None);
        assert_eq!(left_out(8, 8.0), None);
        assert_eq!(left_out(8, 8.5), None);
        assert_eq!(left_out(8, 9.0), None, "the end itself is shown");
        assert_eq!(left_out(8, 9.25), Some((9, 9)));
        assert_eq!(left_out(8, 22.0), Some((9, 21)));
        assert_eq!(left_out(8, 2550.5), Some((9, 2550)));
    }
}
