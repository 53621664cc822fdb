//! Whether the model contradicts itself: the same battle from both sides, and circles of victories.

use super::Matrix;
use crate::state::sort_by;

/// How far apart both sides of a battle are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Doubt {
    /// Place of A; it has the lower id.
    pub(crate) a: usize,
    /// Place of B.
    pub(crate) b: usize,
    /// P(A beats B) + P(B beats A) − 1.
    pub(crate) excess: f64,
}

/// Three of whom each beats the next, and the last the first. X beats Y when P(X beats Y) > P(Y beats X).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cycle {
    /// Places; the first is the lowest.
    pub(crate) places: [usize; 3],
    /// The least certain of its three victories: the mean of P(X beats Y) and 1 − P(Y beats X).
    pub(crate) least: f64,
}

/// What the whole matrix says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Consistency {
    /// Mean of |P(A beats B) + P(B beats A) − 1| over all pairs.
    pub(crate) mean: f64,
    /// Share of pairs of which both sides name the same winner.
    pub(crate) agreeing: f64,
    /// Every pair, the worst first.
    pub(crate) doubts: Vec<Doubt>,
    /// How many cycles there are.
    pub(crate) cycles: usize,
    /// The most certain of them.
    pub(crate) examples: Vec<Cycle>,
}

impl Consistency {
    /// Of a matrix, with so many examples of cycles.
    #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
    pub(crate) fn of(matrix: &Matrix, examples: usize) -> Self {
        let both = |a, b| Some((f64::from(matrix.get(a, b)?), f64::from(matrix.get(b, a)?)));
        let count = matrix.len();
        let mut doubts: Vec<Doubt> = Vec::new();
        let mut agreeing = 0_usize;
        // How surely the first beats the second, from both sides; above ½ it does.
        let mut sure = vec![0.5_f64; count * count];
        for a in 0..count {
            for b in a + 1..count {
                let Some((there, back)) = both(a, b) else { continue };
                doubts.push(Doubt { a, b, excess: there + back - 1.0 });
                agreeing += usize::from((there >= 0.5) != (back >= 0.5));
                sure[a * count + b] = f64::midpoint(there, 1.0 - back);
                sure[b * count + a] = f64::midpoint(back, 1.0 - there);
            }
        }
        let pairs = doubts.len().max(1) as f64;
        let mean = doubts.iter().map(|doubt| doubt.excess.abs()).sum::<f64>() / pairs;
        sort_by(&mut doubts, |x, y| y.excess.abs().total_cmp(&x.excess.abs()));
        let (cycles, examples) = cycles(&sure, count, examples);
        Self { mean, agreeing: agreeing as f64 / pairs, doubts, cycles, examples }
    }
}

fn cycles(sure: &[f64], count: usize, kept: usize) -> (usize, Vec<Cycle>) {
    let mut found = 0;
    let mut best: Vec<Cycle> = Vec::new();
    for a in 0..count {
        for b in a + 1..count {
            for c in b + 1..count {
                let least = |x: usize, y: usize, z: usize| {
                    sure[x * count + y].min(sure[y * count + z]).min(sure[z * count + x])
                };
                let (forth, back) = (least(a, b, c), least(a, c, b));
                let (places, least) = if forth > back { ([a, b, c], forth) } else { ([a, c, b], back) };
                if least <= 0.5 {
                    continue;
                }
                found += 1;
                let at = best.partition_point(|each| each.least >= least);
                if at < kept {
                    best.insert(at, Cycle { places, least });
                    best.truncate(kept);
                }
            }
        }
    }
    (found, best)
}

#[cfg(test)]
mod tests {
    use super::{super::matrix::tests::made, *};

    #[test]
    fn both_sides_and_circles_are_counted() {
        // The lower place wins, but 0 loses to 2, and 5 and 9 both claim their battle.
        let matrix = made(|a, b| match (a, b) {
            (0, 2) => 0.125,
            (2, 0) => 0.875,
            (5, 9) => 0.75,
            (9, 5) => 0.5,
            _ if a < b => 0.75,
            _ => 0.25,
        });
        let found = Consistency::of(&matrix, 3);
        assert_eq!(found.doubts.len(), 187 * 186 / 2);
        assert_eq!(found.doubts[0], Doubt { a: 5, b: 9, excess: 0.25 });
        assert!((found.mean - 0.25 / 17_391.0).abs() < 1e-15);
        assert!((found.agreeing - 17_390.0 / 17_391.0).abs() < 1e-15);
        // 0 beats 1, 1 beats 2, 2 beats 0; no other third can close the circle.
        assert_eq!(found.cycles, 1);
        assert_eq!(found.examples, [Cycle { places: [0, 1, 2], least: 0.75 }]);
    }

    #[test]
    fn a_model_without_contradictions_has_none() {
        let found = Consistency::of(&made(|a, b| if a < b { 0.75 } else { 0.25 }), 3);
        assert_eq!((found.mean, found.agreeing, found.cycles), (0.0, 1.0, 0));
    }
}
