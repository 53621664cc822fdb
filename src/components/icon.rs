//! Small line drawings beside words.

use leptos::prelude::*;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IconName {
    /// Two arrows, one each way.
    Swap,
    /// A die.
    Dice,
    /// A sun, a moon, and both halves of a disc.
    Sun,
    /// See [`IconName::Sun`].
    Moon,
    /// See [`IconName::Sun`].
    Contrast,
    /// An arrow: upwards, or more.
    Up,
    /// An arrow: downwards, or less.
    Down,
    /// An arrow: from before to after.
    Right,
    /// A tick.
    Check,
    /// A cross.
    Cross,
    /// A question mark.
    Question,
    /// A clock.
    Clock,
    /// A triangle with an exclamation mark.
    Warning,
    /// An equals sign.
    Equal,
    /// A short line.
    Minus,
}

/// A drawing that says nothing to a screen reader: the words beside it do.
#[component]
pub(crate) fn Icon(
    /// What is drawn.
    #[prop(into)]
    name: Signal<IconName>,
) -> impl IntoView {
    let path = move || match name.get() {
        IconName::Swap => "M4 8h15m-4-4 4 4-4 4M20 16H5m4-4-4 4 4 4",
        IconName::Dice => {
            "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM8 8h.01M16 8h.01M12 12h.01M8 16h.01M16 16h.01"
        }
        IconName::Sun => {
            "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5"
        }
        IconName::Moon => "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
        IconName::Contrast => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 3v18M12 8l7-2M12 13h9M12 18l5 1",
        IconName::Up => "M12 20V5m-6 6 6-6 6 6",
        IconName::Down => "M12 4v15m6-6-6 6-6-6",
        IconName::Right => "M4 12h15m-6-6 6 6-6 6",
        IconName::Check => "m4 13 5 5L20 7",
        IconName::Cross => "M6 6l12 12M18 6 6 18",
        IconName::Question => "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18h.01",
        IconName::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3.5 2",
        IconName::Warning => "M12 4 2.5 20h19ZM12 10v5M12 17.5h.01",
        IconName::Equal => "M5 9h14M5 15h14",
        IconName::Minus => "M6 12h12",
    };
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=path></path>
        </svg>
    }
}
