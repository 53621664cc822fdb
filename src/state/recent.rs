//! The battles that were looked at last, kept in the browser's storage where that is allowed.
//!
//! A line for each: P(A wins), the number of the version that said so, and the battle's address. Lines that are none of ours are
//! left out.

use crate::{
    browser,
    route::{BattleQuery, Route},
};

const KEY: &str = "battledex.recent";
/// A battle that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Recent {
    /// Its address.
    pub(crate) battle: BattleQuery,
    /// P(A wins) as it was said then.
    pub(crate) probability: f64,
    /// The version that said so.
    pub(crate) version: u64,
}

impl Recent {
    /// More are forgotten.
    pub(crate) const KEPT: usize = 20;

    /// What is kept, the latest first.
    pub(crate) fn load() -> Vec<Self> {
        browser::stored(KEY).unwrap_or_default().lines().filter_map(Self::parse).take(Self::KEPT).collect()
    }

    /// Puts it before all others; what was said of this battle before is forgotten, and so is the latest if the same two stand on the
    /// same sides in it: whoever chooses moves looks at one battle. A browser that forbids it keeps nothing.
    pub(crate) fn keep(&self) {
        let before = browser::stored(KEY).unwrap_or_default();
        let _ = browser::store(KEY, &self.before(&before));
    }

    /// Forgets all of them.
    pub(crate) fn forget() {
        let _ = browser::store(KEY, "");
    }

    fn before(&self, lines: &str) -> String {
        let address = Route::Battle(self.battle.clone()).href();
        let mut text = format!("{} {} {address}", self.probability, self.version);
        // The address alone is read: what reads fractions is no part of what comes first.
        let same = |line: &&str| match line.splitn(3, ' ').nth(2).map(Route::parse) {
            Some(Route::Battle(battle)) => (&battle.a, &battle.b) == (&self.battle.a, &self.battle.b),
            _ => false,
        };
        let lines = lines.lines().enumerate().filter(|(place, line)| *place > 0 || !same(line));
        let others = lines.filter(|(_, line)| line.splitn(3, ' ').nth(2) != Some(&*address));
        for (_, line) in others.take(Self::KEPT - 1) {
            text.push('\n');
            text.push_str(line);
        }
        text
    }

    fn parse(line: &str) -> Option<Self> {
        let mut words = line.splitn(3, ' ');
        let probability: f64 = words.next()?.parse().ok()?;
        let version = words.next()?.parse().ok()?;
        let Route::Battle(battle) = Route::parse(words.next()?) else { return None };
        (0.0..=1.0).contains(&probability).then_some(Self { battle, probability, version })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recent(a: &str, probability: f64) -> Recent {
        let battle = BattleQuery { a: a.to_owned(), b: "onix".to_owned(), ..BattleQuery::default() };
        Recent { battle, probability, version: 2 }
    }

    #[test]
    fn the_latest_comes_first_once_and_twenty_are_kept() {
        let mut lines = String::new();
        for number in 0..30 {
            lines = recent(&format!("p{number}"), 0.25).before(&lines);
        }
        lines = recent("p20", 0.75).before(&lines);
        let kept: Vec<Recent> = lines.lines().filter_map(Recent::parse).collect();
        assert_eq!(kept.len(), Recent::KEPT);
        assert_eq!(kept[0], recent("p20", 0.75));
        assert_eq!(kept[1], recent("p29", 0.25));
        assert_eq!(kept.iter().filter(|each| each.battle.a == "p20").count(), 1);
    }

    #[test]
    fn one_stays_for_two_as_long_as_they_are_looked_at() {
        let with = |a: &str, moves: &[&str], probability| {
            let mut one = recent(a, probability);
            one.battle.mode = crate::route::Mode::Manual;
            one.battle.moves_a = moves.iter().map(|each| (*each).to_owned()).collect();
            one
        };
        let turned = {
            let mut one = recent("onix", 0.5);
            one.battle.b = "mew".to_owned();
            one
        };
        let looked_at = [
            recent("mew", 0.1),
            with("mew", &["psychic"], 0.2),
            with("mew", &["psychic", "surf"], 0.3),
            recent("abra", 0.4),
            with("mew", &["surf"], 0.5),
            turned.clone(),
        ];
        let lines = looked_at.iter().fold(String::new(), |lines, one| one.before(&lines));
        let kept: Vec<Recent> = lines.lines().filter_map(Recent::parse).collect();
        let expected = [
            turned,
            with("mew", &["surf"], 0.5),
            recent("abra", 0.4),
            with("mew", &["psychic", "surf"], 0.3),
        ];
        assert_eq!(kept, expected);
    }

    #[test]
    fn foreign_lines_are_left_out() {
        for line in [
            "",
            "0.5",
            "0.5 2",
            "0.5 2 #/settings",
            "1.5 2 #/battle/a/b",
            "NaN 2 #/battle/a/b",
            "0.5 x #/battle/a/b",
        ] {
            assert_eq!(Recent::parse(line), None, "{line}");
        }
        assert!(Recent::parse("0.5 2 #/battle/a/b").is_some());
    }
}
