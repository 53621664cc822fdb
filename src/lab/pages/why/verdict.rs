//! Who wins: by the model asked both ways, by the rules, and by another version of the model.

use battle::Side;
use leptos::prelude::*;

use super::Here;
use crate::{
    components::RemoteNotice,
    i18n::percent,
    lab::state::{Place, why::Other},
    state::{Loading, predicted},
};

/// Decimals of a percentage.
const DIGITS: usize = 1;

pub(super) fn card(here: &Here, other: Loading<Option<Other>>, version: Memo<String>) -> AnyView {
    let t = here.t;
    let rules = here.matchup.outcome().winner;
    let rules_say = here.name(rules);
    let rows = {
        let here = here.clone();
        move || {
            let mine =
                here.told().map(|told| row(&here, t.model_says.to_owned(), told.probability, told.reversed));
            let others = other.remote.with(|remote| {
                let other = remote.value().and_then(Option::as_ref)?;
                Some(row(&here, (t.version)(other.version), other.probability, other.reversed))
            });
            view! { {mine}{others} }
        }
    };
    let agreement = {
        let here = here.clone();
        move || {
            here.told().map(|told| {
                let agrees = predicted(told.probability) == rules;
                let (class, word) = if agrees { ("tag good", t.agree) } else { ("tag warn", t.disagree) };
                view! { <p class=class>{word}</p> }
            })
        }
    };
    let [ab, ba] = beats(here);
    view! {
        <section class="card stack" aria-labelledby="verdict-title">
            <div class="row spread"><h2 id="verdict-title">{t.verdict}</h2><div role="status">{agreement}</div></div>
            <table class="table cards-table lines why-table" role="table" aria-labelledby="verdict-title">
                <thead role="rowgroup"><tr role="row">
                    <td role="cell"></td>
                    <th role="columnheader" scope="col">{t.verdict}</th>
                    <th role="columnheader" scope="col" class="number">{ab}</th>
                    <th role="columnheader" scope="col" class="number">{ba}</th>
                    <th role="columnheader" scope="col" class="number">{t.sum}</th>
                </tr></thead>
                <tbody role="rowgroup">
                    {rows}
                    <tr role="row">
                        <th role="rowheader" scope="row" class="cards-name">{t.rules_say}</th>
                        <td role="cell" class="cards-type">{rules_say}</td>
                        <td role="cell"></td><td role="cell"></td><td role="cell"></td>
                    </tr>
                </tbody>
            </table>
            <p class="small muted">{t.sum_hint}</p>
            {ask(here, version)}
            <RemoteNotice loading=other/>
        </section>
    }
    .into_any()
}

/// What the two probabilities are called.
fn beats(here: &Here) -> [String; 2] {
    let (a, b) = (here.name(Side::A), here.name(Side::B));
    [(here.t.beats)(&a, &b), (here.t.beats)(&b, &a)]
}

fn row(here: &Here, who: String, probability: f64, reversed: f64) -> AnyView {
    let lang = here.t.lang;
    let [ab, ba] = beats(here);
    let winner = predicted(probability);
    let chance = if winner == Side::A { probability } else { 1.0 - probability };
    let said = (here.t.wins)(&here.name(winner), &percent(lang, chance, DIGITS));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="cards-name">{who}</th><td role="cell" class="cards-type">{said}</td>
            <td role="cell" class="number" data-label=ab data-probability=probability.to_string()>{percent(lang, probability, DIGITS)}</td>
            <td role="cell" class="number" data-label=ba data-reversed=reversed.to_string()>{percent(lang, reversed, DIGITS)}</td>
            <td role="cell" class="number" data-label=here.t.sum>{percent(lang, probability + reversed, DIGITS)}</td>
        </tr>
    }
    .into_any()
}

/// Asks for another version.
fn ask(here: &Here, version: Memo<String>) -> AnyView {
    let t = here.t;
    let place = expect_context::<Place>();
    let field = NodeRef::<leptos::html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            let number = field.value().trim().to_owned();
            place.step(|query| query.set("version", &number));
        }
    };
    view! {
        <form class="row" on:submit=submit>
            <label class="row">
                <span class="field-title">{t.other}</span>
                <input class="number-field" type="number" min="1" inputmode="numeric" node_ref=field title=t.other_hint
                    prop:value=move || version.get()/>
            </label>
            <button type="submit" class="button small">{t.other_ask}</button>
        </form>
    }
    .into_any()
}
