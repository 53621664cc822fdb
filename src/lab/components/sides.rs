//! Which chance pages about one against all show.

use leptos::prelude::*;

use super::Fields;
use crate::{
    lab::{
        state::Sides,
        words::{many, use_lab_words},
    },
    route::Query,
};

/// What an address says: the mean of both sides, as for teams and tournaments, unless it asks for A alone.
pub(crate) fn sides(query: &Query) -> Sides {
    if query.text("sides") == "a" { Sides::AsA } else { Sides::Both }
}

/// The choice.
pub(crate) fn which_sides(fields: Fields) -> AnyView {
    let words = use_lab_words(many::words);
    let choices = move || ["", "a"].into_iter().zip(words.get().sides.map(str::to_owned)).collect();
    fields.select("sides", move || words.get().chances, choices)
}
