//! One way to sort.

use std::cmp::Ordering;

/// The items, those with the least key first, and of equal keys in their order. Keys are compared from left to right. Every list is sorted
/// by the same code, which would otherwise be there once for each sort of items.
pub(crate) fn ordered<T>(items: Vec<T>, key: impl Fn(&T) -> [f64; 3]) -> Vec<T> {
    let mut keys: Vec<([f64; 3], usize)> = items.iter().map(key).zip(0..).collect();
    keys.sort_unstable_by(|(one, place), (other, next)| {
        let differs = one.iter().zip(other).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
        differs.unwrap_or(Ordering::Equal).then(place.cmp(next))
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    keys.into_iter().filter_map(|(_, place)| items.get_mut(place)?.take()).collect()
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn keys_count_from_left_to_right_and_equals_keep_their_order() {
        let items = vec![("a", 2.0, 0.0), ("b", 1.0, 5.0), ("c", 1.0, -5.0), ("d", 2.0, 0.0)];
        let names: Vec<_> =
            ordered(items, |item| [item.1, item.2, 0.0]).into_iter().map(|item| item.0).collect();
        assert_eq!(names, ["c", "b", "a", "d"]);
        assert!(ordered(Vec::<u8>::new(), |_| [0.0; 3]).is_empty());
    }
}
