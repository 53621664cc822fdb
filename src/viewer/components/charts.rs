//! A metric over its steps.

use leptos::prelude::*;

use crate::{i18n::metric, state::use_words, viewer::state::Curve};

/// The chart's inner width and height, in the drawing's own units.
const SIZE: (f64, f64) = (640.0, 220.0);

/// A line with its range of values and steps in words.
#[component]
pub(crate) fn CurveChart(
    /// The line.
    curve: Curve,
    /// The metric's name.
    name: String,
) -> impl IntoView {
    let words = use_words();
    let Curve { pieces, values: (low, high), steps: (first, last), points } = curve;
    let lines =
        pieces.iter().map(|piece| view! { <path class="curve-line" d=path(piece)></path> }).collect_view();
    view! {
        <figure class="curve">
            <div class="curve-frame">
                <span class="curve-high number small muted">{move || metric(words.lang(), high)}</span>
                <span class="curve-low number small muted">{move || metric(words.lang(), low)}</span>
                <svg
                    viewBox=format!("0 -4 {} {}", SIZE.0, SIZE.1 + 8.0)
                    preserveAspectRatio="none"
                    role="img"
                    aria-label=move || (words.get().registry.curve_text)(&name, points)
                >
                    <path class="curve-grid" d=format!("M0 0H{0}M0 {1}H{0}M0 {2}H{0}", SIZE.0, SIZE.1 / 2.0, SIZE.1)></path>
                    {lines}
                </svg>
            </div>
            <figcaption class="row spread small muted number">
                <span>{move || words.get().registry.step}" "{first}</span>
                <span>{move || words.get().registry.step}" "{last}</span>
            </figcaption>
        </figure>
    }
}

/// The drawing commands of a line; a lone point becomes a dot.
fn path(piece: &[(f64, f64)]) -> String {
    let mut commands = String::new();
    for (place, (x, y)) in piece.iter().enumerate() {
        let letter = if place == 0 { 'M' } else { 'L' };
        commands.push_str(&format!("{letter}{:.1} {:.1}", x * SIZE.0, (1.0 - y) * SIZE.1));
    }
    if piece.len() == 1 {
        commands.push_str("h0.1");
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_the_top_down() {
        assert_eq!(path(&[(0.0, 1.0), (0.5, 0.5), (1.0, 0.0)]), "M0.0 0.0L320.0 110.0L640.0 220.0");
        assert_eq!(path(&[(0.0, 0.0)]), "M0.0 220.0h0.1");
        assert_eq!(path(&[]), "");
    }
}
