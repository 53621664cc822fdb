//! The one way in which errors are shown.

use leptos::prelude::*;

use super::{part, text};
use crate::{
    browser,
    route::Route,
    state::{Loading, Nav, Predictor, Problem, Registry, Remedy, use_words},
};

/// What went wrong, with what, in detail, and the ways out.
#[component]
pub(crate) fn ProblemPanel(
    /// What went wrong.
    problem: Problem,
    /// Asks once more; without it there is no button.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
    /// It costs little: the page goes on.
    #[prop(optional)]
    mild: bool,
    /// The server that was asked; without it, the one that the registry is read from.
    #[prop(optional, into)]
    server: Option<String>,
) -> impl IntoView {
    let words = use_words();
    let predictor = use_context::<Predictor>();
    let registry = use_context::<Registry>();
    let nav = use_context::<Nav>();

    let remedy = problem.remedy();
    let settings = problem.concerns_settings();
    let version = problem.concerns_version();
    let connection = problem.concerns_connection();
    let subject = problem.subject();
    let detail = problem.detail();
    let title = {
        let problem = problem.clone();
        move || problem.title(words.get())
    };
    let ways = move || {
        let ways = problem.ways_out(words.get(), &browser::origin());
        match ways.as_slice() {
            [] => ().into_any(),
            [way] => view! { <p><strong>{way.clone()}</strong></p> }.into_any(),
            _ => {
                let items: Vec<_> = ways.into_iter().map(|way| view! { <li>{way}</li> }).collect();
                view! { <ul class="ways">{items}</ul> }.into_any()
            }
        }
    };
    // The panel goes away with the button that had the focus.
    let leave = || browser::focus("main");
    let act = move || match remedy {
        Remedy::Retry => {
            if let Some(retry) = retry {
                retry.run(());
            }
            leave();
        }
        Remedy::RestartWorker => {
            if let Some(predictor) = &predictor {
                predictor.restart();
            } else if let Some(retry) = retry {
                retry.run(());
            }
            leave();
        }
        Remedy::Reload => browser::reload(),
    };
    let label = move || {
        let t = &words.get().problem;
        match remedy {
            Remedy::Retry => t.retry,
            Remedy::RestartWorker => t.restart_worker,
            Remedy::Reload => t.reload,
        }
    };
    let to_registry = move || {
        let name = match (nav.map(|nav| nav.battle().model), registry) {
            (Some(Some(model)), _) if model.name.is_some() => model.name.unwrap_or_default(),
            (_, Some(registry)) => registry.source.with(|source| source.model.clone()),
            _ => String::new(),
        };
        Route::model(name).href()
    };
    let examine = problem_server(server, registry).filter(|_| connection).map(|url| {
        let href = Route::doctor(&url).href();
        view! { <a class="button" href=href>{words.say(|t| t.problem.examine)}</a> }
    });
    let has_button = retry.is_some() || remedy != Remedy::Retry;

    view! {
        <section class="problem" class:mild=mild role=if mild { "note" } else { "alert" }>
            <h2>{part(title)}</h2>
            {subject.map(|subject| view! {
                <p class="small"><span class="muted">{words.say(|t| t.problem.about)}" "</span><code>{subject}</code></p>
            })}
            <p lang="en">{detail}</p>
            {part(ways)}
            <div class="row">
                {has_button.then(|| view! {
                    <button type="button" class="button" on:click=move |_| act()>{part(label)}</button>
                })}
                {examine}
                {settings.then(|| view! {
                    <a class="button" href=Route::Settings.href()>{words.say(|t| t.problem.open_settings)}</a>
                })}
                {version.then(|| view! {
                    <a class="button" href=text(to_registry)>{words.say(|t| t.problem.open_registry)}</a>
                })}
            </div>
        </section>
    }
}

/// The address of the live server that a problem is about.
fn problem_server(server: Option<String>, registry: Option<Registry>) -> Option<String> {
    // An address that is none may hold a password, and its query another secret: they go into no link.
    let server = server.and_then(|url| Some(mlflow::BaseUrl::parse(&url).ok()?.to_string()));
    server.or_else(|| registry?.source.with_untracked(|source| source.registry.url().map(str::to_owned)))
}

/// What is to be said about a remote value beside its content: that it is pending without any, or why it failed.
#[component]
pub(crate) fn RemoteNotice<T: Send + Sync + 'static>(
    /// The value.
    loading: Loading<T>,
) -> impl IntoView {
    let words = use_words();
    let retry = Callback::new(move |()| loading.retry());
    let problem = Memo::new(move |_| loading.remote.with(|remote| remote.problem().cloned()));
    let empty =
        Memo::new(move |_| loading.remote.with(|remote| remote.is_pending() && remote.value().is_none()));
    view! {
        {part(move || problem.get().map(|problem| view! { <ProblemPanel problem retry/> }))}
        {part(move || empty.get().then(|| view! { <p class="muted" role="status">{words.get().shell.loading}</p> }))}
    }
}
