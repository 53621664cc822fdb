//! Numbers of metrics, which may be infinite or none.

/// A metric's value as it was logged: MLflow's SQL store writes infinity as the largest number.
#[must_use]
pub fn logged(value: f64) -> f64 {
    if value.abs() == f64::MAX { value.signum() * f64::INFINITY } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_infinity_out_of_a_database_is_one() {
        assert_eq!([logged(f64::MAX), logged(f64::MIN)], [f64::INFINITY, f64::NEG_INFINITY]);
        assert_eq!([logged(0.5), logged(f64::INFINITY)], [0.5, f64::INFINITY]);
        assert!(logged(f64::NAN).is_nan());
    }
}
