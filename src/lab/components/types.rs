//! Types and what they do to each other.

use battle::{Lang, Type, standing::by_multiplier};
use leptos::prelude::*;

use crate::{
    i18n::times,
    route::{LabPage, Query, Route},
};

/// A type's name with its colour.
pub(crate) fn type_chip(kind: Type, lang: Lang) -> AnyView {
    view! { <span class=format!("type-chip type-{}", kind.slug())>{kind.name(lang)}</span> }.into_any()
}

/// The chips of one or two types.
pub(crate) fn types_of(types: (Type, Option<Type>), lang: Lang) -> AnyView {
    let (first, second) = types;
    let second = second.map(|kind| type_chip(kind, lang));
    (type_chip(first, lang), second).into_any()
}

/// A type's name with its colour, as a way to its page.
pub(crate) fn type_link(kind: Type, lang: Lang) -> AnyView {
    let href = Route::Lab(LabPage::Types.with(Query::default().with("type", kind.slug()))).href();
    view! { <a class=format!("type-chip type-{}", kind.slug()) href=href>{kind.name(lang)}</a> }.into_any()
}

/// Types by what happens to them, the greatest multiplier first; `title` names a multiplier, and `class` says whether a great one is bad.
pub(crate) fn effect_groups(
    multiplier: impl Fn(Type) -> f64,
    title: fn(f64) -> &'static str,
    class: &'static str,
    lang: Lang,
) -> AnyView {
    let groups: Vec<AnyView> = by_multiplier(multiplier)
        .into_iter()
        .map(|(factor, kinds)| {
            let class = match factor {
                2.0.. => "effect-factor number high",
                1.0.. => "effect-factor number",
                _ => "effect-factor number low",
            };
            let kinds: Vec<AnyView> =
                kinds.into_iter().map(|kind| view! { <li>{type_link(kind, lang)}</li> }.into_any()).collect();
            view! {
                <div class="effect-group">
                    <dt><span class=class>{times(factor)}</span>" "<span>{title(factor)}</span></dt>
                    <dd><ul class="effect-types">{kinds}</ul></dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! { <dl class=class>{groups}</dl> }.into_any()
}
