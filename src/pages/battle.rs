//! The matchup: who wins, with what probability, and why.

use std::sync::Arc;

use battle::{Pokedex, Pokemon, Side};
use leptos::prelude::*;

use crate::{
    browser,
    components::{
        DefensesCard, Icon, IconName, Meter, ModelCard, MoveChoice, MoveTable, Picker, Portrait, RulesCard,
        StatsCard, TypeChip, flag, optional, part, text,
    },
    i18n::percent,
    route::{BattleQuery, LabPage, Route, why},
    state::{
        Arena, Nav, PokemonTrouble, Predictor, Recent, Row, once_painted, once_ready, predicted, use_words,
    },
};

/// The home page.
#[component]
pub(crate) fn BattlePage() -> impl IntoView {
    let words = use_words();
    let nav = expect_context::<Nav>();
    let predictor = expect_context::<Predictor>();

    let asked = Memo::new(move |before: Option<&Arc<Asked>>| {
        let query = nav.battle();
        let (arena, troubles) = match Arena::resolve(&query) {
            Ok(arena) => (Some(arena), Vec::new()),
            Err(troubles) => (before.and_then(|before| before.arena.clone()), troubles),
        };
        let arena = arena.or_else(|| Arena::resolve(&BattleQuery::default()).ok());
        // A probability counts only for the battle that was asked about and the model that is in use.
        let serial = predictor.model.remote.with(|remote| remote.value().map(|model| model.serial));
        let numbers = arena.as_ref().zip(serial).and_then(|(arena, serial)| {
            predictor.prediction.remote.with(|remote| {
                let answer = remote.value()?;
                let is_its = answer.serial == serial && answer.battles == arena.battles();
                is_its.then(|| answer.probabilities.clone())
            })
        });
        Arc::new(Asked { query, arena, troubles, numbers })
    });
    // Without a model, or when predicting has failed, there is nothing to wait for.
    let is_ready = Memo::new(move |_| {
        asked.with(|asked| asked.numbers.is_some() || !asked.troubles.is_empty())
            || predictor.model.remote.with(|remote| remote.value().is_none())
            || predictor.prediction.remote.with(|remote| remote.problem().is_some())
    });
    // Both Pokémon and who wins change in one frame.
    let shown = once_ready(asked, is_ready);
    // The verdict is painted first: the cards below are drawn after it, once for a battle whose answer comes in time.
    let painted = once_painted(move || shown.with(|shown| shown.numbers.is_some()));
    let drawn = Memo::new(move |_| {
        painted.track();
        shown.get_untracked()
    });

    view! {
        <h1 class="visually-hidden">{words.say(|t| t.battle.title)}</h1>
        {part(move || shown.with(|shown| {
            shown.troubles.iter().cloned().map(|trouble| view! { <PokemonNotice trouble/> }).collect_view()
        }))}
        {asked.with_untracked(|asked| asked.arena.clone()).map(|first| {
            let first = StoredValue::new(first);
            let arena_of = move |asked: &Asked| asked.arena.clone().unwrap_or_else(|| first.get_value());
            let probability = Memo::new(move |_| shown.get().headline());
            let valid: Signal<bool> = Memo::new(move |_| shown.get().is_valid()).into();
            let chosen_in = Signal::derive(move || arena_of(&asked.get()));
            let in_arena = Signal::derive(move || arena_of(&shown.get()));
            let in_cards = Signal::derive(move || arena_of(&drawn.get()));
            let is_drawn = Memo::new(move |_| drawn.get().is_valid());
            let drawn_probability = Memo::new(move |_| drawn.get().headline());
            let rows: Signal<Vec<Row>> = Signal::derive(move || {
                drawn.with(|drawn| arena_of(drawn).ranking(drawn.numbers.as_deref()))
            });
            Effect::new(move || {
                let version = predictor.model.remote.with_untracked(|remote| remote.value().map(|model| model.version.version));
                shown.with(|shown| {
                    if let (Some(probability), Some(version), true) = (shown.headline(), version, shown.is_valid()) {
                        Recent { battle: shown.query.clone(), probability, version }.keep();
                    }
                });
            });
            view! {
                <Stage arena=in_arena probability valid/>
                {part(move || valid.get().then(|| view! { <MoveChoice arena=chosen_in/> }))}
                <div class="battle-columns">
                    <div class="stack beside">
                        {part(move || is_drawn.get().then(|| view! { <RulesCard arena=in_cards probability=drawn_probability/> }))}
                        <ModelCard/>
                    </div>
                    <div class="stack choices">
                        {part(move || is_drawn.get().then(|| view! { <MoveTable arena=in_cards rows/> }))}
                    </div>
                    <div class="stack">
                        {part(move || is_drawn.get().then(|| view! { <StatsCard arena=in_cards/> <DefensesCard arena=in_cards/> }))}
                    </div>
                </div>
            }
        })}
    }
}

/// What the address asks, and what the model says of it.
#[derive(PartialEq)]
struct Asked {
    /// The address' words.
    query: BattleQuery,
    /// The battle, or the last one that could be fought.
    arena: Option<Arena>,
    /// Why the address' own battle cannot be fought.
    troubles: Vec<PokemonTrouble>,
    /// P(A wins) with each of A's moves, once they are known.
    numbers: Option<Vec<f32>>,
}

impl Asked {
    fn is_valid(&self) -> bool {
        self.troubles.is_empty()
    }

    /// P(A wins).
    fn headline(&self) -> Option<f64> {
        self.arena.as_ref()?.headline(self.numbers.as_deref()?)
    }
}

/// Both fighters, the verdict and the chances.
#[component]
fn Stage(
    /// Both sides.
    arena: Signal<Arena>,
    /// P(A wins), once it is known.
    #[prop(into)]
    probability: Signal<Option<f64>>,
    /// Whether the address names this battle, and not one that cannot be fought.
    valid: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let nav = expect_context::<Nav>();
    let predictor = expect_context::<Predictor>();
    let model = predictor.model.remote;

    let pokemon = move |side: Side| Signal::derive(move || arena.with(|arena| arena.corner(side).pokemon));
    let (a, b) = (pokemon(Side::A), pokemon(Side::B));
    let prediction = predictor.prediction.remote;
    // While a model is there or on its way, an answer is, unless predicting itself failed.
    let pending = Memo::new(move |_| {
        probability.get().is_none()
            && valid.get()
            && model.with(|remote| remote.problem().is_none())
            && prediction.with(|remote| remote.problem().is_none())
    });
    let verdict = move || {
        let t = words.get();
        let Some(probability) = probability.get() else {
            return (t.battle.title.to_owned(), None);
        };
        let side = predicted(probability);
        let winner = arena.with(|arena| arena.corner(side).pokemon).names.get(t.lang);
        let chance = if side == Side::A { probability } else { 1.0 - probability };
        ((t.battle.wins)(winner), Some(percent(t.lang, chance, 1)))
    };
    let swap = move |_| nav.go(Route::Battle(nav.battle_now().swapped()));
    let random = move |_| {
        let query = nav.battle_now();
        if let Some((a, b)) = random_pair() {
            let (a, b) = (a.slug.clone(), b.slug.clone());
            nav.go(Route::Battle(BattleQuery { a, b, moves_a: Vec::new(), moves_b: Vec::new(), ..query }));
        }
    };
    let status = move || {
        let t = &words.get().battle;
        if probability.get().is_none() {
            if pending.get() { t.predicting } else { t.no_prediction }
        } else {
            t.probability
        }
    };

    view! {
        <section class="arena" aria-label=words.say(|t| t.battle.arena)>
            <div class="arena-lights" aria-hidden="true">
                <span class=text(move || format!("arena-light left type-{}", a.get().types.0.slug()))></span>
                <span class=text(move || format!("arena-light right type-{}", b.get().types.0.slug()))></span>
            </div>
            <div class="arena-sides">
                <Fighter side=Side::A arena valid/>
                <div class="versus" aria-hidden="true"><span>"VS"</span></div>
                <Fighter side=Side::B arena valid/>
            </div>
            <div class="verdict" aria-busy=text(move || pending.get().to_string())>
                <output
                    class="verdict-words"
                    for="pokemon-a pokemon-b"
                    aria-live="polite"
                    data-probability=optional(move || probability.get().map(|p| p.to_string()))
                >
                    <span class="verdict-winner">{part(move || verdict().0)}</span>
                    {part(move || verdict().1.map(|chance| view! { " " <span class="verdict-chance number">{chance}</span> }))}
                </output>
                <Meter probability a b/>
                <p class="verdict-status small">{part(status)}</p>
            </div>
            <div class="arena-tools">
                <button type="button" class="button arena-button" on:click=swap>
                    <Icon name=IconName::Swap/>
                    <span>{words.say(|t| t.battle.swap)}</span>
                </button>
                <button type="button" class="button arena-button" on:click=random>
                    <Icon name=IconName::Dice/>
                    <span>{words.say(|t| t.battle.random)}</span>
                </button>
                <a class="button arena-button" href=move || Route::Lab(why(&nav.battle())).href()>
                    <Icon name=IconName::Question/>
                    <span>{words.say(|t| t.battle.why)}</span>
                </a>
                <a class="button arena-button" href=Route::lab(LabPage::Recent).href()>
                    <Icon name=IconName::Clock/>
                    <span>{words.say(|t| t.battle.recent)}</span>
                </a>
            </div>
        </section>
    }
}

/// One corner of the arena.
#[component]
fn Fighter(
    /// Which one.
    side: Side,
    /// Both sides.
    arena: Signal<Arena>,
    /// Whether the address names this battle.
    valid: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let nav = expect_context::<Nav>();

    let pokemon = Signal::derive(move || arena.with(|arena| arena.corner(side).pokemon));
    let chosen = Signal::derive(move || {
        let query = nav.battle();
        let slug = if side == Side::A { query.a } else { query.b };
        Pokedex::get().pokemon_by_slug(&slug).filter(|pokemon| pokemon.can_fight())
    });
    let label = Signal::derive(move || {
        let t = &words.get().battle;
        if side == Side::A { t.pokemon_a } else { t.pokemon_b }
    });
    let choose = move |pokemon: &'static Pokemon| {
        let (mut query, slug) = (nav.battle_now(), pokemon.slug.clone());
        match side {
            Side::A => (query.a, query.moves_a) = (slug, Vec::new()),
            Side::B => (query.b, query.moves_b) = (slug, Vec::new()),
        }
        nav.go(Route::Battle(query));
    };
    let class = move || {
        let letter = if side == Side::A { "a" } else { "b" };
        format!("fighter fighter-{letter} type-{}", pokemon.get().types.0.slug())
    };
    let id = if side == Side::A { "pokemon-a" } else { "pokemon-b" };

    view! {
        <div class=text(class) class:unknown=flag(move || chosen.get().is_none())>
            <Portrait pokemon mirrored={side == Side::B}/>
            <Picker id label chosen choose/>
            <div class="fighter-facts">
                {part(move || {
                    let (first, second) = pokemon.get().types;
                    view! {
                        <TypeChip kind=first/>
                        {second.map(|kind| view! { <TypeChip kind/> })}
                    }
                })}
            </div>
            <p class="fighter-move small">
                {part(move || valid.get().then(|| {
                    let t = words.get();
                    arena.with(|arena| (t.battle.uses)(arena.corner(side).used.names.get(t.lang)))
                }))}
            </p>
        </div>
    }
}

/// A Pokémon of the address that cannot fight, and who could instead.
#[component]
fn PokemonNotice(
    /// What is the matter.
    trouble: PokemonTrouble,
) -> impl IntoView {
    let words = use_words();
    let nav = expect_context::<Nav>();
    let PokemonTrouble { side, slug, pokemon, suggestions } = trouble;
    let title = move || {
        let t = words.get();
        match pokemon {
            Some(pokemon) => (t.problem.cannot_fight)(pokemon.names.get(t.lang)),
            None => (t.problem.unknown_pokemon)(&slug),
        }
    };
    let links = move || {
        suggestions.iter().map(|&pokemon| {
            let mut query = nav.battle();
            match side {
                Side::A => (query.a, query.moves_a) = (pokemon.slug.clone(), Vec::new()),
                Side::B => (query.b, query.moves_b) = (pokemon.slug.clone(), Vec::new()),
            }
            view! { <a class="button" href=Route::Battle(query).href()>{pokemon.names.get(words.lang())}</a> }
        }).collect_view()
    };
    view! {
        <section class="problem" role="alert">
            <h2>{part(title)}</h2>
            <p>{words.say(|t| t.problem.choose_other)}</p>
            <div class="row">{part(links)}</div>
        </section>
    }
}

/// Two different fighters by chance.
fn random_pair() -> Option<(&'static Pokemon, &'static Pokemon)> {
    let fighters: Vec<&'static Pokemon> = Pokedex::get().fighters().collect();
    let first = browser::random_below(fighters.len());
    let second =
        (first + 1 + browser::random_below(fighters.len().saturating_sub(1))) % fighters.len().max(1);
    Some((*fighters.get(first)?, *fighters.get(second)?))
}
