//! What the fuzz target `ensemble` does with its bytes, and the test of its corpus again.

use arbitrary::Unstructured;
use forest::inspect::Anatomy;
use forest::{Ensemble, Kind, Number, PostTransform};

use super::case::{Case, FEATURES, Random, cell};
use super::naive::{Answer, Naive};

/// Sizes of batches: alone, a few, more than a block.
const BATCHES: [usize; 3] = [1, 16, 300];

/// Decodes a model; a sound one must load, and any that loads must answer like the naive reading.
pub(crate) fn ensemble(data: &[u8]) {
    let mut u = Unstructured::new(data);
    // Too few bytes are no failure: what is missing reads as zero.
    let Ok(double) = u.arbitrary::<bool>() else { return };
    let _: arbitrary::Result<()> = if double {
        Case::<f64>::decode(&mut u).map(|case| check(&case))
    } else {
        Case::<f32>::decode(&mut u).map(|case| check(&case))
    };
}

fn check<T: Number>(case: &Case<T>) {
    let model = &case.model;
    let ensemble = match model.load() {
        Ok(ensemble) => ensemble,
        Err(error) => {
            assert!(!case.sound, "a sound model is refused: {error}");
            assert!(error.to_string().len() < 200, "{error}");
            return;
        }
    };
    look_at(case, &ensemble);
    if ensemble.features() > FEATURES {
        let mut scores = vec![T::ZERO; ensemble.outputs()];
        assert!(ensemble.scores(&[T::ZERO; FEATURES], FEATURES, &mut scores).is_err());
        return;
    }
    let mut random = Random::new(case.seed);
    let naive = Naive::new(model);
    let rows: Vec<T> = (0..BATCHES[2] * FEATURES).map(|_| cell(&mut random, model)).collect();
    let answers: Vec<_> = rows.chunks_exact(FEATURES).map(|row| naive.answer(row)).collect();
    for count in BATCHES {
        compare(&ensemble, &rows[..count * FEATURES], &answers[..count], case);
    }
}

/// What loads can be looked at: as many trees, splits and leaves, and every way ends in a leaf.
fn look_at<T: Number>(case: &Case<T>, ensemble: &Ensemble<T>) {
    let anatomy = Anatomy::new(&case.model.attributes()).unwrap();
    let (statistics, summary) = (anatomy.statistics(), ensemble.summary());
    assert_eq!(
        (anatomy.trees(), statistics.splits, statistics.leaves),
        (summary.trees, summary.splits, summary.leaves)
    );
    assert_eq!(statistics.by_feature.iter().map(|(_, splits)| splits).sum::<usize>(), summary.splits);
    let mut random = Random::new(case.seed);
    let row: Vec<f64> = (0..FEATURES).map(|_| cell(&mut random, &case.model).into()).collect();
    for tree in (0..anatomy.trees()).filter_map(|number| anatomy.tree(number)) {
        assert_eq!(tree.part(&[], usize::MAX, usize::MAX).nodes.len(), tree.len());
        match tree.path(&row) {
            Ok(path) => {
                let leaf = path.last().copied().unwrap_or(usize::MAX);
                assert!(leaf < tree.len() && tree.split(leaf).is_none(), "{path:?}");
                let part = tree.part(&path, 0, usize::MAX);
                assert_eq!((part.nodes.len(), part.refused), (2 * path.len() - 1, 0));
            }
            Err(_) => assert!(anatomy.features() > FEATURES),
        }
    }
}

/// What is written before the comparison must be gone after it.
fn compare<T: Number>(ensemble: &Ensemble<T>, rows: &[T], answers: &[Answer<T>], case: &Case<T>) {
    let outputs = ensemble.outputs();
    let (mut scores, mut classes) = (vec![T::MIN; answers.len() * outputs], vec![u32::MAX; answers.len()]);
    ensemble.predict(rows, FEATURES, &mut scores, &mut classes).unwrap();
    let mut alone = scores.clone();
    ensemble.scores(rows, FEATURES, &mut alone).unwrap();
    assert!(same(&scores, &alone), "scores with classes are those without");
    let columns: Vec<T> = (0..FEATURES * answers.len())
        .map(|i| rows[i % answers.len() * FEATURES + i / answers.len()])
        .collect();
    ensemble.scores_columns(&columns, answers.len(), &mut alone).unwrap();
    assert!(same(&scores, &alone), "scores by columns are those by rows");
    for (i, answer) in answers.iter().enumerate() {
        let (found, row) = (&scores[i * outputs..][..outputs], &rows[i * FEATURES..][..FEATURES]);
        assert_eq!(classes[i], answer.class, "class of row {i}, {row:?}: {answer:?}");
        if let Some(expected) = transformed(answer, case) {
            assert!(same(found, &expected), "row {i}, {row:?}: {found:?} for {expected:?}");
        }
    }
}

/// The scores behind the post transform, which has tests of its own; none for two scores that are made from one.
fn transformed<T: Number>(answer: &Answer<T>, case: &Case<T>) -> Option<Vec<T>> {
    let (model, mut scores) = (&case.model, answer.scores.clone());
    let from_one = matches!(model.kind, Kind::Classifier { .. })
        && scores.len() == 2
        && model.base.len() < 2
        && model.vote_ids.iter().all(|&id| id == 0);
    match model.transform {
        PostTransform::None => {}
        PostTransform::Logistic | PostTransform::Probit if from_one => return None,
        _ if from_one => {}
        // A lone score is transformed by PROBIT only.
        transform if scores.len() > 1 || transform == PostTransform::Probit => transform.apply(&mut scores),
        _ => {}
    }
    Some(scores)
}

/// Equal to the last bit; one NaN is as good as another.
fn same<T: Number>(found: &[T], expected: &[T]) -> bool {
    found.len() == expected.len()
        && found.iter().zip(expected).all(|(a, b)| (a.is_nan() && b.is_nan()) || a.total_cmp(b).is_eq())
}
