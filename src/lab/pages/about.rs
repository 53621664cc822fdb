//! What all of this is, with numbers from the data and the registry.

use battle::{
    Form, Pokedex, Type,
    pairs::{self, Moves},
};
use leptos::prelude::*;
use mlflow::{ModelVersion, Run};

use crate::{
    components::{RemoteNotice, StageTag, fact, facts},
    handover::Predicting,
    i18n::{Texts, bytes, count, date, metric},
    lab::{
        state::Model,
        words::{about, use_lab_words},
    },
    route::{LabPage, Route},
    state::{Keep, Nav, Registry, SharedModel, use_remote, use_words},
};

/// Data, model and rules.
#[component]
pub(crate) fn AboutPage() -> impl IntoView {
    let shared = use_words();
    let words = use_lab_words(about::words);
    let model = expect_context::<Model>();
    let nav = expect_context::<Nav>();

    let waiting = move || {
        let t = words.get();
        match model.get() {
            Predicting::Ready(_) => None,
            Predicting::Loading => Some(view! { <p class="muted" role="status">{t.loading}</p> }.into_any()),
            Predicting::Failed => Some(
                view! {
                    <p>{t.failed}</p>
                    <p><a class="button" href=Route::Battle(nav.battle()).href()>{t.to_battle}</a></p>
                }
                .into_any(),
            ),
        }
    };
    let ready = Memo::new(move |_| model.get().model().cloned());
    view! {
        <div class="stack">
            <h1>{move || crate::lab::words::title(&LabPage::About, shared.lang())}</h1>
            <p class="prose">{move || words.get().intro}</p>
        </div>
        <div class="detail-columns">
            <div class="stack about-data">
            <section class="card stack" aria-labelledby="data-title">
                <h2 id="data-title">{move || words.get().data}</h2>
                {move || data(shared.get(), words.get())}
                <p><a class="button" href=Route::lab(LabPage::Field).href()>{move || words.get().every}</a></p>
            </section>
                <section class="card stack" aria-labelledby="rules-title">
                    <h2 id="rules-title">{move || words.get().rules}</h2>
                    <p class="prose">{move || words.get().rules_text}</p>
                </section>
            </div>
            <section class="card stack" aria-labelledby="predicts-title">
                <h2 id="predicts-title">{move || words.get().model}</h2>
                {waiting}
                {move || ready.get().map(|model| view! { <ModelFacts model/> })}
            </section>
        </div>
    }
}

/// Counted in the data that the page carries.
fn data(shared: &'static Texts, t: &'static about::Words) -> AnyView {
    let pokedex = Pokedex::get();
    let number = |number: usize| count(shared.lang, number);
    let of_form = |form| pokedex.fighters().filter(|each| each.form == form).count();
    let [megas, alolan, partners] = [Form::Mega, Form::Alola, Form::Partner].map(of_form);
    let learnt = pokedex.pokemon().iter().map(|each| each.moves.len()).sum();
    let pairs = usize::try_from(pairs::count()).unwrap_or_default();
    facts((
        fact(t.fighters, number(pokedex.fighters().count())),
        fact(t.forms, format!("{} + {} + {}", number(megas), number(alolan), number(partners))),
        fact(t.moves, number(pokedex.moves().len())),
        fact(t.learnt, number(learnt)),
        fact(t.types, number(Type::ALL.len())),
        fact(t.pairs, number(pairs)),
        fact(t.battles, number(pairs::battles_before(Moves::All, pairs::count()))),
    ))
    .into_any()
}

/// What the registry says of the version that predicts.
#[component]
fn ModelFacts(
    /// The version.
    model: SharedModel,
) -> impl IntoView {
    let shared = use_words();
    let words = use_lab_words(about::words);
    let registry = expect_context::<Registry>();
    let file = model.file.clone();
    let loaded = use_remote(
        Keep::SameKey,
        move || registry.door(),
        move |door| {
            let SharedModel { name, version, run_id, .. } = model.clone();
            async move {
                let client = registry.client(door).await?;
                let version = client.model_version(&name, version).await?;
                let run = if run_id.is_empty() { None } else { Some(client.run(&run_id).await?) };
                Ok((version, run))
            }
        },
    );
    view! {
        <RemoteNotice loading=loaded/>
        {move || loaded.remote.with(|remote| {
            remote.value().map(|(version, run)| known(version, run.as_ref(), &file, shared.get(), words.get()))
        })}
    }
}

fn known(
    version: &ModelVersion,
    run: Option<&Run>,
    file: &protocol::Download,
    shared: &'static Texts,
    t: &'static about::Words,
) -> AnyView {
    let lang = shared.lang;
    let href = Route::version(version.name.clone(), version.version).href();
    let digest = file.sha256.clone().unwrap_or_default();
    let metrics = run.map(|run| {
        let rows: Vec<AnyView> = run
            .data
            .metrics
            .iter()
            .map(|(key, last)| {
                view! {
                    <tr><th scope="row"><code>{key.clone()}</code></th><td class="number">{metric(lang, last.value)}</td></tr>
                }
                .into_any()
            })
            .collect();
        view! {
            <h3 id="metrics-title">{(t.metrics)(rows.len())}</h3>
            <table class="table" aria-labelledby="metrics-title">
                <thead class="visually-hidden">
                    <tr><th scope="col">{t.metric}</th><th scope="col">{t.value}</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    });
    let metrics = metrics.unwrap_or_else(|| view! { <p class="muted">{t.no_run}</p> }.into_any());
    view! {
        <p class="model-name wrap">{version.name.clone()}</p>
        <div class="row">
            <strong>{(t.version)(version.version)}</strong>
            <StageTag stage=version.current_stage.clone()/>
        </div>
        {facts((
            fact(t.created, version.creation_timestamp.map(|time| date(lang, time))),
            fact(t.size, file.size.map(|size| bytes(lang, size))),
            fact(t.digest, view! { <code>{digest}</code> }),
        ))}
        {metrics}
        <p><a href=href>{t.details}</a></p>
    }
    .into_any()
}
