//! The viewer's contexts, its navigation, and the page that the address asks for.

use leptos::prelude::*;

use super::{
    Told,
    components::{ReadOnlyNotice, ViewerNav},
    pages,
    state::{Place, Predicting, Rights},
};
use crate::{
    browser,
    route::{Route, ViewPage},
    state::{Nav, Registry, Words},
};

/// The element of the page that takes the focus when another page is shown.
const MAIN: &str = "main";

/// Everything that the viewer shows.
pub(super) fn view(told: ArcRwSignal<Told>) -> impl IntoView {
    let told = RwSignal::from(told);
    let lang = RwSignal::new(told.with_untracked(|told| told.handover.lang));
    let nav = Nav::start();
    let registry = Registry::new(told.with_untracked(|told| told.handover.source.clone()));
    registry.credentials.set(told.with_untracked(|told| told.credentials.clone()));
    let predicting = Predicting::default();
    Effect::new(move || {
        let Told { handover, credentials } = told.get();
        lang.set(handover.lang);
        set_changed(registry.source, handover.source);
        set_changed(registry.credentials, credentials);
        predicting.set(handover.predicting);
        if let Route::Battle(battle) = Route::parse(&handover.battle) {
            nav.set_battle(battle);
        }
    });
    let words = Words::new(lang);
    provide_context(words);
    provide_context(nav);
    provide_context(registry);
    provide_context(predicting);
    provide_context(Rights::start(registry));
    let place = Place::start(nav);
    provide_context(place);
    provide_context(pages::Author::default());

    let page = Memo::new(move |_| place.page());
    Effect::new(move |before: Option<Option<ViewPage>>| {
        let page = page.get();
        if before.is_some_and(|before| before != page) {
            browser::scroll_to_top();
            browser::focus(MAIN);
        }
        page
    });
    Effect::new(move || {
        if let Some(page) = page.get() {
            browser::set_title(&format!("{} · Battledex", super::words::title(&page, words.lang())));
        }
    });
    let shown = move || match page.get() {
        None => ().into_any(),
        Some(ViewPage::Models) => view! { <pages::ModelsPage/> }.into_any(),
        Some(ViewPage::Model(name)) => view! { <pages::ModelPage name/> }.into_any(),
        Some(ViewPage::CompareVersions(name)) => view! { <pages::ComparePage name/> }.into_any(),
        Some(ViewPage::Change(name)) => view! { <pages::ChangePage name/> }.into_any(),
        Some(ViewPage::History(name)) => view! { <pages::HistoryPage name/> }.into_any(),
        Some(ViewPage::Version(name, version)) => view! { <pages::VersionPage name version/> }.into_any(),
        Some(ViewPage::Doctor) => view! { <pages::DoctorPage/> }.into_any(),
        Some(ViewPage::Inspect(name, version)) => view! { <pages::InspectPage name version/> }.into_any(),
        Some(ViewPage::Experiments) => view! { <pages::ExperimentsPage/> }.into_any(),
        Some(ViewPage::Runs(id)) => view! { <pages::RunsPage id/> }.into_any(),
        Some(ViewPage::Run(id)) => view! { <pages::RunPage id/> }.into_any(),
        Some(ViewPage::CompareRuns) => view! { <pages::CompareRunsPage/> }.into_any(),
        Some(ViewPage::Curves) => view! { <pages::CurvesPage/> }.into_any(),
    };
    view! { <ViewerNav/> <ReadOnlyNotice/> {shown} }
}

/// Sets a signal unless it says so already.
fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|present| *present != value) {
        signal.set(value);
    }
}
