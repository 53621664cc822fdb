//! A quiz about types.

use leptos::prelude::*;

use crate::{
    browser,
    components::{fact, facts},
    i18n::times,
    lab::{
        components::{type_chip, types_of},
        state::{ANSWERS, ANSWERS_OF_ONE, Best, Place, Question, SEEDS, Score},
        words::{quiz, use_lab_words},
    },
    route::LabPage,
    state::use_words,
};

/// The element with the question.
const QUESTION: &str = "quiz-question";
/// The button that leads to the next one.
const NEXT: &str = "quiz-next";

/// One question after the other, with the score.
#[component]
pub(crate) fn QuizPage() -> impl IntoView {
    let shared = use_words();
    let words = use_lab_words(quiz::words);
    let place = expect_context::<Place>();

    let seed = place.text("seed");
    let two = place.on("two");
    let number = RwSignal::new(0_u32);
    let score = RwSignal::new(Score::default());
    let best = RwSignal::new(Best::load());
    let given = RwSignal::new(None::<f64>);
    let record = RwSignal::new(false);
    let kept = RwSignal::new(true);
    let question = Memo::new(move |_| {
        let seed = seed.with(|seed| seed.parse().unwrap_or_default());
        Question::of(seed, number.get(), two.get())
    });

    let begin = move || {
        number.set(0);
        score.set(Score::default());
        given.set(None);
        record.set(false);
    };
    let new_seed = move || {
        let seed = browser::random_below(SEEDS).to_string();
        place.change(|query| query.set("seed", &seed));
    };
    // An address without a series gets one, so that it can be shared; another series or kind begins anew.
    Effect::new(move |before: Option<(String, bool)>| {
        let now = (seed.get(), two.get());
        if now.0.parse::<u64>().is_err() && place.page() == Some(LabPage::Quiz) {
            new_seed();
        }
        if before.is_some_and(|before| before != now) {
            begin();
        }
        now
    });
    let answer = move |factor: f64| {
        if given.get_untracked().is_some() {
            return;
        }
        let right = question.get_untracked().answer().total_cmp(&factor).is_eq();
        given.set(Some(factor));
        score.update(|score| score.count(right));
        let streak = score.get_untracked().streak;
        let longer = best.try_update(|best| best.take(two.get_untracked(), streak)).unwrap_or_default();
        record.set(longer);
        if longer {
            kept.set(best.get_untracked().save());
        }
        request_animation_frame(|| browser::focus(NEXT));
    };
    let next = move |_| {
        number.update(|number| *number += 1);
        given.set(None);
        record.set(false);
        request_animation_frame(|| browser::focus(QUESTION));
    };
    let restart = move |_| {
        new_seed();
        request_animation_frame(|| browser::focus(QUESTION));
    };

    let asked = move || {
        let (t, lang) = (words.get(), shared.lang());
        let Question { attack, defender } = question.get();
        let (first, second) = defender;
        let second = second.map(|kind| format!(" / {}", kind.name(lang))).unwrap_or_default();
        let said = (t.question)(attack.name(lang), &format!("{}{second}", first.name(lang)));
        view! {
            <p class="quiz-number muted">{(t.number)(number.get() + 1)}</p>
            <h2 id=QUESTION class="quiz-question" tabindex="-1">{said}</h2>
            <p class="quiz-duel" aria-hidden="true">
                {type_chip(attack, lang)} <span class="quiz-arrow">"→"</span> {types_of(defender, lang)}
            </p>
        }
        .into_any()
    };
    let answers = move || {
        let right = question.get().answer();
        let list = if two.get() { &ANSWERS[..] } else { &ANSWERS_OF_ONE[..] };
        let button = |factor: f64| {
            let class = move || match given.get() {
                Some(_) if right.total_cmp(&factor).is_eq() => "button quiz-answer right",
                Some(given) if given.total_cmp(&factor).is_eq() => "button quiz-answer wrong",
                _ => "button quiz-answer",
            };
            let mark = move || match given.get() {
                Some(_) if right.total_cmp(&factor).is_eq() => "✓ ",
                Some(given) if given.total_cmp(&factor).is_eq() => "✗ ",
                _ => "",
            };
            view! {
                <button
                    type="button"
                    class=class
                    aria-disabled=move || given.get().is_some().then_some("true")
                    on:click=move |_| answer(factor)
                ><span aria-hidden="true">{mark}</span>{times(factor)}</button>
            }
            .into_any()
        };
        list.iter().map(|factor| button(*factor)).collect::<Vec<_>>()
    };
    let told = move || {
        let t = words.get();
        given.get().map(|given| {
            let answer = question.get().answer();
            let right = answer.total_cmp(&given).is_eq();
            let said =
                if right { (t.right)(&times(answer)) } else { (t.wrong)(&times(answer), &times(given)) };
            let class = if right { "tag good" } else { "tag bad" };
            let record =
                record.get().then(|| view! { " "<span class="tag strong">{t.record}</span> }.into_any());
            view! { <span class=class>{said}</span>{record} }.into_any()
        })
    };
    let standing = move || {
        let t = words.get();
        let Score { asked, right, streak } = score.get();
        facts((
            fact(t.score, (t.score_of)(right, asked)),
            fact(t.streak, streak),
            fact(t.best, best.get().of(two.get())),
        ))
    };
    let kind = move |on: bool, name: fn(&quiz::Words) -> &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="quiz-kind"
                    prop:checked=move || two.get() == on
                    on:change=move |_| place.change(|query| query.set_on("two", on))
                />
                <span>{move || name(words.get())}</span>
            </label>
        }
        .into_any()
    };

    view! {
        <div class="stack">
            <h1>{move || crate::lab::words::title(&LabPage::Quiz, shared.lang())}</h1>
            <p class="muted">{move || words.get().intro}</p>
        </div>
        <div class="quiz">
            <section class="card stack quiz-card" aria-labelledby=QUESTION>
                {asked}
                <div class="quiz-answers" role="group" aria-label=move || words.get().answers>{answers}</div>
                <div class="row spread quiz-after">
                    <p role="status" class="quiz-told">{told}</p>
                    <Show when=move || given.get().is_some()>
                        <button type="button" id=NEXT class="button primary" on:click=next>
                            {move || words.get().next}
                        </button>
                    </Show>
                </div>
            </section>
            <section class="card stack" aria-label=move || words.get().score>
                {standing}
                <Show when=move || !kept.get()>
                    <p class="small muted" role="status">{move || words.get().not_kept}</p>
                </Show>
                <fieldset class="field">
                    <legend>{move || words.get().kinds}</legend>
                    <div class="segments">{kind(false, |t| t.one)}{kind(true, |t| t.two)}</div>
                </fieldset>
                <p><button type="button" class="button" on:click=restart>{move || words.get().restart}</button></p>
            </section>
        </div>
    }
}
