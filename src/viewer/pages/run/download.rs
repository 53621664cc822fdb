//! A file to take along.

use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};
use mlflow::{ArtifactRoot, Download};

use crate::{
    browser,
    components::ProblemPanel,
    state::{Problem, Registry},
    viewer::words::{run, use_viewer_words},
};

/// The largest file that is taken through the page's memory.
const MAX_BYTES: u64 = 1 << 30;

/// A link to a file; where the browser alone cannot get it (credentials are needed, or it is stored compressed), a button
/// that gets it through the page.
#[component]
pub(super) fn DownloadLink(
    /// Whose file it is.
    root: ArtifactRoot,
    /// Its path.
    path: String,
    /// Where it is.
    download: Download,
) -> impl IntoView {
    let words = use_viewer_words(run::words);
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    if download.headers.is_empty() && !download.gzip {
        return view! {
            <a class="button" href=download.url download=name rel="noreferrer">{move || words.get().download}</a>
        }
        .into_any();
    }
    let registry = expect_context::<Registry>();
    let wanted = RwSignal::new(0_u32);
    let state = RwSignal::new(None::<Result<(), Problem>>);
    Effect::new(move || {
        if wanted.get() == 0 {
            return;
        }
        state.set(Some(Ok(())));
        let door = registry.door();
        let (root, path, name) = (root.clone(), path.clone(), name.clone());
        spawn_local_scoped_with_cancellation(async move {
            let read = async { registry.client(door).await?.read_file(&root, &path, MAX_BYTES).await };
            state.set(match read.await {
                Ok(bytes) => {
                    let bytes = js_sys::Uint8Array::from(bytes.as_slice());
                    if let Some(file) = browser::blob(&bytes) {
                        browser::save(&file, &name);
                    }
                    None
                }
                Err(error) => Some(Err(error.into())),
            });
        });
    });
    let ask = Callback::new(move |()| wanted.update(|wanted| *wanted += 1));
    view! {
        <button type="button" class="button" on:click=move |_| ask.run(())>{move || words.get().download}</button>
        {move || match state.get() {
            None => ().into_any(),
            Some(Ok(())) => view! { <span role="status" class="muted small">{words.get().downloading}</span> }.into_any(),
            Some(Err(problem)) => view! { <ProblemPanel problem retry=ask mild=true/> }.into_any(),
        }}
    }
    .into_any()
}
