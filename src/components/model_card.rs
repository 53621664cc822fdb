//! Which version predicts, and how far it is to be trusted.

use leptos::prelude::*;
use protocol::{GoldenStatus, ModelReport};

use super::{ProblemPanel, Progress, StageTag, fact, facts, part};
use crate::{
    engine::EngineStatus,
    i18n::{Texts, bytes, decimal, percent},
    route::{BattleQuery, LabPage, Route},
    state::{LoadedModel, Nav, Predictor, Problem, Remote, use_words},
};

/// The model in use: its progress while it loads, its credentials once it has, or what went wrong.
#[component]
pub(crate) fn ModelCard() -> impl IntoView {
    let words = use_words();
    let nav = expect_context::<Nav>();
    let predictor = expect_context::<Predictor>();
    let model = predictor.model;
    let step = predictor.step;

    let pending = Memo::new(move |_| model.remote.with(Remote::is_pending));
    let problem = Memo::new(move |_| model.remote.with(|remote| remote.problem().cloned()));
    let loaded = Memo::new(move |_| model.remote.with(|remote| remote.value().cloned()));
    let prediction = predictor.prediction;
    let prediction_problem = Memo::new(move |_| prediction.remote.with(|remote| remote.problem().cloned()));
    // A worker that died while nobody asked it anything has told no request so.
    let engine = predictor.engine.clone();
    let worker_problem = Memo::new(move |_| match engine.status() {
        EngineStatus::Broken(failure) if problem.get().is_none() && prediction_problem.get().is_none() => {
            Some(Problem::from(failure))
        }
        _ => None,
    });
    let retry = Callback::new(move |()| model.retry());
    let retry_prediction = Callback::new(move |()| prediction.retry());
    let back = move || {
        let query = nav.battle();
        query.model.is_some().then(|| {
            let href = Route::Battle(BattleQuery { model: None, ..query }).href();
            view! { <a class="button" href=href>{words.get().model.back_to_default}</a> }
        })
    };

    let every = move || {
        let href = Route::lab(LabPage::Field).href();
        view! { <a class="button" href=href>{words.get().model.every_battle}</a> }
    };

    view! {
        <section class="card stack" aria-labelledby="model-title">
            <h2 id="model-title">{words.say(|t| t.model.title)}</h2>
            {part(move || loaded.get().map(|model| details(&model, words.get())))}
            {part(move || pending.get().then(|| view! { <Progress step/> }))}
            {part(move || problem.get().map(|problem| view! { <ProblemPanel problem retry/> }))}
            {part(move || prediction_problem.get().map(|problem| view! { <ProblemPanel problem retry=retry_prediction/> }))}
            {part(move || worker_problem.get().map(|problem| view! { <ProblemPanel problem/> }))}
            <div class="row">{part(back)}{part(every)}</div>
        </section>
    }
}

fn details(model: &LoadedModel, t: &'static Texts) -> impl IntoView + use<> {
    let LoadedModel { version, report, .. } = model;
    let name = version.name.clone();
    let href = Route::version(name.clone(), version.version).href();
    let aliases = version
        .aliases
        .iter()
        .map(|alias| view! { <span class="tag">"@"{alias.clone()}</span> })
        .collect_view();
    #[allow(clippy::cast_precision_loss, reason = "shown")]
    let count = |number: usize| decimal(t.lang, number as f64, 0);
    let digest = if report.digest_verified {
        view! { <span class="tag good">{t.model.digest_verified}</span> }.into_any()
    } else {
        view! { <span class="tag warn">{t.model.digest_unknown}</span> }.into_any()
    };
    let list = facts((
        fact(t.model.accuracy, version.accuracy.map_or_else(|| "–".to_owned(), |share| percent_or(t, share))),
        fact(t.model.golden, golden(report, t)),
        fact(t.model.digest, digest),
        fact(t.model.size, bytes(t.lang, report.size)),
        fact(t.model.trees, count(report.trees)),
        fact(t.model.features, count(report.features.len())),
    ));
    view! {
        <p class="model-name">{name}</p>
        <div class="row">
            <strong>{(t.model.version)(version.version)}</strong>
            <StageTag stage=version.stage.clone()/>
            {aliases}
        </div>
        {list}
        {mismatch(report, t)}
        <a href=href>{t.model.details}</a>
    }
}

/// A share of one as a percentage; anything else as it is.
fn percent_or(t: &Texts, value: f64) -> String {
    if (0.0..=1.0).contains(&value) { percent(t.lang, value, 2) } else { crate::i18n::metric(t.lang, value) }
}

fn golden(report: &ModelReport, t: &'static Texts) -> AnyView {
    match &report.golden {
        GoldenStatus::Absent => view! { <span class="tag">{t.model.golden_absent}</span> }.into_any(),
        GoldenStatus::Unreadable { .. } => {
            view! { <span class="tag warn">{t.model.golden_unreadable}</span> }.into_any()
        }
        GoldenStatus::Checked(check) => {
            let class = if check.passed() { "tag good" } else { "tag bad" };
            let equal = check.features_equal.min(check.probabilities_equal);
            view! { <span class=class>{(t.model.golden_result)(equal, check.battles)}</span> }.into_any()
        }
    }
}

fn mismatch(report: &ModelReport, t: &'static Texts) -> Option<impl IntoView + use<>> {
    let (title, detail) = match &report.golden {
        GoldenStatus::Absent => return None,
        GoldenStatus::Unreadable { message } => (t.model.golden_unreadable, Some(message.clone())),
        GoldenStatus::Checked(check) if check.passed() => return None,
        GoldenStatus::Checked(check) => (t.model.golden_failed, check.first_mismatch.clone()),
    };
    Some(view! {
        <div class="problem mild">
            <p><strong>{title}</strong></p>
            {detail.map(|detail| view! { <p lang="en">{detail}</p> })}
        </div>
    })
}
