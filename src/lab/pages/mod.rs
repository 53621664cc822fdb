//! One component for each page of the lab.

mod about;
mod consistency;
mod field;
mod matrix;
mod moves;
mod one_move;
mod pokedex;
mod pokemon;
mod quiz;
mod ranking;
mod rankings;
mod recent;
mod rules;
mod team;
mod tournament;
mod types;
mod why;

pub(crate) use about::AboutPage;
pub(crate) use consistency::ConsistencyPage;
pub(crate) use field::FieldPage;
pub(crate) use matrix::MatrixPage;
pub(crate) use moves::MovesPage;
pub(crate) use one_move::MovePage;
pub(crate) use pokedex::PokedexPage;
pub(crate) use pokemon::PokemonPage;
pub(crate) use quiz::QuizPage;
pub(crate) use ranking::RankingPage;
pub(crate) use rankings::RankingsPage;
pub(crate) use recent::RecentPage;
pub(crate) use rules::RulesPage;
pub(crate) use team::TeamPage;
pub(crate) use tournament::TournamentPage;
pub(crate) use types::TypesPage;
pub(crate) use why::WhyPage;
