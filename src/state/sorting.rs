//! Sorting with one sort for all types: the standard library's is compiled anew for every type and order, to a few kilobytes each.

use std::cmp::Ordering;

/// Sorts; what is equal keeps its order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = sorted(items.len(), &|x, y| compare(&items[x], &items[y]));
    arrange(items, places);
}

/// Sorts by a key, which is computed once for each; what is equal keeps its order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let places = sorted(items.len(), &|x, y| keys[x].cmp(&keys[y]));
    arrange(items, places);
}

/// Where what comes first, second and so on stands now.
#[inline(never)]
fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_unstable_by(|x, y| compare(*x, *y).then(x.cmp(y)));
    places
}

/// Puts in each place what stands at the place that is named there: a permutation, cycle by cycle.
fn arrange<T>(items: &mut [T], mut places: Vec<usize>) {
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut seed = 7_u32;
        for count in [0, 1, 2, 3, 10, 100, 1000] {
            let mut items: Vec<(u32, usize)> = Vec::new();
            for place in 0..count {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                items.push(((seed >> 16) % 50, place));
            }
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let mut by_key = items.clone();
            sort_by_key(&mut by_key, |item| item.0);
            assert_eq!(by_key, expected);
            expected.reverse();
            let mut backwards = items;
            backwards.reverse();
            sort_by(&mut backwards, |x, y| y.0.cmp(&x.0));
            assert_eq!(backwards, expected);
        }
    }
}
