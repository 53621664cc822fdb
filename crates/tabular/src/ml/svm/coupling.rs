//! Probabilities of classes from probabilities of pairs of classes.
//!
//! Ting-Fan Wu, Chih-Jen Lin, Ruby C. Weng: Probability estimates for multi-class classification by pairwise
//! coupling. Journal of Machine Learning Research 5, 2004, the second approach; iterated as libsvm does, in single
//! precision as onnxruntime does, since where the iteration stops depends on the rounding.

/// Iterations, at most.
const ROUNDS: usize = 100;

/// `pairs[i · n + j]` is the probability of class `i` where it is class `i` or `j`; writes those of all n classes.
pub(crate) fn couple(pairs: &[f32], probabilities: &mut [f32]) {
    let n = probabilities.len();
    let enough = 0.005 / n as f32;
    let q = objective(pairs, n);
    probabilities.fill(1.0 / n as f32);
    let mut qp = vec![0.0_f32; n];
    for _ in 0..ROUNDS {
        let mut pqp = 0.0_f32;
        for ((qp, q), &p) in qp.iter_mut().zip(q.chunks_exact(n)).zip(&*probabilities) {
            *qp = q.iter().zip(&*probabilities).fold(0.0, |sum, (q, p)| sum + q * p);
            pqp += p * *qp;
        }
        let error = qp.iter().fold(0.0_f32, |error, qp| error.max((qp - pqp).abs()));
        if error < enough {
            return;
        }
        for (i, q) in q.chunks_exact(n).enumerate() {
            let step = (pqp - qp[i]) / q[i];
            probabilities[i] += step;
            pqp = (pqp + step * (step * q[i] + 2.0 * qp[i])) / (1.0 + step) / (1.0 + step);
            for ((qp, q), p) in qp.iter_mut().zip(q).zip(&mut *probabilities) {
                *qp = (*qp + step * q) / (1.0 + step);
                *p /= 1.0 + step;
            }
        }
    }
}

/// The matrix Q of the paper, whose form pᵀQp the probabilities minimise.
fn objective(pairs: &[f32], n: usize) -> Vec<f32> {
    let mut q = vec![0.0_f32; n * n];
    for i in 0..n {
        for j in (0..n).filter(|&j| j != i) {
            let other = pairs[j * n + i];
            q[i * n + i] += other * other;
            q[i * n + j] = -other * pairs[i * n + j];
        }
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_classes_keep_their_pair() {
        let mut probabilities = [0.0; 2];
        couple(&[0.0, 0.8, 0.2, 0.0], &mut probabilities);
        assert!(
            (probabilities[0] - 0.8).abs() < 0.005
                && (probabilities[0] + probabilities[1] - 1.0).abs() < 1e-6
        );
    }

    #[test]
    fn pairs_without_a_preference_give_equal_shares() {
        let mut probabilities = [0.0; 3];
        couple(&[0.0, 0.5, 0.5, 0.5, 0.0, 0.5, 0.5, 0.5, 0.0], &mut probabilities);
        assert_eq!(probabilities, [1.0 / 3.0; 3]);
    }
}
