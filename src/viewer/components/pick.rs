//! Choosing some of many names.

use leptos::prelude::*;

use crate::viewer::words::{curves, use_viewer_words};

/// Names in the list at once; typing finds the others.
const MAX_SHOWN: usize = 40;

/// A field to find names, a list of those found with a box each, and the chosen ones.
#[component]
pub(crate) fn Pick(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What the field to find is called.
    #[prop(into)]
    find: Signal<String>,
    /// All names.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// Those that are chosen.
    #[prop(into)]
    chosen: Signal<Vec<String>>,
    /// Chooses a name, or no longer.
    toggle: Callback<String>,
) -> impl IntoView {
    let words = use_viewer_words(curves::words);
    let wanted = RwSignal::new(String::new());
    let found = Memo::new(move |_| options.with(|options| wanted.with(|wanted| matching(options, wanted))));
    let item = move |name: String| {
        let (is, toggled) = (name.clone(), name.clone());
        view! {
            <li>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&is))
                        on:change=move |_| toggle.run(toggled.clone())
                    />
                    <span class="wrap">{name}</span>
                </label>
            </li>
        }
    };
    let chip = move |name: String| {
        let (shown, said) = (name.clone(), name.clone());
        view! {
            <li class="chip">
                <span class="wrap">{shown}</span>
                <button
                    type="button"
                    aria-label=move || (words.get().remove)(&said)
                    on:click=move |_| toggle.run(name.clone())
                >"×"</button>
            </li>
        }
    };
    view! {
        <fieldset class="field stack">
            <legend>{move || label.get()}</legend>
            <ul class="row chips">
                <For each=move || chosen.get() key=Clone::clone children=chip/>
            </ul>
            <input
                type="search"
                aria-label=move || find.get()
                placeholder=move || find.get()
                prop:value=move || wanted.get()
                on:input=move |event| wanted.set(event_target_value(&event))
            />
            <ul class="picks">
                <For each=move || found.with(|found| found.0.clone()) key=Clone::clone children=item/>
            </ul>
            {move || {
                let more = found.with(|found| found.1);
                (more > 0).then(|| view! { <p class="muted small">{(words.get().more_matches)(more)}</p> })
            }}
        </fieldset>
    }
}

/// The first names that contain a text, whatever their case, and how many more there are.
fn matching(options: &[String], wanted: &str) -> (Vec<String>, usize) {
    let wanted = wanted.trim().to_lowercase();
    let mut found = options.iter().filter(|name| wanted.is_empty() || name.to_lowercase().contains(&wanted));
    let shown: Vec<String> = found.by_ref().take(MAX_SHOWN).cloned().collect();
    (shown, found.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_a_part_of_them() {
        let names: Vec<String> = (0..100).map(|number| format!("Metric_{number}")).collect();
        assert_eq!((matching(&names, "").0.len(), matching(&names, "").1), (40, 60));
        assert_eq!(matching(&names, " metric_99 "), (vec!["Metric_99".to_owned()], 0));
        assert_eq!(matching(&names, "x"), (vec![], 0));
    }
}
