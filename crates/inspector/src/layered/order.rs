//! The order inside each layer.

use super::Layers;

/// How often the layers are gone through, down and up.
const SWEEPS: usize = 8;

/// Orders each layer by the barycentres of its neighbours, and keeps the best of what was found.
pub(super) fn order(graph: &mut Layers) {
    let mut best = (crossings(graph), graph.layers.clone());
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        let depth = graph.layers.len();
        let downwards = sweep % 2 == 0;
        for step in 1..depth {
            let layer = if downwards { step } else { depth - 1 - step };
            let beside = if downwards { layer - 1 } else { layer + 1 };
            let places = places(graph, beside);
            let neighbours = if downwards { &graph.above } else { &graph.below };
            sort(&mut graph.layers[layer], neighbours, &places);
        }
        let found = crossings(graph);
        if found < best.0 {
            best = (found, graph.layers.clone());
        }
    }
    graph.layers = best.1;
}

/// The place of each vertex of a layer; of others, nothing that counts.
fn places(graph: &Layers, layer: usize) -> Vec<usize> {
    let mut places = vec![0; graph.above.len()];
    for (place, &vertex) in graph.layers[layer].iter().enumerate() {
        places[vertex] = place;
    }
    places
}

/// What has no neighbours stays where it is.
fn sort(layer: &mut [usize], neighbours: &[Vec<usize>], places: &[usize]) {
    let centre = |vertex: usize| {
        let sum: usize = neighbours[vertex].iter().map(|&other| places[other]).sum();
        sum as f64 / neighbours[vertex].len() as f64
    };
    let slots: Vec<usize> = (0..layer.len()).filter(|&slot| !neighbours[layer[slot]].is_empty()).collect();
    let mut moving: Vec<(f64, usize)> =
        slots.iter().map(|&slot| (centre(layer[slot]), layer[slot])).collect();
    moving.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    for (slot, (_, vertex)) in slots.into_iter().zip(moving) {
        layer[slot] = vertex;
    }
}

/// How often edges between neighbouring layers cross: inversions, counted with a Fenwick tree (W. Barth, P. Mutzel and
/// M. Jünger, “Simple and efficient bilayer cross counting”, 2004).
pub(super) fn crossings(graph: &Layers) -> usize {
    (1..graph.layers.len())
        .map(|layer| {
            let places = places(graph, layer);
            let mut ends: Vec<usize> = Vec::new();
            for &vertex in &graph.layers[layer - 1] {
                // An edge that skips layers because there are too many joints is not between these two.
                let from = ends.len();
                ends.extend(
                    graph.below[vertex]
                        .iter()
                        .filter(|&&to| graph.layers[layer].get(places[to]) == Some(&to))
                        .map(|&to| places[to]),
                );
                ends[from..].sort_unstable();
            }
            inversions(&ends, graph.layers[layer].len())
        })
        .sum()
}

fn inversions(numbers: &[usize], limit: usize) -> usize {
    let mut counts = vec![0; limit + 1];
    let mut found = 0;
    for (seen, &number) in numbers.iter().enumerate() {
        // How many so far are not greater.
        let (mut at, mut not_greater) = (number + 1, 0);
        while at > 0 {
            not_greater += counts[at];
            at &= at - 1;
        }
        found += seen - not_greater;
        let mut at = number + 1;
        while at <= limit {
            counts[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::inversions;

    #[test]
    fn inversions_are_pairs_in_the_wrong_order() {
        assert_eq!(inversions(&[0, 1, 2], 3), 0);
        assert_eq!(inversions(&[2, 1, 0], 3), 3);
        assert_eq!(inversions(&[1, 1, 0, 2, 0], 3), 5);
        assert_eq!(inversions(&[], 0), 0);
    }
}
