//! Versions of a model side by side.

mod controls;
mod table;

use futures::future::join_all;
use leptos::prelude::*;
use mlflow::{ModelVersion, RegisteredModel, stage};
use registry::{Found, RunReader, VersionRun, compare_with};

use controls::controls;
use table::table;

use crate::{
    components::{ProblemPanel, RemoteNotice},
    route::Route,
    state::{Keep, Loading, Problem, Registry, use_remote, use_words},
    viewer::{
        state::{Place, VersionFacts, all_version_facts, matrix},
        words::{compare, use_viewer_words},
    },
};

/// The most versions side by side.
const MOST: usize = 100;

/// What has been read of the chosen versions.
#[derive(Debug, Clone, PartialEq)]
struct Loaded {
    model: RegisteredModel,
    versions: Vec<VersionRun>,
    missing: Vec<String>,
    /// Runs that the registry cannot give any more, or not readably.
    without_run: usize,
}

/// The matrix of the chosen versions.
#[component]
pub(crate) fn ComparePage(
    /// The model's registered name.
    name: String,
) -> impl IntoView {
    let words = use_words();
    let t = use_viewer_words(compare::words);
    let registry = expect_context::<Registry>();
    let place = expect_context::<Place>();
    let chosen = place.list("versions");
    let (back, title) = (Route::model(name.clone()).href(), name.clone());

    let loading = use_remote(
        Keep::Always,
        move || (registry.door(), chosen.get()),
        move |(door, chosen)| {
            let name = name.clone();
            async move { load(registry, door, &name, chosen).await }
        },
    );
    let facts = use_remote(
        Keep::Always,
        move || {
            let versions = loading.remote.with(|remote| {
                remote.value().map(|loaded| {
                    loaded.versions.iter().map(|version| version.version.clone()).collect::<Vec<_>>()
                })
            });
            (registry.door(), versions)
        },
        move |(door, versions)| async move {
            let Some(versions) = versions else { return std::future::pending().await };
            let client = registry.client(door).await?;
            let facts = all_version_facts(&client, &versions).await;
            Ok(versions.iter().map(|version| version.version).zip(facts).collect::<Vec<_>>())
        },
    );
    view! {
        <div class="stack">
            <p><a href=back>"← "<span class="wrap">{title}</span></a></p>
            <h1>{move || t.get().title}</h1>
        </div>
        <RemoteNotice loading/>
        {controls(loading, chosen, place)}
        {notes(loading, facts, chosen)}
        {move || {
            let all = place.on("all").get();
            let base = place.text("base").get();
            loading.remote.with(|remote| remote.value().filter(|loaded| !loaded.versions.is_empty()).map(|loaded| {
                let comparison = compare_with(&loaded.versions, base_place(&loaded.versions, &base));
                let facts = facts.remote.with(|remote| remote.value().cloned()).filter(|facts| fits(facts, &loaded.versions));
                let facts = facts.map(|facts| facts.into_iter().map(|(_, facts)| facts).collect::<Vec<_>>());
                let groups = matrix(&loaded.versions, &comparison, facts.as_deref(), all, t.get(), words.get());
                table(loaded, &comparison, groups, t, place)
            }))
        }}
    }
}

async fn load(
    registry: Registry,
    door: crate::state::Door,
    name: &str,
    chosen: Vec<String>,
) -> Result<Loaded, Problem> {
    let client = registry.client(door).await?;
    let model = client.registered_model(name).await?;
    let mut missing = Vec::new();
    let mut numbers = Vec::new();
    for text in chosen.into_iter().take(MOST) {
        match text.parse::<u64>() {
            Ok(number) => numbers.push(number),
            Err(_) => missing.push(text),
        }
    }
    let read = join_all(numbers.iter().map(|number| client.model_version(name, *number))).await;
    let mut versions = Vec::new();
    for (number, version) in numbers.into_iter().zip(read) {
        match version {
            Err(error) if error.is_missing() => missing.push(number.to_string()),
            version => versions.push(version?),
        }
    }
    let ids = versions.iter().map(|version| version.run_id.clone());
    let mut runs = RunReader::default().read(&client, ids).await?;
    let mut without_run = 0;
    let with_run = |version: ModelVersion| {
        let run = match runs.get_mut(&version.run_id) {
            Some(Found::Run(run)) => Some((**run).clone()),
            Some(_) => {
                without_run += 1;
                None
            }
            None => None,
        };
        VersionRun { version, run }
    };
    let versions = versions.into_iter().map(with_run).collect();
    Ok(Loaded { model, versions, missing, without_run })
}

/// Which of the versions the others are compared with: the one that the address names, else the one in Production, else the first.
fn base_place(versions: &[VersionRun], named: &str) -> usize {
    let number = named.parse::<u64>().ok();
    let find = |is: &dyn Fn(&ModelVersion) -> bool| versions.iter().position(|version| is(&version.version));
    number
        .and_then(|number| find(&|version| version.version == number))
        .or_else(|| {
            let used = versions.iter().filter(|version| version.version.current_stage == stage::PRODUCTION);
            let newest = used.map(|version| version.version.version).max()?;
            find(&|version| version.version == newest)
        })
        .unwrap_or(0)
}

fn fits(facts: &[(u64, VersionFacts)], versions: &[VersionRun]) -> bool {
    facts.iter().map(|(number, _)| *number).eq(versions.iter().map(|version| version.version.version))
}

/// What could not be compared.
fn notes(
    loading: Loading<Loaded>,
    facts: Loading<Vec<(u64, VersionFacts)>>,
    chosen: Memo<Vec<String>>,
) -> impl IntoView {
    let t = use_viewer_words(compare::words);
    let lines = move || {
        let t = t.get();
        let mut lines: Vec<String> = Vec::new();
        let count = chosen.with(Vec::len);
        if count < 2 {
            lines.push(t.choose_two.to_owned());
        }
        if count > MOST {
            lines.push((t.too_many)(MOST));
        }
        loading.remote.with(|remote| {
            if let Some(loaded) = remote.value() {
                if !loaded.missing.is_empty() {
                    lines.push((t.missing)(&loaded.missing.join(", ")));
                }
                if loaded.without_run > 0 {
                    lines.push((t.runs_gone)(loaded.without_run));
                }
            }
        });
        lines
    };
    let reading = move || {
        let t = t.get();
        let ready = loading.remote.with(|remote| remote.value().is_some());
        facts.remote.with(|remote| match (remote.is_pending(), remote.value()) {
            (true, _) if ready => t.loading_files.to_owned(),
            (false, Some(facts)) => {
                let failed =
                    facts.iter().filter(|(_, facts)| facts.files.is_err() || facts.mlmodel.is_err()).count();
                if failed > 0 { (t.failed_files)(failed) } else { String::new() }
            }
            _ => String::new(),
        })
    };
    let problem = Memo::new(move |_| facts.remote.with(|remote| remote.problem().cloned()));
    view! {
        {move || problem.get().map(|problem| {
            view! { <ProblemPanel problem retry=Callback::new(move |()| facts.retry()) mild=true/> }
        })}
        {move || {
            let lines = lines();
            (!lines.is_empty()).then(|| view! {
                <div class="problem mild" role="note">
                    {lines.into_iter().map(|line| view! { <p class="wrap">{line}</p> }).collect_view()}
                </div>
            })
        }}
        <p class="muted small compare-status" role="status">{reading}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: u64, stage: &str) -> VersionRun {
        let version =
            ModelVersion { version: number, current_stage: stage.to_owned(), ..ModelVersion::default() };
        VersionRun { version, run: None }
    }

    #[test]
    fn the_base_is_the_named_one_else_production_else_the_first() {
        let versions = [version(3, "None"), version(1, "Production"), version(2, "Production")];
        assert_eq!(base_place(&versions, ""), 2);
        assert_eq!(base_place(&versions, "3"), 0);
        assert_eq!(base_place(&versions, "9"), 2);
        assert_eq!(base_place(&versions[..1], "x"), 0);
        assert_eq!(base_place(&[], ""), 0);
    }
}
