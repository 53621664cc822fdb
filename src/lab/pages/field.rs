//! Every battle at once: the panel that the page frames.

use std::rc::Rc;

use battle::pairs::{self, Moves};
use leptos::prelude::*;

use crate::{
    components::{ProblemPanel, ProgressBar, fact, facts, flag, optional, part, text},
    engine::Progress,
    i18n::{Texts, decimal, percent},
    lab::state::Model,
    state::{Field, Outcome, Phase, use_words},
};

/// Pokémon that are shown of those that win most.
const STANDINGS: usize = 5;

/// Predicts every battle, best moves or all, on every core.
#[component]
pub(crate) fn FieldPanel() -> impl IntoView {
    let words = use_words();
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
                <section class="card stack" aria-labelledby="field-title">
                    <fieldset class="field" disabled=busy>
                        <legend id="field-title">{words.say(|t| t.field.which)}</legend>
                        <div class="segments">
                            {choice(moves, Moves::Best, |t| t.field.best)}
                            {choice(moves, Moves::All, |t| t.field.all)}
                        </div>
                        <p class="muted small number">{part(move || {
                            let t = words.get();
                            let count = pairs::battles_before(moves.get(), pairs::count());
                            (t.field.battles)(&number(t, count))
                        })}</p>
                    </fieldset>
                    <div class="row">
                        <button
                            type="button"
                            class="button primary"
                            aria-disabled=optional(move || (busy() || !ready.get()).then(|| "true".to_owned()))
                            on:click=move |_| if !busy() && ready.get_untracked() { start() }
                        >{words.say(|t| t.field.start)}</button>
                        <Show when=busy>
                            <button type="button" class="button" on:click=move |_| field.cancel()>
                                {words.say(|t| t.field.cancel)}
                            </button>
                        </Show>
                    </div>
                    <Show when=busy><Bar field/></Show>
                    <p role="status" class=text(move || if busy() { "visually-hidden".to_owned() } else { String::new() })>
                        {part(move || field.phase.with(|phase| said(phase, words.get())))}
                    </p>
                    {part(move || field.phase.with(|phase| match phase {
                        Phase::Failed(problem) => Some(view! { <ProblemPanel problem=problem.clone() retry/> }),
                        _ => None,
                    }))}
                </section>
                {part(move || field.phase.with(|phase| match phase {
                    Phase::Done(outcome) => Some(result(outcome, words.get())),
                    _ => None,
                }))}
            </div>
    }
}

/// How far the workers are.
#[component]
fn Bar(
    /// What they work on.
    field: Field,
) -> impl IntoView {
    let words = use_words();
    let progress = Memo::new(move |_| field.phase.with(under_way));
    let label = Signal::derive(move || {
        let t = &words.get().field;
        let stopping = field.phase.with(|phase| matches!(phase, Phase::Stopping(_)));
        if stopping { t.stopping } else { t.predicting }
    });
    let detail = Signal::derive(move || {
        let t = words.get();
        let told = progress.get().map(|now| (t.field.done_of)(&number(t, now.done), &number(t, now.total)));
        told.unwrap_or_default()
    });
    let share = Signal::derive(move || progress.get().map(share));
    view! { <ProgressBar label detail share/> }
}

/// One way to choose the moves.
fn choice(chosen: RwSignal<Moves>, value: Moves, label: fn(&'static Texts) -> &'static str) -> impl IntoView {
    let words = use_words();
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

fn result(outcome: &Rc<Outcome>, t: &'static Texts) -> impl IntoView + use<> {
    let tally = &outcome.tally;
    #[allow(clippy::cast_precision_loss, reason = "shown")]
    let share_a = tally.wins_a as f64 / tally.battles.max(1) as f64;
    let list = facts((
        fact(t.field.count, number(t, tally.battles)),
        fact(t.field.wins_a, percent(t.lang, share_a, 2)),
        fact(t.field.time, seconds(t, outcome.milliseconds)),
        fact(t.field.speed, decimal(t.lang, outcome.speed(), 0)),
        fact(t.field.workers, number(t, outcome.workers)),
    ));
    let standings: Vec<_> = tally
        .best(STANDINGS)
        .into_iter()
        .map(|standing| {
            let name = standing.pokemon.names.get(t.lang).to_owned();
            let class = format!("standing-bar type-{}", standing.pokemon.types.0.slug());
            view! {
                <li class="standing">
                    <span>{name}</span>
                    <span class="number">{percent(t.lang, standing.share, 2)}</span>
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
                        {t.field.save}
                    </button>
                </p>
                <p id="save-hint" class="muted small">{t.field.save_hint}</p>
            </div>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="result-title">
            <h2 id="result-title">{t.field.result}</h2>
            {list}
            <h3>{t.field.standings}</h3>
            <p class="muted small">{t.field.standings_text}</p>
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
fn said(phase: &Phase, t: &'static Texts) -> Option<String> {
    match phase {
        Phase::Idle | Phase::Failed(_) => None,
        Phase::Running(progress) => {
            let tenths = (share(*progress) * 10.0).floor() / 10.0;
            Some((t.field.so_far)(&percent(t.lang, tenths, 0)))
        }
        Phase::Stopping(_) => Some(t.field.stopping.to_owned()),
        Phase::Stopped(now) => Some((t.field.cancelled)(&number(t, now.done), &number(t, now.total))),
        Phase::Done(outcome) => {
            Some((t.field.finished)(&number(t, outcome.tally.battles), &seconds(t, outcome.milliseconds)))
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "drawn")]
fn share(progress: Progress) -> f64 {
    progress.done as f64 / progress.total.max(1) as f64
}

#[allow(clippy::cast_precision_loss, reason = "shown")]
fn number(t: &Texts, count: usize) -> String {
    decimal(t.lang, count as f64, 0)
}

fn seconds(t: &Texts, milliseconds: f64) -> String {
    (t.field.seconds)(&decimal(t.lang, milliseconds / 1000.0, if milliseconds < 1000.0 { 3 } else { 1 }))
}

#[cfg(test)]
mod tests {
    use battle::Lang;

    use super::*;
    use crate::i18n::texts;

    #[test]
    fn only_every_tenth_is_said_aloud() {
        let t = texts(Lang::En);
        let said = |done| said(&Phase::Running(Progress { done, total: 1000 }), t);
        assert_eq!(said(0).as_deref(), Some("0% of the battles predicted"));
        assert_eq!(said(399), said(300));
        assert_eq!(said(400).as_deref(), Some("40% of the battles predicted"));
    }

    #[test]
    fn a_cancelled_job_says_how_far_it_was() {
        let stopped = Phase::Stopped(Progress { done: 1234, total: 34_782 });
        assert_eq!(
            said(&stopped, texts(Lang::En)).as_deref(),
            Some("Cancelled after 1,234 of 34,782 battles")
        );
        assert_eq!(seconds(texts(Lang::Fr), 1234.0), "1,2\u{a0}s");
        assert_eq!(seconds(texts(Lang::En), 61.25), "0.061 s");
    }
}
