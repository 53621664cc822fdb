//! Trees: children below their parent, subtrees as near to one another as they fit.
//!
//! After E. M. Reingold and J. S. Tilford, “Tidier drawings of trees”, IEEE Transactions on Software Engineering 7 (1981): each
//! subtree has a left and a right contour, and siblings are pushed apart until the contours do not meet. Contours are
//! kept deepest row first, so that joining two subtrees takes as many steps as the lower one is high and the whole is
//! linear.

use crate::{Point, Size};

/// Where the boxes of a tree are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tidy {
    /// Upper left corner of each box.
    pub places: Vec<Point>,
    /// Of the whole drawing.
    pub width: f64,
    /// Of the whole drawing.
    pub height: f64,
}

/// A subtree, relative to the centre of its root.
#[derive(Default)]
struct Subtree {
    /// Left and right edge of each row, the deepest first.
    rows: Vec<(f64, f64)>,
    /// To be added to all of them.
    shift: f64,
}

/// Lays a tree out whose node 0 is the root. `children` are left to right; every node but the root is a child once, and
/// comes after its parent. `gap` is the distance between neighbours, `rise` that between rows.
///
/// A child that does not come after its parent is left out of the drawing's order, and stays at the left.
pub fn tidy(sizes: &[Size], children: &[Vec<usize>], gap: f64, rise: f64) -> Tidy {
    let count = sizes.len();
    let children = |node: usize| {
        let all = children.get(node).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(move |&child| child > node && child < count)
    };
    let mut subtrees: Vec<Subtree> = (0..count).map(|_| Subtree::default()).collect();
    // Of each node, the way from its parent's centre to its own.
    let mut offsets = vec![0.0; count];
    for node in (0..count).rev() {
        let mut joined: Option<Subtree> = None;
        let (mut first, mut last) = (0.0, 0.0);
        for child in children(node) {
            let next = std::mem::take(&mut subtrees[child]);
            joined = Some(match joined {
                None => next,
                Some(before) => {
                    let away = distance(&before, &next) + gap;
                    offsets[child] = away;
                    last = away;
                    join(before, next, away)
                }
            });
            if children(node).next() == Some(child) {
                (first, last) = (0.0, 0.0);
            }
        }
        let middle = f64::midpoint(first, last);
        for child in children(node) {
            offsets[child] -= middle;
        }
        let half = sizes[node].width / 2.0;
        let mut own = joined.unwrap_or_default();
        own.shift -= middle;
        own.rows.push((-half - own.shift, half - own.shift));
        subtrees[node] = own;
    }
    place(sizes, children, &offsets, rise)
}

/// From centre to centre, so that the second is right of the first in every row that both have.
fn distance(left: &Subtree, right: &Subtree) -> f64 {
    let rows = left.rows.iter().rev().zip(right.rows.iter().rev());
    let apart = rows.map(|((_, end), (start, _))| (end + left.shift) - (start + right.shift));
    apart.fold(f64::NEG_INFINITY, f64::max)
}

/// Both as one, relative to the centre of the first.
fn join(left: Subtree, mut right: Subtree, away: f64) -> Subtree {
    right.shift += away;
    let left_is_higher = left.rows.len() >= right.rows.len();
    let (mut kept, other) = if left_is_higher { (left, right) } else { (right, left) };
    let below = kept.rows.len() - other.rows.len();
    let shift = kept.shift;
    for (row, (start, end)) in kept.rows.iter_mut().skip(below).zip(&other.rows) {
        let (start, end) = (start + other.shift - shift, end + other.shift - shift);
        if left_is_higher {
            row.1 = end;
        } else {
            row.0 = start;
        }
    }
    kept
}

fn place<I: Iterator<Item = usize>>(
    sizes: &[Size],
    children: impl Fn(usize) -> I,
    offsets: &[f64],
    rise: f64,
) -> Tidy {
    let count = sizes.len();
    let (mut centres, mut rows) = (vec![0.0; count], vec![0; count]);
    let mut heights = vec![0.0_f64; 1];
    for node in 0..count {
        for child in children(node) {
            centres[child] = centres[node] + offsets[child];
            rows[child] = rows[node] + 1;
        }
        if heights.len() <= rows[node] {
            heights.resize(rows[node] + 1, 0.0);
        }
        heights[rows[node]] = heights[rows[node]].max(sizes[node].height);
    }
    let tops: Vec<f64> = heights
        .iter()
        .scan(0.0, |top, height| {
            let this = *top;
            *top += height + rise;
            Some(this)
        })
        .collect();
    let left = (0..count).map(|node| centres[node] - sizes[node].width / 2.0).fold(f64::INFINITY, f64::min);
    let places: Vec<Point> = (0..count)
        .map(|node| Point { x: centres[node] - sizes[node].width / 2.0 - left, y: tops[rows[node]] })
        .collect();
    let width = places.iter().zip(sizes).map(|(place, size)| place.x + size.width).fold(0.0, f64::max);
    let height =
        if count == 0 { 0.0 } else { heights.iter().sum::<f64>() + rise * (heights.len() - 1) as f64 };
    Tidy { places, width, height }
}
