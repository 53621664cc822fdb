//! What pages about all battles show before they have them, and what they share.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    components::{ProblemPanel, ProgressBar, part},
    engine::Progress,
    handover::Predicting,
    i18n::count,
    lab::{
        state::{Battles, Matrix, Model},
        words::{self, many, use_lab_words},
    },
    route::{BattleQuery, Route},
    state::{Field, Phase, use_words},
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
    view! { {waiting(battles)} {draw} }.into_any()
}

fn waiting(battles: Battles) -> AnyView {
    let words = use_lab_words(many::words);
    let model = expect_context::<Model>();
    let field = battles.field;
    let again = move || {
        view! { <button type="button" class="button" on:click=move |_| battles.ask()>{words.get().again}</button> }
    };
    // How far it is changes often; what stands here does not.
    let state = Memo::new(move |_| {
        field.phase.with(|phase| match phase {
            Phase::Done(_) => 0,
            Phase::Idle => 1,
            Phase::Running(_) | Phase::Stopping(_) => 2,
            Phase::Stopped(_) => 3,
            Phase::Failed(_) => 4,
        })
    });
    part(move || match (state.get(), model.get()) {
        (0, _) => ().into_any(),
        (2, _) => bar(field),
        (3, _) => {
            view! { <p class="row card" role="status"><span>{words.get().stopped}</span> {again()}</p> }
                .into_any()
        }
        (4, _) => field.phase.with(|phase| match phase {
            Phase::Failed(problem) => {
                let retry = Callback::new(move |()| battles.ask());
                view! { <ProblemPanel problem=problem.clone() retry/> }.into_any()
            }
            _ => ().into_any(),
        }),
        (_, Predicting::Failed) => failed(words.get()),
        _ => loading(words.get()),
    })
    .into_any()
}

/// What stands where a page could predict, as long as there is no model.
pub(crate) fn without_model(model: &Predicting) -> Option<AnyView> {
    let words = use_lab_words(many::words);
    match model {
        Predicting::Loading => Some(loading(words.get())),
        Predicting::Failed => Some(failed(words.get())),
        Predicting::Ready(_) => None,
    }
}

fn loading(t: &'static many::Words) -> AnyView {
    view! { <p class="muted" role="status">{t.waiting}</p> }.into_any()
}

fn failed(t: &'static many::Words) -> AnyView {
    let href = Route::Battle(BattleQuery::default()).href();
    view! { <p class="card" role="status">{t.failed}" "<a href=href>{t.to_battle}</a></p> }.into_any()
}

/// How far the workers are.
pub(crate) fn progress_bar(field: Field) -> AnyView {
    let shared = use_words();
    let words = use_lab_words(words::field::words);
    let progress = Memo::new(move |_| {
        field.phase.with(|phase| match phase {
            Phase::Running(progress) | Phase::Stopping(progress) => Some(*progress),
            _ => None,
        })
    });
    let label = Signal::derive(move || {
        let t = words.get();
        let stopping = field.phase.with(|phase| matches!(phase, Phase::Stopping(_)));
        if stopping { t.stopping } else { t.predicting }
    });
    let detail = Signal::derive(move || {
        let lang = shared.lang();
        let told = |now: Progress| (words.get().done_of)(&count(lang, now.done), &count(lang, now.total));
        progress.get().map(told).unwrap_or_default()
    });
    #[allow(clippy::cast_precision_loss, reason = "drawn")]
    let share = Signal::derive(move || progress.get().map(|now| now.done as f64 / now.total.max(1) as f64));
    view! { <ProgressBar label detail share/> }.into_any()
}

/// How far the workers are, and a way to stop them.
pub(crate) fn bar(field: Field) -> AnyView {
    let words = use_lab_words(words::field::words);
    view! {
        <div class="card stack">
            {progress_bar(field)}
            <p class="row"><button type="button" class="button" on:click=move |_| field.cancel()>{move || words.get().cancel}</button></p>
        </div>
    }
    .into_any()
}

/// A link to the battle of two, best moves.
pub(crate) fn battle_link(a: &str, b: &str, text: String) -> AnyView {
    let battle = BattleQuery { a: a.to_owned(), b: b.to_owned(), ..BattleQuery::default() };
    view! { <a class="many-link" href=Route::Battle(battle).href()>{text}</a> }.into_any()
}
