//! One version: everything that the registry knows of it, its run, and what it is made of.

mod files;
mod run;

use leptos::prelude::*;
use mlflow::{ModelVersion, RegisteredModel, stage};
use registry::{Comparison, Found, RunReader, Verdict, VersionRun, compare_with, who};

use super::rows::{aliases, tag_table, use_button, verdict_chip};
use crate::{
    components::{RemoteNotice, StageTag, fact, facts},
    i18n::{Texts, date},
    route::{Query, Route, ViewPage},
    state::{Keep, Loading, Registry, use_remote, use_words},
    viewer::{
        components::{VersionActions, markdown},
        words::{inspect, model, use_viewer_words, version},
    },
};
use files::Files;
use run::RunDetails;

/// A version, the run that made it, and the version in Production.
#[derive(Debug, Clone, PartialEq)]
struct Judged {
    run: Option<Found>,
    base: Option<ModelVersion>,
    /// Against the version in Production, where there is another.
    comparison: Option<Comparison>,
}

/// A version with everything that the registry knows of it.
#[component]
pub(crate) fn VersionPage(
    /// The model's registered name.
    name: String,
    /// The version's number, as the address says it.
    version: String,
) -> impl IntoView {
    let words = use_words();
    let registry = expect_context::<Registry>();
    let back = Route::model(name.clone()).href();
    let title = name.clone();
    let number = version.parse::<u64>().ok();
    let content = number.map(|number| {
        let loaded = use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let name = name.clone();
                async move { Ok(registry.client(door).await?.model_version(&name, number).await?) }
            },
        );
        view! {
            <RemoteNotice loading=loaded/>
            {move || loaded.remote.with(|remote| {
                remote.value().cloned().map(|version| view! { <VersionContent version/> })
            })}
        }
    });
    let wrong = number.is_none().then_some(version).map(|version| {
        let said =
            move || (words.get().registry.no_such_version)(&version.chars().take(60).collect::<String>());
        view! { <p class="problem" role="alert">{said}</p> }
    });
    view! {
        <div class="stack">
            <p><a href=back>"← "<span class="wrap">{title}</span></a></p>
            <h1>{move || number.map(|number| (words.get().model.version)(number))}</h1>
        </div>
        {wrong}
        {content}
    }
}

#[component]
fn VersionContent(
    /// The version.
    version: ModelVersion,
) -> impl IntoView {
    let words = use_words();
    let t = use_viewer_words(version::words);
    let registry = expect_context::<Registry>();
    let judged = {
        let version = version.clone();
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let version = version.clone();
                async move {
                    let client = registry.client(door).await?;
                    let model = client.registered_model(&version.name).await?;
                    let base = in_production(&model, &version).cloned();
                    let ids = [Some(&version), base.as_ref()]
                        .into_iter()
                        .flatten()
                        .map(|version| version.run_id.clone());
                    let runs = RunReader::default().read(&client, ids).await?;
                    let with_run = |version: &ModelVersion| VersionRun {
                        version: version.clone(),
                        run: match runs.get(&version.run_id) {
                            Some(Found::Run(run)) => Some((**run).clone()),
                            _ => None,
                        },
                    };
                    let other = base.as_ref().filter(|base| base.version != version.version);
                    let comparison = other.map(|base| compare_with(&[with_run(base), with_run(&version)], 0));
                    Ok(Judged { run: runs.get(&version.run_id).cloned(), base, comparison })
                }
            },
        )
    };
    let description = version.description.clone();
    let (tags, run_id) = (version.tags.clone(), version.run_id.clone());
    view! {
        <section class="card stack">
            <h2 class="visually-hidden">{move || t.get().facts}</h2>
            {
                let version = version.clone();
                move || own(&version, judged, words.get(), t.get())
            }
        </section>
        <VersionActions model=version.name.clone() version=version.version/>
        <RemoteNotice loading=judged/>
        {
            let version = version.clone();
            move || judged.remote.with(|remote| remote.value().map(|judged| against(&version, judged, t)))
        }
        {(!description.trim().is_empty()).then(|| view! {
            <section class="card stack">
                <h2>{move || t.get().description}</h2>
                {markdown(&description)}
            </section>
        })}
        {(!tags.is_empty()).then_some(move || {
            let title = words.get().registry.tags;
            view! { <section class="card stack"><h2>{title}</h2>{tag_table(title, &tags, words.get().registry.none)}</section> }
        })}
        {run_id.is_empty().then(|| view! { <p class="card muted">{move || words.get().registry.no_run}</p> })}
        {move || judged.remote.with(|remote| match remote.value()?.run.clone()? {
            Found::Run(run) => Some(view! { <RunDetails run=*run/> }.into_any()),
            Found::Gone => Some(view! { <p class="card muted">{move || t.get().run_gone}</p> }.into_any()),
            Found::Unreadable(error) => Some(
                view! { <p class="problem mild" role="note"><span lang="en" class="wrap">{error.to_string()}</span></p> }.into_any(),
            ),
        })}
        <Files version/>
    }
}

/// The newest version in Production.
fn in_production<'a>(model: &'a RegisteredModel, version: &'a ModelVersion) -> Option<&'a ModelVersion> {
    if version.current_stage == stage::PRODUCTION {
        return Some(version);
    }
    let used = model.latest_versions.iter().filter(|version| version.current_stage == stage::PRODUCTION);
    used.max_by_key(|version| version.version)
}

/// The version's own facts.
fn own(
    version: &ModelVersion,
    judged: Loading<Judged>,
    words: &'static Texts,
    t: &'static version::Words,
) -> impl IntoView + use<> {
    let user = move || {
        judged.remote.with(|remote| match remote.value()?.run.as_ref()? {
            Found::Run(run) => Some(fact(t.who, who(run)?.to_owned())),
            Found::Gone | Found::Unreadable(_) => None,
        })
    };
    let created = version.creation_timestamp.map(|time| fact(words.registry.created, date(words.lang, time)));
    let updated =
        version.last_updated_timestamp.map(|time| fact(words.registry.updated, date(words.lang, time)));
    let status = match version.status.as_str() {
        "READY" | "" => t.ready.to_owned(),
        status => format!("{status} {}", version.status_message).trim_end().to_owned(),
    };
    let failed = version.status == "FAILED_REGISTRATION";
    let status_class = if failed { "tag bad" } else { "" };
    let status = view! { <span class=status_class>{status}</span> };
    let code = |text: &str| view! { <code class="pick">{text.to_owned()}</code> };
    let inside = use_viewer_words(inspect::words).get().link;
    let inspect = Route::viewer(ViewPage::Inspect(version.name.clone(), version.version.to_string())).href();
    let run = (!version.run_id.is_empty()).then(|| {
        let href = Route::viewer(ViewPage::Run(version.run_id.clone())).href();
        view! { <div><dt>{words.registry.run}</dt><dd><a href=href><code>{version.run_id.clone()}</code></a></dd></div> }
    });
    let source = (!version.source.is_empty()).then(|| fact(t.source, code(&version.source)));
    let run_link = (!version.run_link.is_empty()).then(|| {
        let link = version.run_link.clone();
        let leads =
            ["http://", "https://"].iter().any(|scheme| link.to_ascii_lowercase().starts_with(scheme));
        let shown = if leads {
            view! { <a href=link.clone() target="_blank" rel="noreferrer noopener">{link.clone()}</a> }
                .into_any()
        } else {
            view! { <code>{link}</code> }.into_any()
        };
        fact(t.run_link, shown)
    });
    let address = format!("models:/{}/{}", version.name, version.version);
    view! {
        <div class="row spread">
            <div class="row"><StageTag stage=version.current_stage.clone()/>{aliases(version)}</div>
            <div class="row"><a class="button" href=inspect>{inside}</a>{use_button(version, words)}</div>
        </div>
        {facts(view! { {created} {updated} {user} {fact(t.status, status)} })}
        <dl class="facts long-facts">{fact(t.address, code(&address))}{run}{source}{run_link}</dl>
    }
}

/// What it is against the version in Production.
fn against(
    version: &ModelVersion,
    judged: &Judged,
    t: crate::viewer::words::ViewerWords<version::Words>,
) -> impl IntoView + use<> {
    let words = t.get();
    let text = model::words(t.lang());
    let inner = match (&judged.base, &judged.comparison) {
        (None, _) => view! { <p class="muted">{words.no_production}</p> }.into_any(),
        (Some(_), None) => view! { <p class="muted">{words.is_production}</p> }.into_any(),
        (Some(base), Some(comparison)) => {
            let tally = comparison.tally(1);
            let chips: Vec<AnyView> = [
                (Verdict::Better, tally.better),
                (Verdict::Worse, tally.worse),
                (Verdict::Equal, tally.equal),
            ]
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(verdict, count)| verdict_chip(verdict, (text.tally)(verdict, count)))
            .collect();
            let nothing = chips.is_empty().then_some(text.unknown);
            let mut query = Query::default();
            query.set_list("versions", [base.version.to_string(), version.version.to_string()]);
            let href = ViewPage::CompareVersions(version.name.clone()).with(query).href();
            view! {
                <div class="row">{chips}{nothing}</div>
                <a class="button" href=href>{(words.compare)(base.version)}</a>
            }
            .into_any()
        }
    };
    view! { <section class="card stack narrow"><h2>{words.against}</h2>{inner}</section> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_in_production_is_its_own_measure() {
        let version = |number, stage: &str| ModelVersion {
            version: number,
            current_stage: stage.to_owned(),
            ..ModelVersion::default()
        };
        let latest_versions = vec![version(1, "Production"), version(5, "Production"), version(7, "None")];
        let model = RegisteredModel { latest_versions, ..RegisteredModel::default() };
        assert_eq!(in_production(&model, &version(7, "None")).map(|version| version.version), Some(5));
        assert_eq!(in_production(&model, &version(1, "Production")).map(|version| version.version), Some(1));
        assert_eq!(in_production(&RegisteredModel::default(), &version(7, "None")), None);
    }
}
