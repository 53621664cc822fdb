use std::{cell::RefCell, collections::HashMap, rc::Rc};

use futures::lock::Mutex;
use predictor::Model;
use protocol::{Answer, Ask, Failure, FailureKind, ModelKey, Packed, Request, RequestId, Stage};

use crate::{cancel::Cancellation, explain::Reasons, inspect::Showcase, load, predict, resolve::Registry};

/// An answer and the numbers that travel beside it.
pub type Reply = (Answer, Option<Vec<f32>>);

/// A model, its name, and what explains it, which holds its file.
struct Loaded {
    key: ModelKey,
    model: Rc<Model>,
    reasons: Rc<Reasons>,
}

/// Takes requests, and keeps the model that was loaded last and what is under way.
#[derive(Default)]
pub struct Desk {
    model: RefCell<Option<Loaded>>,
    registry: Registry,
    showcase: Showcase,
    /// Held by the one request for pairs that is worked on.
    pairs: Mutex<()>,
    running: RefCell<HashMap<RequestId, Cancellation>>,
}

impl Desk {
    /// Works on a request until it is done. `None`: nobody waits for an answer.
    ///
    /// # Errors
    /// Whatever stopped it; the other requests and models are untouched.
    pub async fn handle(&self, request: Request, report: impl Fn(Stage)) -> Result<Option<Reply>, Failure> {
        if let Ask::Cancel { target } = request.ask {
            if let Some(cancellation) = self.running.borrow().get(&target) {
                cancellation.cancel();
            }
            return Ok(None);
        }
        let cancellation = Cancellation::new()?;
        self.running.borrow_mut().insert(request.id, cancellation.clone());
        let result = self.work(request.ask, &cancellation, report).await;
        self.running.borrow_mut().remove(&request.id);
        result.map(Some)
    }

    fn loaded(&self, key: &ModelKey) -> Result<(Rc<Model>, Rc<Reasons>), Failure> {
        let model = self.model.borrow();
        let loaded = model.as_ref().filter(|loaded| loaded.key == *key).ok_or_else(|| not_loaded(key))?;
        Ok((Rc::clone(&loaded.model), Rc::clone(&loaded.reasons)))
    }

    async fn work(
        &self,
        ask: Ask,
        cancellation: &Cancellation,
        report: impl Fn(Stage),
    ) -> Result<Reply, Failure> {
        match ask {
            Ask::Resolve(wanted) => {
                let resolved = cancellation.unless(self.registry.resolve(&wanted)).await?;
                Ok((Answer::Resolved(Packed::of(&resolved)?), None))
            }
            Ask::Load { key, model, golden } => {
                let (model, file, described) =
                    load::load(&model, golden.as_ref(), cancellation, report).await?;
                let reasons = Rc::new(Reasons::new(file));
                *self.model.borrow_mut() = Some(Loaded { key, model: Rc::new(model), reasons });
                Ok((Answer::Loaded(Box::new(described)), None))
            }
            Ask::Predict { key, battles } => {
                let (model, _) = self.loaded(&key)?;
                let (numbers, milliseconds) = predict::predict(&model, &battles, cancellation).await?;
                Ok((Answer::Predicted { count: numbers.len(), milliseconds }, Some(numbers)))
            }
            Ask::Explain { key, what } => {
                let (model, reasons) = self.loaded(&key)?;
                let (explained, milliseconds) = reasons.explain(&model, what, cancellation).await?;
                Ok((Answer::Explained { what: Packed::of(&explained)?, milliseconds }, None))
            }
            Ask::Inspect { key, model, what } => {
                let loaded = self.loaded(&key).ok().map(|(_, reasons)| reasons);
                let inspected =
                    self.showcase.inspect(key, &model, loaded, what, cancellation, report).await?;
                Ok((Answer::Inspected(Packed::of(&inspected)?), None))
            }
            Ask::PredictPairs { key, moves, pairs } => {
                let _turn = self.pairs.lock().await;
                let (model, _) = self.loaded(&key)?;
                let (numbers, milliseconds) =
                    predict::predict_pairs(&model, moves, pairs, cancellation, report).await?;
                Ok((Answer::Predicted { count: numbers.len(), milliseconds }, Some(numbers)))
            }
            Ask::Cancel { target } => Err(Failure::new(
                FailureKind::BadMessage,
                "cancel",
                format!("Request {} can only be cancelled by a message of its own.", target.0),
            )),
        }
    }
}

fn not_loaded(key: &ModelKey) -> Failure {
    let message = format!("Model {} is not loaded in the worker: load it first.", key.0);
    Failure::new(FailureKind::NotLoaded, &key.0, message)
}
