//! The viewer's contexts, its navigation, and the page that the address asks for.

use leptos::prelude::*;

use super::{
    components::{OtherRegistry, ReadOnlyNotice, ViewerNav},
    pages,
    state::{Place, Predicting, Rights, Shared, TabName},
    words,
};
use crate::{
    browser,
    guest::{self, Told},
    route::ViewPage,
};

/// Everything that the viewer shows.
pub(super) fn view(told: RwSignal<Told>) -> impl IntoView {
    let (lang, nav, registry) = guest::provide(told);
    let predicting = Predicting::default();
    Effect::new(move || {
        predicting.set(
            told.with(|told| {
                told.handover.predicting.model().map(|model| (model.name.clone(), model.version))
            }),
        );
    });
    provide_context(predicting);
    provide_context(Rights::start(registry));
    let place = Place::start(nav);
    provide_context(place);
    provide_context(pages::Author::default());
    let tab = TabName::default();
    provide_context(tab);
    let page = guest::follow(place, lang, words::title);
    Effect::new(move || {
        let named = page.get().and_then(|page| Some((tab.of(&page)?, page)));
        if let Some((name, page)) = named {
            browser::set_title(&format!("{} · Battledex", words::title_of(&page, lang.lang(), &name)));
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
    let shared = Shared::start(registry);
    // Until the reader has decided nothing of the present registry is taken for the other's.
    let decided = Memo::new(move |_| shared.asks().is_none());
    view! {
        <ViewerNav/>
        <OtherRegistry shared/>
        {move || decided.get().then(|| view! { <ReadOnlyNotice/> })}
        {move || decided.get().then_some(shown)}
    }
}
