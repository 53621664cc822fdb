//! All registered models.

use leptos::prelude::*;
use mlflow::{List, RegisteredModel};

use crate::{
    components::{RemoteNotice, StageTag},
    config::RegistryPlace,
    i18n::{Texts, date},
    route::Route,
    state::{Keep, Registry, use_remote, use_words},
    viewer::components::markdown,
};

/// The registry's models, each with its newest versions.
#[component]
pub(crate) fn ModelsPage() -> impl IntoView {
    let words = use_words();
    let registry = expect_context::<Registry>();

    let models = use_remote(
        Keep::SameKey,
        move || registry.door(),
        move |door| async move { Ok(registry.client(door).await?.registered_models().await?) },
    );
    let place = move || {
        let t = &words.get().registry;
        registry.source.with(|source| match &source.registry {
            RegistryPlace::Bundled => t.bundled_text.to_owned(),
            RegistryPlace::Mlflow { url } => (t.live_text)(url),
        })
    };

    view! {
        <div class="stack">
            <h1>{move || words.get().registry.title}</h1>
            <p class="muted">{place}</p>
        </div>
        <RemoteNotice loading=models/>
        {move || models.remote.with(|remote| remote.value().map(|list| cards(list, words.get())))}
    }
}

fn cards(list: &List<RegisteredModel>, t: &'static Texts) -> impl IntoView + use<> {
    let skipped = super::rows::skipped(&list.skipped, t);
    let empty = list.items.is_empty().then(|| view! { <p class="card">{t.registry.no_models}</p> });
    let cards = list.items.iter().map(|model| card(model, t)).collect_view();
    view! { {skipped} {empty} <div class="model-grid">{cards}</div> }
}

fn card(model: &RegisteredModel, t: &'static Texts) -> impl IntoView + use<> {
    let href = Route::model(model.name.clone()).href();
    let mut latest = model.latest_versions.clone();
    latest.sort_by_key(|version| std::cmp::Reverse(version.version));
    let latest = latest.into_iter().map(|version| {
        let href = Route::version(version.name.clone(), version.version).href();
        view! {
            <li class="row">
                <a href=href>{(t.model.version)(version.version)}</a>
                <StageTag stage=version.current_stage/>
            </li>
        }
    });
    let aliases = model.aliases.iter().map(|(alias, version)| {
        view! { <span class="tag">{format!("@{alias} → v{version}")}</span> }
    });
    let updated = model.last_updated_timestamp.map(|time| format!("{} {}", t.registry.updated, date(time)));
    view! {
        <article class="card stack">
            <h2><a href=href.clone()>{model.name.clone()}</a></h2>
            {updated.map(|updated| view! { <p class="muted small number">{updated}</p> })}
            {(!model.description.is_empty()).then(|| markdown(&model.description))}
            <h3>{t.registry.latest}</h3>
            <ul class="stack">{latest.collect_view()}</ul>
            <div class="row">{aliases.collect_view()}</div>
            <a class="button" href=href>{t.registry.show_versions}</a>
        </article>
    }
}
