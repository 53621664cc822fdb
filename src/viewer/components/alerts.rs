//! What is wrong with a model.

use leptos::prelude::*;
use registry::{Alert, Limits, Snapshot, alerts, history, with_runs, without_onnx, worth_checking};

use crate::{
    components::{Icon, IconName, RemoteNotice},
    i18n::metric,
    route::Route,
    state::{Keep, Registry, use_remote},
    viewer::words::{alerts as texts, use_viewer_words},
};

/// What was found, and of how many versions.
#[derive(Debug, Clone, PartialEq)]
struct Checked {
    alerts: Vec<Alert>,
    some: usize,
    all: usize,
}

/// Checks a model, and lists what somebody should look at.
#[component]
pub(crate) fn Alerts(
    /// The model's registered name.
    model: String,
    /// Whether it is time to ask.
    #[prop(into)]
    ready: Signal<bool>,
) -> impl IntoView {
    let words = use_viewer_words(texts::words);
    let registry = expect_context::<Registry>();
    let name = model.clone();
    let checked = use_remote(
        Keep::SameKey,
        move || (registry.door(), ready.get()),
        move |(door, ready)| {
            let name = name.clone();
            async move {
                if !ready {
                    return std::future::pending().await;
                }
                let client = registry.client(door).await?;
                let snapshot = Snapshot::read(&client, &name).await?;
                let history = history(&snapshot);
                let some = worth_checking(&snapshot, &history);
                let (count, all) = (some.len(), snapshot.versions.len());
                let runs = with_runs(&client, some).await?;
                let mut found = alerts(&snapshot, &runs, &history, &Limits::default());
                found.extend(without_onnx(&client, &snapshot).await);
                Ok(Checked { alerts: found, some: count, all })
            }
        },
    );
    view! {
        <section class="card stack" aria-labelledby="alerts-title">
            <h2 id="alerts-title">{move || words.get().alerts}</h2>
            <RemoteNotice loading=checked/>
            {move || checked.remote.with(|remote| remote.value().map(|checked| list(checked, &model, words.get())))}
        </section>
    }
}

fn list(checked: &Checked, model: &str, t: &'static texts::Words) -> AnyView {
    let Checked { alerts, some, all } = checked;
    let items: Vec<AnyView> = alerts
        .iter()
        .map(|alert| {
            let href = Route::version(model, alert.version()).href();
            view! {
                <li class="row alert" data-alert=alert.kind()>
                    <Icon name=Signal::stored(IconName::Warning)/>
                    <a class="wrap" href=href>{t.alert(alert, |value| metric(t.lang, value))}</a>
                </li>
            }
            .into_any()
        })
        .collect();
    let none = alerts.is_empty().then(|| {
        view! { <p class="row"><Icon name=Signal::stored(IconName::Check)/>{t.no_alerts}</p> }
    });
    let part = (some < all).then(|| view! { <p class="small muted">{(t.checked_some)(*some, *all)}</p> });
    view! { {none}<ul class="stack">{items}</ul>{part} }.into_any()
}
