//! Who wins: by the model asked both ways, by the rules, and by another version of the model.

use battle::{Lang, Side};
use leptos::prelude::*;
use mlflow::ModelVersion;

use super::Here;
use crate::{
    components::{RemoteNotice, part},
    i18n::{decimal, percent},
    lab::state::{
        Model, Place,
        why::{Choice, Other, choices},
    },
    lab::words::why,
    state::{Loading, predicted},
};

/// Decimals of a percentage.
const DIGITS: usize = 1;

pub(super) fn card(
    here: &Here,
    other: Loading<Option<Other>>,
    versions: Loading<Vec<ModelVersion>>,
    version: Memo<String>,
) -> AnyView {
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
    let difference = {
        let here = here.clone();
        part(move || {
            let told = here.told()?;
            other.remote.with(|remote| {
                let other = remote.value().and_then(Option::as_ref)?;
                let points = (other.probability - told.probability) * 100.0;
                let version = (t.version)(other.version);
                let said = (t.difference)(&version, &signed(t.lang, points), points, &here.name(Side::A));
                let same = predicted(other.probability) == predicted(told.probability);
                let (class, word) =
                    if same { ("tag good", t.same_winner) } else { ("tag warn", t.other_winner) };
                Some(view! { <p class="row" data-points=points.to_string()><span>{said}</span><span class=class>{word}</span></p> })
            })
        })
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
            {ask(here, versions, version)}
            <div class="why-held" role="status">{difference}</div>
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

/// With its sign, unless it is nought as it is written.
fn signed(lang: Lang, value: f64) -> String {
    let text = decimal(lang, value, DIGITS);
    let plus = value > 0.0 && text != decimal(lang, 0.0, DIGITS);
    if plus { format!("+{text}") } else { text }
}

/// Asks for another version: one that the registry has, or, when it does not tell which, one whose number is typed.
fn ask(here: &Here, versions: Loading<Vec<ModelVersion>>, version: Memo<String>) -> AnyView {
    let t = here.t;
    let place = expect_context::<Place>();
    let model = expect_context::<Model>();
    let go = move |number: &str| place.step(|query| query.set("version", number.trim()));
    let predicting = Memo::new(move |_| model.get().model().map(|model| model.version));
    let unlisted = Memo::new(move |_| versions.remote.with(|remote| remote.problem().is_some()));
    part(move || {
        if unlisted.get() {
            return typed(t, version, go);
        }
        let option = move |Choice { number, label }: Choice| {
            let value = number.clone();
            view! { <option value=value prop:selected=move || version.with(|version| *version == number)>{label}</option> }
                .into_any()
        };
        let options = part(move || {
            let known = versions.remote.with(|remote| {
                let all = remote.value().map_or(&[][..], Vec::as_slice);
                choices(all, predicting.get().unwrap_or_default(), &version.get())
            });
            let none = Choice { number: String::new(), label: t.no_other.to_owned() };
            std::iter::once(none).chain(known).map(option).collect::<Vec<_>>()
        });
        view! {
            <div class="field why-version">
                <label for="why-version">{t.other}</label>
                <select id="why-version" on:change:target=move |event| go(&event.target().value())>{options}</select>
            </div>
        }
        .into_any()
    })
    .into_any()
}

/// A field for the number of a version.
fn typed(t: &'static why::Words, version: Memo<String>, go: impl Fn(&str) + 'static) -> AnyView {
    let field = NodeRef::<leptos::html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            go(&field.value());
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
            <span class="muted small">{t.unlisted}</span>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_have_a_sign_unless_they_are_nought() {
        assert_eq!(signed(Lang::En, 1.25), "+1.2");
        assert_eq!(signed(Lang::Fr, -12.34), "−12,3");
        assert_eq!(signed(Lang::En, 0.04), "0.0");
        assert_eq!(signed(Lang::En, -0.04), "0.0");
    }
}
