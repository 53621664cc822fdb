//! The fields that decide a change. All of them are in the address but for texts.

use leptos::prelude::*;
use mlflow::stage;
use registry::{Snapshot, VersionRun};

use super::Typed;
use crate::{
    components::stage_lang,
    i18n::metric,
    state::{Loading, Remote},
    viewer::{
        state::{Deed, Draft, Place},
        words::{ViewerWords, change},
    },
};

/// With more versions than this, their number is typed.
const MAX_OPTIONS: usize = 500;

/// What an option of a list says: its value in the address, and its words.
type Choices = Vec<(String, String)>;

/// The fields of the deed that the address names.
pub(super) fn form(
    words: ViewerWords<change::Words>,
    draft: Memo<Draft>,
    snapshot: RwSignal<Remote<Snapshot>>,
    runs: Loading<Vec<VersionRun>>,
    typed: Typed,
    place: Place,
) -> AnyView {
    let deed = Memo::new(move |_| draft.with(|draft| draft.deed));
    let deeds = move || {
        let t = words.get();
        Deed::ALL.into_iter().map(|deed| (deed.name().to_owned(), t.deed(deed).to_owned())).collect()
    };
    let value = move |read: fn(&Draft) -> String| move || draft.with(read);
    let fields = move || -> Vec<AnyView> {
        let t = words.get();
        let version = |none: Option<&'static str>| version_field(t, none, draft, snapshot, place);
        let stage = || {
            let stages = stage::ALL.into_iter().map(|stage| (stage.to_owned(), stage.to_owned())).collect();
            select_field("change-stage", t.stage, stages, value(|draft| draft.stage.clone()), place, "stage")
        };
        let keep = || check_field(t.keep_aliases, value(|draft| on(draft.keep_aliases)), place, "keep");
        let remove = |label| check_field(label, value(|draft| on(draft.remove)), place, "remove");
        let key = |label| text_field("change-key", label, value(|draft| draft.key.clone()), place, "key");
        match deed.get() {
            Deed::Promote => vec![version(Some(t.choose_version)), stage(), keep()],
            Deed::Best => {
                vec![best_fields(t, draft, runs, place), stage(), keep()]
            }
            Deed::Alias => vec![key(t.alias), version(Some(t.choose_version)), remove(t.remove_alias)],
            Deed::Tag => {
                vec![
                    version(Some(t.the_model)),
                    key(t.key),
                    long_text(t.value, 2, typed),
                    remove(t.remove_tag),
                ]
            }
            Deed::Describe => vec![version(Some(t.the_model)), long_text(t.description, 10, typed)],
            Deed::Rollback => Vec::new(),
        }
    };
    view! {
        {move || select_field("change-deed", words.get().what, deeds(), value(|draft| draft.deed.name().to_owned()), place, "do")}
        <div class="change-fields">{fields}</div>
    }
    .into_any()
}

/// A switch as the address says it.
fn on(on: bool) -> String {
    if on { "1".to_owned() } else { String::new() }
}

fn version_field(
    t: &'static change::Words,
    none: Option<&'static str>,
    draft: Memo<Draft>,
    snapshot: RwSignal<Remote<Snapshot>>,
    place: Place,
) -> AnyView {
    let value =
        move || draft.with(|draft| draft.version.map(|version| version.to_string()).unwrap_or_default());
    let options: Option<Choices> = snapshot.with(|snapshot| {
        let versions = &snapshot.value()?.versions;
        (versions.len() <= MAX_OPTIONS).then(|| {
            let none = none.map(|none| (String::new(), none.to_owned()));
            let each = versions.iter().map(|version| {
                let stage = Some(&version.current_stage).filter(|stage| *stage != stage::NONE);
                let words = [Some(format!("v{}", version.version)), stage.cloned()];
                (version.version.to_string(), words.into_iter().flatten().collect::<Vec<_>>().join(" · "))
            });
            none.into_iter().chain(each).collect()
        })
    });
    match options {
        Some(options) => select_field("change-version", t.version, options, value, place, "version"),
        None => text_field("change-version", t.version, value, place, "version"),
    }
}

fn best_fields(
    t: &'static change::Words,
    draft: Memo<Draft>,
    runs: Loading<Vec<VersionRun>>,
    place: Place,
) -> AnyView {
    let metrics = runs.remote.with(|runs| {
        let mut keys: Vec<String> = runs
            .value()
            .into_iter()
            .flatten()
            .filter_map(|version| version.run.as_ref())
            .flat_map(|run| run.data.metrics.keys().cloned())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    });
    let reading = runs.remote.with(Remote::is_pending).then(|| {
        view! { <p class="muted" role="status">{t.reading_runs}</p> }
    });
    let failed = view! { <crate::components::RemoteNotice loading=runs/> };
    let mut options: Choices = vec![(String::new(), "–".to_owned())];
    options.extend(metrics.into_iter().map(|key| (key.clone(), key)));
    let directions = [("", t.by_name), ("more", t.more), ("less", t.less)];
    let directions = directions.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let best = move || {
        let found = runs.remote.with(|runs| draft.get().best(runs.value().map_or(&[][..], Vec::as_slice)));
        found.ok().map(|(version, value)| {
            view! { <p><strong>{(t.best_is)(version, &metric(t.lang, value))}</strong></p> }
        })
    };
    view! {
        {reading}{failed}
        {select_field("change-metric", t.metric, options, move || draft.with(|draft| draft.metric.clone()), place, "metric")}
        {select_field("change-better", t.better, directions, move || place.query().text("better").to_owned(), place, "better")}
        {text_field("change-bound", t.bound, move || draft.with(|draft| draft.bound.clone()), place, "bound")}
        {best}
    }
    .into_any()
}

/// A list of which one is chosen, by its value in the address.
fn select_field(
    id: &'static str,
    label: &'static str,
    options: Choices,
    value: impl Fn() -> String + Send + Sync + 'static,
    place: Place,
    name: &'static str,
) -> AnyView {
    let present = untrack(&value);
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|(option, words)| {
            let chosen = option == present;
            let lang = stage_lang(&words);
            view! { <option value=option selected=chosen lang=lang>{words}</option> }.into_any()
        })
        .collect();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id prop:value=value on:change=move |event| {
                let value = event_target_value(&event);
                place.change(|query| query.set(name, &value));
            }>{options}</select>
        </div>
    }
    .into_any()
}

/// One line of text in the address.
fn text_field(
    id: &'static str,
    label: &'static str,
    value: impl Fn() -> String + Send + Sync + 'static,
    place: Place,
    name: &'static str,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id autocomplete="off" spellcheck="false" prop:value=value on:input=move |event| {
                let value = event_target_value(&event);
                place.change(|query| query.set(name, &value));
            }/>
        </div>
    }
    .into_any()
}

/// A switch in the address; its value is "1" or empty.
fn check_field(
    label: &'static str,
    value: impl Fn() -> String + Send + Sync + 'static,
    place: Place,
    name: &'static str,
) -> AnyView {
    view! {
        <label class="row check">
            <input type="checkbox" prop:checked=move || !value().is_empty() on:change=move |event| {
                let on = event_target_checked(&event);
                place.change(|query| query.set_on(name, on));
            }/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn long_text(label: &'static str, rows: u32, typed: Typed) -> AnyView {
    view! {
        <div class="field wide">
            <label for="change-text">{label}</label>
            <textarea id="change-text" rows=rows spellcheck="true"
                prop:value=move || typed.text.get()
                on:input=move |event| typed.write_text(event_target_value(&event))
            ></textarea>
        </div>
    }
    .into_any()
}
