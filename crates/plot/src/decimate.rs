//! Fewer points that look the same.

/// Points as (column, height), in order of the column, thinned out to the lowest and the highest of each whole column, in their order;
/// the first and the last of all stay. No spike is lost, and there are at most two points per column and two more. This is MinMax
/// aggregation (Jugel, Jerzak, Hackenbroich, Markl: "M4: a visualization-oriented time series data aggregation", PVLDB 7(10), 2014).
#[must_use]
pub fn columns(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept: Vec<usize> = Vec::new();
    let mut keep = |place: usize| {
        if kept.last().is_none_or(|last| *last < place) {
            kept.push(place);
        }
    };
    let mut start = 0;
    while start < points.len() {
        let column = points[start].0.floor();
        let (mut low, mut high, mut end) = (start, start, start);
        while end < points.len() && points[end].0.floor() == column {
            if points[end].1 < points[low].1 {
                low = end;
            }
            if points[end].1 > points[high].1 {
                high = end;
            }
            end += 1;
        }
        if start == 0 {
            keep(0);
        }
        keep(low.min(high));
        keep(low.max(high));
        if end == points.len() {
            keep(end - 1);
        }
        // A column that is not a number equals none, not even itself.
        start = end.max(start + 1);
    }
    kept.into_iter().map(|place| points[place]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_keeps_its_lowest_and_its_highest_in_their_order() {
        let points = [(0.0, 5.0), (0.2, 9.0), (0.4, 1.0), (0.6, 3.0), (1.0, 2.0), (1.5, 2.0), (2.0, 7.0)];
        assert_eq!(columns(&points), [(0.0, 5.0), (0.2, 9.0), (0.4, 1.0), (1.0, 2.0), (2.0, 7.0)]);
        assert_eq!(columns(&points[..1]), points[..1]);
        assert_eq!(columns(&[]), []);
    }

    #[test]
    fn a_long_line_becomes_two_points_per_column_and_keeps_every_spike() {
        let count = 100_000_usize;
        let line: Vec<(f64, f64)> = (0..count)
            .map(|place| {
                let spike = if place == 54_321 { 1000.0 } else { 0.0 };
                (place as f64 / count as f64 * 640.0, (place as f64).sin() + spike)
            })
            .collect();
        let few = columns(&line);
        assert!((1280..=1282).contains(&few.len()), "{}", few.len());
        assert!(few.contains(&line[54_321]));
        assert_eq!((few[0], few[few.len() - 1]), (line[0], line[count - 1]));
        assert!(few.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    }

    #[test]
    fn what_is_no_number_is_passed_on() {
        assert_eq!(columns(&[(f64::NAN, 1.0), (f64::NAN, 2.0)]).len(), 2);
    }
}
