//! A server that takes long to answer.

use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};

use crate::{
    browser,
    viewer::{
        state::{Paged, Pages},
        words::{shell, use_viewer_words},
    },
};

/// Milliseconds until it is said that the server takes long.
const PATIENCE: i32 = 5_000;

/// Says of a list whose page takes long that it is still waited for, with a way to stop, and then a way to ask again.
#[component]
pub(crate) fn Waiting<T: Send + Sync + 'static>(
    /// The list.
    listed: Paged<T>,
) -> impl IntoView {
    let t = use_viewer_words(shell::words);
    let pending = Memo::new(move |_| listed.pages.with(Pages::is_pending));
    let given_up = Memo::new(move |_| listed.pages.with(Pages::is_given_up));
    let long = RwSignal::new(false);
    Effect::new(move || {
        long.set(false);
        // Another page that comes makes the time begin anew.
        listed.pages.track();
        if pending.get() {
            spawn_local_scoped_with_cancellation(async move {
                browser::sleep(PATIENCE).await;
                long.set(true);
            });
        }
    });
    let button = move |said: &'static str, name: &'static str, act: fn(Paged<T>)| {
        view! {
            <div class="row small">
                <span role="status">{said}</span>
                <button type="button" class="button small" on:click=move |_| act(listed)>{name}</button>
            </div>
        }
    };
    move || match (given_up.get(), long.get() && pending.get()) {
        (true, _) => Some(button(t.get().given_up, t.get().ask_again, Paged::retry)),
        (false, true) => Some(button(t.get().waiting, t.get().give_up, Paged::give_up)),
        (false, false) => None,
    }
}
