//! What counts on the whole: splits of each feature, and mean absolute SHAP values where the reader wants them.

use leptos::prelude::*;
use protocol::{Inspect, Inspected};

use super::{Inspecting, Opened, graph::address, table::table, unexpected};
use crate::{
    components::RemoteNotice,
    i18n::{count, decimal},
    state::{Keep, Loading, use_remote},
    viewer::{
        state::Place,
        words::{
            inspect::{Words, words},
            use_viewer_words,
        },
    },
};

/// Battles that are explained, and those that they are compared with.
const BATTLES: usize = 100;
/// Features that are shown at first.
const FEW: usize = 10;

/// Mean absolute contributions by column, and whether they are log-odds.
type Shap = (Vec<f64>, bool);

pub(super) fn importance(inspecting: Inspecting, opened: Opened) -> AnyView {
    let words = use_viewer_words(words);
    let place = expect_context::<Place>();
    let wanted = place.on("shap");
    let (all, chosen) = (place.on("features"), place.text("ensemble"));
    let model = opened.model.clone();
    // Only what is a single ensemble of floats can be explained; of anything else the worker says why not.
    let shap: Loading<Option<Shap>> = use_remote(
        Keep::Always,
        move || wanted.get(),
        move |wanted| {
            let (inspecting, opened) = (inspecting.clone(), opened.clone());
            async move {
                if !wanted {
                    return Ok(None);
                }
                let what = Inspect::Importance { battles: BATTLES, background: BATTLES };
                match inspecting.ask(opened.key, opened.download, what).await? {
                    Inspected::Importance { mean_absolute, log_odds } => Ok(Some((mean_absolute, log_odds))),
                    _ => Err(unexpected()),
                }
            }
        },
    );
    let content = move || {
        let number: usize = chosen.get().parse().unwrap_or(0);
        let ensemble = model.ensembles.get(number)?;
        let (t, all) = (words.get(), all.get());
        let found = shap.remote.with(|remote| remote.value().cloned().flatten());
        let mut features: Vec<(String, usize, Option<f64>)> = ensemble
            .features
            .shown
            .iter()
            .map(|feature| {
                let name = feature.name.clone().unwrap_or_else(|| (t.column)(feature.column));
                let mean = found.as_ref().and_then(|(means, _)| means.get(feature.column)).copied();
                (name, feature.splits, mean)
            })
            .collect();
        if found.is_some() {
            features.sort_by(|one, other| other.2.unwrap_or(0.0).total_cmp(&one.2.unwrap_or(0.0)));
        }
        let total = features.len();
        let most_splits = features.iter().map(|feature| feature.1).max().unwrap_or(1).max(1);
        let most_shap = features.iter().filter_map(|feature| feature.2).fold(0.0, f64::max);
        if !all {
            features.truncate(FEW);
        }
        let rows = features
            .into_iter()
            .map(|(name, splits, mean)| {
                #[allow(clippy::cast_precision_loss, reason = "drawn")]
                let share = splits as f64 / most_splits as f64;
                let mut cells = vec![
                    view! { <code class="inspect-text">{name}</code> }.into_any(),
                    bar(share, count(words.lang(), splits)),
                ];
                if let Some(mean) = mean {
                    let share = if most_shap > 0.0 { mean / most_shap } else { 0.0 };
                    cells.push(bar(share, decimal(words.lang(), mean, 4)));
                }
                cells
            })
            .collect();
        let heads = [t.feature, t.splits].into_iter().chain(found.as_ref().map(|_| t.mean_shap));
        let hint = found.map(|(_, log_odds)| (t.mean_shap_hint)(BATTLES, BATTLES, log_odds));
        Some(
            view! {
                {table(t.importance, heads, rows)}
                {hint.map(|hint| view! { <p class="muted small">{hint}</p> })}
                {(total > FEW).then(|| more(place, all, total, t))}
            }
            .into_any(),
        )
    };
    let ask = move || {
        let t = words.get();
        let pending = wanted.get() && shap.remote.with(crate::state::Remote::is_pending);
        if pending {
            view! { <p class="muted">{t.computing}</p> }.into_any()
        } else if wanted.get() {
            view! { <RemoteNotice loading=shap/> }.into_any()
        } else {
            let href = address(place, |query| query.with("shap", "1"));
            view! { <a class="button" href=href>{t.compute_shap}</a> }.into_any()
        }
    };
    view! {
        <section class="card stack" aria-labelledby="inspect-importance">
            <h2 id="inspect-importance">{move || words.get().importance}</h2>
            <div class="row" role="status">{ask}</div>
            {content}
        </section>
    }
    .into_any()
}

fn bar(share: f64, text: String) -> AnyView {
    view! {
        <span class="inspect-bar">
            <span class="number">{text}</span>
            <span class="inspect-bar-fill" style:transform=format!("scaleX({share:.4})")></span>
        </span>
    }
    .into_any()
}

fn more(place: Place, all: bool, total: usize, t: &'static Words) -> AnyView {
    let href = address(place, |query| query.with("features", if all { "" } else { "1" }));
    view! { <p><a href=href>{if all { t.show_few.to_owned() } else { (t.show_all)(total) }}</a></p> }
        .into_any()
}
