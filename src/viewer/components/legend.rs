//! The lines of a chart by name, and their switches.

use leptos::prelude::*;
use plot::Style;

use crate::viewer::{
    state::Plot,
    words::{ViewerWords, chart},
};

/// The names of the lines, each with its looks and a note; with `on_toggle` each can be switched off.
pub(crate) fn legend(
    plot: &Plot,
    hidden: Signal<Vec<usize>>,
    on_toggle: Option<Callback<usize>>,
    words: ViewerWords<chart::Words>,
) -> impl IntoView + use<> {
    let joined = !plot.cloud;
    let item = |(number, line): (usize, &crate::viewer::state::PlotLine)| {
        let note = (!line.note.is_empty())
            .then(|| view! { <span class="muted small number">{line.note.clone()}</span> });
        let name = line.name.clone();
        let inner = view! { {swatch(number, joined)}<span class="wrap">{line.name.clone()}</span>{note} };
        match on_toggle {
            None => view! { <li class="legend-item">{inner}</li> }.into_any(),
            Some(on_toggle) => view! {
                <li>
                    <label class="legend-item">
                        <input
                            type="checkbox"
                            aria-label=move || (words.get().hide)(&name)
                            prop:checked=move || hidden.with(|hidden| !hidden.contains(&number))
                            on:change=move |_| on_toggle.run(number)
                        />
                        {inner}
                    </label>
                </li>
            }
            .into_any(),
        }
    };
    let items = plot.lines.iter().enumerate().map(item).collect_view();
    view! { <ul class="legend" aria-label=move || words.get().legend>{items}</ul> }
}

/// A short piece of a line with its mark.
pub(crate) fn swatch(number: usize, joined: bool) -> impl IntoView + use<> {
    let style = Style(number);
    let class = format!("swatch series-{}", style.colour());
    let line = joined
        .then(|| view! { <path class="chart-line" stroke-dasharray=style.dashes() d="M2 8H38"></path> });
    view! {
        <svg class=class viewBox="0 0 40 16" aria-hidden="true">
            {line}<path class="chart-mark" d=style.mark(20.0, 8.0, 4.5)></path>
        </svg>
    }
}
