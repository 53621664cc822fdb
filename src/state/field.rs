//! Predicting every battle: what was asked, how far it is, and what came of it.

use std::{cell::RefCell, ops::Range, rc::Rc};

use battle::pairs::{self, Moves};
use futures::channel::oneshot;
use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};
use protocol::FailureKind;
use send_wrapper::SendWrapper;
use web_sys::Blob;

use super::{Problem, SharedModel, Tally, npy};
use crate::{
    browser,
    engine::{Job, Part, Pool, Progress},
};

/// Where a job is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Phase {
    /// Nothing was asked.
    Idle,
    /// The workers are at it.
    Running(Progress),
    /// The reader has cancelled; the workers are stopping.
    Stopping(Progress),
    /// All workers have stopped.
    Stopped(Progress),
    /// Every battle is predicted.
    Done(Rc<Outcome>),
    /// It could not be done.
    Failed(Problem),
}

/// What came of a job.
#[derive(Debug, PartialEq)]
pub(crate) struct Outcome {
    /// Which battles.
    pub(crate) moves: Moves,
    /// Which version predicted.
    pub(crate) model: SharedModel,
    /// What the battles say.
    pub(crate) tally: Tally,
    /// From the question to the last answer.
    pub(crate) milliseconds: f64,
    /// Workers that predicted.
    pub(crate) workers: usize,
    /// P(A wins) of every pair in order, when both fight with their best moves; else nothing.
    pub(crate) best: Vec<f32>,
    /// P(A wins) of every battle in order, in NumPy's format, unless the browser cannot hold it.
    file: Option<Blob>,
}

/// Predicts every battle when asked to, by the model in use.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    /// Where it is.
    pub(crate) phase: RwSignal<Phase, LocalStorage>,
    asked: RwSignal<Option<Question>>,
    stop: StoredValue<Option<oneshot::Sender<()>>, LocalStorage>,
    watch: StoredValue<Option<Watch>, LocalStorage>,
}

/// Gets pairs and P(A wins) of their battles, the parts in any order.
type Watch = Rc<Watcher>;
type Watcher = dyn Fn(Range<u32>, &[f32]);

#[derive(Debug, Clone, PartialEq)]
struct Question {
    moves: Moves,
    model: SharedModel,
    /// Tells a question from the same one asked before.
    number: u32,
}

impl Field {
    /// Starts no worker yet. All of them end when the present owner goes away. `serial` is [`SharedModel::serial`] of the model in
    /// use, tracked.
    pub(crate) fn start(serial: impl Fn() -> Option<u32> + 'static) -> Self {
        let field = Self {
            phase: RwSignal::new_local(Phase::Idle),
            asked: RwSignal::new(None),
            stop: StoredValue::new_local(None),
            watch: StoredValue::new_local(None),
        };
        let pool = SendWrapper::new(Rc::new(Pool::new(browser::cores())));
        Effect::new(move || {
            let Some(question) = field.asked.get() else { return };
            let pool = Rc::clone(&pool);
            // The next question, another model or another page ends this one.
            spawn_local_scoped_with_cancellation(async move { field.work(&pool, question).await });
        });
        // What another model said would pass for what this one says.
        Effect::new(move |before: Option<Option<u32>>| {
            let serial = serial();
            if before.is_some_and(|before| before != serial) {
                field.asked.set(None);
                field.phase.set(Phase::Idle);
            }
            serial
        });
        field
    }

    /// Lets `watch` see every battle of what is asked from now on.
    pub(crate) fn watch(self, watch: impl Fn(Range<u32>, &[f32]) + 'static) {
        self.watch.set_value(Some(Rc::new(watch)));
    }

    /// Asks for every battle.
    pub(crate) fn ask(self, moves: Moves, model: SharedModel) {
        let number = self.asked.with_untracked(|asked| asked.as_ref().map_or(0, |asked| asked.number));
        self.phase
            .set(Phase::Running(Progress { done: 0, total: pairs::battles_before(moves, pairs::count()) }));
        self.asked.set(Some(Question { moves, model, number: number.wrapping_add(1) }));
    }

    /// Stops the workers.
    pub(crate) fn cancel(self) {
        if let Some(stop) = self.stop.try_update_value(Option::take).flatten() {
            self.phase.update(|phase| {
                if let Phase::Running(progress) = phase {
                    *phase = Phase::Stopping(*progress);
                }
            });
            // A job that has just ended needs no stop.
            let _ = stop.send(());
        }
    }

    async fn work(self, pool: &Pool, question: Question) {
        let Question { moves, model, .. } = question;
        let (stop, stopped) = oneshot::channel();
        self.stop.set_value(Some(stop));
        let start = browser::now();
        let job = Job { key: model.key.clone(), file: model.file.clone(), moves };
        let results = RefCell::new(Results::new(moves));
        let watch = self.watch.get_value();
        let answer = pool
            .predict(
                job,
                stopped,
                |part, numbers| results.borrow_mut().take(part, &numbers, watch.as_deref()),
                |now| {
                    self.phase.update(|phase| match phase {
                        Phase::Running(progress) | Phase::Stopping(progress) => *progress = now,
                        _ => {}
                    });
                },
            )
            .await;
        let milliseconds = browser::now() - start;
        let phase = match answer {
            Ok(()) => {
                let Results { tally, parts, best, .. } = results.into_inner();
                let parts: Option<Vec<Blob>> = parts.into_iter().collect();
                let file = parts.and_then(|parts| browser::join(&npy::header(tally.battles), parts));
                let workers = pool.workers();
                Phase::Done(Rc::new(Outcome { moves, model, tally, milliseconds, workers, best, file }))
            }
            Err(failure) if failure.kind == FailureKind::Cancelled => {
                let progress = self.phase.with_untracked(|phase| match phase {
                    Phase::Running(progress) | Phase::Stopping(progress) => Some(*progress),
                    _ => None,
                });
                progress.map_or(Phase::Idle, Phase::Stopped)
            }
            Err(failure) => Phase::Failed(failure.into()),
        };
        self.phase.set(phase);
    }
}

impl Outcome {
    /// Whether there is a file to save.
    pub(crate) fn can_be_saved(&self) -> bool {
        self.file.is_some()
    }

    /// Offers the probabilities as a file.
    pub(crate) fn save(&self) {
        let Some(file) = &self.file else { return };
        let moves = match self.moves {
            Moves::Best => "best-moves",
            Moves::All => "all-moves",
        };
        let SharedModel { name, version, .. } = &self.model;
        browser::save(file, &format!("{name}-v{version}-{moves}.npy"));
    }

    /// Battles per second.
    pub(crate) fn speed(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "shown")]
        let battles = self.tally.battles as f64;
        battles / (self.milliseconds.max(1.0) / 1000.0)
    }
}

/// The parts as they come.
struct Results {
    tally: Tally,
    /// The numbers, outside this program's memory.
    parts: Vec<Option<Blob>>,
    numbers: Vec<f32>,
    /// See [`Outcome::best`].
    best: Vec<f32>,
}

impl Results {
    fn new(moves: Moves) -> Self {
        let best = match moves {
            Moves::Best => vec![f32::NAN; pairs::battles_before(moves, pairs::count())],
            Moves::All => Vec::new(),
        };
        Self { tally: Tally::new(moves), parts: Vec::new(), numbers: Vec::new(), best }
    }

    fn take(&mut self, part: &Part, numbers: &js_sys::Float32Array, watch: Option<&Watcher>) {
        self.numbers.resize(part.battles, 0.0);
        numbers.copy_to(&mut self.numbers);
        self.tally.count(part.pairs.clone(), &self.numbers);
        let start = part.pairs.start as usize;
        if let Some(place) = self.best.get_mut(start..start + self.numbers.len()) {
            place.copy_from_slice(&self.numbers);
        }
        if let Some(watch) = watch {
            watch(part.pairs.clone(), &self.numbers);
        }
        if self.parts.len() <= part.number {
            self.parts.resize(part.number + 1, None);
        }
        if let Some(place) = self.parts.get_mut(part.number) {
            *place = browser::blob(numbers);
        }
    }
}
