//! What the lab's pages are called.

use battle::{Lang, Pokedex};

use super::{field, many, recent, shell, team, tournament};
use crate::route::LabPage;

/// A page's name for the browser's tab.
pub(crate) fn title(page: &LabPage, lang: Lang) -> String {
    let t = shell::words(lang);
    let name = match page {
        LabPage::Pokedex => "Pokédex",
        LabPage::Pokemon(slug) => match Pokedex::get().pokemon_by_slug(slug) {
            Some(pokemon) => pokemon.names.get(lang),
            None => t.pokedex,
        },
        LabPage::Moves => t.moves,
        LabPage::Move(slug) => match Pokedex::get().move_by_slug(slug) {
            Some(mv) => mv.names.get(lang),
            None => t.moves,
        },
        LabPage::Types => t.types,
        LabPage::Quiz => t.quiz,
        LabPage::About => t.about,
        LabPage::Recent => recent::words(lang).title,
        LabPage::Matrix => many::words(lang).matrix,
        LabPage::Rankings => many::words(lang).rankings,
        LabPage::Ranking(slug) => match Pokedex::get().pokemon_by_slug(slug) {
            Some(pokemon) => return (many::words(lang).against_all)(pokemon.names.get(lang)),
            None => many::words(lang).rankings,
        },
        LabPage::Consistency => many::words(lang).consistency,
        LabPage::Rules => many::words(lang).rules,
        LabPage::Field => field::words(lang).title,
        LabPage::Team => team::words(lang).title,
        LabPage::Tournament => tournament::words(lang).title,
        LabPage::Why(a, b) => {
            let name = |slug: &'_ String| {
                Pokedex::get()
                    .pokemon_by_slug(slug)
                    .map_or_else(String::new, |found| found.names.get(lang).to_owned())
            };
            return (super::why::words(lang).title)(&name(a), &name(b));
        }
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_what_is_shown() {
        assert_eq!(title(&LabPage::Pokemon("blastoise".to_owned()), Lang::Fr), "Tortank");
        assert_eq!(title(&LabPage::Move("surf".to_owned()), Lang::En), "Surf");
        assert_eq!(title(&LabPage::Pokemon("nobody".to_owned()), Lang::En), "Pokémon");
        assert_eq!(title(&LabPage::About, Lang::Fr), "À propos");
    }
}
