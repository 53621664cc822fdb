use std::cell::RefCell;

use battle::pairs::Moves;
use futures::channel::oneshot;
use js_sys::Float32Array;
use protocol::{Download, Failure, ModelKey};

use super::{
    Engine, Part, Progress,
    run::{Run, Seat},
};

/// More workers than this take more memory than time is won.
const MOST_WORKERS: usize = 8;

/// Workers for all battles at once, apart from the one that answers single questions. They start when they are first needed and
/// end with the pool.
pub struct Pool {
    workers: usize,
    idle: RefCell<Vec<Member>>,
}

/// What a pool is asked for.
#[derive(Debug, Clone)]
pub struct Job {
    /// The model's name.
    pub key: ModelKey,
    /// Where each worker gets its file: another worker's [`protocol::ModelReport::file_url`].
    pub file: Download,
    /// Which battles.
    pub moves: Moves,
}

/// A worker of a pool.
pub(super) struct Member {
    pub(super) engine: Engine,
    /// The address of the model that it has loaded.
    pub(super) loaded: Option<String>,
}

impl Pool {
    /// One worker for each of so many cores, within bounds.
    pub fn new(cores: usize) -> Self {
        Self { workers: cores.clamp(1, MOST_WORKERS), idle: RefCell::default() }
    }

    /// How many workers it has when it works.
    pub fn workers(&self) -> usize {
        self.workers
    }

    /// Predicts every battle. `on_part` gets P(A wins) of each part's battles in order, the parts in any order; `on_progress` hears
    /// how far it is. A message through `stop` ends it as soon as all workers have stopped, dropping the future without
    /// waiting for them.
    ///
    /// A worker that dies or falls silent is replaced, and its parts are done again.
    ///
    /// # Errors
    /// [`protocol::FailureKind::Cancelled`] after a stop, what a worker says of the model, or that workers died again and again.
    pub async fn predict(
        &self,
        job: Job,
        stop: oneshot::Receiver<()>,
        on_part: impl FnMut(&Part, Float32Array),
        on_progress: impl Fn(Progress),
    ) -> Result<(), Failure> {
        let mut members = self.idle.take();
        members.resize_with(self.workers, Member::new);
        let seats = members.into_iter().map(Seat::new).collect();
        let mut run = Run::new(job, seats, &self.idle);
        run.predict(stop, on_part, on_progress).await
    }
}

impl Member {
    fn new() -> Self {
        Self { engine: Engine::new(), loaded: None }
    }
}
