//! The point that a pointer or a key means. Points are in order of `x`.

use crate::Point;

/// The place of the point whose `x` is nearest; of equals the first.
#[must_use]
pub fn nearest_by_x(points: &[Point], x: f64) -> Option<usize> {
    let above = points.partition_point(|point| point.x < x);
    let before = above.checked_sub(1);
    let place = match (before, points.get(above)) {
        (Some(before), Some(next)) if x - points[before].x <= next.x - x => before,
        (_, Some(_)) => return Some(above),
        (before, None) => before?,
    };
    // The first of those at the same place.
    Some(points.partition_point(|point| point.x < points[place].x))
}

/// The next greater `x` of any line.
#[must_use]
pub fn next_x<'a>(lines: impl Iterator<Item = &'a [Point]>, x: f64) -> Option<f64> {
    let next = lines.filter_map(|points| points.get(points.partition_point(|point| point.x <= x)));
    next.map(|point| point.x).min_by(f64::total_cmp)
}

/// The next smaller `x` of any line.
#[must_use]
pub fn previous_x<'a>(lines: impl Iterator<Item = &'a [Point]>, x: f64) -> Option<f64> {
    let previous = lines
        .filter_map(|points| points.partition_point(|point| point.x < x).checked_sub(1).map(|i| points[i].x));
    previous.max_by(f64::total_cmp)
}

/// The number of the place that is nearest to another, by distance; none without any that is finite.
#[must_use]
pub fn nearest(places: &[Option<(f64, f64)>], to: (f64, f64)) -> Option<usize> {
    let distances = places.iter().enumerate().filter_map(|(number, place)| {
        let (x, y) = (*place)?;
        Some((number, (x - to.0).powi(2) + (y - to.1).powi(2)))
    });
    distances.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(xs: &[f64]) -> Vec<Point> {
        xs.iter().map(|x| Point::new(*x, 0.0)).collect()
    }

    #[test]
    fn the_nearest_point_is_found() {
        let points = line(&[0.0, 10.0, 10.0, 20.0]);
        assert_eq!(
            [-5.0, 4.0, 5.0, 6.0, 10.0, 14.0, 99.0].map(|x| nearest_by_x(&points, x).unwrap()),
            [0, 0, 0, 1, 1, 1, 3]
        );
        assert_eq!(nearest_by_x(&[], 1.0), None);
        let places = [Some((0.0, 0.0)), None, Some((3.0, 4.0)), Some((3.0, 5.0))];
        assert_eq!((nearest(&places, (3.0, 4.4)), nearest(&[None], (0.0, 0.0))), (Some(2), None));
    }

    #[test]
    fn keys_go_from_point_to_point_of_all_lines() {
        let (one, other) = (line(&[0.0, 10.0, 20.0]), line(&[5.0, 10.0, 25.0]));
        let lines = || [one.as_slice(), other.as_slice()].into_iter();
        let mut seen = vec![0.0];
        while let Some(next) = next_x(lines(), seen[seen.len() - 1]) {
            seen.push(next);
        }
        assert_eq!(seen, [0.0, 5.0, 10.0, 20.0, 25.0]);
        assert_eq!((previous_x(lines(), 10.0), previous_x(lines(), 0.0)), (Some(5.0), None));
    }
}
