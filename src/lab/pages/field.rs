//! Every battle at once.

use std::rc::Rc;

use battle::{
    Lang, Pokedex,
    pairs::{self, Moves},
};
use leptos::prelude::*;

use crate::{
    components::{ProblemPanel, fact, facts, flag, part},
    i18n::{count, decimal, percent},
    lab::{
        components::{asking, seconds},
        state::{Model, Place},
        words::{
            field::{self, Words},
            use_lab_words,
        },
    },
    state::{Field, Outcome, PageWords, Phase, use_words},
};

/// Pokémon that are shown of those that win most.
const STANDINGS: usize = 5;

/// Predicts every battle, best moves or all, on every core.
#[component]
pub(crate) fn FieldPage() -> impl IntoView {
    let words = use_lab_words(field::words);
    let shared = use_words();
    let model = expect_context::<Model>();
    let field = Field::start(move || model.get().model().map(|model| model.serial));
    let place = expect_context::<Place>();
    let every = place.text("moves");
    let moves = Memo::new(move |_| if every.with(|every| every == "all") { Moves::All } else { Moves::Best });

    let busy = move || field.phase.with(|phase| matches!(phase, Phase::Running(_) | Phase::Stopping(_)));
    let start = move || {
        if let Some(model) = untrack(|| model.get()).model() {
            field.ask(moves.get_untracked(), model.clone());
        }
    };
    let retry = Callback::new(move |()| start());

    view! {
            <div class="stack">
                <h1>{move || words.get().title}</h1>
                <p class="muted">{move || (words.get().intro)(&count(shared.lang(), Pokedex::get().fighters().count()))}</p>
            </div>
            <div class="stack">
                <section class="card stack" aria-labelledby="field-title">
                    <fieldset class="field" disabled=flag(busy)>
                        <legend id="field-title">{move || words.get().which}</legend>
                        <div class="segments">
                            {choice(words, place, moves, Moves::Best, |t| t.best)}
                            {choice(words, place, moves, Moves::All, |t| t.all)}
                        </div>
                        <p class="muted small number">{part(move || {
                            let battles = pairs::battles_before(moves.get(), pairs::count());
                            (words.get().battles)(&count(shared.lang(), battles))
                        })}</p>
                    </fieldset>
                    {asking(field, move || words.get().start, start)}
                    {part(move || field.phase.with(|phase| match phase {
                        Phase::Failed(problem) => Some(view! { <ProblemPanel problem=problem.clone() retry/> }),
                        _ => None,
                    }))}
                </section>
                {part(move || field.phase.with(|phase| match phase {
                    Phase::Done(outcome) => Some(result(outcome, words.get(), shared.lang())),
                    _ => None,
                }))}
            </div>
    }
}

/// One way to choose the moves.
fn choice(
    words: PageWords<Words>,
    place: Place,
    chosen: Memo<Moves>,
    value: Moves,
    label: fn(&'static Words) -> &'static str,
) -> impl IntoView {
    view! {
        <label>
            <input
                type="radio"
                name="moves"
                prop:checked=flag(move || chosen.get() == value)
                on:change=move |_| {
                    place.change(|query| query.set("moves", if value == Moves::All { "all" } else { "" }));
                }
            />
            <span>{part(move || label(words.get()))}</span>
        </label>
    }
}

fn result(outcome: &Rc<Outcome>, t: &'static Words, lang: Lang) -> impl IntoView + use<> {
    let tally = &outcome.tally;
    #[allow(clippy::cast_precision_loss, reason = "shown")]
    let share_a = tally.wins_a as f64 / tally.battles.max(1) as f64;
    let list = facts((
        fact(t.count, count(lang, tally.battles)),
        fact(t.wins_a, percent(lang, share_a, 2)),
        fact(t.time, seconds(t, lang, outcome.milliseconds)),
        fact(t.speed, decimal(lang, outcome.speed(), 0)),
        fact(t.workers, count(lang, outcome.workers)),
    ));
    let standings: Vec<_> = tally
        .best(STANDINGS)
        .into_iter()
        .map(|standing| {
            let name = standing.pokemon.names.get(lang).to_owned();
            let class = format!("standing-bar type-{}", standing.pokemon.types.0.slug());
            view! {
                <li class="standing">
                    <span>{name}</span>
                    <span class="number">{percent(lang, standing.share, 2)}</span>
                    <span class=class style:inline-size=format!("{:.2}%", standing.share * 100.0) aria-hidden="true"></span>
                </li>
            }
        })
        .collect();
    let saved = Rc::clone(outcome);
    let save = outcome.can_be_saved().then(|| {
        view! {
            <div class="stack">
                <p class="row">
                    <button type="button" class="button" aria-describedby="save-hint" on:click=move |_| saved.save()>
                        {t.save}
                    </button>
                </p>
                <p id="save-hint" class="muted small">{t.save_hint}</p>
            </div>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="result-title">
            <h2 id="result-title">{t.result}</h2>
            {list}
            <h3>{t.standings}</h3>
            <p class="muted small">{t.standings_text}</p>
            <ol class="standings">{standings}</ol>
            {save}
        </section>
    }
}
