//! Every battle at once.

use std::rc::Rc;

use battle::{
    Lang, Pokedex,
    pairs::{self, Moves},
};
use leptos::prelude::*;

use crate::{
    components::{ProblemPanel, fact, facts, flag, optional, part, text},
    engine::Progress,
    i18n::{count, decimal, percent},
    lab::{
        components::{progress_bar, without_model},
        state::Model,
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
    let moves = RwSignal::new(Moves::Best);

    let ready = Memo::new(move |_| model.get().model().is_some());
    let progress = Memo::new(move |_| field.phase.with(|phase| under_way(phase).is_some()));
    let busy = move || progress.get();
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
            {part(move || without_model(&model.get()))}
            <div class="stack">
                <section class="card stack" aria-labelledby="field-title">
                    <fieldset class="field" disabled=busy>
                        <legend id="field-title">{move || words.get().which}</legend>
                        <div class="segments">
                            {choice(words, moves, Moves::Best, |t| t.best)}
                            {choice(words, moves, Moves::All, |t| t.all)}
                        </div>
                        <p class="muted small number">{part(move || {
                            let battles = pairs::battles_before(moves.get(), pairs::count());
                            (words.get().battles)(&count(shared.lang(), battles))
                        })}</p>
                    </fieldset>
                    <div class="row">
                        <button
                            type="button"
                            class="button primary"
                            aria-disabled=optional(move || (busy() || !ready.get()).then(|| "true".to_owned()))
                            on:click=move |_| if !busy() && ready.get_untracked() { start() }
                        >{move || words.get().start}</button>
                        <Show when=busy>
                            <button type="button" class="button" on:click=move |_| field.cancel()>
                                {move || words.get().cancel}
                            </button>
                        </Show>
                    </div>
                    <Show when=busy>{progress_bar(field)}</Show>
                    <p role="status" class=text(move || if busy() { "visually-hidden".to_owned() } else { String::new() })>
                        {part(move || field.phase.with(|phase| said(phase, words.get(), shared.lang())))}
                    </p>
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
    chosen: RwSignal<Moves>,
    value: Moves,
    label: fn(&'static Words) -> &'static str,
) -> impl IntoView {
    view! {
        <label>
            <input
                type="radio"
                name="moves"
                prop:checked=flag(move || chosen.get() == value)
                on:change=move |_| chosen.set(value)
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

/// How far it is, while it goes on.
fn under_way(phase: &Phase) -> Option<Progress> {
    match phase {
        Phase::Running(progress) | Phase::Stopping(progress) => Some(*progress),
        Phase::Idle | Phase::Stopped(_) | Phase::Done(_) | Phase::Failed(_) => None,
    }
}

/// What is said aloud: on the way every tenth only.
fn said(phase: &Phase, t: &Words, lang: Lang) -> Option<String> {
    match phase {
        Phase::Idle | Phase::Failed(_) => None,
        Phase::Running(progress) => {
            let tenths = (share(*progress) * 10.0).floor() / 10.0;
            Some((t.so_far)(&percent(lang, tenths, 0)))
        }
        Phase::Stopping(_) => Some(t.stopping.to_owned()),
        Phase::Stopped(now) => Some((t.cancelled)(&count(lang, now.done), &count(lang, now.total))),
        Phase::Done(outcome) => {
            Some((t.finished)(&count(lang, outcome.tally.battles), &seconds(t, lang, outcome.milliseconds)))
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "drawn")]
fn share(progress: Progress) -> f64 {
    progress.done as f64 / progress.total.max(1) as f64
}

fn seconds(t: &Words, lang: Lang, milliseconds: f64) -> String {
    (t.seconds)(&decimal(lang, milliseconds / 1000.0, if milliseconds < 1000.0 { 3 } else { 1 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_every_tenth_is_said_aloud() {
        let t = field::words(Lang::En);
        let said = |done| said(&Phase::Running(Progress { done, total: 1000 }), t, Lang::En);
        assert_eq!(said(0).as_deref(), Some("0% of the battles predicted"));
        assert_eq!(said(399), said(300));
        assert_eq!(said(400).as_deref(), Some("40% of the battles predicted"));
    }

    #[test]
    fn a_cancelled_job_says_how_far_it_was() {
        let stopped = Phase::Stopped(Progress { done: 1234, total: 34_782 });
        assert_eq!(
            said(&stopped, field::words(Lang::En), Lang::En).as_deref(),
            Some("Cancelled after 1,234 of 34,782 battles")
        );
        assert_eq!(seconds(field::words(Lang::Fr), Lang::Fr, 1234.0), "1,2\u{a0}s");
        assert_eq!(seconds(field::words(Lang::En), Lang::En, 61.25), "0.061 s");
    }
}
