//! What the registry's pages have in common.

use leptos::prelude::*;
use mlflow::{ModelVersion, RegisteredModel, Tags, stage};
use registry::Verdict;

use crate::{
    components::{Icon, IconName, stage_lang},
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

/// Where a battle with this version is, tracked.
pub(super) fn use_href(nav: Nav, registry: Registry, name: &str, number: u64) -> String {
    let foreign = registry.source.with(|source| source.model != name).then(|| name.to_owned());
    let model = Some(ModelRef { name: foreign, version: number.to_string() });
    Route::Battle(BattleQuery { model, ..nav.battle() }).href()
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
    let href = move || use_href(nav, registry, &name, number);
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

/// A stage or alias that leads to its version.
pub(super) fn version_chip(name: &str, label: &str, version: u64) -> AnyView {
    let class = match label {
        stage::PRODUCTION => "tag good",
        stage::STAGING => "tag warn",
        _ => "tag",
    };
    let lang = stage_lang(label).filter(|_| label != stage::NONE);
    let label = if label == stage::NONE { format!("v{version}") } else { format!("{label} → v{version}") };
    let href = Route::version(name, version).href();
    view! { <a class=class href=href lang=lang>{label}</a> }.into_any()
}

/// A model's aliases, as MLflow writes them in addresses, each with its version.
pub(super) fn alias_links(model: &RegisteredModel) -> Option<impl IntoView + use<>> {
    let chip = |(alias, version): (&String, &u64)| version_chip(&model.name, &format!("@{alias}"), *version);
    let chips: Vec<_> = model.aliases.iter().map(chip).collect();
    (!chips.is_empty()).then(|| view! { <div class="row">{chips}</div> })
}

/// What something is against another: a drawing and a word.
pub(super) fn verdict_chip(verdict: Verdict, word: String) -> AnyView {
    let (icon, class) = match verdict {
        Verdict::Better => (IconName::Check, "tag good"),
        Verdict::Worse => (IconName::Cross, "tag bad"),
        Verdict::Equal => (IconName::Equal, "tag"),
        Verdict::Unknown => (IconName::Question, "tag"),
    };
    view! { <span class=class><Icon name=Signal::stored(icon)/>{word}</span> }.into_any()
}

/// A version's aliases.
pub(super) fn aliases(version: &ModelVersion) -> impl IntoView + use<> {
    version
        .aliases
        .iter()
        .map(|alias| view! { <span class="tag">{format!("@{alias}")}</span> })
        .collect_view()
}

/// Names and values, the values as the registry has them; a word when there are none.
pub(super) fn tag_table(title: &'static str, values: &Tags, none: &'static str) -> impl IntoView + use<> {
    if values.is_empty() {
        return view! { <p class="muted">{none}</p> }.into_any();
    }
    let row = |(key, value): (&String, &String)| {
        view! { <tr><th scope="row"><code>{key.clone()}</code></th><td class="wrap">{value.clone()}</td></tr> }
    };
    let rows: Vec<_> = values.iter().map(row).collect();
    view! { <table class="table" aria-label=title><tbody>{rows}</tbody></table> }.into_any()
}
