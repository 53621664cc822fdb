//! Questions about types, and how well they are answered.

use battle::{Type, standing::against};
use serde::{Deserialize, Serialize};

use super::random::Random;
use crate::browser;

/// Where the best is kept on the device.
const KEY: &str = "battledex.quiz";
/// Every multiplier that a question may be answered with.
pub(crate) const ANSWERS: [f64; 6] = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0];
/// Answers to questions about one type: the others never occur.
pub(crate) const ANSWERS_OF_ONE: [f64; 4] = [0.0, 0.5, 1.0, 2.0];
/// Seeds are below this, so that addresses stay short.
pub(crate) const SEEDS: usize = 1_000_000;

/// What an attack does to a defender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) attack: Type,
    pub(crate) defender: (Type, Option<Type>),
}

impl Question {
    /// The right answer.
    pub(crate) fn answer(self) -> f64 {
        against(self.attack, self.defender)
    }

    /// The question of a number in the series of a seed: the same everywhere. Each answer is right as often as any other.
    pub(crate) fn of(seed: u64, number: u32, two: bool) -> Self {
        let mut random = Random::new(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ u64::from(number) << 32);
        let answers = if two { &ANSWERS[..] } else { &ANSWERS_OF_ONE[..] };
        let wanted = answers.get(random.below(answers.len())).copied().unwrap_or(1.0);
        let all: Vec<Self> =
            every(two).filter(|question| question.answer().total_cmp(&wanted).is_eq()).collect();
        all.get(random.below(all.len()))
            .copied()
            .unwrap_or(Self { attack: Type::Normal, defender: (Type::Normal, None) })
    }
}

/// Every question there is, about one type or about two.
fn every(two: bool) -> impl Iterator<Item = Question> {
    Type::ALL.into_iter().flat_map(move |attack| {
        Type::ALL.into_iter().flat_map(move |first| {
            let seconds: Vec<Option<Type>> = if two {
                Type::ALL.into_iter().filter(|second| *second > first).map(Some).collect()
            } else {
                vec![None]
            };
            seconds.into_iter().map(move |second| Question { attack, defender: (first, second) })
        })
    })
}

/// How a round goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Score {
    /// Questions that are answered.
    pub(crate) asked: u32,
    /// Those answered right.
    pub(crate) right: u32,
    /// Right answers since the last wrong one.
    pub(crate) streak: u32,
}

impl Score {
    /// Counts an answer.
    pub(crate) fn count(&mut self, right: bool) {
        self.asked += 1;
        self.right += u32::from(right);
        self.streak = if right { self.streak + 1 } else { 0 };
    }
}

/// The longest streaks on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Best {
    one: u32,
    two: u32,
}

impl Best {
    /// What is kept; nothing when storage is forbidden or its content is none of ours.
    pub(crate) fn load() -> Self {
        browser::stored(KEY).as_deref().map(Self::parse).unwrap_or_default()
    }

    fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The longest of a kind.
    pub(crate) fn of(self, two: bool) -> u32 {
        if two { self.two } else { self.one }
    }

    /// Takes a streak in; whether it is the longest so far.
    pub(crate) fn take(&mut self, two: bool, streak: u32) -> bool {
        let best = if two { &mut self.two } else { &mut self.one };
        let longer = streak > *best;
        *best = streak.max(*best);
        longer
    }

    /// Keeps it; whether the browser let us.
    pub(crate) fn save(self) -> bool {
        serde_json::to_string(&self).is_ok_and(|text| browser::store(KEY, &text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_asks_the_same_and_another_something_else() {
        let series = |seed| (0..20).map(|number| Question::of(seed, number, true)).collect::<Vec<_>>();
        assert_eq!(series(7), series(7));
        assert_ne!(series(7), series(8));
    }

    #[test]
    fn every_answer_comes_up_about_as_often() {
        for (two, answers) in [(false, &ANSWERS_OF_ONE[..]), (true, &ANSWERS[..])] {
            let mut counts = vec![0_usize; answers.len()];
            for number in 0..600 {
                let question = Question::of(1, number, two);
                assert_eq!(question.defender.1.is_some(), two);
                counts[answers.iter().position(|answer| *answer == question.answer()).unwrap()] += 1;
            }
            let least = 600 / answers.len() / 2;
            assert!(counts.iter().all(|count| *count > least), "{counts:?}");
        }
    }

    #[test]
    fn a_wrong_answer_ends_the_streak_and_keeps_the_rest() {
        let mut score = Score::default();
        for right in [true, true, false, true] {
            score.count(right);
        }
        assert_eq!(score, Score { asked: 4, right: 3, streak: 1 });
    }

    #[test]
    fn the_best_is_kept_for_each_kind_and_foreign_content_is_ignored() {
        let mut best = Best::default();
        assert!(best.take(true, 3) && !best.take(true, 3) && !best.take(true, 2));
        assert_eq!((best.of(true), best.of(false)), (3, 0));
        assert_eq!(Best::parse(&serde_json::to_string(&best).unwrap()), best);
        for foreign in ["", "[]", "{\"one\": -1}", "7"] {
            assert_eq!(Best::parse(foreign), Best::default(), "{foreign}");
        }
    }
}
