//! Shapley values against a background, for all of its rows at once.
//!
//! With the explained row x and a row z of the background, a coalition S of columns sees the hybrid that has x's
//! values in S and z's elsewhere. A leaf asks of the columns on its path that some are in S (those where x passes and z
//! does not: p of them) and that some are not (z passes and x does not: q); where both pass it asks nothing, and where
//! neither does no hybrid arrives. Its weight w then is a game of p + q players with a known solution: w·(p−1)!q!/(p+q)!
//! for each of the p, −w·p!(q−1)!/(p+q)! for each of the q (Lundberg et al. 2020).
//!
//! Here the rows of the background are bits of a word. A walk visits only what some hybrid reaches, a split is a few
//! operations on words, and at a leaf rows with equal p are counted together: q is the same for all that arrive.

use super::background::Background;
use super::trees::{Trees, What};
use super::{Explainer, Explanation};
use crate::{ForestError, Number};

impl<T: Number> Explainer<T> {
    /// Exact Shapley values of one row against a background that this explainer has prepared: the base value is the
    /// background's mean margin.
    ///
    /// # Errors
    /// When the row has too few columns, or the background is another explainer's.
    pub fn interventional(&self, row: &[T], background: &Background) -> Result<Explanation, ForestError> {
        let said = self.answers(row)?;
        let margins = self.margins_per_row();
        let mut sums = vec![0.0; self.players.len() * margins];
        let players: Vec<u32> = self.questions.iter().map(|question| question.player).collect();
        let weights = Weights::new(self.trees.depth);
        for block in &background.blocks {
            let (found, expected) = (block.yes.len(), self.questions.len());
            if found != expected {
                return Err(ForestError::Buffer { what: "the background's block", found, expected });
            }
            let mut walk = Walk {
                trees: &self.trees,
                said: &said,
                yes: &block.yes,
                players: &players,
                weights: &weights,
                margins,
                stands: vec![Stand::default(); self.players.len()],
                path: Vec::with_capacity(self.trees.depth),
                needed: Vec::with_capacity(self.trees.depth),
                sums: &mut sums,
            };
            for &root in &self.trees.roots {
                walk.visit(root as usize, block.all, 0);
            }
        }
        let count = background.rows as f64;
        sums.iter_mut().for_each(|sum| *sum /= count);
        Ok(self.explanation(background.base.clone(), &sums, row.len()))
    }
}

/// (p−1)! q! / (p+q)! for p from 1 and q from 0.
struct Weights {
    width: usize,
    values: Vec<f64>,
}

impl Weights {
    /// For games of up to `players` players.
    fn new(players: usize) -> Self {
        let width = players + 1;
        let mut values = vec![0.0; width * width];
        for (p, row) in values.chunks_exact_mut(width).enumerate().skip(1) {
            let mut value = 1.0 / p as f64;
            for (q, cell) in row.iter_mut().enumerate() {
                value *= if q == 0 { 1.0 } else { q as f64 / (p + q) as f64 };
                *cell = value;
            }
        }
        Self { width, values }
    }

    #[inline(always)]
    fn get(&self, p: usize, q: usize) -> f64 {
        self.values[p * self.width + q]
    }
}

/// How the rows stand with a column on the way to a node.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Stand {
    /// The explained row has failed a split on it, so it must be taken from the background.
    lost: bool,
    /// Otherwise: the rows of the background that have failed one, for which it must be the explained row's.
    failed: u128,
}

struct Walk<'a> {
    trees: &'a Trees,
    said: &'a [bool],
    yes: &'a [u128],
    /// The column that each question is about.
    players: &'a [u32],
    weights: &'a Weights,
    margins: usize,
    /// By player.
    stands: Vec<Stand>,
    /// The players that do not stand by default.
    path: Vec<u32>,
    /// At a leaf: players that the explained row must bring, with the rows they are needed for, and their share.
    needed: Vec<(u32, u128, f64)>,
    /// Players × margins.
    sums: &'a mut [f64],
}

impl Walk<'_> {
    /// `alive`: the rows of which a hybrid arrives here, at least one; `lost`: how many columns stand as lost.
    fn visit(&mut self, at: usize, alive: u128, lost: usize) {
        let node = self.trees.nodes[at];
        match node.what() {
            What::Leaf(leaf) => self.leaf(leaf, alive, lost),
            What::Split(question) => {
                let player = self.players[question] as usize;
                let (said, yes) = (self.said[question], self.yes[question]);
                self.branch(at + 1, player, said, yes, alive, lost);
                self.branch(node.no as usize, player, !said, !yes, alive, lost);
            }
        }
    }

    /// Goes on to a child that the explained row passes to or not, and that `pass` of the background do.
    #[inline(always)]
    fn branch(&mut self, child: usize, player: usize, passes: bool, pass: u128, alive: u128, lost: usize) {
        let before = self.stands[player];
        let (alive, stand) = if before.lost {
            (alive & pass, before)
        } else if passes {
            (alive, Stand { lost: false, failed: before.failed | (alive & !pass) })
        } else {
            (alive & pass & !before.failed, Stand { lost: true, failed: 0 })
        };
        if alive == 0 {
            return;
        }
        if stand == before {
            return self.visit(child, alive, lost);
        }
        let first = before == Stand::default();
        if first {
            self.path.push(player as u32);
        }
        self.stands[player] = stand;
        self.visit(child, alive, lost + usize::from(stand.lost));
        self.stands[player] = before;
        if first {
            self.path.pop();
        }
    }

    fn leaf(&mut self, leaf: usize, alive: u128, lost: usize) {
        // Digit i of how many columns each row needs, for all rows at once.
        let mut digits = [0u128; 10];
        self.needed.clear();
        for &player in &self.path {
            let rows = self.stands[player as usize].failed & alive;
            if rows == 0 {
                continue;
            }
            self.needed.push((player, rows, 0.0));
            let mut carry = rows;
            for digit in &mut digits {
                (*digit, carry) = (*digit ^ carry, *digit & carry);
                if carry == 0 {
                    break;
                }
            }
        }
        let most = self.needed.len();
        if most == 0 && lost == 0 {
            return;
        }
        let length = (usize::BITS - most.leading_zeros()) as usize;
        let mut against = 0.0;
        let mut left = alive;
        for count in 0..=most {
            let mut rows = left;
            for (i, &digit) in digits[..length].iter().enumerate() {
                rows &= if count >> i & 1 == 1 { digit } else { !digit };
            }
            if rows == 0 {
                continue;
            }
            left &= !rows;
            if lost > 0 {
                against -= f64::from(rows.count_ones()) * self.weights.get(lost, count);
            }
            if count > 0 {
                let weight = self.weights.get(count, lost);
                for (_, needing, share) in &mut self.needed {
                    *share += f64::from((*needing & rows).count_ones()) * weight;
                }
            }
            if left == 0 {
                break;
            }
        }
        for vote in self.trees.votes(leaf) {
            let margin = vote.margin as usize;
            for &(player, _, share) in &self.needed {
                self.sums[player as usize * self.margins + margin] += share * vote.weight;
            }
            if lost == 0 {
                continue;
            }
            for &player in &self.path {
                if self.stands[player as usize].lost {
                    self.sums[player as usize * self.margins + margin] += against * vote.weight;
                }
            }
        }
    }
}
