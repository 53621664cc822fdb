//! Where the model and the rules part.

use std::{cell::RefCell, rc::Rc};

use battle::{
    Lang, Matchup, Side, Type,
    pairs::{self, Moves},
};
use leptos::prelude::*;

use crate::{
    browser,
    components::{ProblemPanel, part},
    i18n::{Texts, count, decimal, percent},
    lab::{
        components::{Fields, asking, sort_head, with_matrix},
        state::{
            Agreement, CATEGORIES, CLASH_ORDERS, ClashFilter, Model, Place, SCENARIOS, Share, sort_clashes,
        },
        words::{many, use_lab_words},
    },
    route::{BattleQuery, LabPage, Mode, Query, Route},
    state::{Field, Phase, use_words},
};

/// Battles that part and are shown at first, and again as many whenever more are asked for.
const SHOWN: usize = 200;

/// The filters of the battles that part.
const FILTERS: &[&str] = &["type", "category", "scenario"];

/// What was counted; views follow it.
type Counted = StoredValue<Rc<RefCell<Agreement>>, LocalStorage>;

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

    // Best moves are predicted only where they are shown.
    let best = part(move || {
        (!every.get()).then(|| {
            with_matrix(move |matrix| {
                let mut found = Agreement::new(Moves::Best);
                found.count(0..pairs::count(), &matrix.pairs());
                let found = StoredValue::new_local(Rc::new(RefCell::new(found)));
                part(move || report(found, false, shared.get(), words.get())).into_any()
            })
        })
    });

    let all = StoredValue::new_local(Rc::new(RefCell::new(Agreement::new(Moves::All))));
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
        1 => report(all, true, shared.get(), words.get()),
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

fn report(counted: Counted, every: bool, shared: &Texts, t: &'static many::Words) -> AnyView {
    let lang = shared.lang;
    let told = |share: Share| (t.right_of)(&count(lang, share.right), &count(lang, share.battles));
    let found = counted.get_value();
    let found = found.borrow();
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
    let by_type = slice("by-type", "type", t.by_type, types.collect(), every, lang, t);
    let by_category = slice("by-category", "category", t.by_category, categories.collect(), every, lang, t);
    let by_scenario = slice("by-scenario", "scenario", t.by_scenario, scenarios.collect(), every, lang, t);
    view! {
        <section class="card stack" aria-labelledby="accuracy">
            <h2 id="accuracy">{t.accuracy}</h2>
            <p class="many-figure number">{found.all.accuracy().map(|share| percent(lang, share, 3))}</p>
            <p role="status">{told(found.all)}</p>
            <p class="muted small">{t.slices_lead}</p>
        </section>
        <div class="many-columns">{by_type}<div class="stack">{by_category}{by_scenario}</div></div>
        {clash_list(counted, every, lang, t)}
    }
    .into_any()
}

/// The battles that part, filtered and sorted as the address says.
fn clash_list(counted: Counted, every: bool, lang: Lang, t: &'static many::Words) -> AnyView {
    let place = expect_context::<Place>();
    let sort = place.text("sort");
    let filter = Memo::new(move |_| ClashFilter::read(&place.query()));
    let shown = RwSignal::new(SHOWN);
    let known = Memo::new(move |_| {
        let (wrong, clashes) = counted.get_value().borrow().clashes(filter.get());
        let resolved = clashes
            .into_iter()
            .filter_map(|clash| Some((Matchup::resolve(clash.ids).ok()?, clash.probability)));
        (wrong, resolved.collect::<Vec<(Matchup, f64)>>())
    });
    // Another list begins at its top.
    Effect::new(move || {
        filter.track();
        shown.set(SHOWN);
    });
    let text = part(move || {
        known.with(|(wrong, known)| (t.clashes_text)(&count(lang, *wrong), &count(lang, known.len())))
    });
    let rows = part(move || {
        let mut sorted = known.with(|(_, known)| known.clone());
        sort_clashes(&mut sorted, &sort.get(), lang);
        sorted.iter().take(shown.get()).map(|(matchup, p)| clash(matchup, *p, lang, t)).collect::<Vec<_>>()
    });
    let more = part(move || {
        let left = known.with(|(_, known)| known.len()).saturating_sub(shown.get());
        (left > 0).then(|| {
            let press = move |_| shown.update(|shown| *shown += SHOWN);
            view! { <p><button type="button" class="button" on:click=press>{(t.more)(&count(lang, left.min(SHOWN)))}</button></p> }
        })
    });
    let fields = Fields::new("clashes");
    let scenario =
        every.then(|| fields.list("scenario", move || t.by_scenario, SCENARIOS, move || t.scenarios));
    let heads: Vec<AnyView> = CLASH_ORDERS
        .into_iter()
        .zip(["A", "B", t.says, t.rules_say])
        .map(|(name, label)| sort_head(name, label, if name == "p" { "number" } else { "" }))
        .collect();
    view! {
        <section class="card stack" aria-labelledby="clashes">
            <h2 id="clashes" tabindex="-1">{t.clashes}</h2>
            <div class="filters plain">{fields.kind("type", |t| t.kind_of_a)}{fields.category(|t| t.category_of_a)}{scenario}</div>
            <div class="row">{fields.clear(FILTERS)}</div>
            <p class="muted small" role="status">{text}</p>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="clashes">
                <table class="table clashes">
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        </section>
    }
    .into_any()
}

/// Accuracy of each part of the battles; its name leads to its errors.
fn slice(
    id: &'static str,
    filter: &'static str,
    title: &'static str,
    parts: Vec<(&'static str, String, Share)>,
    every: bool,
    lang: Lang,
    t: &many::Words,
) -> AnyView {
    let rows: Vec<AnyView> = parts
        .into_iter()
        .filter_map(|(slug, name, share)| {
            let accuracy = share.accuracy()?;
            let query = Query::default().with("over", if every { "all" } else { "" }).with(filter, slug);
            let href = Route::Lab(LabPage::Rules.with(query)).href();
            Some(
                view! {
                    <tr data-slice=slug data-right=share.right.to_string()>
                        <th scope="row"><a class="many-link" href=href on:click=|_| browser::focus("clashes")>{name}</a></th>
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

fn clash(matchup: &Matchup, p: f64, lang: Lang, t: &'static many::Words) -> AnyView {
    let outcome = matchup.outcome();
    let turns = |turns: f64| decimal(lang, turns, 2);
    let (winner, loser) = match outcome.winner {
        Side::A => (outcome.turns_a, outcome.turns_b),
        Side::B => (outcome.turns_b, outcome.turns_a),
    };
    let why =
        if winner < loser { (t.sooner)(&turns(winner), &turns(loser)) } else { (t.first)(&turns(winner)) };
    let winner = matchup.pokemon(outcome.winner).names.get(lang);
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
            <td>{winner}" "<span class="muted small">{why}</span></td>
        </tr>
    }
    .into_any()
}
