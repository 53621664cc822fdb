//! Layout of trees: exact places, and what holds for any tree.

use inspector::{Point, Size, Tidy, tidy};

const BOX: Size = Size { width: 10.0, height: 4.0 };

fn lay_out(children: &[&[usize]]) -> Tidy {
    let children: Vec<Vec<usize>> = children.iter().map(|children| children.to_vec()).collect();
    tidy(&vec![BOX; children.len()], &children, 2.0, 6.0)
}

fn places(tidy: &Tidy) -> Vec<(f64, f64)> {
    tidy.places.iter().map(|Point { x, y }| (*x, *y)).collect()
}

#[test]
fn one_box_and_none() {
    let one = lay_out(&[&[]]);
    assert_eq!((places(&one), one.width, one.height), (vec![(0.0, 0.0)], 10.0, 4.0));
    assert_eq!(tidy(&[], &[], 2.0, 6.0), Tidy::default());
}

#[test]
fn a_parent_is_above_the_middle_of_its_children() {
    let three = lay_out(&[&[1, 2], &[], &[]]);
    assert_eq!(places(&three), [(6.0, 0.0), (0.0, 10.0), (12.0, 10.0)]);
    assert_eq!((three.width, three.height), (22.0, 14.0));
}

/// The subtree of node 1 is wide, that of 2 deep: 2 comes as near as the second row lets it.
#[test]
fn subtrees_come_as_near_as_they_fit() {
    let tree = lay_out(&[&[1, 4], &[2, 3], &[], &[], &[5], &[6], &[]]);
    assert_eq!(
        places(&tree),
        // From the left: 2 at 0, 3 at 12, 5 at 24; 1 is above 2 and 3, 4 above 5, 0 above 1 and 4.
        [(15.0, 0.0), (6.0, 10.0), (0.0, 20.0), (12.0, 20.0), (24.0, 10.0), (24.0, 20.0), (24.0, 30.0)]
    );
}

/// A small child under a wide sibling's neighbour may slip below it.
#[test]
fn rows_that_only_one_subtree_has_keep_nobody_away() {
    let tree = lay_out(&[&[1, 2], &[], &[3, 4], &[5, 6], &[], &[], &[]]);
    let places = places(&tree);
    // 1 and 2 are neighbours although what is below 2 reaches far to the left of it.
    assert_eq!(places[2].0 - places[1].0, 12.0);
    assert!(places[5].0 <= places[1].0);
}

#[test]
fn boxes_of_any_size() {
    let sizes = [
        Size { width: 4.0, height: 2.0 },
        Size { width: 20.0, height: 8.0 },
        Size { width: 6.0, height: 3.0 },
        Size { width: 1.0, height: 1.0 },
    ];
    let tree = tidy(&sizes, &[vec![1, 2], vec![], vec![3], vec![]], 1.0, 5.0);
    // Centres: 1 at 10, 2 at 10 + 14 = 24, 0 at 17, 3 at 24.
    assert_eq!(places(&tree), [(15.0, 0.0), (0.0, 7.0), (21.0, 7.0), (23.5, 20.0)]);
    assert_eq!((tree.width, tree.height), (27.0, 21.0));
}

/// Numbers that look random and are the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn in_no_tree_do_boxes_meet() {
    let mut random = Random(7);
    for _ in 0..200 {
        let count = 1 + random.below(60);
        let mut children = vec![Vec::new(); count];
        for node in 1..count {
            children[random.below(node)].push(node);
        }
        let sizes: Vec<Size> = (0..count)
            .map(|_| Size { width: 1.0 + random.below(30) as f64, height: 1.0 + random.below(9) as f64 })
            .collect();
        let found = tidy(&sizes, &children, 3.0, 5.0);
        assert_eq!(found, tidy(&sizes, &children, 3.0, 5.0));
        let centre = |node: usize| found.places[node].x + sizes[node].width / 2.0;
        for a in 0..count {
            assert!(found.places[a].x >= -1e-9 && found.places[a].x + sizes[a].width <= found.width + 1e-9);
            assert!(found.places[a].y + sizes[a].height <= found.height + 1e-9);
            if let (Some(&first), Some(&last)) = (children[a].first(), children[a].last()) {
                assert!((centre(a) - f64::midpoint(centre(first), centre(last))).abs() < 1e-9);
            }
            for b in a + 1..count {
                let (p, q) = (found.places[a], found.places[b]);
                let apart =
                    p.x + sizes[a].width + 3.0 <= q.x + 1e-9 || q.x + sizes[b].width + 3.0 <= p.x + 1e-9;
                assert!(apart || p.y != q.y, "{a} and {b} of {children:?}");
            }
        }
    }
}

#[test]
fn a_deep_tree_takes_no_stack_and_a_large_one_no_time() {
    let deep: Vec<Vec<usize>> = (0..100_000).map(|node| vec![node + 1]).collect();
    let found = tidy(&vec![BOX; 100_000], &deep, 2.0, 6.0);
    assert_eq!((found.width, found.height), (10.0, 999_994.0));
    let full: Vec<Vec<usize>> = (0..65_535).map(|node| vec![2 * node + 1, 2 * node + 2]).collect();
    let found = tidy(&vec![BOX; 65_535], &full, 2.0, 6.0);
    assert_eq!(found.width, 32_768.0 * 12.0 - 2.0);
}

/// Not a tree: what does not fit is left where it is, and nothing panics.
#[test]
fn what_is_no_tree_is_drawn_somehow() {
    let found = lay_out(&[&[0, 1, 9], &[0], &[1]]);
    assert_eq!(found.places.len(), 3);
    assert!(found.places.iter().all(|place| place.x.is_finite() && place.y.is_finite()));
}
