//! What of a comparison is shown, with what the versions are compared, and which they are.

use leptos::prelude::*;
use mlflow::stage;

use super::{Loaded, base_place};
use crate::{
    state::{Loading, use_words},
    viewer::{
        state::Place,
        words::{compare, use_viewer_words},
    },
};

/// What is shown, with what the versions are compared, and more of them.
pub(super) fn controls(loading: Loading<Loaded>, chosen: Memo<Vec<String>>, place: Place) -> impl IntoView {
    let t = use_viewer_words(compare::words);
    let words = use_words();
    let all = place.on("all");
    let base = place.text("base");
    let typed = RwSignal::new(String::new());
    let add = move |number: String| {
        if !number.is_empty() && chosen.with_untracked(|chosen| !chosen.contains(&number)) {
            place.step(|query| {
                let mut chosen = query.list("versions");
                chosen.push(number);
                query.set_list("versions", chosen);
            });
        }
    };
    let option = move |on: bool, label: fn(&compare::Words) -> &'static str| {
        view! {
            <label>
                <input type="radio" name="compare-rows" prop:checked=move || all.get() == on on:change=move |_| place.change(|query| query.set_on("all", on))/>
                <span>{move || label(t.get())}</span>
            </label>
        }
    };
    let bases = move || {
        let base = base.get();
        loading.remote.with(|remote| remote.value().map(|loaded| {
            let present = base_place(&loaded.versions, &base);
            loaded.versions.iter().enumerate().map(|(place, version)| {
                let number = version.version.version;
                let stage = Some(version.version.current_stage.as_str()).filter(|stage| *stage != stage::NONE && !stage.is_empty());
                let label = (words.get().model.version)(number) + &stage.map_or_else(String::new, |stage| format!(" ({stage})"));
                view! { <option value=number.to_string() selected={place == present}>{label}</option> }
            }).collect_view()
        }))
    };
    let production = move || {
        loading.remote.with(|remote| {
        let loaded = remote.value()?;
        let used = loaded.model.latest_versions.iter().filter(|version| version.current_stage == stage::PRODUCTION);
        let number = used.map(|version| version.version).max()?;
        let there = loaded.versions.iter().any(|version| version.version.version == number);
        (!there).then(|| view! {
            <button type="button" class="button" on:click=move |_| add(number.to_string())>{(t.get().add_production)(number)}</button>
        })
    })
    };
    view! {
        <div class="row toolbar">
            <div class="segments" role="radiogroup" aria-label=move || t.get().show>
                {option(false, |t| t.differences)}
                {option(true, |t| t.everything)}
            </div>
            <label class="row">
                <span class="field-title">{move || t.get().base}</span>
                <select class="select" on:change=move |event| {
                    let number = event_target_value(&event);
                    place.change(|query| query.set("base", &number));
                }>{bases}</select>
            </label>
            <form class="row" on:submit=move |event| {
                event.prevent_default();
                add(typed.get_untracked().trim().to_owned());
                typed.set(String::new());
            }>
                <input
                    class="number-field"
                    placeholder=move || t.get().version
                    inputmode="numeric"
                    maxlength="20"
                    aria-label=move || t.get().add_label
                    prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <button type="submit" class="button">{move || t.get().add}</button>
            </form>
            {production}
        </div>
    }
}
