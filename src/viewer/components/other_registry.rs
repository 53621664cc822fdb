//! Asks before a registry is read that somebody else's link names.

use leptos::prelude::*;

use crate::{
    route::Route,
    viewer::{
        state::Shared,
        words::{shell, use_viewer_words},
    },
};

/// The question, while there is one.
#[component]
pub(crate) fn OtherRegistry(
    /// What the address names.
    shared: Shared,
) -> impl IntoView {
    let words = use_viewer_words(shell::words);
    let refused = RwSignal::new(false);
    move || {
        let url = shared.asks()?;
        let t = words.get();
        let settings = move || {
            refused.get().then(|| {
                view! { <p role="alert">{t.cannot_keep}" "<a href=Route::Settings.href()>{t.settings}</a></p> }
            })
        };
        Some(view! {
            <section class="card stack" aria-labelledby="other-registry">
                <h1 id="other-registry">{t.other_registry}</h1>
                <p class="wrap">{(t.other_at)(&url)}</p>
                <p class="muted small">{t.other_hint}</p>
                <div class="row">
                    <button type="button" class="button primary" on:click=move |_| refused.set(!shared.open())>{t.open_other}</button>
                    <button type="button" class="button" on:click=move |_| shared.stay()>{t.stay}</button>
                </div>
                {settings}
            </section>
        })
    }
}
