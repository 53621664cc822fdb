//! The tug of war between both sides' chances.

use battle::{Pokemon, Side};
use leptos::prelude::*;

use super::{flag, part, text};
use crate::{
    i18n::percent,
    state::{predicted, use_words},
};

/// A bar that A's share fills from the left and B's from the right.
#[component]
pub(crate) fn Meter(
    /// P(A wins), once it is known.
    #[prop(into)]
    probability: Signal<Option<f64>>,
    /// Side A.
    #[prop(into)]
    a: Signal<&'static Pokemon>,
    /// Side B.
    #[prop(into)]
    b: Signal<&'static Pokemon>,
) -> impl IntoView {
    let words = use_words();
    let label = move || {
        let t = words.get();
        (t.battle.probability_of)(a.get().names.get(t.lang))
    };
    let share = move |side: Side| {
        probability.get().map_or_else(
            || "–".to_owned(),
            |p| percent(words.lang(), if side == Side::A { p } else { 1.0 - p }, 1),
        )
    };
    let leads = move |side: Side| probability.get().is_some_and(|p| predicted(p) == side);
    let type_class = |pokemon: &Pokemon| format!("meter-a type-{}", pokemon.types.0.slug());
    let type_class_b = |pokemon: &Pokemon| format!("meter-b type-{}", pokemon.types.0.slug());
    view! {
        <div class="meter">
            <div class="meter-numbers number">
                <span class:leads=flag(move || leads(Side::A))>{part(move || share(Side::A))}</span>
                <span class:leads=flag(move || leads(Side::B))>{part(move || share(Side::B))}</span>
            </div>
            <div
                class="meter-track"
                class:empty=flag(move || probability.get().is_none())
                role="meter"
                aria-label=text(label)
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=text(move || format!("{:.1}", probability.get().unwrap_or(0.5) * 100.0))
                aria-valuetext=text(move || probability.get().map_or_else(|| words.get().battle.no_prediction.to_owned(), |_| share(Side::A)))
            >
                <div class=text(move || type_class(a.get())) style:flex-grow=text(move || grow(probability.get()))></div>
                <div class=text(move || type_class_b(b.get())) style:flex-grow=text(move || grow(probability.get().map(|p| 1.0 - p)))></div>
            </div>
        </div>
    }
}

fn grow(share: Option<f64>) -> String {
    format!("{:.4}", share.unwrap_or(0.5).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stay_within_the_bar() {
        assert_eq!(grow(Some(0.25)), "0.2500");
        assert_eq!(grow(Some(1.5)), "1.0000");
        assert_eq!(grow(None), "0.5000");
    }
}
