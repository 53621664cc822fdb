//! What counted, as a fall of bars from an average battle to this one; the table says the same in words.

use battle::Side;
use leptos::prelude::*;

use super::Here;
use crate::{
    i18n::{decimal, percent},
    lab::state::why::{Bar, Waterfall, waterfall},
};

pub(super) fn card(here: Here) -> AnyView {
    let t = here.t;
    let rows = move || here.told().map(|told| bars(&here, &waterfall(&told.contributions)));
    view! {
        <section class="card stack" aria-labelledby="fall-title">
            <h2 id="fall-title">{t.fall}</h2>
            <p class="small muted">{t.fall_hint}</p>
            <table class="table why-fall">
                <thead><tr>
                    <th scope="col">{t.what}</th><th scope="col">{t.helps}</th>
                    <th scope="col" class="number why-before">{t.before}</th><th scope="col" class="number">{t.after}</th>
                </tr></thead>
                {rows}
            </table>
        </section>
    }
    .into_any()
}

fn bars(here: &Here, fall: &Waterfall) -> AnyView {
    let t = here.t;
    let rows: Vec<_> = fall.bars.iter().map(|bar| row(here, fall, bar)).collect();
    let edge = |name: &'static str, bar: Option<&Bar>, is_start: bool| {
        bar.map(|bar| {
            let (margin, chance) = match (is_start, bar.chances) {
                (true, chances) => (bar.from, chances.map(|(before, _)| before)),
                (false, chances) => (bar.to, chances.map(|(_, after)| after)),
            };
            let said = chance.map_or_else(|| decimal(t.lang, margin, 3), |chance| percent(t.lang, chance, 1));
            view! { <tr class="why-edge"><th scope="row">{name}</th><td></td><td class="why-before"></td><td class="number">{said}</td></tr> }
        })
    };
    view! {
        <tbody>{edge(t.base, fall.bars.first(), true)}{rows}{edge(t.end, fall.bars.last(), false)}</tbody>
    }
    .into_any()
}

fn row(here: &Here, fall: &Waterfall, bar: &Bar) -> AnyView {
    let t = here.t;
    let (from, to) = (fall.place(bar.from), fall.place(bar.to));
    let helps = bar.helps();
    let (before, after) = match bar.chances {
        Some((before, after)) => (percent(t.lang, before, 1), percent(t.lang, after, 1)),
        None => (decimal(t.lang, bar.from, 3), decimal(t.lang, bar.to, 3)),
    };
    let style = format!("inset-inline-start:{:.2}%;width:{:.2}%", from.min(to), (from - to).abs().max(0.5));
    let side = if helps == Side::A { "a" } else { "b" };
    view! {
        <tr>
            <th scope="row">
                {bar.about.map_or(t.rest, |meaning| t.meaning(meaning))}
                <span class="why-track" aria-hidden="true">
                    <span class="why-even" style=format!("inset-inline-start:{:.2}%", fall.even())></span>
                    <span class="why-bar" data-side=side style=style></span>
                </span>
            </th>
            <td>{here.name(helps)}</td>
            <td class="number why-before">{before}</td>
            <td class="number">{after}</td>
        </tr>
    }
    .into_any()
}
