//! Graphs: every edge leads downwards, boxes in layers, few crossings.
//!
//! After K. Sugiyama, S. Tagawa and M. Toda, “Methods for visual understanding of hierarchical system structures”, IEEE
//! Transactions on Systems, Man and Cybernetics 11 (1981): edges that close a cycle are turned around, nodes get layers,
//! long edges get a joint in every layer they cross, layers are ordered by the barycentres of their neighbours, and boxes
//! are moved towards the boxes that they are joined with as far as their order lets them.

mod acyclic;
mod order;
mod place;
mod ranks;

use crate::{Point, Size};
use order::{crossings, order};

/// Distances of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaps {
    /// Between neighbours of a layer.
    pub beside: f64,
    /// Between layers.
    pub below: f64,
}

/// Where boxes and edges are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layered {
    /// Upper left corner of each box.
    pub places: Vec<Point>,
    /// Way of each edge, from the lower edge of a box to the upper edge of another; of an edge from a box to itself, nothing.
    pub routes: Vec<Vec<Point>>,
    /// Of the whole drawing.
    pub width: f64,
    /// Of the whole drawing.
    pub height: f64,
    /// How often edges cross between neighbouring layers.
    pub crossings: usize,
}

/// Joints of long edges, at most: beyond them long edges are drawn straight through.
const MAX_JOINTS: usize = 20_000;

/// The graph in layers. Vertices below the number of boxes are boxes, all others joints.
struct Layers {
    /// Vertices of each layer, from left to right.
    layers: Vec<Vec<usize>>,
    /// Neighbours in the layer above, by vertex.
    above: Vec<Vec<usize>>,
    /// Neighbours in the layer below, by vertex.
    below: Vec<Vec<usize>>,
    /// The joints of each edge, top to bottom.
    joints: Vec<Vec<usize>>,
}

/// Lays a graph out. `edges` lead from one box to another, by number; those that name no box are not drawn.
pub fn layered(sizes: &[Size], edges: &[(usize, usize)], gaps: Gaps) -> Layered {
    let count = sizes.len();
    let known = |&(from, to): &(usize, usize)| from < count && to < count && from != to;
    let turned = acyclic::turned(count, edges);
    let downwards: Vec<Option<(usize, usize)>> = edges
        .iter()
        .zip(&turned)
        .map(|(edge, &turned)| known(edge).then_some(if turned { (edge.1, edge.0) } else { *edge }))
        .collect();
    let ranks = ranks::ranks(count, &downwards);
    let mut graph = layers(count, &ranks, &downwards);
    order(&mut graph);
    let crossings = crossings(&graph);
    let (mut layered, anchors) = place::place(&graph, sizes, gaps);
    layered.crossings = crossings;
    layered.routes = edges
        .iter()
        .enumerate()
        .map(|(number, _)| {
            let Some((from, to)) = downwards[number] else { return Vec::new() };
            let mut route = vec![anchors.bottom(from)];
            for &joint in &graph.joints[number] {
                route.extend([anchors.top(joint), anchors.bottom(joint)]);
            }
            route.push(anchors.top(to));
            if turned[number] {
                route.reverse();
            }
            route
        })
        .collect();
    layered
}

fn layers(count: usize, ranks: &[usize], edges: &[Option<(usize, usize)>]) -> Layers {
    let depth = ranks.iter().max().map_or(0, |most| most + 1);
    let mut graph = Layers {
        layers: vec![Vec::new(); depth],
        above: vec![Vec::new(); count],
        below: vec![Vec::new(); count],
        joints: vec![Vec::new(); edges.len()],
    };
    for (node, &rank) in ranks.iter().enumerate() {
        graph.layers[rank].push(node);
    }
    for (number, &edge) in edges.iter().enumerate() {
        let Some((from, to)) = edge else { continue };
        let between = ranks[from] + 1..ranks[to];
        if graph.above.len() - count + between.len() > MAX_JOINTS {
            continue;
        }
        let mut last = from;
        for rank in between {
            let joint = graph.above.len();
            graph.above.push(Vec::new());
            graph.below.push(Vec::new());
            graph.layers[rank].push(joint);
            graph.joints[number].push(joint);
            graph.link(last, joint);
            last = joint;
        }
        graph.link(last, to);
    }
    graph
}

impl Layers {
    fn link(&mut self, above: usize, below: usize) {
        self.below[above].push(below);
        self.above[below].push(above);
    }
}
