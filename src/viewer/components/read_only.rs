//! Whether the registry that is open can be changed, and why not.

use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};

use crate::{
    route::{Route, ViewPage},
    state::Registry,
    viewer::{
        state::{Place, Rights},
        words::{doctor, use_viewer_words},
    },
};

/// Says of a server that can only be read why it is so. Nothing while that is not known, and nothing for frozen files.
#[component]
pub(crate) fn ReadOnlyNotice() -> impl IntoView {
    let words = use_viewer_words(doctor::words);
    let registry = expect_context::<Registry>();
    let rights = expect_context::<Rights>();
    let place = expect_context::<Place>();
    // The doctor finds out more, by itself.
    let elsewhere = Memo::new(move |_| place.page().is_some_and(|page| page != ViewPage::Doctor));
    // Pages with actions say it beside them.
    let silent = Memo::new(move |_| {
        use ViewPage::{Change, Doctor, History, Model, Version};
        place
            .page()
            .is_none_or(|page| matches!(page, Doctor | Model(_) | Version(..) | Change(_) | History(_)))
    });
    Effect::new(move || {
        let door = registry.door();
        if elsewhere.get() && door.place.url().is_some() {
            spawn_local_scoped_with_cancellation(async move { rights.find_out(registry, door).await });
        }
    });
    let url = Memo::new(move |_| registry.source.with(|source| source.registry.url().map(str::to_owned)));
    move || {
        let url = url.get().filter(|_| !silent.get())?;
        let reason = rights.get().read_only()?;
        let t = words.get();
        Some(view! {
            <div class="problem mild" role="note">
                <p>{(t.read_only)(doctor::why(words.lang(), reason))}</p>
                <a class="button" href=Route::doctor(&url).href()>{t.why}</a>
            </div>
        })
    }
}
