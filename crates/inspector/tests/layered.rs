//! Layout of graphs: exact places, and what holds for any graph.

use inspector::{Gaps, Layered, Point, Size, layered};

const BOX: Size = Size { width: 10.0, height: 4.0 };
const GAPS: Gaps = Gaps { beside: 2.0, below: 6.0 };

fn lay_out(boxes: usize, edges: &[(usize, usize)]) -> Layered {
    layered(&vec![BOX; boxes], edges, GAPS)
}

fn points(points: &[Point]) -> Vec<(f64, f64)> {
    points.iter().map(|Point { x, y }| (*x, *y)).collect()
}

#[test]
fn nothing_and_one_box() {
    assert_eq!(lay_out(0, &[]), Layered::default());
    let one = lay_out(1, &[]);
    assert_eq!((points(&one.places), one.width, one.height), (vec![(0.0, 0.0)], 10.0, 4.0));
}

#[test]
fn a_chain_is_a_straight_line_whatever_the_order_of_its_boxes() {
    let found = lay_out(3, &[(2, 0), (0, 1)]);
    assert_eq!(points(&found.places), [(0.0, 10.0), (0.0, 20.0), (0.0, 0.0)]);
    assert_eq!(points(&found.routes[0]), [(5.0, 4.0), (5.0, 10.0)]);
    assert_eq!((found.width, found.height, found.crossings), (10.0, 24.0, 0));
}

#[test]
fn a_diamond_is_even() {
    let found = lay_out(4, &[(0, 1), (0, 2), (1, 3), (2, 3)]);
    assert_eq!(points(&found.places), [(6.0, 0.0), (0.0, 10.0), (12.0, 10.0), (6.0, 20.0)]);
    assert_eq!(found.crossings, 0);
}

/// 0 → 1 → 2 and 0 → 2: the long edge has a joint beside box 1.
#[test]
fn a_long_edge_goes_around_what_is_between() {
    let found = lay_out(3, &[(0, 1), (1, 2), (0, 2)]);
    let route = points(&found.routes[2]);
    assert_eq!(route.len(), 4);
    let (box_left, box_right) = (found.places[1].x, found.places[1].x + 10.0);
    for &(x, y) in &route[1..3] {
        assert!((10.0..=14.0).contains(&y));
        assert!(x <= box_left - 2.0 + 1e-9 || x >= box_right + 2.0 - 1e-9, "{route:?} and {box_left}");
    }
}

#[test]
fn crossings_are_avoided() {
    // As listed, both edges cross.
    let found = lay_out(4, &[(0, 3), (1, 2)]);
    assert_eq!(found.crossings, 0);
    // All of two layers of two: one crossing remains.
    let found = lay_out(4, &[(0, 2), (0, 3), (1, 2), (1, 3)]);
    assert_eq!(found.crossings, 1);
    // A tree of three rows whose boxes are listed the wrong way around.
    let found = lay_out(7, &[(0, 1), (0, 2), (1, 6), (1, 4), (2, 3), (2, 5)]);
    assert_eq!(found.crossings, 0);
}

/// A second input of a deep node stands right above it, not at the top.
#[test]
fn what_nothing_leads_to_stands_above_its_reader() {
    let found = lay_out(4, &[(0, 1), (1, 2), (3, 2)]);
    assert_eq!((found.places[3].y, found.places[1].y), (10.0, 10.0));
}

#[test]
fn cycles_and_loops_are_drawn() {
    let found = lay_out(3, &[(0, 1), (1, 2), (2, 0), (1, 1), (0, 9), (9, 0)]);
    assert_eq!(found.places.iter().map(|place| place.y).collect::<Vec<_>>(), [0.0, 10.0, 20.0]);
    // The edge back leads from below to above.
    let back = points(&found.routes[2]);
    assert_eq!((back[0].1, back[back.len() - 1].1), (20.0, 4.0));
    assert!(found.routes[3].is_empty() && found.routes[4].is_empty() && found.routes[5].is_empty());
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn in_no_graph_do_boxes_meet_and_all_edges_lead_downwards() {
    let mut random = Random(3);
    for round in 0..200 {
        let count = 1 + random.below(30);
        let edges: Vec<(usize, usize)> =
            (0..random.below(60)).map(|_| (random.below(count), random.below(count))).collect();
        // Two rounds of three have no cycle.
        let edges: Vec<(usize, usize)> =
            edges.into_iter().filter(|(from, to)| round % 3 == 0 || from < to).collect();
        let sizes: Vec<Size> = (0..count)
            .map(|_| Size { width: 1.0 + random.below(30) as f64, height: 1.0 + random.below(9) as f64 })
            .collect();
        let found = layered(&sizes, &edges, GAPS);
        assert_eq!(found, layered(&sizes, &edges, GAPS));
        for a in 0..count {
            let p = found.places[a];
            assert!(p.x >= -1e-9 && p.x + sizes[a].width <= found.width + 1e-9);
            assert!(p.y >= -1e-9 && p.y + sizes[a].height <= found.height + 1e-9);
            for b in a + 1..count {
                let q = found.places[b];
                let beside = p.x + sizes[a].width + GAPS.beside <= q.x + 1e-9
                    || q.x + sizes[b].width + GAPS.beside <= p.x + 1e-9;
                let below = p.y + sizes[a].height <= q.y || q.y + sizes[b].height <= p.y;
                assert!(beside || below, "{a} and {b} of {edges:?}");
            }
        }
        for (route, &(from, to)) in found.routes.iter().zip(&edges) {
            if from == to {
                assert!(route.is_empty());
                continue;
            }
            let ys: Vec<f64> = route.iter().map(|point| point.y).collect();
            let down = ys.is_sorted();
            assert!(down || (round % 3 == 0 && ys.iter().rev().is_sorted()), "{ys:?}");
            let x = |node: usize| found.places[node].x + sizes[node].width / 2.0;
            assert!((route[0].x - x(from)).abs() < 1e-9 && (route[route.len() - 1].x - x(to)).abs() < 1e-9);
        }
    }
}

/// A chain whose first box also leads to all others would need two million joints.
#[test]
fn too_many_long_edges_are_straight() {
    let mut edges: Vec<(usize, usize)> = (1..2000).map(|node| (node - 1, node)).collect();
    edges.extend((2..2000).map(|node| (0, node)));
    let found = lay_out(2000, &edges);
    assert_eq!(found.routes.len(), 3997);
    assert!(found.routes.iter().all(|route| route.len() >= 2));
    assert_eq!(found.routes[3996].len(), 2);
}
