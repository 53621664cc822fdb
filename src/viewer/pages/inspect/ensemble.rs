//! The tree ensembles in numbers.

use std::sync::Arc;

use inspector::{Ensemble, EnsembleOutputs, ModelDescription, Number, Spread};
use leptos::prelude::*;

use super::{
    graph::address,
    table::{says, text},
};
use crate::{
    components::facts,
    i18n::{bytes, count},
    viewer::{
        state::Place,
        words::{
            inspect::{Words, words},
            use_viewer_words,
        },
    },
};

pub(super) fn ensembles(model: Arc<ModelDescription>) -> AnyView {
    let words = use_viewer_words(words);
    let place = expect_context::<Place>();
    let chosen = place.text("ensemble");
    let content = move || {
        let (t, lang) = (words.get(), words.lang());
        let number = chosen.get().parse().unwrap_or(0);
        match model.ensembles.get(number) {
            None => view! { <p class="muted">{t.no_ensemble}</p> }.into_any(),
            Some(ensemble) => {
                view! { {choice(&model, number, place, t)} {facts(numbers(ensemble, t, lang))} }.into_any()
            }
        }
    };
    view! {
        <section class="card stack" aria-labelledby="inspect-ensemble">
            <h2 id="inspect-ensemble">{move || words.get().ensemble}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// Links to all ensembles, where there are several.
fn choice(model: &ModelDescription, chosen: usize, place: Place, t: &'static Words) -> Option<AnyView> {
    (model.ensembles.len() > 1).then(|| {
        let links: Vec<_> = model
            .ensembles
            .iter()
            .enumerate()
            .map(|(number, ensemble)| {
                let href = address(place, |query| {
                    let query = query.with("ensemble", &number.to_string());
                    query.with("tree", "").with("node", "").with("open", "")
                });
                let here = (number == chosen).then_some("true");
                view! { <a class="button" href=href aria-current=here>{text(ensemble.name.clone())}</a> }
                    .into_any()
            })
            .collect();
        view! { <nav class="row" aria-label=t.choose_ensemble>{links}</nav> }.into_any()
    })
}

fn numbers(ensemble: &Ensemble, t: &'static Words, lang: battle::Lang) -> Vec<AnyView> {
    let spread = |Spread { least, median, most }: Spread| {
        if least == most { count(lang, most) } else { (t.spread)(least, median, most) }
    };
    let number = |number: &Number| number.text(ensemble.doubles);
    let list = |texts: Vec<String>, more: bool| texts.join(", ") + if more { ", …" } else { "" };
    let outputs = match &ensemble.outputs {
        EnsembleOutputs::Classes(labels) => says(t.classes, list(labels.shown.clone(), labels.rest() > 0)),
        EnsembleOutputs::Targets(targets) => says(t.targets, count(lang, *targets)),
    };
    let base = &ensemble.base_values;
    let base_values = list(base.shown.iter().map(number).collect(), base.rest() > 0);
    let modes =
        ensemble.modes.iter().map(|(mode, splits)| format!("{mode} × {}", count(lang, *splits))).collect();
    let weights = ensemble
        .weights
        .as_ref()
        .map_or(t.none.to_owned(), |(least, most)| format!("{} … {}", number(least), number(most)));
    let mut said = vec![
        says(t.trees, count(lang, ensemble.trees.total)),
        says(t.splits, count(lang, ensemble.splits)),
        says(t.leaves, count(lang, ensemble.leaves)),
        says(t.depth, spread(ensemble.depth)),
        says(t.splits_per_tree, spread(ensemble.splits_per_tree)),
        says(t.leaf_depth, spread(ensemble.leaf_depth)),
        says(t.features_used, count(lang, ensemble.features.total)),
        outputs,
        says(t.aggregate, ensemble.aggregate.clone()),
        says(t.post_transform, ensemble.post_transform.clone()),
        says(t.base_values, if base_values.is_empty() { t.none.to_owned() } else { base_values }),
        says(t.comparisons, list(modes, false)),
        says(t.missing, count(lang, ensemble.missing_tracks_true)),
        says(t.weights, weights),
        says(t.precision, if ensemble.doubles { "double" } else { "float" }),
    ];
    if let Some(size) = ensemble.compiled_bytes {
        said.push(says(t.compiled, bytes(lang, size as u64)));
    }
    said
}
