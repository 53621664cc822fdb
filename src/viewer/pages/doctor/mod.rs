//! Why a server cannot be read: the connection doctor.

mod form;
mod step;

use ::doctor::{Examination, Page, Step, Verdict};
use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};
use mlflow::{BaseUrl, Credentials};

use crate::{
    browser,
    route::Route,
    state::Registry,
    viewer::{
        state::{Place, Rights, ask},
        words::{diagnosis, doctor, use_viewer_words},
    },
};
use form::DoctorForm;

/// A server that is to be examined, and as whom.
#[derive(Clone, PartialEq)]
struct Order {
    /// As it was typed.
    url: String,
    /// Held in memory only; sent to this address only.
    credentials: Option<Credentials>,
    /// The same may be asked for again.
    number: u32,
}

/// The server that is examined, and how far that is.
#[derive(Clone, Copy)]
struct Desk {
    order: RwSignal<Option<Order>>,
    examination: RwSignal<Option<Examination>>,
    stopped: RwSignal<bool>,
}

impl Desk {
    /// Orders an examination.
    fn order(self, url: String, credentials: Option<Credentials>) {
        let number = self.order.with_untracked(|order| order.as_ref().map_or(0, |order| order.number + 1));
        self.order.set(Some(Order { url, credentials, number }));
    }

    /// Gives up the one that is under way.
    fn stop(self) {
        self.stopped.set(true);
        self.order.set(None);
    }

    /// Whether questions are still asked, tracked.
    fn is_busy(self) -> bool {
        !self.stopped.get() && self.examination.with(|it| it.as_ref().is_some_and(|it| it.next().is_some()))
    }
}

/// Steps from the address to the rights, each with what it means and what helps.
#[component]
pub(crate) fn DoctorPage() -> impl IntoView {
    let words = use_viewer_words(doctor::words);
    let place = expect_context::<Place>();
    let registry = expect_context::<Registry>();
    let rights = expect_context::<Rights>();
    let live = Memo::new(move |_| registry.source.with(|source| source.registry.url().map(str::to_owned)));
    let asked = place.text("url");
    let url = Memo::new(move |_| match asked.get() {
        url if url.is_empty() => live.get().unwrap_or_default(),
        url => url,
    });
    // Credentials of the registry go nowhere else than there.
    let own = move |url: &str| {
        let same = live.with(|live| live.as_deref().is_some_and(|live| is_same(live, url)));
        same.then(|| registry.credentials.get()).flatten()
    };
    let desk =
        Desk { order: RwSignal::new(None), examination: RwSignal::new(None), stopped: RwSignal::new(false) };
    // An address that comes with the link, or with the way back.
    Effect::new(move || {
        let url = url.get();
        let present = desk.order.with_untracked(|order| order.as_ref().map(|order| order.url.clone()));
        if !url.is_empty() && present.as_ref() != Some(&url) {
            let credentials = own(&url);
            desk.order(url, credentials);
        }
    });
    Effect::new(move || {
        let Some(order) = desk.order.get() else { return };
        let page = Page::new(browser::origin(), browser::base());
        let mut examination = Examination::new(page, &order.url, order.credentials.is_some());
        desk.stopped.set(false);
        desk.examination.set(Some(examination.clone()));
        spawn_local_scoped_with_cancellation(async move {
            while let Some(probe) = examination.next() {
                let Some(question) = examination.question(&probe) else { break };
                let outcome = ask(question, order.credentials.clone()).await;
                examination.record(probe, outcome);
                desk.examination.set(Some(examination.clone()));
            }
            let here =
                live.with_untracked(|live| live.as_deref().is_some_and(|live| is_same(live, &order.url)));
            let same = registry.credentials.with_untracked(|held| *held == order.credentials);
            if here && same {
                rights.tell(examination.access());
            }
        });
    });

    let status = move || {
        let t = words.get();
        if desk.stopped.get() {
            return t.stopped.to_owned();
        }
        desk.examination.with(|examination| match examination {
            None if url.with(String::is_empty) => t.bundled.to_owned(),
            None => String::new(),
            Some(examination) => state(examination, words.lang()),
        })
    };
    let steps = Step::ALL.map(|step| step::view(desk, step)).into_iter().collect_view();
    view! {
        <div class="stack">
            <h1>{move || words.get().title}</h1>
            <p class="muted">{move || words.get().intro}</p>
        </div>
        <DoctorForm url desk own=StoredValue::new(Box::new(own))/>
        <section class="stack" aria-labelledby="steps-title">
            <h2 id="steps-title">{move || words.get().steps}</h2>
            <p role="status" class="doctor-status">{status}</p>
            <ol class="doctor-steps">{steps}</ol>
            <div class="row">
                <a class="button" href=Route::Settings.href()>{move || words.get().settings}</a>
            </div>
        </section>
    }
}

/// What is asked now, or the result.
fn state(examination: &Examination, lang: battle::Lang) -> String {
    let reports = examination.reports();
    if let Some((place, (step, _))) = reports.iter().enumerate().find(|(_, (_, report))| report.is_none()) {
        return (doctor::words(lang).examining)(place + 1, diagnosis::step(lang, *step));
    }
    let failed = reports.into_iter().filter_map(|(_, report)| report);
    let failed = failed.filter(|report| report.verdict == Verdict::Failed).map(|report| report.step).next();
    doctor::result(lang, &examination.access(), failed)
}

/// Whether two addresses mean the same server.
fn is_same(one: &str, other: &str) -> bool {
    matches!((BaseUrl::parse(one), BaseUrl::parse(other)), (Ok(one), Ok(other)) if one == other)
}
