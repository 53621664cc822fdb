//! Shapley values where a column that does not play goes both ways of a split, by covers.
//!
//! A leaf of weight w sees a product over the columns j on its path: o(j) = 1 or 0 when j plays, as the row passes its
//! splits or not, r(j) when it does not, the product of its splits' shares. The Shapley value of j in that game is
//!
//! w · (o(j) − r(j)) · ∫₀¹ ∏ over i ≠ j of (o(i)·t + r(i)·(1 − t)) dt,
//!
//! since (the sum over coalitions of) s!(n−1−s)!/n! is ∫ tˢ(1−t)ⁿ⁻¹⁻ˢ dt. The integrand is a polynomial, so a Gauss–Legendre
//! quadrature of half its degree is exact: the products are kept at those few points on the way down, and summed over
//! the leaves below on the way up, which makes the work per node linear in the depth. Owen's multilinear extension
//! (1972) is the integral; Yu et al., “Linear TreeShap” (NeurIPS 2022) is the walk, there with polynomials.

use super::quadrature::gauss_legendre;
use super::trees::{Trees, What};
use super::{Covers, Explainer, Explanation};
use crate::{ForestError, Number};

impl<T: Number> Explainer<T> {
    /// Exact path-dependent Shapley values of one row by covers that this explainer has made: the base value is the
    /// margin expected by the covers alone.
    ///
    /// # Errors
    /// When the row has too few columns, or the covers are another explainer's.
    pub fn path_dependent(&self, row: &[T], covers: &Covers) -> Result<Explanation, ForestError> {
        let said = self.answers(row)?;
        let (found, expected) = (covers.yes.len(), self.trees.nodes.len());
        if found != expected {
            return Err(ForestError::Buffer { what: "the vector of covers", found, expected });
        }
        let margins = self.margins_per_row();
        let mut sums = vec![0.0; self.players.len() * margins];
        let players: Vec<u32> = self.questions.iter().map(|question| question.player).collect();
        let points = gauss_legendre(self.trees.depth.div_ceil(2).max(1));
        let width = points.len();
        let levels = self.trees.depth + 1;
        let mut walk = Walk {
            trees: &self.trees,
            said: &said,
            yes: &covers.yes,
            players: &players,
            points: &points,
            margins,
            factors: vec![Factor::NEUTRAL; self.players.len()],
            products: vec![1.0; width * levels],
            below: vec![0.0; width * margins * levels],
            sums: &mut sums,
        };
        for &root in &self.trees.roots {
            walk.visit(root as usize, 0);
        }
        Ok(self.explanation(covers.base.clone(), &sums, row.len()))
    }
}

/// What a column brings to the products: o·t + r·(1 − t).
#[derive(Clone, Copy, PartialEq)]
struct Factor {
    /// Whether the row has passed its splits.
    passes: bool,
    /// The product of its splits' shares.
    share: f64,
}

impl Factor {
    /// Of a column without a split on the path.
    const NEUTRAL: Self = Self { passes: true, share: 1.0 };

    fn at(self, t: f64) -> f64 {
        self.share * (1.0 - t) + if self.passes { t } else { 0.0 }
    }

    /// o − r
    fn gain(self) -> f64 {
        f64::from(u8::from(self.passes)) - self.share
    }
}

struct Walk<'a> {
    trees: &'a Trees,
    said: &'a [bool],
    /// Shares by node.
    yes: &'a [f64],
    /// The column that each question is about.
    players: &'a [u32],
    points: &'a [(f64, f64)],
    margins: usize,
    /// By player.
    factors: Vec<Factor>,
    /// Product of all factors, depths × points.
    products: Vec<f64>,
    /// Sums of weight × product over the leaves below, depths × margins × points.
    below: Vec<f64>,
    /// Players × margins.
    sums: &'a mut [f64],
}

impl Walk<'_> {
    /// Leaves in `below` what the leaves under this node come to.
    fn visit(&mut self, at: usize, depth: usize) {
        let node = self.trees.nodes[at];
        let (width, size) = (self.points.len(), self.points.len() * self.margins);
        self.below[depth * size..(depth + 1) * size].fill(0.0);
        match node.what() {
            What::Leaf(leaf) => {
                let products = &self.products[depth * width..(depth + 1) * width];
                for vote in self.trees.votes(leaf) {
                    let start = depth * size + vote.margin as usize * width;
                    for (sum, product) in self.below[start..start + width].iter_mut().zip(products) {
                        *sum += product * vote.weight;
                    }
                }
            }
            What::Split(question) => {
                let player = self.players[question] as usize;
                let (said, yes) = (self.said[question], self.yes[at]);
                self.branch(at + 1, player, said, yes, depth);
                self.branch(node.no as usize, player, !said, 1.0 - yes, depth);
            }
        }
    }

    fn branch(&mut self, child: usize, player: usize, passes: bool, share: f64, depth: usize) {
        let before = self.factors[player];
        let factor = Factor { passes: before.passes && passes, share: before.share * share };
        if !factor.passes && factor.share == 0.0 {
            // Neither the row nor the covers get there, whoever plays.
            return;
        }
        let width = self.points.len();
        let (above, own) = self.products[depth * width..(depth + 2) * width].split_at_mut(width);
        for ((own, above), (t, _)) in own.iter_mut().zip(above).zip(self.points) {
            *own = *above * (factor.at(*t) / before.at(*t));
        }
        self.factors[player] = factor;
        self.visit(child, depth + 1);
        self.factors[player] = before;

        let size = width * self.margins;
        let (above, own) = self.below[depth * size..(depth + 2) * size].split_at_mut(size);
        let sums = &mut self.sums[player * self.margins..(player + 1) * self.margins];
        let margins = own.chunks_exact(width).zip(above.chunks_exact_mut(width)).zip(sums);
        for ((own, above), sum) in margins {
            for ((own, above), (t, weight)) in own.iter().zip(above).zip(self.points) {
                // A split above on the same column has counted these leaves with what it knew.
                let share = factor.gain() / factor.at(*t) - before.gain() / before.at(*t);
                *sum += weight * own * share;
                *above += own;
            }
        }
    }
}
