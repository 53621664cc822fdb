//! What stands around every page.

use battle::Lang;
use leptos::prelude::*;

use super::{Icon, IconName};
use crate::{
    route::{LabPage, Route},
    state::{Nav, Predictor, Theme, Ui, use_words},
};

/// The red shell with its lens, the way to every page, language and theme.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let words = use_words();
    let nav = expect_context::<Nav>();
    let ui = expect_context::<Ui>();
    let model = expect_context::<Predictor>().model;

    let lens = move || {
        model.remote.with(|remote| match (remote.problem(), remote.is_pending()) {
            (Some(_), _) => "bad",
            (None, true) => "busy",
            (None, false) => "good",
        })
    };
    let current = move |here: fn(&Route) -> bool| here(&nav.route()).then_some("page");
    let other = move || if words.lang() == Lang::Fr { Lang::En } else { Lang::Fr };
    let theme_name = move |theme: Theme| {
        let t = &words.get().shell;
        match theme {
            Theme::System => t.theme_system,
            Theme::Light => t.theme_light,
            Theme::Dark => t.theme_dark,
        }
    };
    let theme_icon = Signal::derive(move || match ui.theme.get() {
        Theme::System => IconName::Contrast,
        Theme::Light => IconName::Sun,
        Theme::Dark => IconName::Moon,
    });
    let theme_label = move || (words.get().shell.set_theme)(theme_name(ui.theme.get().next()));

    view! {
        <header class="shell">
            <div class="page">
                <a class="brand" href=move || Route::Battle(nav.battle()).href()>
                    <span class="lens" data-state=lens aria-hidden="true"></span>
                    <span>"Battledex"</span>
                </a>
                <nav class="nav" aria-label=move || words.get().shell.navigation>
                    <a
                        href=move || Route::Battle(nav.battle()).href()
                        aria-current=move || current(|route| matches!(route, Route::Battle(_)))
                    >{move || words.get().shell.battle}</a>
                    <a
                        href=Route::lab(LabPage::Pokedex).href()
                        aria-current=move || current(|route| matches!(route, Route::Lab(_)))
                    >{move || words.get().shell.pokedex}</a>
                    <a
                        href=Route::models().href()
                        aria-current=move || current(|route| matches!(route, Route::Viewer(_)))
                    >{move || words.get().shell.registry}</a>
                    <a
                        href=Route::Settings.href()
                        aria-current=move || current(|route| *route == Route::Settings)
                    >{move || words.get().shell.settings}</a>
                </nav>
                <div class="shell-tools">
                    <button
                        type="button"
                        class="shell-tool"
                        lang=move || crate::i18n::texts(other()).code
                        aria-label=move || words.get().shell.other_language
                        title=move || words.get().shell.other_language
                        on:click=move |_| ui.set_lang(other())
                    >{move || words.get().shell.other_language_short}</button>
                    <button
                        type="button"
                        class="shell-tool"
                        aria-label=theme_label
                        title=theme_label
                        on:click=move |_| ui.set_theme(ui.theme.get_untracked().next())
                    ><Icon name=theme_icon/></button>
                </div>
            </div>
        </header>
    }
}

/// The small print.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    let words = use_words();
    view! {
        <footer class="foot">
            <div class="page">
                <span>{move || words.get().shell.tagline}</span>
                <span class="offline-ready">{move || words.get().shell.offline_ready}</span>
                <span class="offline-no">{move || words.get().shell.offline_no}</span>
                <span>{move || words.get().shell.disclaimer}</span>
            </div>
        </footer>
    }
}
