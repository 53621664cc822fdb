//! Asking a worker why.

use battle::BattleIds;
use leptos::prelude::*;
use mlflow::Selector;
use protocol::{Battles, Contributions, MoveFlip, StatFlip, Unknown, Wanted};

use crate::{
    engine::{Engine, EngineStatus},
    lab::state::Model,
    state::{Arena, Door, Keep, Loading, Problem, SharedModel, model_key, use_remote},
};

/// Battles that stand for the whole field where a column is not known.
const COMPARED_WITH: usize = 100;

/// What the model that predicts has to say of a battle.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Analysis {
    /// The battle.
    pub(crate) battle: BattleIds,
    /// Which file said it.
    pub(crate) sha256: String,
    /// P(A wins).
    pub(crate) probability: f64,
    /// P(B wins), asked with the sides changed.
    pub(crate) reversed: f64,
    /// What counted.
    pub(crate) contributions: Contributions,
    /// Changes of one stat that would turn it around.
    pub(crate) stats: Vec<StatFlip>,
    /// Other moves that would.
    pub(crate) moves: Vec<MoveFlip>,
}

/// What another version says of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Other {
    /// Its number.
    pub(crate) version: u64,
    /// P(A wins).
    pub(crate) probability: f64,
    /// P(B wins), asked with the sides changed.
    pub(crate) reversed: f64,
}

/// Workers of one's own: one with the model of the page, one for another version.
pub(crate) struct Analyst {
    /// Of the model that predicts.
    pub(crate) analysis: Loading<Analysis>,
    /// Of the other version, while one is named.
    pub(crate) other: Loading<Option<Other>>,
}

impl Analyst {
    /// Asks whenever the battle, the model or the other version changes. `version` may be empty.
    pub(crate) fn start(
        arena: Memo<Option<Arena>>,
        model: Model,
        door: impl Fn() -> Door + 'static,
        version: Memo<String>,
    ) -> Self {
        let question = Memo::new(move |_| {
            Some((arena.with(|arena| arena.as_ref().map(Arena::ids))?, model.get().model().cloned()?))
        });
        let analyst = Engine::asleep();
        let loaded = StoredValue::new(None::<u32>);
        let analysis = use_remote(
            Keep::SameKey,
            move || question.get(),
            move |question| {
                let engine = analyst.clone();
                async move {
                    let Some((battle, model)) = question else { return std::future::pending().await };
                    if matches!(engine.status_now(), EngineStatus::Broken(_)) {
                        engine.restart();
                        loaded.set_value(None);
                    }
                    if loaded.get_value() != Some(model.serial) {
                        engine.load(model.key.clone(), model.file.clone(), None, |_| {}).await?;
                        loaded.set_value(Some(model.serial));
                    }
                    analyse(&engine, &model, battle).await
                }
            },
        );
        let rival = Engine::asleep();
        let kept = StoredValue::new(None::<(Door, String, String, u64)>);
        let other = use_remote(
            Keep::SameKey,
            move || {
                let battle = arena.with(|arena| arena.as_ref().map(Arena::ids));
                let name = model.get().model().map(|model| model.name.clone());
                (door(), version.get(), battle, name)
            },
            move |(door, version, battle, name)| {
                let engine = rival.clone();
                async move {
                    if version.is_empty() {
                        return Ok(None);
                    }
                    let (Some(battle), Some(name)) = (battle, name) else {
                        return std::future::pending().await;
                    };
                    if matches!(engine.status_now(), EngineStatus::Broken(_)) {
                        engine.restart();
                        kept.set_value(None);
                    }
                    let key = |number: u64| model_key(&door.place, &name, number);
                    let known = kept
                        .get_value()
                        .filter(|(place, of, wanted, _)| (place, of, wanted) == (&door, &name, &version));
                    let number = match known {
                        Some((.., number)) => number,
                        None => {
                            let selector = Selector::Version(version.clone());
                            let wanted = Wanted { place: door.told(), name: name.clone(), selector };
                            let found = engine.resolve(wanted).await??;
                            engine.load(key(found.version), found.model, found.golden, |_| {}).await?;
                            kept.set_value(Some((door.clone(), name.clone(), version, found.version)));
                            found.version
                        }
                    };
                    let both = engine.predict(&key(number), vec![battle, turned(battle)]).await?;
                    let (probability, reversed) = pair(&both);
                    Ok(Some(Other { version: number, probability, reversed }))
                }
            },
        );
        Self { analysis, other }
    }
}

/// The same battle seen from the other side.
fn turned(battle: BattleIds) -> BattleIds {
    BattleIds { a: battle.b, b: battle.a, move_a: battle.move_b, move_b: battle.move_a }
}

fn pair(numbers: &[f32]) -> (f64, f64) {
    let at = |place: usize| numbers.get(place).map_or(f64::NAN, |number| f64::from(*number));
    (at(0), at(1))
}

async fn analyse(engine: &Engine, model: &SharedModel, battle: BattleIds) -> Result<Analysis, Problem> {
    let both = engine.predict(&model.key, vec![battle, turned(battle)]).await?;
    let (probability, reversed) = pair(&both);
    let unknown = Unknown::Background(Battles::Field(COMPARED_WITH));
    let contributions = engine.contributions(&model.key, battle, unknown).await?;
    let (stats, moves) = engine.flips(&model.key, battle).await?;
    Ok(Analysis {
        battle,
        sha256: model.file.sha256.clone().unwrap_or_default(),
        probability,
        reversed,
        contributions,
        stats,
        moves,
    })
}
