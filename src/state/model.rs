//! The version that predicts, and its prediction for the present matchup.

use battle::BattleIds;
use leptos::prelude::*;
use mlflow::{ModelVersion, Run, Selector};
use protocol::{Download, ModelKey, ModelReport, Stage};

use super::{Arena, Door, Keep, Loading, Nav, PageClient, Problem, Registry, use_remote};
use crate::{
    browser,
    config::{ModelSource, RegistryPlace},
    engine::Engine,
    route::ModelRef,
};

/// The file with the trainer's own battles among a run's artifacts.
const GOLDEN_FILE: &str = "golden.json";
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
    pub(crate) version: ModelVersion,
    /// The run that made it, when it could be read.
    pub(crate) run: Option<Run>,
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
struct Wanted {
    door: Door,
    name: String,
    selector: Selector,
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
                        load(&engine, registry, wanted, step, serial.get_value()).await
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
    registry: Registry,
    wanted: Wanted,
    step: RwSignal<Step>,
    serial: u32,
) -> Result<LoadedModel, Problem> {
    let place = wanted.door.place.clone();
    let client = registry.client(wanted.door).await?;
    let version = client.resolve(&wanted.name, &wanted.selector).await?;
    let file = client.model_file(&version.name, version.version).await?;
    // Metrics and golden battles are a gain, not a condition: a run that cannot be read costs only them.
    let run = match version.run_id.as_str() {
        "" => None,
        id => client.run(id).await.ok(),
    };
    let golden = golden(&client, &version.run_id).await;
    let key = key(&place, &version);
    step.set(Step::Starting);
    let download = stated(file.download, &version);
    let report =
        engine.load(key.clone(), download, golden, move |stage| step.set(Step::Working(stage))).await?;
    Ok(LoadedModel { key, serial, version, run, report })
}

/// Where the golden battles are, when the run has them.
async fn golden(client: &PageClient, run_id: &str) -> Option<Download> {
    if run_id.is_empty() {
        return None;
    }
    // A frozen copy may lack the list and still hold the file; a live server always gives an address for it.
    let listed = client.run_artifacts(run_id).await;
    if listed.is_ok_and(|list| !list.items.iter().any(|artifact| artifact.path == GOLDEN_FILE)) {
        return None;
    }
    client.run_artifact(run_id, GOLDEN_FILE).ok().map(for_worker)
}

/// The worker's name for a version of a registry.
pub(crate) fn key(place: &RegistryPlace, version: &ModelVersion) -> ModelKey {
    let place = match place {
        RegistryPlace::Bundled => "bundled",
        RegistryPlace::Mlflow { url } => url,
    };
    ModelKey(format!("{place}#{}/{}", version.name, version.version))
}

fn for_worker(download: mlflow::Download) -> Download {
    let mlflow::Download { url, headers, sha256, size, gzip } = download;
    Download { url, headers, sha256, size, gzip }
}

/// The download with the digest and the size that the version's tags state. The tags were written when the model was
/// registered, so they count more than what a frozen copy measured later.
pub(crate) fn stated(download: mlflow::Download, version: &ModelVersion) -> Download {
    let mut download = for_worker(download);
    if let Some(digest) = version.tags.get("onnx_sha256") {
        download.sha256 = Some(digest.trim().to_ascii_lowercase());
    }
    if let Some(size) = version.tags.get("onnx_size").and_then(|size| size.trim().parse().ok()) {
        download.size = Some(size);
    }
    download
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Select;

    fn door() -> Door {
        Door { place: RegistryPlace::Bundled, credentials: None }
    }

    fn download() -> mlflow::Download {
        mlflow::Download {
            url: "http://h/model.onnx".to_owned(),
            headers: Vec::new(),
            sha256: Some("aa".to_owned()),
            size: Some(1),
            gzip: true,
        }
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
    fn tags_state_digest_and_size() {
        let mut version = ModelVersion { name: "m".to_owned(), version: 2, ..ModelVersion::default() };
        assert_eq!(stated(download(), &version).sha256.as_deref(), Some("aa"));
        version.tags.insert("onnx_sha256".to_owned(), " BB ".to_owned());
        version.tags.insert("onnx_size".to_owned(), "7".to_owned());
        let stated = stated(download(), &version);
        assert_eq!((stated.sha256.as_deref(), stated.size, stated.gzip), (Some("bb"), Some(7), true));
    }

    #[test]
    fn keys_tell_registries_and_versions_apart() {
        let version = |version| ModelVersion { name: "m".to_owned(), version, ..ModelVersion::default() };
        let live = RegistryPlace::Mlflow { url: "http://h".to_owned() };
        assert_eq!(key(&RegistryPlace::Bundled, &version(2)).0, "bundled#m/2");
        assert_ne!(key(&live, &version(2)), key(&RegistryPlace::Bundled, &version(2)));
        assert_ne!(key(&live, &version(1)), key(&live, &version(2)));
    }
}
