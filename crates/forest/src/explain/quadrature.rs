//! Gauss–Legendre quadrature on [0, 1].

use std::f64::consts::PI;

/// `count` points with their weights: exact for polynomials of degree up to 2 × `count` − 1.
pub(super) fn gauss_legendre(count: usize) -> Vec<(f64, f64)> {
    (0..count).map(|i| point(count, i)).collect()
}

/// Root `i` of the Legendre polynomial of this degree by Newton's method, moved from [−1, 1] to [0, 1].
fn point(degree: usize, i: usize) -> (f64, f64) {
    let n = degree as f64;
    let mut x = (PI * (i as f64 + 0.75) / (n + 0.5)).cos();
    let mut slope = 1.0;
    // Converges quadratically from this start: five steps are enough for any degree.
    for _ in 0..10 {
        let (value, before) = legendre(degree, x);
        slope = n * (x * value - before) / (x * x - 1.0);
        let step = value / slope;
        x -= step;
        if step.abs() < 1e-16 {
            break;
        }
    }
    ((1.0 - x) / 2.0, 1.0 / ((1.0 - x * x) * slope * slope))
}

/// The Legendre polynomials of this degree and of the one below, at x (Bonnet's recursion).
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut value, mut before) = (x, 1.0);
    for k in 2..=degree {
        let k = k as f64;
        (value, before) = (((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k, value);
    }
    (value, before)
}

#[cfg(test)]
mod tests {
    use super::gauss_legendre;

    #[test]
    fn integrates_powers_exactly() {
        for count in [1, 2, 3, 5, 8, 40, 256] {
            let points = gauss_legendre(count);
            for power in [0, 1, count, 2 * count - 1] {
                let sum: f64 = points.iter().map(|(x, weight)| weight * x.powi(power as i32)).sum();
                let exact = 1.0 / (power as f64 + 1.0);
                assert!((sum - exact).abs() < 1e-14, "{count} points, x^{power}: {sum} for {exact}");
            }
        }
    }
}
