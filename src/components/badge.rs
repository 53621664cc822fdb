//! A Pokémon's picture over a drawn badge that stands for it when there is none.

use battle::{Form, Pokemon};
use leptos::prelude::*;

use super::part;
use crate::state::{Deployment, use_words};

/// The address of a Pokémon's picture; `None` when the deployer wants no pictures.
pub(crate) fn sprite(template: &str, pokemon: &Pokemon) -> Option<String> {
    if template.trim().is_empty() {
        return None;
    }
    Some(
        template
            .replace("{id}", &pokemon.pokeapi_id.to_string())
            .replace("{dex}", &pokemon.dex_number.to_string())
            .replace("{slug}", &pokemon.slug),
    )
}

/// The letters on a badge: how a name begins.
pub(crate) fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).take(2).collect()
}

/// The badge, and the picture over it once it is there. Decoration: the name stands beside it.
#[component]
pub(crate) fn Portrait(
    /// Who is shown.
    #[prop(into)]
    pokemon: Signal<&'static Pokemon>,
    /// Looks to the left.
    #[prop(optional)]
    mirrored: bool,
) -> impl IntoView {
    let words = use_words();
    let deployment = expect_context::<Deployment>();

    let source = Memo::new(move |_| sprite(&deployment.config.sprites, pokemon.get()));
    // The address whose picture has arrived: another one's must not count for this one.
    let shown = RwSignal::new(None::<String>);
    let is_shown =
        Memo::new(move |_| source.with(|source| source.is_some() && shown.with(|shown| shown == source)));

    view! {
        <div class="portrait" class:mirrored=mirrored class:pictured=is_shown aria-hidden="true">
            {part(move || {
                let pokemon = pokemon.get();
                let (first, second) = pokemon.types;
                let second = second.unwrap_or(first);
                view! {
                    <svg class="badge" viewBox="0 0 120 120">
                        <circle class="badge-rim" cx="60" cy="60" r="57"></circle>
                        <path class=format!("badge-half type-{}", first.slug()) d="M60 8a52 52 0 0 0-44 80L104 32A52 52 0 0 0 60 8Z"></path>
                        <path class=format!("badge-half type-{}", second.slug()) d="M60 112a52 52 0 0 0 44-80L16 88a52 52 0 0 0 44 24Z"></path>
                        <circle class="badge-core" cx="60" cy="60" r="31"></circle>
                        <text class="badge-letters" x="60" y="66" text-anchor="middle">{part(move || letters(pokemon.names.get(words.lang())))}</text>
                        <text class="badge-number" x="60" y="80" text-anchor="middle">{format!("{:03}", pokemon.dex_number)}</text>
                        {(pokemon.form != Form::Base).then(|| view! { <circle class="badge-form" cx="98" cy="98" r="9"></circle> })}
                    </svg>
                }
            })}
            {part(move || source.get().map(|url| {
                let loaded = url.clone();
                view! {
                    <img
                        src=url
                        alt=""
                        decoding="async"
                        on:load=move |_| shown.set(Some(loaded.clone()))
                        on:error=move |_| shown.set(None)
                    />
                }
            }))}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use battle::Pokedex;

    use super::*;

    #[test]
    fn templates_are_filled_in() {
        let pokemon = |slug| Pokedex::get().pokemon_by_slug(slug).unwrap();
        let template = "https://h/{id}/{dex}/{slug}.png";
        assert_eq!(sprite(template, pokemon("pikachu")).as_deref(), Some("https://h/25/25/pikachu.png"));
        assert_eq!(
            sprite(template, pokemon("raichu-alola")).as_deref(),
            Some("https://h/10100/26/raichu-alola.png")
        );
        assert_eq!(sprite(" ", pokemon("mew")), None);
    }

    #[test]
    fn badges_carry_letters_and_no_punctuation() {
        assert_eq!(letters("Pikachu"), "Pi");
        assert_eq!(letters("M. Mime"), "MM");
        assert_eq!(letters("♀"), "");
    }
}
