//! Draws that follow from a seed, so that an address gives everybody the same.

/// Numbers that look random: Vigna's SplitMix64.
pub(super) struct Random(u64);

impl Random {
    /// The series of a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below a count; 0 when that is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let count = count as u64;
        let number = self.next().checked_rem(count).unwrap_or_default();
        usize::try_from(number).unwrap_or_default()
    }

    /// So many of the numbers below a count, each once, in random order (Fisher and Yates, stopped early): all of them when
    /// there are no more. The first of them do not depend on how many are drawn.
    pub(super) fn draw(&mut self, wanted: usize, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..count).collect();
        for place in 0..wanted.min(count) {
            all.swap(place, place + self.below(count - place));
        }
        all.truncate(wanted);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_split_mix() {
        // The first outputs for seed 1234567 by Vigna's own program.
        let mut random = Random::new(1_234_567);
        let first = [random.next(), random.next(), random.next()];
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn everyone_is_drawn_once_and_as_often_as_any_other() {
        let mut counts = [0_usize; 10];
        for seed in 0..1000 {
            let drawn = Random::new(seed).draw(4, 10);
            let mut once = drawn.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!((drawn.len(), once.len()), (4, 4));
            drawn.iter().for_each(|place| counts[*place] += 1);
            assert_eq!(Random::new(seed).draw(9, 10)[..4], drawn);
        }
        // Four standard deviations of 1000 draws with probability 0.4.
        assert!(counts.iter().all(|count| (338..=462).contains(count)), "{counts:?}");
        let mut all = Random::new(7).draw(20, 10);
        all.sort_unstable();
        assert_eq!(all, (0..10).collect::<Vec<_>>());
        assert_eq!(Random::new(7).draw(3, 0), Vec::<usize>::new());
    }
}
