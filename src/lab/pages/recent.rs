//! The battles that were looked at last.

use battle::Lang;
use leptos::prelude::*;

use crate::{
    components::part,
    i18n::{count, percent},
    lab::words::{recent, use_lab_words},
    route::{BattleQuery, Mode, Route},
    state::{Arena, Corner, Recent, use_words},
};

/// A list, the latest first, each with what the model said then.
#[component]
pub(crate) fn RecentPage() -> impl IntoView {
    let shared = use_words();
    let words = use_lab_words(recent::words);
    let kept = RwSignal::new(Recent::load());
    let said = RwSignal::new(false);
    let forget = move |_| {
        Recent::forget();
        kept.set(Vec::new());
        said.set(true);
    };
    let list = part(move || {
        let (t, lang, texts) = (words.get(), shared.lang(), shared.get());
        let rows: Vec<AnyView> = kept.with(|kept| {
            kept.iter()
                .filter_map(|each| {
                    let arena = Arena::resolve(&each.battle).ok()?;
                    let moves = [&arena.a, &arena.b].map(|corner| moves(corner, lang)).join(" – ");
                    let mode = match arena.mode {
                        Mode::Auto => texts.battle.auto,
                        Mode::Manual => texts.battle.manual,
                    };
                    let [a, b] = [arena.a, arena.b].map(|corner| corner.pokemon.names.get(lang));
                    Some(
                        view! {
                            <tr>
                                <th scope="row"><a class="many-link" href=Route::Battle(each.battle.clone()).href()>{format!("{a} – {b}")}</a><span class="many-under">{format!("{mode} · {moves}")}</span></th>
                                <td class="number">{percent(lang, each.probability, 1)}</td>
                                <td class="number">{each.version}</td>
                            </tr>
                        }
                        .into_any(),
                    )
                })
                .collect()
        });
        if rows.is_empty() {
            let href = Route::Battle(BattleQuery::default()).href();
            return view! { <p class="card row"><span>{t.none}</span><a class="button" href=href>{t.to_battle}</a></p> }.into_any();
        }
        view! {
            <section class="card stack" aria-label=t.title>
                <table class="table">
                    <thead><tr><th scope="col">{t.battle}</th><th scope="col" class="number">{t.said}</th><th scope="col" class="number">{t.version}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <p><button type="button" class="button" on:click=forget>{t.forget}</button></p>
            </section>
        }
        .into_any()
    });
    view! {
        <div class="stack">
            <h1>{move || words.get().title}</h1>
            <p class="muted">{move || (words.get().intro)(&count(shared.lang(), Recent::KEPT))}</p>
        </div>
        {list}
        <p role="status" class="visually-hidden">{move || if said.get() { words.get().forgotten } else { "" }}</p>
    }
}

/// The moves that somebody chose, or the one that is used.
fn moves(corner: &Corner, lang: Lang) -> String {
    let chosen = if corner.chosen.is_empty() { std::slice::from_ref(&corner.used) } else { &corner.chosen };
    chosen.iter().map(|mv| mv.names.get(lang)).collect::<Vec<_>>().join(", ")
}
