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
    let part = move || {
        checked.remote.with(|remote| {
            let Checked { some, all, .. } = remote.value()?;
            (some < all).then(|| {
                let t = words.get();
                view! { <p class="small muted" title=t.checked_which>{(t.checked_some)(*some, *all)}</p> }
            })
        })
    };
    view! {
        <section class="card stack" aria-labelledby="alerts-title">
            <div class="row spread">
                <h2 id="alerts-title">{move || words.get().alerts}</h2>
                {part}
            </div>
            <RemoteNotice loading=checked/>
            {move || checked.remote.with(|remote| remote.value().map(|checked| list(checked, &model, words.get())))}
        </section>
    }
}

/// Lines that are shown at once when there are more; nobody has to unfold a single one.
const AT_ONCE: usize = 3;

fn list(checked: &Checked, model: &str, t: &'static texts::Words) -> AnyView {
    let alerts = &checked.alerts;
    let mut lines: Vec<AnyView> = gathered(alerts).into_iter().map(|group| line(group, model, t)).collect();
    let rest = if lines.len() > AT_ONCE + 1 { lines.split_off(AT_ONCE) } else { Vec::new() };
    let rest = (!rest.is_empty()).then(|| {
        let count = (t.more_alerts)(rest.len());
        view! { <details><summary>{count}</summary><ul class="stack">{rest}</ul></details> }
    });
    let none = alerts.is_empty().then(|| {
        view! { <p class="row"><Icon name=Signal::stored(IconName::Check)/>{t.no_alerts}</p> }
    });
    view! { {none}<ul class="stack small">{lines}</ul>{rest} }.into_any()
}

/// Alerts in their order, with all metrics in which one version is worse than another in one group.
fn gathered(alerts: &[Alert]) -> Vec<&[Alert]> {
    let pair = |alert: &Alert| match alert {
        Alert::Worse { version, predecessor, .. } => Some((*version, *predecessor)),
        _ => None,
    };
    alerts.chunk_by(|a, b| pair(a).is_some() && pair(a) == pair(b)).collect()
}

fn line(group: &[Alert], model: &str, t: &'static texts::Words) -> AnyView {
    let number = |value| metric(t.lang, value);
    let Some(first) = group.first() else { return ().into_any() };
    let href = Route::version(model, first.version()).href();
    let said = match group {
        [alert] => t.alert(alert, number),
        all => t.worse(all),
    };
    let metrics = (group.len() > 1).then(|| {
        let each: Vec<_> =
            group.iter().filter_map(|alert| Some(view! { <li>{t.metric(alert, number)?}</li> })).collect();
        view! { <details><summary>{t.all_metrics}</summary><ul class="wrap">{each}</ul></details> }
    });
    view! {
        <li class="row alert" data-alert=first.kind()>
            <Icon name=Signal::stored(IconName::Warning)/>
            <div class="wrap"><a href=href>{said}</a>{metrics}</div>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_of_one_version_stand_together() {
        let worse = |version, metric: &str| Alert::Worse {
            version,
            stage: "Production".to_owned(),
            metric: metric.to_owned(),
            value: 0.5,
            predecessor: 1,
            before: 0.75,
        };
        let dangling = Alert::Dangling { alias: "a".to_owned(), version: 9 };
        let alerts = [worse(3, "x"), worse(3, "y"), worse(4, "x"), dangling.clone(), dangling];
        let sizes: Vec<usize> = gathered(&alerts).into_iter().map(<[Alert]>::len).collect();
        assert_eq!(sizes, [2, 1, 1, 1]);
        let t = texts::words(battle::Lang::En);
        assert_eq!(
            t.worse(&alerts[..2]),
            "Version 3 in Production is worse than version 1 before it in 2 metrics"
        );
        assert_eq!(t.metric(&alerts[1], |value| value.to_string()).as_deref(), Some("y 0.5, was 0.75"));
    }
}
