//! From layers to places.

use super::{Gaps, Layered, Layers};
use crate::{Point, Size};

/// How often boxes are moved towards their neighbours.
const SWEEPS: usize = 16;
/// Joints pull this much harder, so that long edges are straight.
const JOINT: f64 = 4.0;

/// Where edges meet boxes and joints.
pub(super) struct Anchors {
    centres: Vec<f64>,
    tops: Vec<f64>,
    bottoms: Vec<f64>,
}

impl Anchors {
    pub(super) fn top(&self, vertex: usize) -> Point {
        Point { x: self.centres[vertex], y: self.tops[vertex] }
    }

    pub(super) fn bottom(&self, vertex: usize) -> Point {
        Point { x: self.centres[vertex], y: self.bottoms[vertex] }
    }
}

pub(super) fn place(graph: &Layers, sizes: &[Size], gaps: Gaps) -> (Layered, Anchors) {
    let vertices = graph.above.len();
    let size = |vertex: usize| sizes.get(vertex).copied().unwrap_or(Size { width: 0.0, height: 0.0 });
    let mut centres = vec![0.0; vertices];
    for layer in &graph.layers {
        let mut left = 0.0;
        for &vertex in layer {
            centres[vertex] = left + size(vertex).width / 2.0;
            left += size(vertex).width + gaps.beside;
        }
    }
    for sweep in 0..SWEEPS {
        let downwards = sweep % 2 == 0;
        let depth = graph.layers.len();
        for step in 0..depth {
            let layer = if downwards { step } else { depth - 1 - step };
            // The last sweeps look both ways, so that neither side is left behind.
            let both = sweep + 2 >= SWEEPS;
            let wanted: Vec<(f64, f64)> = graph.layers[layer]
                .iter()
                .map(|&vertex| {
                    let above: &[usize] = if downwards || both { &graph.above[vertex] } else { &[] };
                    let below: &[usize] = if !downwards || both { &graph.below[vertex] } else { &[] };
                    let count = above.len() + below.len();
                    let weight = if vertex >= sizes.len() { JOINT } else { 1.0 };
                    if count == 0 {
                        return (centres[vertex], weight / 16.0);
                    }
                    let sum: f64 = above.iter().chain(below).map(|&other| centres[other]).sum();
                    (sum / count as f64, weight)
                })
                .collect();
            let widths: Vec<f64> = graph.layers[layer].iter().map(|&vertex| size(vertex).width).collect();
            for (&vertex, centre) in graph.layers[layer].iter().zip(apart(&wanted, &widths, gaps.beside)) {
                centres[vertex] = centre;
            }
        }
    }
    let left =
        (0..vertices).map(|vertex| centres[vertex] - size(vertex).width / 2.0).fold(f64::INFINITY, f64::min);
    centres.iter_mut().for_each(|centre| *centre -= left);

    let (mut tops, mut bottoms) = (vec![0.0; vertices], vec![0.0; vertices]);
    let mut y = 0.0;
    for layer in &graph.layers {
        let height = layer.iter().map(|&vertex| size(vertex).height).fold(0.0, f64::max);
        for &vertex in layer {
            // Boxes are in the middle of their layer, joints go all through it.
            let own = if vertex < sizes.len() { size(vertex).height } else { height };
            tops[vertex] = y + (height - own) / 2.0;
            bottoms[vertex] = tops[vertex] + own;
        }
        y += height + gaps.below;
    }
    let places: Vec<Point> = (0..sizes.len())
        .map(|node| Point { x: centres[node] - size(node).width / 2.0, y: tops[node] })
        .collect();
    let width = (0..vertices).map(|vertex| centres[vertex] + size(vertex).width / 2.0).fold(0.0, f64::max);
    let height = (y - gaps.below).max(0.0);
    (Layered { places, width, height, ..Layered::default() }, Anchors { centres, tops, bottoms })
}

/// The centres nearest to what is wanted (least weighted squares), in this order and with this gap between: isotonic
/// regression by pooling adjacent violators.
fn apart(wanted: &[(f64, f64)], widths: &[f64], gap: f64) -> Vec<f64> {
    // Where each centre would be if all boxes stood side by side.
    let mut packed = Vec::with_capacity(widths.len());
    let mut left = 0.0;
    for width in widths {
        packed.push(left + width / 2.0);
        left += width + gap;
    }
    // Pools: weighted mean, weight, number of boxes.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for ((wanted, weight), packed) in wanted.iter().zip(&packed) {
        pools.push((wanted - packed, *weight, 1));
        while let [.., (one, one_weight, one_count), (other, other_weight, other_count)] = pools[..]
            && one > other
        {
            let weight = one_weight + other_weight;
            pools.truncate(pools.len() - 2);
            pools.push(((one * one_weight + other * other_weight) / weight, weight, one_count + other_count));
        }
    }
    let means = pools.into_iter().flat_map(|(mean, _, count)| std::iter::repeat_n(mean, count));
    means.zip(packed).map(|(mean, packed)| mean + packed).collect()
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn boxes_go_where_they_want_as_far_as_the_others_let_them() {
        let widths = [10.0; 3];
        assert_eq!(apart(&[(5.0, 1.0), (50.0, 1.0), (90.0, 1.0)], &widths, 2.0), [5.0, 50.0, 90.0]);
        // All want the same place: they stand around it.
        assert_eq!(apart(&[(50.0, 1.0); 3], &widths, 2.0), [38.0, 50.0, 62.0]);
        // The heavy one moves less.
        assert_eq!(apart(&[(50.0, 3.0), (50.0, 1.0)], &widths[..2], 2.0), [47.0, 59.0]);
        assert_eq!(apart(&[], &[], 2.0), [0.0; 0]);
    }
}
