//! The version that predicts, and its prediction for the present matchup.

use battle::BattleIds;
use leptos::prelude::*;
use mlflow::Selector;
use protocol::{ModelKey, ModelReport, Resolved, Stage};

use super::{Arena, Door, Keep, Loading, Nav, Problem, Registry, use_remote};
use crate::{
    browser,
    config::{ModelSource, RegistryPlace},
    engine::Engine,
    route::ModelRef,
};

/// How long the registry viewer comes first, and how often is looked whether it is still seen, in milliseconds.
const HEAD_START: i32 = 3_000;
const LOOK: i32 = 100;

/// A model that is ready to predict.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LoadedModel {
    /// The worker's name for it.
    pub(crate) key: ModelKey,
    /// How often a model was loaded so far: the same key after a restart is another load.
    pub(crate) serial: u32,
    /// Its entry in the registry.
    pub(crate) version: Resolved,
    /// What the worker found.
    pub(crate) report: ModelReport,
}

/// A model's answer for one matchup.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Prediction {
    /// Which load of a model answered: see [`LoadedModel::serial`].
    pub(crate) serial: u32,
    /// The battles that were asked for: see [`Arena::battles`].
    pub(crate) battles: Vec<BattleIds>,
    /// P(A wins) of each.
    pub(crate) probabilities: Vec<f32>,
}

/// How far loading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The registry is asked which version it is and where its files are.
    Resolving,
    /// The worker starts.
    Starting,
    /// The worker is at work.
    Working(Stage),
}

/// What should predict.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wanted {
    /// Where the registry is.
    pub(crate) door: Door,
    /// The registered model.
    pub(crate) name: String,
    /// Which of its versions.
    pub(crate) selector: Selector,
}

impl Wanted {
    /// As the worker is asked.
    pub(crate) fn question(&self) -> protocol::Wanted {
        protocol::Wanted { place: self.door.told(), name: self.name.clone(), selector: self.selector.clone() }
    }
}

/// The model in use and its prediction, for the whole page.
#[derive(Clone)]
pub(crate) struct Predictor {
    /// The worker.
    pub(crate) engine: Engine,
    /// The model.
    pub(crate) model: Loading<LoadedModel>,
    /// Its prediction for the matchup that is shown.
    pub(crate) prediction: Loading<Prediction>,
    /// How far loading is.
    pub(crate) step: RwSignal<Step>,
}

impl Predictor {
    /// Loads the chosen model and predicts the present matchup, whenever one of the two changes.
    pub(crate) fn start(nav: Nav, registry: Registry) -> Self {
        let engine = Engine::asleep();
        let step = RwSignal::new(Step::Resolving);
        let serial = StoredValue::new(0_u32);
        let wanted = Memo::new(move |_| {
            let source = registry.source.get();
            wanted(registry.door(), &source, nav.battle().model.as_ref())
        });
        let model = {
            let engine = engine.clone();
            use_remote(
                Keep::SameKey,
                move || wanted.get(),
                move |wanted| {
                    step.set(Step::Resolving);
                    let engine = engine.clone();
                    async move {
                        give_way(nav).await;
                        engine.wake();
                        serial.update_value(|serial| *serial = serial.wrapping_add(1));
                        load(&engine, wanted, step, serial.get_value()).await
                    }
                },
            )
        };
        let question = Memo::new(move |_| {
            let arena = Arena::resolve(&nav.battle()).ok()?;
            let (key, serial) = model.remote.with(|remote| {
                remote.value().filter(|_| remote.is_settled()).map(|model| (model.key.clone(), model.serial))
            })?;
            Some((key, serial, arena.battles()))
        });
        let prediction = {
            let engine = engine.clone();
            use_remote(
                Keep::Always,
                move || question.get(),
                move |question| {
                    let engine = engine.clone();
                    async move {
                        let Some((key, serial, battles)) = question else {
                            return std::future::pending().await;
                        };
                        let probabilities = engine.predict(&key, battles.clone()).await?;
                        Ok(Prediction { serial, battles, probabilities })
                    }
                },
            )
        };
        Self { engine, model, prediction, step }
    }

    /// Starts the worker again and loads the model into it.
    pub(crate) fn restart(&self) {
        self.engine.restart();
        self.model.retry();
    }
}

/// While the registry is looked at, the viewer's own requests and program come first.
async fn give_way(nav: Nav) {
    for _ in 0..HEAD_START / LOOK {
        if !nav.is_viewing_now() {
            break;
        }
        browser::sleep(LOOK).await;
    }
}

fn wanted(door: Door, source: &ModelSource, chosen: Option<&ModelRef>) -> Wanted {
    match chosen {
        Some(ModelRef { name, version }) => Wanted {
            door,
            name: name.clone().unwrap_or_else(|| source.model.clone()),
            selector: Selector::Version(version.clone()),
        },
        None => Wanted { door, name: source.model.clone(), selector: source.select.selector() },
    }
}

async fn load(
    engine: &Engine,
    wanted: Wanted,
    step: RwSignal<Step>,
    serial: u32,
) -> Result<LoadedModel, Problem> {
    let key = |version: &Resolved| key(&wanted.door.place, &version.name, version.version);
    let version = engine.resolve(wanted.question()).await??;
    let key = key(&version);
    step.set(Step::Starting);
    let (model, golden) = (version.model.clone(), version.golden.clone());
    let report = engine.load(key.clone(), model, golden, move |stage| step.set(Step::Working(stage))).await?;
    Ok(LoadedModel { key, serial, version, report })
}

/// The worker's name for a version of a registry.
pub(crate) fn key(place: &RegistryPlace, name: &str, version: u64) -> ModelKey {
    let place = match place {
        RegistryPlace::Bundled => "bundled",
        RegistryPlace::Frozen { url } => return ModelKey(format!("frozen {url}#{name}/{version}")),
        RegistryPlace::Mlflow { url } => url,
    };
    ModelKey(format!("{place}#{name}/{version}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Select;

    fn door() -> Door {
        Door { place: RegistryPlace::Bundled, credentials: None }
    }

    #[test]
    fn an_address_that_names_a_version_goes_before_the_settings() {
        let source = ModelSource { select: Select::Alias("champion".to_owned()), ..ModelSource::default() };
        let settings = wanted(door(), &source, None);
        assert_eq!(settings.selector, Selector::Alias("champion".to_owned()));
        let chosen = ModelRef { name: None, version: "3".to_owned() };
        let third = wanted(door(), &source, Some(&chosen));
        assert_eq!(
            (third.name.as_str(), third.selector),
            (source.model.as_str(), Selector::Version("3".to_owned()))
        );
        let other = ModelRef { name: Some("other".to_owned()), version: "1".to_owned() };
        assert_eq!(wanted(door(), &source, Some(&other)).name, "other");
    }

    #[test]
    fn keys_tell_registries_and_versions_apart() {
        let live = RegistryPlace::Mlflow { url: "http://h".to_owned() };
        assert_eq!(key(&RegistryPlace::Bundled, "m", 2).0, "bundled#m/2");
        assert_ne!(key(&live, "m", 2), key(&RegistryPlace::Bundled, "m", 2));
        assert_ne!(key(&live, "m", 1), key(&live, "m", 2));
    }
}
