//! Lines to paste elsewhere.

use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};

use crate::{
    browser,
    viewer::words::{doctor, use_viewer_words},
};

/// The lines as they are, with a button that copies them.
pub(crate) fn pasted(text: String) -> AnyView {
    let words = use_viewer_words(doctor::words);
    let copied = RwSignal::new(None::<bool>);
    let wanted = RwSignal::new(0_u32);
    let lines = StoredValue::new(text.clone());
    Effect::new(move |_| {
        if wanted.get() > 0 {
            spawn_local_scoped_with_cancellation(async move {
                copied.set(Some(browser::copy(&lines.get_value()).await));
            });
        }
    });
    let said = move || {
        let t = words.get();
        copied.get().map_or("", |copied| if copied { t.copied } else { t.copy_refused })
    };
    view! {
        <div class="paste">
            <pre><code>{text}</code></pre>
            <div class="row">
                <button type="button" class="button" on:click=move |_| wanted.update(|wanted| *wanted += 1)>
                    {move || words.get().copy}
                </button>
                <span role="status" class="small">{said}</span>
            </div>
        </div>
    }
    .into_any()
}
