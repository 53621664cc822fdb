//! Short coloured words.

use battle::Type;
use leptos::prelude::*;
use mlflow::stage;

use super::part;
use crate::state::use_words;

/// A type's name with its colour.
#[component]
pub(crate) fn TypeChip(
    /// The type.
    kind: Type,
) -> impl IntoView {
    let words = use_words();
    view! { <span class=format!("type-chip type-{}", kind.slug())>{part(move || kind.name(words.lang()))}</span> }
}

/// The `lang` of a word: MLflow's stages are in English whatever the page's language.
pub(crate) fn stage_lang(word: &str) -> Option<&'static str> {
    stage::ALL.contains(&word).then_some("en")
}

/// A version's stage.
#[component]
pub(crate) fn StageTag(
    /// The stage, as MLflow writes it.
    stage: String,
) -> impl IntoView {
    let words = use_words();
    let class = match stage.as_str() {
        stage::PRODUCTION => "tag good",
        stage::STAGING => "tag warn",
        _ => "tag",
    };
    let unset = stage.is_empty() || stage == stage::NONE;
    let lang = stage_lang(&stage).filter(|_| !unset);
    view! {
        <span class=class lang=lang>
            {part(move || if unset { words.get().registry.no_stage.to_owned() } else { stage.clone() })}
        </span>
    }
}
