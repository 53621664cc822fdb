//! From the points of a metric to a line in a chart.

use mlflow::Metric;

/// More points than this are thinned out: a chart has no more columns to show them in.
const MAX_POINTS: usize = 400;

/// A metric over its steps, in a chart whose width and height are 1 and whose origin is at the bottom left.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Curve {
    /// Points from left to right; a value that is no finite number breaks the line.
    pub(crate) pieces: Vec<Vec<(f64, f64)>>,
    /// Least and greatest finite value.
    pub(crate) values: (f64, f64),
    /// First and last step.
    pub(crate) steps: (i64, i64),
    /// Points in all, finite or not.
    pub(crate) points: usize,
}

/// The line of a history; `None` when fewer than two of its points are finite.
pub(crate) fn curve(history: &[Metric]) -> Option<Curve> {
    let mut points: Vec<(i64, f64)> = history.iter().map(|point| (point.step, point.value)).collect();
    points.sort_by_key(|(step, _)| *step);
    let finite: Vec<(i64, f64)> = points.iter().copied().filter(|(_, value)| value.is_finite()).collect();
    let ((first, _), (last, _)) = (*finite.first()?, *finite.last()?);
    if finite.len() < 2 || first == last {
        return None;
    }
    let low = finite.iter().map(|(_, value)| *value).fold(f64::INFINITY, f64::min);
    let high = finite.iter().map(|(_, value)| *value).fold(f64::NEG_INFINITY, f64::max);
    #[allow(clippy::cast_precision_loss, reason = "drawn")]
    let place = |(step, value): (i64, f64)| {
        let x = (step as f64 - first as f64) / (last as f64 - first as f64);
        let y = if high > low { (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0) } else { 0.5 };
        (x, y)
    };
    let every = points.len().div_ceil(MAX_POINTS);
    let end = points.len() - 1;
    let mut pieces = vec![Vec::new()];
    for (index, point) in points.iter().enumerate() {
        if !point.1.is_finite() {
            pieces.push(Vec::new());
        } else if (index.is_multiple_of(every) || index == end)
            && let Some(piece) = pieces.last_mut()
        {
            piece.push(place(*point));
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    Some(Curve { pieces, values: (low, high), steps: (first, last), points: points.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(values: &[(i64, f64)]) -> Vec<Metric> {
        let point = |&(step, value)| Metric { key: "loss".to_owned(), value, timestamp: 0, step };
        values.iter().map(point).collect()
    }

    #[test]
    fn points_are_put_in_order_and_scaled() {
        let curve = curve(&history(&[(10, 1.0), (0, 3.0), (5, 2.0)])).unwrap();
        assert_eq!(curve.pieces, [vec![(0.0, 1.0), (0.5, 0.5), (1.0, 0.0)]]);
        assert_eq!((curve.values, curve.steps, curve.points), ((1.0, 3.0), (0, 10), 3));
    }

    #[test]
    fn what_is_not_a_number_breaks_the_line() {
        let curve = curve(&history(&[(0, 0.0), (1, f64::NAN), (2, 1.0), (3, f64::INFINITY)])).unwrap();
        assert_eq!(curve.pieces, [vec![(0.0, 0.0)], vec![(1.0, 1.0)]]);
    }

    #[test]
    fn single_points_and_empty_histories_are_no_curve() {
        assert_eq!(curve(&[]), None);
        assert_eq!(curve(&history(&[(0, 1.0)])), None);
        assert_eq!(curve(&history(&[(3, 1.0), (3, 2.0)])), None);
        assert_eq!(curve(&history(&[(0, f64::NAN), (1, 1.0)])), None);
    }

    #[test]
    fn a_flat_line_lies_in_the_middle_and_huge_values_do_not_overflow() {
        assert_eq!(curve(&history(&[(0, 7.0), (1, 7.0)])).unwrap().pieces, [vec![(0.0, 0.5), (1.0, 0.5)]]);
        let huge = curve(&history(&[(i64::MIN, -f64::MAX), (i64::MAX, f64::MAX)])).unwrap();
        assert_eq!(huge.pieces, [vec![(0.0, 0.0), (1.0, 1.0)]]);
    }

    #[test]
    fn long_histories_are_thinned_out_and_keep_both_ends() {
        let long: Vec<(i64, f64)> = (0..10_000).map(|step| (step, 1.0 / (1.0 + step as f64))).collect();
        let curve = curve(&history(&long)).unwrap();
        assert!(curve.pieces[0].len() <= MAX_POINTS + 1);
        assert_eq!((curve.pieces[0][0].0, curve.pieces[0].last().unwrap().0), (0.0, 1.0));
        assert_eq!(curve.points, 10_000);
    }
}
