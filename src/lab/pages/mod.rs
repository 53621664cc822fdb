//! One component for each page of the lab.

mod about;
mod field;
mod moves;
mod one_move;
mod pokedex;
mod pokemon;
mod quiz;
mod types;
mod why;

pub(crate) use about::AboutPage;
pub(crate) use field::FieldPanel;
pub(crate) use moves::MovesPage;
pub(crate) use one_move::MovePage;
pub(crate) use pokedex::PokedexPage;
pub(crate) use pokemon::PokemonPage;
pub(crate) use quiz::QuizPage;
pub(crate) use types::TypesPage;
pub(crate) use why::WhyPage;
