//! What there is to see in a model file.

use std::{cell::RefCell, rc::Rc};

use futures::lock::Mutex;
use predictor::inspect::{Inspector, TreeQuestion};
use protocol::{Battles, Download, Failure, Inspect, Inspected, ModelKey, Stage, Unknown};

use crate::{
    cancel::Cancellation,
    explain::Reasons,
    load::{failure, stage, verified},
    shared_file::SharedFile,
};

/// The file that was looked at last.
#[derive(Default)]
pub(crate) struct Showcase {
    shown: RefCell<Option<Shown>>,
    /// Held by the one request that fetches a file.
    fetching: Mutex<()>,
}

/// A file under its name.
#[derive(Clone)]
struct Shown {
    key: ModelKey,
    inspector: Rc<Inspector>,
    reasons: Rc<Reasons>,
}

impl Showcase {
    /// Answers. A file that is not the last one is downloaded, unless it is `loaded`.
    ///
    /// # Errors
    /// Of the download or the digest, bytes that are no ONNX file, a tree or a battle that does not exist, or a cancelled
    /// request.
    pub(crate) async fn inspect(
        &self,
        key: ModelKey,
        model: &Download,
        loaded: Option<Rc<Reasons>>,
        what: Inspect,
        cancellation: &Cancellation,
        report: impl Fn(Stage),
    ) -> Result<Inspected, Failure> {
        let Shown { inspector, reasons, .. } = self.shown(key, model, loaded, cancellation, &report).await?;
        Ok(match what {
            Inspect::Description => Inspected::Description(Box::new(inspector.description().clone())),
            Inspect::Tree { ensemble, tree, battle, unfolded, levels, sample } => {
                let question = TreeQuestion { ensemble, tree, battle, unfolded, levels, sample };
                let part = inspector.tree(&question).map_err(|error| failure("tree", &error))?;
                Inspected::Tree(Box::new(part))
            }
            Inspect::Importance { battles, background } => {
                let unknown = Unknown::Background(Battles::Field(background));
                let (mean_absolute, log_odds) = reasons.importance(battles, unknown, cancellation).await?;
                Inspected::Importance { mean_absolute, log_odds }
            }
        })
    }

    async fn shown(
        &self,
        key: ModelKey,
        model: &Download,
        loaded: Option<Rc<Reasons>>,
        cancellation: &Cancellation,
        report: &impl Fn(Stage),
    ) -> Result<Shown, Failure> {
        let _turn = self.fetching.lock().await;
        if let Some(shown) = self.shown.borrow().as_ref().filter(|shown| shown.key == key) {
            return Ok(shown.clone());
        }
        let (bytes, reasons) = match loaded {
            Some(reasons) => (reasons.file(cancellation).await?, reasons),
            None => {
                let (bytes, _) = verified(model, cancellation, report).await?;
                let reasons = Rc::new(Reasons::new(SharedFile::new(&bytes)?));
                (bytes, reasons)
            }
        };
        stage(Stage::Compiling, cancellation, report).await?;
        let inspector = Inspector::load(&bytes).map_err(|error| failure(&model.url, &error))?;
        let shown = Shown { key, inspector: Rc::new(inspector), reasons };
        self.shown.replace(Some(shown.clone()));
        Ok(shown)
    }
}
