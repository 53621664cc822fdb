//! A change of a model: what it would change, why, and what became of it. Nothing is sent before the reader presses the button.

mod form;
mod outcome;

use doctor::Act;
use leptos::{prelude::*, task::spawn_local};
use registry::{Plan, Snapshot, VersionRun, apply, with_runs};

use self::{
    form::form,
    outcome::{Outcome, outcome_view},
};
use crate::{
    browser,
    components::RemoteNotice,
    route::{Route, ViewPage},
    state::{Keep, Registry, use_remote},
    viewer::{
        components::changes_table,
        state::{Deed, Draft, Place, Rights, Undecided, keep_text, kept_text},
        words::{change, use_viewer_words},
    },
};

/// Takes the focus when something has become of a change.
const OUTCOME: &str = "outcome";
/// Stands in for a reason while there is none, so that the changes can be shown.
const NO_REASON_YET: &str = "…";

/// Who makes changes, as the reader said it; kept while the viewer is there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Author(pub(crate) RwSignal<String>);

/// What the reader types beside the address.
#[derive(Clone, Copy)]
struct Typed {
    text: RwSignal<String>,
    /// What the text is kept under.
    text_name: Memo<String>,
    reason: RwSignal<String>,
    author: Author,
}

/// One change of one model.
#[component]
pub(crate) fn ChangePage(
    /// The model's registered name.
    name: String,
) -> impl IntoView {
    let words = use_viewer_words(change::words);
    let place = expect_context::<Place>();
    let registry = expect_context::<Registry>();
    let rights = expect_context::<Rights>();
    let title = name.clone();

    let snapshot = {
        let name = name.clone();
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let name = name.clone();
                async move {
                    let read = Snapshot::read(&registry.client(door).await?, &name).await;
                    rights.learn(Act::Read, read.as_ref().map(drop));
                    Ok(read?)
                }
            },
        )
    };
    let deed = Memo::new(move |_| Deed::of(&place.query()));
    let runs = use_remote(
        Keep::SameKey,
        move || {
            (registry.door(), (deed.get() == Deed::Best).then(|| versions(snapshot.remote.get().value())))
        },
        move |(door, versions)| async move {
            let Some(versions) = versions else { return Ok(Vec::<VersionRun>::new()) };
            Ok(with_runs(&registry.client(door).await?, versions).await?)
        },
    );

    let text_name = {
        let name = name.clone();
        Memo::new(move |_| text_name(&name, &Draft::read(&place.query(), "")))
    };
    let typed = Typed {
        text: RwSignal::default(),
        text_name,
        reason: RwSignal::default(),
        author: expect_context::<Author>(),
    };
    begin(&name, typed, place, snapshot.remote);
    let draft = Memo::new(move |_| typed.text.with(|text| Draft::read(&place.query(), text)));
    let plan = Memo::new(move |_| -> Option<Result<Plan, Undecided>> {
        let reason = typed.reason.get();
        let reason = if reason.trim().is_empty() { NO_REASON_YET } else { &reason };
        snapshot.remote.with(|snapshot| {
            let runs = runs.remote.get();
            let runs = runs.value().map_or(&[][..], Vec::as_slice);
            snapshot.value().map(|snapshot| draft.get().plan(snapshot, runs, reason))
        })
    });

    let outcome = ArcRwSignal::new(Outcome::None);
    let carry_out = {
        let outcome = outcome.clone();
        let model = name.clone();
        move || {
            let Some(Ok(plan)) = plan.get_untracked() else { return };
            let (door, author) = (untrack(|| registry.door()), typed.author.0.get_untracked());
            let (outcome, model) = (outcome.clone(), model.clone());
            let text_name = typed.text_name.get_untracked();
            outcome.set(Outcome::Working);
            // It goes on when the page is left: half a change would be worse.
            spawn_local(async move {
                let result = match registry.client(door).await {
                    Ok(client) => apply(&client, &plan, Some(&author), browser::time()).await,
                    Err(error) => Err(registry::ApplyError::Read(error)),
                };
                let told = Outcome::of(&plan, result);
                rights.learn(Act::Write, told.refused().map_or(Ok(()), Err));
                if let Some(now) = told.now() {
                    snapshot.remote.try_update(|remote| remote.settle(Ok(now.clone())));
                }
                if told.is_done() {
                    typed.forget(&model, &text_name);
                }
                outcome.set(told);
                browser::focus(OUTCOME);
            });
        }
    };
    // Another address is another change.
    {
        let outcome = outcome.clone();
        Effect::new(move |before: Option<()>| {
            place.query();
            if before.is_some() && !outcome.with_untracked(Outcome::is_working) {
                outcome.set(Outcome::None);
            }
        });
    }

    let shown = {
        let outcome = outcome.clone();
        Memo::new(move |_| !outcome.with(Outcome::is_done))
    };
    let again = outcome.clone();
    let next = {
        let outcome = outcome.clone();
        Callback::new(move |()| outcome.set(Outcome::None))
    };
    let (outcome_name, form_name) = (name.clone(), name.clone());
    view! {
        <div class="stack">
            <p><a href=Route::model(name).href()>"← "<span class="wrap">{title}</span></a></p>
            <h1>{move || words.get().deed(deed.get())}</h1>
        </div>
        <RemoteNotice loading=snapshot/>
        <div id=OUTCOME tabindex="-1" role="status" class="stack">
            {move || outcome.with(|outcome| outcome_view(outcome, &outcome_name, next, words.get()))}
        </div>
        <Show when=move || shown.get() && snapshot.remote.with(|remote| remote.value().is_some())>
            {
                let carry_out = carry_out.clone();
                let again = again.clone();
                let model = form_name.clone();
                move || {
                    let carry_out = carry_out.clone();
                    let busy = again.clone();
                    decide(&model, words, draft, plan, snapshot.remote, runs, typed, place, rights, move || {
                        busy.with(Outcome::is_working)
                    }, carry_out)
                }
            }
        </Show>
    }
}

/// The form, the changes, the reason, and the button.
#[allow(clippy::too_many_arguments, reason = "the parts of one form")]
fn decide(
    model: &str,
    words: crate::viewer::words::ViewerWords<change::Words>,
    draft: Memo<Draft>,
    plan: Memo<Option<Result<Plan, Undecided>>>,
    snapshot: RwSignal<crate::state::Remote<Snapshot>>,
    runs: crate::state::Loading<Vec<VersionRun>>,
    typed: Typed,
    place: Place,
    rights: Rights,
    busy: impl Fn() -> bool + Send + Sync + Clone + 'static,
    carry_out: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let reason_key = StoredValue::new(reason_name(model));
    let denied = move || rights.denied(Act::Write);
    let no_reason = move || typed.reason.with(|reason| reason.trim().is_empty());
    let ready = {
        let busy = busy.clone();
        move || denied().is_none() && !no_reason() && !busy() && matches!(plan.get(), Some(Ok(_)))
    };
    let stands = {
        let ready = ready.clone();
        move || {
            let t = words.get();
            match (denied(), plan.get()) {
                (Some(reason), _) => t.denied(reason).to_owned(),
                (None, Some(Err(why))) => t.undecided(&why),
                (None, _) if no_reason() => t.reason_missing.to_owned(),
                _ if !ready() => t.working.to_owned(),
                _ => String::new(),
            }
        }
    };
    let preview = move || {
        let t = words.get();
        match plan.get() {
            Some(Ok(plan)) => changes_table(&plan.changes, t),
            Some(Err(why)) => view! { <p class="muted">{t.undecided(&why)}</p> }.into_any(),
            None => ().into_any(),
        }
    };
    let press = {
        let ready = ready.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            if ready() {
                carry_out();
            }
        }
    };
    view! {
        <form class="card stack change-form" on:submit=press>
            {form(words, draft, snapshot, runs, typed, place)}
            <h2>{move || words.get().changes}</h2>
            <div class="table-scroll">{preview}</div>
            <div class="field">
                <label for="change-reason">{move || words.get().reason}</label>
                <textarea id="change-reason" rows="2" maxlength="1000" aria-describedby="change-reason-hint"
                    prop:value=move || typed.reason.get()
                    on:input=move |event| {
                        let reason = event_target_value(&event);
                        keep_text(&reason_key.get_value(), &reason);
                        typed.reason.set(reason);
                    }
                ></textarea>
                <p id="change-reason-hint" class="small muted">{move || words.get().reason_hint}</p>
            </div>
            <div class="field">
                <label for="change-by">{move || words.get().by}</label>
                <input id="change-by" autocomplete="name" maxlength="200" aria-describedby="change-by-hint"
                    prop:value=move || typed.author.0.get()
                    on:input=move |event| typed.author.0.set(event_target_value(&event))
                />
                <p id="change-by-hint" class="small muted">{move || words.get().by_hint}</p>
            </div>
            <div class="row">
                <button type="submit" class="button primary" aria-describedby="change-stands"
                    aria-disabled=move || (!ready()).then_some("true")
                >{move || words.get().go(draft.with(|draft| draft.deed))}</button>
                <span id="change-stands" class="muted">{stands}</span>
            </div>
        </form>
    }
    .into_any()
}

fn versions(snapshot: Option<&Snapshot>) -> Vec<mlflow::ModelVersion> {
    snapshot.map(|snapshot| snapshot.versions.clone()).unwrap_or_default()
}

/// Names of what is kept for a reload: one text for each thing that is edited, one reason for each model.
fn text_name(model: &str, draft: &Draft) -> String {
    let version = draft.version.map_or_else(|| "model".to_owned(), |version| version.to_string());
    format!("{}.{model}.{version}.{}", draft.deed.name(), draft.key)
}

fn reason_name(model: &str) -> String {
    format!("reason.{model}")
}

/// Starts texts with what was kept, or with what the registry says.
fn begin(model: &str, typed: Typed, place: Place, snapshot: RwSignal<crate::state::Remote<Snapshot>>) {
    typed.reason.set(kept_text(&reason_name(model)).unwrap_or_default());
    let target = Memo::new(move |_| {
        let query = place.query();
        let draft = Draft::read(&query, "");
        (draft.deed, draft.version, draft.key, query.text("value").to_owned())
    });
    let there = Memo::new(move |_| snapshot.with(|snapshot| snapshot.value().is_some()));
    Effect::new(move |_| {
        let (deed, version, key, value) = target.get();
        if !there.get() {
            return;
        }
        let present = snapshot.with_untracked(|snapshot| {
            let snapshot = snapshot.value()?;
            let of = version.map(|version| snapshot.version(version));
            match (deed, of) {
                (Deed::Describe, None) => Some(snapshot.model.description.clone()),
                (Deed::Describe, Some(version)) => version.map(|version| version.description.clone()),
                (Deed::Tag, None) => snapshot.model.tags.get(&key).cloned(),
                (Deed::Tag, Some(version)) => version.and_then(|version| version.tags.get(&key).cloned()),
                _ => None,
            }
        });
        let kept = kept_text(&typed.text_name.get_untracked());
        let given = (!value.is_empty()).then_some(value);
        typed.text.set(given.or(kept).or(present).unwrap_or_default());
    });
}

impl Typed {
    /// Takes over what the reader writes, and keeps it for a reload.
    fn write_text(self, text: String) {
        keep_text(&self.text_name.get_untracked(), &text);
        self.text.set(text);
    }

    /// What was carried out needs not be kept any more. The page may have been left.
    fn forget(self, model: &str, text_name: &str) {
        keep_text(&reason_name(model), "");
        keep_text(text_name, "");
        self.reason.try_set(String::new());
    }
}

/// A way to a change, for buttons of other pages.
pub(crate) fn change_href(model: &str, deed: Deed, version: Option<u64>, rest: &[(&str, &str)]) -> String {
    let mut query = crate::route::Query::default().with("do", deed.name());
    if let Some(version) = version {
        query.set("version", &version.to_string());
    }
    for (name, value) in rest {
        query.set(name, value);
    }
    ViewPage::Change(model.to_owned()).with(query).href()
}
