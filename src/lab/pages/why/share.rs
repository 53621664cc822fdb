//! Sharing what the model said, and whether it still says so.

use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation, task::spawn_local};

use super::{
    Here,
    picture::{self, Handed},
};
use crate::{
    browser,
    i18n::percent,
    lab::state::{Model, Place, why::Shared},
    route::{LabPage, Route, View},
    state::predicted,
};

/// Whether a shared prediction holds, and the ways to share this one.
pub(super) fn notice(here: &Here) -> AnyView {
    let t = here.t;
    let place = expect_context::<Place>();
    let said = RwSignal::new("");
    let now = {
        let here = here.clone();
        move || here.told().map(|told| Shared::of(told.probability, &told.sha256))
    };
    let held = {
        let now = now.clone();
        move || {
            let (shared, now) = (Shared::read(&place.query())?, now()?);
            let chance = |shared: &Shared| percent(t.lang, shared.probability, 1);
            Some(if shared.holds(&now) {
                view! { <p class="tag good">{(t.holds)(&chance(&now))}</p> }
            } else {
                view! { <p class="problem mild">{(t.changed)(&chance(&shared), &chance(&now))}</p> }
            })
        }
    };
    let copy = move |text: String| {
        spawn_local_scoped_with_cancellation(async move {
            said.set(if browser::copy(&text).await { t.copied } else { t.not_copied });
        });
    };
    let owner = StoredValue::new(Owner::current());
    let scoped = move |text: String| match owner.get_value() {
        Some(owner) => owner.with(|| copy(text)),
        None => copy(text),
    };
    let link = {
        let now = now.clone();
        move || {
            let mut view = View::<LabPage> { page: place.page()?, query: place.query() };
            now()?.write(&mut view.query);
            let here = browser::here();
            let site = here.split('#').next()?;
            Some(format!("{site}{}", Route::Lab(view).href()))
        }
    };
    let text = {
        let (here, link) = (here.clone(), link.clone());
        move || {
            let told = here.told()?;
            let winner = predicted(told.probability);
            let chance = told.probability.max(1.0 - told.probability);
            let (a, b) = (here.name(battle::Side::A), here.name(battle::Side::B));
            let said = (t.wins)(&here.name(winner), &percent(t.lang, chance, 1));
            Some(format!("{a} – {b}: {said}\n{}", link()?))
        }
    };
    let model = expect_context::<Model>();
    let image = {
        let here = here.clone();
        move |_| {
            let Some(told) = untrack(|| here.told()) else { return };
            let by = untrack(|| model.get())
                .model()
                .map_or_else(String::new, |model| format!("{} · {}", model.name, (t.version)(model.version)));
            let small_print = format!("{by} · SHA-256 {}", told.sha256.get(..12).unwrap_or_default());
            let canvas = picture::draw(&here, told.probability, &small_print);
            let slug = |side| here.arena.corner(side).pokemon.slug.as_str();
            let name = format!("{}-{}.png", slug(battle::Side::A), slug(battle::Side::B));
            spawn_local(async move {
                said.set(match picture::hand(canvas, name).await {
                    Handed::Copied => t.copied,
                    Handed::Saved => t.saved,
                    Handed::Failed => t.no_picture,
                });
            });
        }
    };
    let button = move |label: &'static str, make: Box<dyn Fn() -> Option<String>>| {
        view! {
            <button type="button" class="button small" on:click=move |_| {
                if let Some(text) = untrack(&*make) {
                    scoped(text);
                }
            }>{label}</button>
        }
    };
    view! {
        <div class="row">
            {button(t.copy_link, Box::new(link))}
            {button(t.copy_text, Box::new(text))}
            <button type="button" class="button small" on:click=image>{t.copy_image}</button>
            <span role="status" class="small">{move || said.get()}</span>
        </div>
        <div class="why-held" role="status">{held}</div>
    }
    .into_any()
}
