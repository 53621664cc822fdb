//! What the registry's pages have in common.

use leptos::prelude::*;
use mlflow::ModelVersion;

use crate::{
    i18n::Texts,
    route::{BattleQuery, ModelRef, Route},
    state::{Nav, Registry},
    viewer::state::Predicting,
};

/// Rows that could not be read, one line each.
pub(super) fn skipped(lines: &[String], t: &Texts) -> Option<impl IntoView + use<>> {
    let count = lines.len();
    (count > 0).then(|| {
        let lines =
            lines.iter().take(20).cloned().map(|line| view! { <li lang="en">{line}</li> }).collect_view();
        view! {
            <div class="problem mild" role="note">
                <h2>{(t.registry.skipped)(count)}</h2>
                <ul>{lines}</ul>
            </div>
        }
    })
}

/// A way to the battle with this version, or a word that it predicts already.
pub(super) fn use_button(version: &ModelVersion, t: &'static Texts) -> impl IntoView + use<> {
    let nav = expect_context::<Nav>();
    let registry = expect_context::<Registry>();
    let predicting = expect_context::<Predicting>();
    let (name, number) = (version.name.clone(), version.version);
    let predicts = {
        let name = name.clone();
        Memo::new(move |_| predicting.is(&name, number))
    };
    let href = move || {
        let foreign = registry.source.with(|source| source.model != name).then(|| name.clone());
        let model = Some(ModelRef { name: foreign, version: number.to_string() });
        Route::Battle(BattleQuery { model, ..nav.battle() }).href()
    };
    view! {
        {move || if predicts.get() {
            view! { <span class="tag strong">{t.registry.in_use}</span> }.into_any()
        } else {
            let href = href();
            view! {
                <a class="button primary" href=href>{(t.registry.use_version)(number)}</a>
            }.into_any()
        }}
    }
}

/// A version's aliases, as MLflow writes them in addresses.
pub(super) fn aliases(version: &ModelVersion) -> impl IntoView + use<> {
    version
        .aliases
        .iter()
        .map(|alias| view! { <span class="tag">{format!("@{alias}")}</span> })
        .collect_view()
}
