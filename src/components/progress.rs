//! How far loading is.

use leptos::prelude::*;
use protocol::Stage;

use super::{flag, optional};
use crate::{
    i18n::{Texts, bytes},
    state::{Step, use_words},
};

/// A bar with the words beside it.
#[component]
pub(crate) fn Progress(
    /// How far it is.
    #[prop(into)]
    step: Signal<Step>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <ProgressBar
            label=Signal::derive(move || label(step.get(), words.get()))
            detail=Signal::derive(move || received(step.get(), words.get()).unwrap_or_default())
            share=Signal::derive(move || share(step.get()))
        />
    }
}

/// A bar that fills from the left.
#[component]
pub(crate) fn ProgressBar(
    /// What is going on.
    label: Signal<&'static str>,
    /// How far it is, in numbers.
    detail: Signal<String>,
    /// How far it is, from 0 to 1; `None` when nobody knows.
    share: Signal<Option<f64>>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <div class="row spread small">
                <span>{label}</span>
                <span class="number muted">{detail}</span>
            </div>
            <div
                class="progress-track"
                role="progressbar"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=optional(move || share.get().map(|share| format!("{:.0}", share * 100.0)))
            >
                <div
                    class="progress-fill"
                    class:endless=flag(move || share.get().is_none())
                    style:transform=optional(move || share.get().map(|share| format!("scaleX({share:.3})")))
                ></div>
            </div>
        </div>
    }
}

fn label(step: Step, t: &'static Texts) -> &'static str {
    let t = &t.model;
    match step {
        Step::Resolving => t.resolving,
        Step::Starting => t.starting,
        Step::Working(Stage::Downloading { .. }) => t.downloading,
        Step::Working(Stage::Verifying) => t.verifying,
        Step::Working(Stage::Compiling) => t.compiling,
        Step::Working(Stage::Checking) => t.checking,
        Step::Working(Stage::Predicting { .. }) => t.predicting,
    }
}

fn received(step: Step, t: &'static Texts) -> Option<String> {
    match step {
        Step::Working(Stage::Downloading { received, total }) => {
            let total = total.map(|total| bytes(t.lang, total));
            Some((t.model.received)(&bytes(t.lang, received), total.as_deref()))
        }
        _ => None,
    }
}

/// The share that is done; `None` when nobody knows.
fn share(step: Step) -> Option<f64> {
    match step {
        Step::Working(Stage::Downloading { received, total: Some(total) }) if total > 0 => {
            #[allow(clippy::cast_precision_loss, reason = "drawn")]
            let share = received as f64 / total as f64;
            Some(share.min(1.0))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn downloading(received: u64, total: Option<u64>) -> Step {
        Step::Working(Stage::Downloading { received, total })
    }

    #[test]
    fn a_share_is_known_only_with_a_total() {
        assert_eq!(share(downloading(1, Some(4))), Some(0.25));
        assert_eq!(share(downloading(9, Some(4))), Some(1.0));
        assert_eq!(share(downloading(0, Some(0))), None);
        assert_eq!(share(downloading(5, None)), None);
        assert_eq!(share(Step::Resolving), None);
    }

    #[test]
    fn bytes_are_told_with_and_without_a_total() {
        let t = crate::i18n::texts(battle::Lang::En);
        assert_eq!(
            received(downloading(4_000_000, Some(8_072_035)), t).as_deref(),
            Some("4.0\u{a0}MB of 8.1\u{a0}MB")
        );
        assert_eq!(received(downloading(500, None), t).as_deref(), Some("500\u{a0}B"));
        assert_eq!(received(Step::Starting, t), None);
    }
}
