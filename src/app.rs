//! Starts the page and shows what the address asks for.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    browser,
    components::{Footer, Header, ProblemPanel, part},
    config::Config,
    pages::{BattlePage, NotFoundPage, ProgramFrame, SettingsPage},
    route::{LabPage, Route},
    state::{Deployment, Nav, Predictor, Preferences, Problem, Registry, Ui, Words, use_words},
};

/// The element that `index.html` shows until the page is there.
const BOOT: &str = "boot";
/// The element that takes the focus when another page is shown.
const MAIN: &str = "main";

/// Reads the configuration and mounts the page.
pub fn start() {
    browser::report_panics();
    browser::keep_focus();
    spawn_local(async {
        let deployment = match browser::fetch_text("config.json").await.and_then(|text| Config::parse(&text))
        {
            Ok(config) => Deployment { config, problem: None },
            Err(message) => Deployment { config: Config::default(), problem: Some(Problem::Config(message)) },
        };
        browser::remove_element(BOOT);
        mount_to_body(move || view! { <App deployment/> });
    });
}

/// Everything.
#[component]
fn App(
    /// What the deployer set.
    deployment: Deployment,
) -> impl IntoView {
    let preferences = Preferences::load();
    let source = preferences.source.clone().unwrap_or_else(|| deployment.config.defaults.clone());
    let nav = Nav::start();
    let registry = Registry::new(source);
    let config_problem = deployment.problem.clone();
    let ui = Ui::start(preferences);
    provide_context(Words::new(ui.lang));
    provide_context(ui);
    provide_context(deployment);
    provide_context(nav);
    provide_context(registry);
    provide_context(Predictor::start(nav, registry));
    let words = use_words();

    // Which page it is, apart from what it shows: a new matchup keeps the page and its focus, and the other programs go their own ways.
    let place = Memo::new(move |_| match nav.route() {
        Route::Battle(_) => None,
        Route::Viewer(_) => Some(Route::models()),
        Route::Lab(_) => Some(Route::lab(LabPage::Pokedex)),
        other => Some(other),
    });
    Effect::new(move |before: Option<Option<Route>>| {
        let place = place.get();
        if before.is_some_and(|before| before != place) {
            // Taking the focus may scroll, so the top comes after it.
            browser::focus(MAIN);
            browser::scroll_to_top();
        }
        place
    });
    Effect::new(move || {
        if let Some(title) = title(&nav.route(), words.get()) {
            browser::set_title(&title);
        }
    });

    view! {
        <a class="skip-link" href="#main" on:click=move |event| {
            // The fragment is the page's address, so the link must not change it.
            event.prevent_default();
            browser::focus(MAIN);
        }>{words.say(|t| t.shell.skip)}</a>
        <Header/>
        <main id=MAIN class="page" tabindex="-1">
            {config_problem.map(|problem| view! { <ProblemPanel problem mild=true/> })}
            {part(move || match place.get() {
                None | Some(Route::Battle(_)) => view! { <BattlePage/> }.into_any(),
                Some(Route::Viewer(_)) => view! { <ProgramFrame name="viewer"/> }.into_any(),
                Some(Route::Lab(_)) => view! { <ProgramFrame name="lab"/> }.into_any(),
                Some(Route::Settings) => view! { <SettingsPage/> }.into_any(),
                Some(Route::NotFound { path }) => view! { <NotFoundPage path/> }.into_any(),
            })}
        </main>
        <Footer/>
    }
}

/// The tab's title; the pages of other programs have their own.
fn title(route: &Route, t: &crate::i18n::Texts) -> Option<String> {
    let part = match route {
        Route::Battle(query) => match crate::state::Arena::resolve(query) {
            Ok(arena) => {
                format!("{} – {}", arena.a.pokemon.names.get(t.lang), arena.b.pokemon.names.get(t.lang))
            }
            Err(_) => t.shell.battle.to_owned(),
        },
        Route::Viewer(_) | Route::Lab(_) => return None,
        Route::Settings => t.settings.title.to_owned(),
        Route::NotFound { .. } => t.shell.not_found.to_owned(),
    };
    Some(format!("{part} · Battledex"))
}

#[cfg(test)]
mod tests {
    use battle::Lang;

    use super::*;
    use crate::{i18n::texts, route::BattleQuery};

    #[test]
    fn titles_say_what_is_shown() {
        let battle = Route::Battle(BattleQuery::default());
        assert_eq!(title(&battle, texts(Lang::Fr)).as_deref(), Some("Pikachu – Tortank · Battledex"));
        assert_eq!(title(&Route::Settings, texts(Lang::En)).as_deref(), Some("Settings · Battledex"));
        assert_eq!(title(&Route::models(), texts(Lang::En)), None);
    }
}
