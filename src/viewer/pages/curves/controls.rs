//! What is shown, and how: metrics, the axes, smoothing.

use leptos::prelude::*;

use super::data::Data;
use crate::viewer::{
    components::Pick,
    state::{By, Place},
    words::{curves, use_viewer_words},
};

/// Metrics, axes and smoothing.
#[component]
pub(super) fn Controls(
    /// The page's data.
    data: Data,
) -> impl IntoView {
    let words = use_viewer_words(curves::words);
    let place = expect_context::<Place>();
    let by = place.text("x");
    let smooth = place.text("smooth");
    let log = place.on("log");
    let toggle = Callback::new(move |key: String| {
        let mut metrics = data.metrics.get_untracked();
        match metrics.iter().position(|known| *known == key) {
            Some(found) if metrics.len() > 1 => drop(metrics.remove(found)),
            Some(_) => return,
            None => metrics.push(key),
        }
        place.step(|query| {
            query.set_list("metrics", metrics);
            query.set("off", "");
        });
    });
    let choose_by = move |choice: By| {
        place.step(|query| {
            query.set("x", choice.written());
            query.set("from", "");
            query.set("to", "");
        });
    };
    let options = By::ALL.into_iter().enumerate().map(|(number, choice)| {
        view! {
            <label>
                <input
                    type="radio"
                    name="curves-by"
                    prop:checked=move || By::parse(&by.get()) == choice
                    on:change=move |_| choose_by(choice)
                />
                <span>{move || words.get().bys[number]}</span>
            </label>
        }
    });
    let none = move || {
        data.keys.with(Vec::is_empty).then(|| view! { <p class="muted">{words.get().no_metrics}</p> })
    };
    view! {
        <section class="card stack">
            {none}
            <div class="curve-controls">
                <Pick
                    label=Signal::derive(move || words.get().metrics.to_owned())
                    find=Signal::derive(move || words.get().find_metric.to_owned())
                    options=data.keys
                    chosen=data.metrics
                    toggle
                />
                <div class="stack">
                    <fieldset class="field">
                        <legend>{move || words.get().by}</legend>
                        <div class="segments">{options.collect_view()}</div>
                    </fieldset>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || log.get()
                            on:change=move |_| {
                                let on = !log.get_untracked();
                                place.step(|query| query.set_on("log", on));
                            }
                        />
                        <span>{move || words.get().log}</span>
                    </label>
                    <label class="field">
                        <span class="field-title">{move || words.get().smoothing}" "<span class="number">{move || weight(&smooth.get()).to_string()}</span></span>
                        <input
                            type="range"
                            min="0"
                            max="0.99"
                            step="0.01"
                            prop:value=move || weight(&smooth.get()).to_string()
                            on:input=move |event| {
                                let text = event_target_value(&event);
                                let text = if weight(&text) > 0.0 { text } else { String::new() };
                                place.change(|query| query.set("smooth", &text));
                            }
                        />
                    </label>
                </div>
            </div>
        </section>
    }
}

/// The weight of smoothing that the address says, from 0 to 0.99.
pub(super) fn weight(text: &str) -> f64 {
    text.parse::<f64>().ok().filter(|weight| weight.is_finite()).map_or(0.0, |weight| weight.clamp(0.0, 0.99))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_a_number_that_smooths() {
        assert_eq!(["", "0.6", "7", "-1", "NaN", "x"].map(weight), [0.0, 0.6, 0.99, 0.0, 0.0, 0.0]);
    }
}
