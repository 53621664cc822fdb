//! Where the model and the rules part.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use battle::{
    Lang, Matchup, Side, Type,
    pairs::{self, Moves},
};
use leptos::prelude::*;

use crate::{
    components::{ProblemPanel, part},
    i18n::{Texts, count, percent},
    lab::{
        components::{Fields, asking, with_matrix},
        state::{Agreement, CATEGORIES, CLASH_ORDERS, Clash, Model, Place, SCENARIOS, Share, sort_clashes},
        words::{common, many, use_lab_words},
    },
    route::{BattleQuery, Mode, Route},
    state::{Field, Phase, use_words},
};

/// Battles that part and are shown at first, and again as many whenever more are asked for.
const SHOWN: usize = 200;

/// Accuracy over all battles and by slice, and the battles that the model gets wrong.
#[component]
pub(crate) fn RulesPage() -> impl IntoView {
    let words = use_lab_words(many::words);
    let shared = use_words();
    let place = expect_context::<Place>();
    let model = expect_context::<Model>();
    let fields = Fields::new("rules");
    let every = Memo::new(move |_| place.query().text("over") == "all");
    let field = Field::start(move || model.get().model().map(|model| model.serial));

    let best = with_matrix(move |matrix| {
        let mut found = Agreement::new(Moves::Best);
        found.count(0..pairs::count(), &matrix.pairs());
        let clashes = found.clashes().to_vec();
        part(move || (!every.get()).then(|| report(&found, &clashes, shared.get(), words.get()))).into_any()
    });

    let counted = Rc::new(RefCell::new(Agreement::new(Moves::All)));
    let all = StoredValue::new_local(Rc::clone(&counted));
    let start = move || {
        let Some(model) = untrack(|| model.get()).model().cloned() else { return };
        let counted = Rc::new(RefCell::new(Agreement::new(Moves::All)));
        all.set_value(Rc::clone(&counted));
        field.watch(move |pairs, numbers| counted.borrow_mut().count(pairs, numbers));
        field.ask(Moves::All, model);
    };
    // How far it is changes often; what stands here does not.
    let state = Memo::new(move |_| {
        field.phase.with(|phase| match phase {
            Phase::Idle | Phase::Stopped(_) | Phase::Running(_) | Phase::Stopping(_) => 0,
            Phase::Done(_) => 1,
            Phase::Failed(_) => 2,
        })
    });
    let counted = move || match state.get() {
        1 => {
            let all = all.get_value();
            let mut counted = all.borrow_mut();
            let clashes = counted.clashes().to_vec();
            report(&counted, &clashes, shared.get(), words.get())
        }
        2 => field.phase.with(|phase| match phase {
            Phase::Failed(problem) => {
                let retry = Callback::new(move |()| start());
                view! { <ProblemPanel problem=problem.clone() retry/> }.into_any()
            }
            _ => ().into_any(),
        }),
        _ => ().into_any(),
    };
    let over_all = part(move || {
        every.get().then(|| {
            view! {
                <div class="card stack">{asking(field, move || words.get().count_all, start)}</div>
                {part(counted)}
            }
        })
    });
    let over = move || {
        let (t, lang) = (words.get(), shared.lang());
        let battles = |moves| count(lang, pairs::battles_before(moves, pairs::count()));
        vec![("", (t.best_battles)(&battles(Moves::Best))), ("all", (t.all_battles)(&battles(Moves::All)))]
    };
    view! {
        <div class="stack">
            <h1>{move || words.get().rules}</h1>
            <p class="muted">{move || words.get().rules_intro}</p>
        </div>
        <div class="card filters">
            {fields.select("over", move || words.get().which, over)}
        </div>
        {best}
        {over_all}
    }
}

fn report(found: &Agreement, clashes: &[Clash], shared: &Texts, t: &'static many::Words) -> AnyView {
    let lang = shared.lang;
    let told = |share: Share| (t.right_of)(&count(lang, share.right), &count(lang, share.battles));
    let types = Type::ALL
        .iter()
        .zip(found.types)
        .map(|(kind, share)| (kind.slug(), kind.name(lang).to_owned(), share));
    let categories = CATEGORIES
        .iter()
        .zip(found.categories)
        .map(|((slug, category), share)| (*slug, shared.category(*category).to_owned(), share));
    let scenarios = SCENARIOS
        .iter()
        .zip(t.scenarios)
        .zip(found.scenarios)
        .map(|((slug, name), share)| (*slug, name.to_owned(), share));
    let by_type = slice("by-type", t.by_type, types.collect(), lang, t);
    let by_category = slice("by-category", t.by_category, categories.collect(), lang, t);
    let by_scenario = slice("by-scenario", t.by_scenario, scenarios.collect(), lang, t);
    let wrong = found.all.battles - found.all.right;
    view! {
        <section class="card stack" aria-labelledby="accuracy">
            <h2 id="accuracy">{t.accuracy}</h2>
            <p class="many-figure number">{found.all.accuracy().map(|share| percent(lang, share, 3))}</p>
            <p role="status">{told(found.all)}</p>
        </section>
        <div class="many-columns">{by_type}<div class="stack">{by_category}{by_scenario}</div></div>
        {clash_list(clashes, wrong, lang, t)}
    }
    .into_any()
}

/// The battles that part, sorted as the reader likes; those whose winner is wrong are `wrong`, of which the surest are known.
fn clash_list(clashes: &[Clash], wrong: usize, lang: Lang, t: &'static many::Words) -> AnyView {
    let choices = use_lab_words(common::words);
    let sort = expect_context::<Place>().text("sort");
    let matchups: Arc<[(Matchup, f64)]> = clashes
        .iter()
        .filter_map(|clash| Some((Matchup::resolve(clash.ids).ok()?, clash.probability)))
        .collect();
    let known = matchups.len();
    let shown = RwSignal::new(SHOWN);
    let rows = part(move || {
        let mut sorted = matchups.to_vec();
        sort_clashes(&mut sorted, &sort.get(), lang);
        sorted.iter().take(shown.get()).map(|(matchup, p)| clash(matchup, *p, lang)).collect::<Vec<_>>()
    });
    let orders = move || CLASH_ORDERS.into_iter().zip(t.clash_orders.map(str::to_owned)).collect();
    let more = move || {
        let left = known.saturating_sub(shown.get());
        (left > 0).then(|| {
            let press = move |_| shown.update(|shown| *shown += SHOWN);
            view! { <p><button type="button" class="button" on:click=press>{(t.more)(&count(lang, left.min(SHOWN)))}</button></p> }
        })
    };
    view! {
        <section class="card stack" aria-labelledby="clashes">
            <h2 id="clashes">{t.clashes}</h2>
            <p class="muted small">{(t.clashes_text)(&count(lang, wrong), &count(lang, known))}</p>
            <div class="row">{Fields::new("clashes").select("sort", move || choices.get().sort, orders)}</div>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="clashes">
                <table class="table">
                    <thead><tr><th scope="col">"A"</th><th scope="col">"B"</th><th scope="col" class="number">{t.says}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        </section>
    }
    .into_any()
}

fn slice(
    id: &'static str,
    title: &'static str,
    parts: Vec<(&'static str, String, Share)>,
    lang: Lang,
    t: &many::Words,
) -> AnyView {
    let rows: Vec<AnyView> = parts
        .into_iter()
        .filter_map(|(slug, name, share)| {
            let accuracy = share.accuracy()?;
            Some(
                view! {
                    <tr data-slice=slug data-right=share.right.to_string()>
                        <th scope="row">{name}</th>
                        <td class="number">{percent(lang, accuracy, 2)}</td>
                        <td class="number">{count(lang, share.battles)}</td>
                    </tr>
                }
                .into_any(),
            )
        })
        .collect();
    view! {
        <section class="card stack" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <table class="table">
                <thead><tr><th scope="col">{t.group}</th><th scope="col" class="number">{t.accuracy}</th><th scope="col" class="number">{t.battles}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn clash(matchup: &Matchup, p: f64, lang: Lang) -> AnyView {
    let [a, b] = [Side::A, Side::B].map(|side| (matchup.pokemon(side), matchup.used_move(side)));
    let battle = BattleQuery {
        a: a.0.slug.clone(),
        b: b.0.slug.clone(),
        mode: Mode::Manual,
        moves_a: vec![a.1.slug.clone()],
        moves_b: vec![b.1.slug.clone()],
        model: None,
    };
    view! {
        <tr>
            <th scope="row"><a class="many-link" href=Route::Battle(battle).href()>{a.0.names.get(lang)}</a>" "<span class="muted small">{a.1.names.get(lang)}</span></th>
            <td>{b.0.names.get(lang)}" "<span class="muted small">{b.1.names.get(lang)}</span></td>
            <td class="number">{percent(lang, p, 2)}</td>
        </tr>
    }
    .into_any()
}
