//! Who predicts which part of all battles: plain bookkeeping, without any worker.

use std::{
    collections::{BTreeMap, VecDeque},
    ops::Range,
};

use battle::pairs::{self, Moves};

/// Most battles in a part: some tenths of a second of work, and a quarter of a megabyte of results.
const MOST_BATTLES: usize = 32_768;
/// Parts for each worker at least, so that all of them are busy until the end.
const PARTS_PER_WORKER: usize = 4;
/// A part that so many workers died over is not given to another one.
const MOST_DEATHS: u32 = 3;

/// A run of pairs that one request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place among the parts.
    pub number: usize,
    /// The pairs, see [`battle::pairs`].
    pub pairs: Range<u32>,
    /// How many battles lie before its first one.
    pub first: usize,
    /// How many battles it has.
    pub battles: usize,
}

/// How far all of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Battles that are predicted.
    pub done: usize,
    /// Battles in all.
    pub total: usize,
}

/// A part that workers died over again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hopeless {
    /// Its pairs.
    pub pairs: Range<u32>,
    /// How many workers.
    pub deaths: u32,
}

/// Which parts wait, which are worked on and by whom, and which are done.
#[derive(Debug)]
pub struct Schedule {
    parts: Vec<Part>,
    /// Workers that died over each part.
    deaths: Vec<u32>,
    waiting: VecDeque<usize>,
    running: BTreeMap<usize, Running>,
    asked: u64,
    done: usize,
    total: usize,
}

#[derive(Debug)]
struct Running {
    worker: usize,
    /// How many parts had been asked for before.
    asked: u64,
    done: usize,
}

impl Schedule {
    /// Cuts all battles into parts for so many workers.
    pub fn new(moves: Moves, workers: usize) -> Self {
        let total = pairs::battles_before(moves, pairs::count());
        let most = total.div_ceil(workers.max(1) * PARTS_PER_WORKER).clamp(1, MOST_BATTLES);
        let parts = cut(moves, most);
        Self {
            deaths: vec![0; parts.len()],
            waiting: (0..parts.len()).collect(),
            running: BTreeMap::new(),
            asked: 0,
            parts,
            done: 0,
            total,
        }
    }

    /// All parts, in the order of their battles.
    #[cfg(test)]
    fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Gives a worker its next part, if one waits.
    pub fn next(&mut self, worker: usize) -> Option<Part> {
        let number = self.waiting.pop_front()?;
        self.running.insert(number, Running { worker, asked: self.asked, done: 0 });
        self.asked += 1;
        self.parts.get(number).cloned()
    }

    /// The worker of a part says how many of its battles are predicted.
    pub fn told(&mut self, part: usize, done: usize) {
        if let (Some(running), Some(part)) = (self.running.get_mut(&part), self.parts.get(part)) {
            running.done = done.min(part.battles);
        }
    }

    /// A part's battles are all predicted. `false` when nobody worked on it: it is then not counted.
    pub fn finish(&mut self, part: usize) -> bool {
        let was_running = self.running.remove(&part).is_some();
        if was_running {
            self.done += self.parts.get(part).map_or(0, |part| part.battles);
        }
        was_running
    }

    /// A worker died: its parts wait again, before all others.
    ///
    /// # Errors
    /// When one of them has cost too many workers.
    pub fn abandon(&mut self, worker: usize) -> Result<(), Hopeless> {
        let lost: Vec<usize> = self
            .running
            .iter()
            .filter(|(_, running)| running.worker == worker)
            .map(|(part, _)| *part)
            .collect();
        // A worker works on its parts in the order in which it got them, so it died over the first of them.
        if let Some(first) =
            lost.iter().min_by_key(|part| self.running.get(part).map(|running| running.asked))
            && let (Some(deaths), Some(part)) = (self.deaths.get_mut(*first), self.parts.get(*first))
        {
            *deaths += 1;
            if *deaths >= MOST_DEATHS {
                return Err(Hopeless { pairs: part.pairs.clone(), deaths: *deaths });
            }
        }
        for part in lost.into_iter().rev() {
            self.running.remove(&part);
            self.waiting.push_front(part);
        }
        Ok(())
    }

    /// How far it is. May go back when a worker dies.
    pub fn progress(&self) -> Progress {
        let under_way: usize = self.running.values().map(|running| running.done).sum();
        Progress { done: self.done + under_way, total: self.total }
    }

    /// Whether every battle is predicted.
    pub fn is_finished(&self) -> bool {
        self.waiting.is_empty() && self.running.is_empty()
    }
}

/// Runs of pairs of at most so many battles each, but of one pair at least.
fn cut(moves: Moves, most: usize) -> Vec<Part> {
    let count = pairs::count();
    let mut parts = Vec::new();
    let mut start = 0;
    while start < count {
        let first = pairs::battles_before(moves, start);
        let fits = |end: &u32| pairs::battles_before(moves, *end) - first <= most;
        let end = (start + 2..=count).take_while(fits).last().unwrap_or(start + 1);
        let battles = pairs::battles_before(moves, end) - first;
        parts.push(Part { number: parts.len(), pairs: start..end, first, battles });
        start = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hold_every_battle_once_and_are_neither_large_nor_few() {
        for (moves, workers) in [(Moves::Best, 1), (Moves::Best, 2), (Moves::All, 2), (Moves::All, 8)] {
            let schedule = Schedule::new(moves, workers);
            let total = pairs::battles_before(moves, pairs::count());
            let (mut pair, mut battle) = (0, 0);
            for (number, part) in schedule.parts().iter().enumerate() {
                assert_eq!((part.number, part.pairs.start, part.first), (number, pair, battle));
                assert!((1..=MOST_BATTLES).contains(&part.battles), "{part:?}");
                pair = part.pairs.end;
                battle += part.battles;
            }
            assert_eq!((pair, battle), (pairs::count(), total));
            assert!(schedule.parts().len() >= PARTS_PER_WORKER * workers);
            assert_eq!(schedule.progress(), Progress { done: 0, total });
        }
        assert_eq!(Schedule::new(Moves::Best, 2).parts().len(), 8);
        assert_eq!(Schedule::new(Moves::All, 2).parts().len(), 300);
    }

    #[test]
    fn every_part_is_given_out_once_and_progress_adds_up() {
        let mut schedule = Schedule::new(Moves::Best, 2);
        let first = schedule.next(0).unwrap();
        let second = schedule.next(1).unwrap();
        assert_eq!((first.number, second.number), (0, 1));
        schedule.told(0, 10);
        schedule.told(1, usize::MAX);
        assert_eq!(schedule.progress().done, 10 + second.battles);
        assert!(schedule.finish(0));
        assert!(!schedule.finish(0), "not counted twice");
        assert_eq!(schedule.progress().done, first.battles + second.battles);
        schedule.finish(1);
        while let Some(part) = schedule.next(0) {
            assert!(!schedule.is_finished());
            schedule.finish(part.number);
        }
        assert!(schedule.is_finished());
        assert_eq!(schedule.progress(), Progress { done: 34_782, total: 34_782 });
    }

    #[test]
    fn the_parts_of_a_dead_worker_are_done_again_before_all_others() {
        let mut schedule = Schedule::new(Moves::Best, 2);
        let numbers = [0, 1, 0].map(|worker| schedule.next(worker).unwrap().number);
        assert_eq!(numbers, [0, 1, 2]);
        schedule.told(0, 100);
        schedule.abandon(0).unwrap();
        assert_eq!(schedule.progress().done, 0);
        assert_eq!([1, 1, 1].map(|worker| schedule.next(worker).unwrap().number), [0, 2, 3]);
        assert!(!schedule.finish(7), "nobody works on it");
        schedule.abandon(0).unwrap();
        assert!(schedule.finish(0) && schedule.finish(2), "others keep their parts");
    }

    #[test]
    fn a_part_that_workers_die_over_again_and_again_is_given_up() {
        let mut schedule = Schedule::new(Moves::Best, 1);
        for _ in 1..MOST_DEATHS {
            let (first, _) = (schedule.next(0).unwrap(), schedule.next(0).unwrap());
            assert_eq!(first.number, 0);
            schedule.abandon(0).unwrap();
        }
        let first = schedule.next(0).unwrap();
        assert_eq!(schedule.abandon(0), Err(Hopeless { pairs: first.pairs, deaths: MOST_DEATHS }));
    }

    #[test]
    fn a_part_that_only_waited_in_a_dead_worker_is_not_blamed() {
        let mut schedule = Schedule::new(Moves::All, 1);
        for done in 0..4 {
            let running = schedule.next(0).unwrap();
            assert_eq!(running.number, done);
            let _waits = schedule.next(0).unwrap();
            schedule.abandon(0).unwrap();
            assert_eq!(schedule.next(0).map(|part| part.number), Some(done));
            schedule.finish(done);
        }
    }

    #[test]
    fn a_part_taken_over_while_another_runs_is_not_blamed() {
        let mut schedule = Schedule::new(Moves::All, 2);
        assert_eq!([0, 1].map(|worker| schedule.next(worker).unwrap().number), [0, 1]);
        schedule.abandon(0).unwrap();
        // Worker 1 runs part 1, and part 0 waits behind it.
        assert_eq!(schedule.next(1).unwrap().number, 0);
        schedule.abandon(1).unwrap();
        assert_eq!((schedule.deaths[0], schedule.deaths[1]), (1, 1));
    }
}
