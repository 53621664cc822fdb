//! What stands around every page.

use battle::Lang;
use leptos::prelude::*;

use super::{Icon, IconName, optional, text};
use crate::{
    route::{LabPage, LabPart, Route},
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
    let current =
        move |here: fn(&Route) -> bool| optional(move || here(&nav.route()).then(|| "page".to_owned()));
    let part = |route: &Route| match route {
        Route::Battle(_) => Some(LabPart::Battle),
        Route::Lab(view) => Some(view.page.part()),
        _ => None,
    };
    let part_is =
        move |here: LabPart| optional(move || (part(&nav.route()) == Some(here)).then(|| "page".to_owned()));
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
                <a class="brand" href=text(move || Route::Battle(nav.battle()).href())>
                    <span class="lens" data-state=lens aria-hidden="true"></span>
                    <span>"Battledex"</span>
                </a>
                <nav class="nav" aria-label=words.say(|t| t.shell.navigation)>
                    <a
                        href=text(move || Route::Battle(nav.battle()).href())
                        aria-current=part_is(LabPart::Battle)
                    >{words.say(|t| t.shell.battle)}</a>
                    <a
                        href=Route::lab(LabPage::Matrix).href()
                        aria-current=part_is(LabPart::Battles)
                    >{words.say(|t| t.shell.battles)}</a>
                    <a
                        href=Route::lab(LabPage::Pokedex).href()
                        aria-current=part_is(LabPart::Pokedex)
                    >{words.say(|t| t.shell.pokedex)}</a>
                    <a
                        href=Route::models().href()
                        aria-current=current(|route| matches!(route, Route::Viewer(_)))
                    >{words.say(|t| t.shell.registry)}</a>
                    <a
                        href=Route::Settings.href()
                        aria-current=current(|route| *route == Route::Settings)
                    >{words.say(|t| t.shell.settings)}</a>
                </nav>
                <div class="shell-tools">
                    <button
                        type="button"
                        class="shell-tool"
                        lang=move || crate::i18n::texts(other()).code
                        aria-label=words.say(|t| t.shell.other_language)
                        title=words.say(|t| t.shell.other_language)
                        on:click=move |_| ui.set_lang(other())
                    >{words.say(|t| t.shell.other_language_short)}</button>
                    <button
                        type="button"
                        class="shell-tool"
                        aria-label=text(theme_label)
                        title=text(theme_label)
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
                <span>{words.say(|t| t.shell.tagline)}</span>
                <span class="offline-ready">{words.say(|t| t.shell.offline_ready)}</span>
                <span class="offline-no">{words.say(|t| t.shell.offline_no)}</span>
                <span>{words.say(|t| t.shell.disclaimer)}</span>
            </div>
        </footer>
    }
}
