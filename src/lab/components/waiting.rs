//! What pages about all battles show before they have them, and what they share.

use std::sync::Arc;

use leptos::prelude::*;

use super::asking::waiting;
use crate::{
    components::{ProblemPanel, part},
    lab::{
        state::{Battles, Matrix},
        words::{many, use_lab_words},
    },
    route::{BattleQuery, Route},
    state::Phase,
};

/// Asks for all battles, and draws them once they are there; until then how far it is, with a way to cancel.
pub(crate) fn with_matrix(draw: impl Fn(Arc<Matrix>) -> AnyView + Send + 'static) -> AnyView {
    let battles = expect_context::<Battles>();
    battles.want();
    let matrix = battles.matrix();
    let draw = part(move || match matrix.get() {
        Some(matrix) => draw(matrix),
        None => ().into_any(),
    });
    view! { {until(battles)} {draw} }.into_any()
}

/// What stands there until there is an answer.
fn until(battles: Battles) -> AnyView {
    let words = use_lab_words(many::words);
    let field = battles.field;
    let failure = Memo::new(move |_| {
        field.phase.with(|phase| match phase {
            Phase::Failed(problem) => Some(problem.clone()),
            _ => None,
        })
    });
    let retry = Callback::new(move |()| battles.ask());
    view! {
        {waiting(field, move || words.get().again, move || battles.ask())}
        {part(move || failure.get().map(|problem| view! { <ProblemPanel problem retry/> }))}
    }
    .into_any()
}

/// A link to the battle of two, best moves.
pub(crate) fn battle_link(a: &str, b: &str, text: String) -> AnyView {
    let battle = BattleQuery { a: a.to_owned(), b: b.to_owned(), ..BattleQuery::default() };
    view! { <a class="many-link" href=Route::Battle(battle).href()>{text}</a> }.into_any()
}
