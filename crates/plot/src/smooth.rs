//! Smoothing as TensorBoard does it.

/// The exponential moving average of values in their order, without the bias towards 0 of its start; `weight` from 0, which changes
/// nothing, to below 1. It is what TensorBoard calls smoothing (`resmoothDataset` of its `vz_line_chart2/line-chart.ts`): what is not
/// finite stays as it is and counts for nothing, and values that are all the same stay so.
#[must_use]
pub fn smoothed(values: &[f64], weight: f64) -> Vec<f64> {
    let weight = if weight.is_finite() { weight.clamp(0.0, 0.9999) } else { 0.0 };
    let constant = values.windows(2).all(|pair| pair[0] == pair[1]);
    if weight == 0.0 || constant {
        return values.to_vec();
    }
    let (mut last, mut remaining) = (0.0, 1.0);
    values
        .iter()
        .map(|value| {
            if !value.is_finite() {
                return *value;
            }
            last = last * weight + value * (1.0 - weight);
            remaining *= weight;
            last / (1.0 - remaining)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_debiased_moving_average() {
        // By hand: 1; (0.5·0.5 + 0.5·2)/(1 − 0.25) = 5/3; (0.5·1.25 + 0.5·4)/(1 − 0.125) = 3.
        let smooth = smoothed(&[1.0, 2.0, 4.0], 0.5);
        for (got, wanted) in smooth.iter().zip([1.0, 5.0 / 3.0, 3.0]) {
            assert!((got - wanted).abs() < 1e-12, "{smooth:?}");
        }
        assert_eq!(smoothed(&[1.0, 2.0, 4.0], 0.0), [1.0, 2.0, 4.0]);
        assert_eq!(smoothed(&[], 0.9), [0.0; 0]);
    }

    #[test]
    fn what_is_not_finite_counts_for_nothing() {
        let smooth = smoothed(&[1.0, f64::NAN, 2.0, f64::INFINITY, 4.0], 0.5);
        assert!(smooth[1].is_nan() && smooth[3] == f64::INFINITY);
        let without = smoothed(&[1.0, 2.0, 4.0], 0.5);
        assert_eq!([smooth[0], smooth[2], smooth[4]], without[..]);
    }

    #[test]
    fn constants_and_wrong_weights_change_nothing() {
        assert_eq!(smoothed(&[0.1; 4], 0.7), [0.1; 4]);
        assert_eq!(smoothed(&[1.0, 2.0], f64::NAN), [1.0, 2.0]);
        assert!(smoothed(&[1.0, 2.0, 3.0], 5.0).iter().all(|value| value.is_finite()));
    }
}
