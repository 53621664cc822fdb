//! Asking the workers for many battles: the buttons, how far they are, and what is said aloud of it.

use battle::Lang;
use leptos::prelude::*;

use crate::{
    browser,
    components::{ProgressBar, flag, optional, part, text},
    engine::Progress,
    handover::Predicting,
    i18n::{count, decimal, percent},
    lab::{
        state::Model,
        words::{
            field::{self, Words},
            many, use_lab_words,
        },
    },
    route::{BattleQuery, Route},
    state::{Field, Phase, use_words},
};

/// A button that asks and one that cancels, how far the workers are, and a live region that is there before anything is asked.
/// Neither button goes away while it has the focus.
pub(crate) fn asking(
    field: Field,
    label: impl Fn() -> &'static str + Send + 'static,
    ask: impl Fn() + 'static,
) -> AnyView {
    let busy = busy(field);
    let model = expect_context::<Model>();
    let ready = Memo::new(move |_| model.get().model().is_some());
    view! {
        <div class="row">
            <button
                type="button"
                class="button primary"
                aria-disabled=optional(move || (busy.get() || !ready.get()).then(|| "true".to_owned()))
                on:click=move |_| if !busy.get_untracked() && ready.get_untracked() { ask() }
            >{part(label)}</button>
            {cancel(field, busy)}
        </div>
        {part(move || busy.get().then(|| progress_bar(field)))}
        {told(field, |_| true)}
    }
    .into_any()
}

/// For a page that asks by itself and shows nothing else until there is an answer: how far the workers are and a way to stop them,
/// then a way to ask again. A reader whose focus was on it finds it on the page's content when all of this goes away.
pub(crate) fn waiting(
    field: Field,
    again: impl Fn() -> &'static str + Send + 'static,
    ask: impl Fn() + 'static,
) -> AnyView {
    const CARD: &str = "waiting";
    let busy = busy(field);
    let stopped = Memo::new(move |_| field.phase.with(|phase| matches!(phase, Phase::Stopped(_))));
    let shown = Memo::new(move |_| busy.get() || stopped.get());
    Effect::new(move || {
        if !shown.get() && browser::has_focus_within(CARD) {
            browser::focus("main");
        }
    });
    view! {
        {told(field, |phase| !matches!(phase, Phase::Done(_)))}
        <div id=CARD class="card stack" hidden=flag(move || !shown.get())>
            {part(move || busy.get().then(|| progress_bar(field)))}
            <div class="row">
                {cancel(field, busy)}
                <button
                    type="button"
                    class="button idle"
                    aria-disabled=optional(move || (!stopped.get()).then(|| "true".to_owned()))
                    on:click=move |_| if stopped.get_untracked() { ask() }
                >{part(again)}</button>
            </div>
        </div>
    }
    .into_any()
}

/// The live region: that there is no model yet or none at all, how far the workers are, what came of it. The bar shows the same to
/// those who see it, so meanwhile it is for others only, and at the end if `seen` says so.
fn told(field: Field, seen: fn(&Phase) -> bool) -> AnyView {
    let words = use_lab_words(field::words);
    let many = use_lab_words(many::words);
    let model = expect_context::<Model>();
    let idle = Memo::new(move |_| field.phase.with(|phase| matches!(phase, Phase::Idle)));
    let hidden = Memo::new(move |_| {
        field.phase.with(|phase| matches!(phase, Phase::Running(_) | Phase::Stopping(_)) || !seen(phase))
    });
    let class = move || if hidden.get() { "visually-hidden" } else { "muted" }.to_owned();
    let said = Memo::new(move |_| field.phase.with(|phase| said(phase, words.get(), words.lang())));
    view! {
        <p role="status" class=text(class)>
            {part(move || if idle.get() { without_model(&model.get(), many.get()) } else { None })}
            {part(move || said.get())}
        </p>
    }
    .into_any()
}

/// Why nothing can be asked.
fn without_model(model: &Predicting, t: &'static many::Words) -> Option<AnyView> {
    match model {
        Predicting::Loading => Some(t.waiting.into_any()),
        Predicting::Failed => {
            let href = Route::Battle(BattleQuery::default()).href();
            Some(view! { {t.failed}" "<a href=href>{t.to_battle}</a> }.into_any())
        }
        Predicting::Ready(_) => None,
    }
}

/// Stops the workers; without work it is not seen, unless the keyboard is on it.
fn cancel(field: Field, busy: Memo<bool>) -> AnyView {
    let words = use_lab_words(field::words);
    view! {
        <button
            type="button"
            class="button idle"
            aria-disabled=optional(move || (!busy.get()).then(|| "true".to_owned()))
            on:click=move |_| field.cancel()
        >{part(move || words.get().cancel)}</button>
    }
    .into_any()
}

fn busy(field: Field) -> Memo<bool> {
    Memo::new(move |_| field.phase.with(|phase| matches!(phase, Phase::Running(_) | Phase::Stopping(_))))
}

/// How far the workers are.
fn progress_bar(field: Field) -> AnyView {
    let shared = use_words();
    let words = use_lab_words(field::words);
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
    let share = Signal::derive(move || progress.get().map(share));
    view! { <ProgressBar label detail share/> }.into_any()
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

/// How long it took.
pub(crate) fn seconds(t: &Words, lang: Lang, milliseconds: f64) -> String {
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
