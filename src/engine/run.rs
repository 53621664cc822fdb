//! One job of a pool, from its first part to its last.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::Pin,
    rc::Rc,
};

use futures::{StreamExt as _, channel::oneshot, stream::FuturesUnordered};
use js_sys::Float32Array;
use protocol::{Answer, Failure, FailureKind, Stage};

use super::{
    EngineStatus, Job, Part, Progress,
    failures::{cancelled, died, unexpected},
    pool::Member,
    schedule::{Hopeless, Schedule},
    ticket::{Canceller, Reply},
};
use crate::browser;

/// Parts that a worker has at a time: while one travels to the page, it works on the next.
const AHEAD: usize = 2;
/// Milliseconds between two looks for signs of life.
const WATCH: i32 = 1000;
/// Looks without a sign of life after which a worker counts as dead: it reports four times a second while it predicts.
const MOST_SILENT: u32 = 10;
/// The same while it starts and loads the model, which may be large.
const MOST_SILENT_AT_START: u32 = 60;
/// A worker that has died so often without finishing anything is not replaced.
const MOST_DEATHS: u32 = 3;

/// What happens in the course of a job.
enum Event {
    /// A worker has answered.
    Answer { seat: usize, life: u32, task: Task, reply: Reply },
    /// It is time to look for signs of life.
    Watch,
    /// The page wants it to end; `false`: it no longer can.
    Stop(bool),
}

enum Task {
    Load,
    Part(Part),
}

type Events = FuturesUnordered<Pin<Box<dyn Future<Output = Event>>>>;

pub(super) struct Run<'a> {
    job: Job,
    schedule: Rc<RefCell<Schedule>>,
    seats: Vec<Seat>,
    events: Events,
    stopping: bool,
    /// Where the workers go when it is over.
    home: &'a RefCell<Vec<Member>>,
}

/// A worker's place in a job; the worker itself may be replaced.
pub(super) struct Seat {
    member: Member,
    /// Counts its workers: answers of an earlier one mean nothing.
    life: u32,
    /// What it is asked at present.
    asked: Vec<Canceller>,
    heard: Rc<Cell<bool>>,
    silent: u32,
    /// Workers that died here one after the other without finishing anything.
    deaths: u32,
    /// Why nobody sits here any more.
    given_up: Option<Failure>,
}

impl Seat {
    pub(super) fn new(member: Member) -> Self {
        Self {
            member,
            life: 0,
            asked: Vec::new(),
            heard: Rc::default(),
            silent: 0,
            deaths: 0,
            given_up: None,
        }
    }
}

impl<'a> Run<'a> {
    pub(super) fn new(job: Job, seats: Vec<Seat>, home: &'a RefCell<Vec<Member>>) -> Self {
        let schedule = Rc::new(RefCell::new(Schedule::new(job.moves, seats.len())));
        Self { job, schedule, seats, events: FuturesUnordered::new(), stopping: false, home }
    }

    pub(super) async fn predict(
        &mut self,
        stop: oneshot::Receiver<()>,
        mut on_part: impl FnMut(&Part, Float32Array),
        on_progress: impl Fn(Progress),
    ) -> Result<(), Failure> {
        self.events.push(Box::pin(async { Event::Stop(stop.await.is_ok()) }));
        self.watch();
        for seat in 0..self.seats.len() {
            if self.is_broken(seat) {
                self.replace(seat);
            }
            self.begin(seat);
        }
        loop {
            let event = self.events.next().await.unwrap_or(Event::Watch);
            match event {
                Event::Stop(false) => {}
                Event::Stop(true) => {
                    self.stopping = true;
                    self.seats.iter().flat_map(|seat| &seat.asked).for_each(Canceller::cancel);
                }
                Event::Watch => {
                    self.look_for_signs_of_life()?;
                    self.watch();
                }
                Event::Answer { seat, life, task, reply } => {
                    if self.seats.get(seat).is_some_and(|seat| seat.life == life) {
                        self.take(seat, task, reply, &mut on_part)?;
                    }
                }
            }
            let progress = self.schedule.borrow().progress();
            on_progress(progress);
            if self.schedule.borrow().is_finished() {
                return Ok(());
            }
            let idle = self.seats.iter().all(|seat| seat.asked.is_empty());
            if idle && self.stopping {
                return Err(cancelled());
            }
            if idle {
                let failure = self.seats.iter().find_map(|seat| seat.given_up.clone());
                return Err(failure.unwrap_or_else(|| died("nobody is left to work")));
            }
        }
    }

    /// Has a worker load the model, unless it has it.
    fn begin(&mut self, at: usize) {
        let (file, key) = (self.job.file.clone(), self.job.key.clone());
        let Some(seat) = self.seats.get_mut(at) else { return };
        if seat.member.loaded.as_deref() == Some(file.url.as_str()) {
            return self.feed(at);
        }
        seat.member.loaded = None;
        let heard = Rc::clone(&seat.heard);
        let ticket = seat.member.engine.start_load(key, file, None, move |_| heard.set(true));
        seat.asked.push(ticket.canceller());
        let life = seat.life;
        self.events.push(Box::pin(async move {
            Event::Answer { seat: at, life, task: Task::Load, reply: ticket.await }
        }));
    }

    /// Gives a worker parts until it has enough.
    fn feed(&mut self, at: usize) {
        let Some(seat) = self.seats.get_mut(at) else { return };
        while !self.stopping && seat.asked.len() < AHEAD {
            let Some(part) = self.schedule.borrow_mut().next(at) else { return };
            let (heard, schedule, number) = (Rc::clone(&seat.heard), Rc::clone(&self.schedule), part.number);
            let told = move |stage| {
                heard.set(true);
                if let Stage::Predicting { done } = stage {
                    schedule.borrow_mut().told(number, usize::try_from(done).unwrap_or(usize::MAX));
                }
            };
            let engine = &seat.member.engine;
            let ticket = engine.start_pairs(self.job.key.clone(), self.job.moves, part.pairs.clone(), told);
            seat.asked.push(ticket.canceller());
            let life = seat.life;
            self.events.push(Box::pin(async move {
                Event::Answer { seat: at, life, task: Task::Part(part), reply: ticket.await }
            }));
        }
    }

    fn take(
        &mut self,
        at: usize,
        task: Task,
        reply: Reply,
        on_part: &mut impl FnMut(&Part, Float32Array),
    ) -> Result<(), Failure> {
        let file_gone = self.file_gone();
        let Some(seat) = self.seats.get_mut(at) else { return Ok(()) };
        match (task, reply) {
            (_, Err(failure)) if failure.kind == FailureKind::WorkerDied => return self.bury(at, failure),
            (_, Err(failure)) if failure.kind == FailureKind::Cancelled && self.stopping => {
                // Of several requests it does not matter which is over.
                seat.asked.pop();
                return Ok(());
            }
            (Task::Load, Err(failure)) => {
                seat.asked.clear();
                let gone = failure.kind == FailureKind::Unreachable;
                seat.given_up = Some(if gone { file_gone } else { failure });
                return Ok(());
            }
            (Task::Part(_), Err(failure)) => return Err(failure),
            (Task::Load, Ok((Answer::Loaded(_), _))) => {
                seat.member.loaded = Some(self.job.file.url.clone());
                seat.asked.clear();
            }
            (Task::Part(part), Ok((Answer::Predicted { count, .. }, Some(numbers))))
                if count == part.battles && numbers.length() as usize == count =>
            {
                // A worker answers in the order of the questions.
                if !seat.asked.is_empty() {
                    seat.asked.remove(0);
                }
                seat.deaths = 0;
                if self.schedule.borrow_mut().finish(part.number) {
                    on_part(&part, numbers);
                }
            }
            (_, Ok((other, _))) => return Err(unexpected(&other)),
        }
        seat.heard.set(true);
        self.feed(at);
        Ok(())
    }

    /// A worker is dead: another one takes its place, and its parts wait again.
    fn bury(&mut self, at: usize, failure: Failure) -> Result<(), Failure> {
        let kept = self.schedule.borrow_mut().abandon(at);
        if let Err(hopeless) = kept
            && !self.stopping
        {
            // A worker that says nothing any more must not be there for the next job.
            self.replace(at);
            return Err(again_and_again(&hopeless));
        }
        let Some(seat) = self.seats.get_mut(at) else { return Ok(()) };
        seat.deaths += 1;
        if seat.deaths >= MOST_DEATHS {
            seat.given_up = Some(failure);
        }
        let given_up = seat.given_up.is_some();
        self.replace(at);
        if !given_up && !self.stopping {
            self.begin(at);
        }
        // Those who had nothing left to do may take over.
        for other in 0..self.seats.len() {
            if self.is_ready(other) {
                self.feed(other);
            }
        }
        Ok(())
    }

    /// Starts another worker in place of this one.
    fn replace(&mut self, at: usize) {
        if let Some(seat) = self.seats.get_mut(at) {
            seat.life += 1;
            seat.asked.clear();
            seat.silent = 0;
            seat.member.loaded = None;
            seat.member.engine.restart();
        }
    }

    fn is_broken(&self, at: usize) -> bool {
        let status = |seat: &Seat| matches!(seat.member.engine.status_now(), EngineStatus::Broken(_));
        self.seats.get(at).is_some_and(status)
    }

    fn is_ready(&self, at: usize) -> bool {
        let ready = |seat: &Seat| seat.given_up.is_none() && seat.member.loaded.is_some();
        self.seats.get(at).is_some_and(ready)
    }

    fn watch(&self) {
        self.events.push(Box::pin(async {
            browser::sleep(WATCH).await;
            Event::Watch
        }));
    }

    /// A worker that was ended from outside, or hangs, tells nobody.
    fn look_for_signs_of_life(&mut self) -> Result<(), Failure> {
        let mut dead = Vec::new();
        for (at, seat) in self.seats.iter_mut().enumerate() {
            let most = if seat.member.loaded.is_some() { MOST_SILENT } else { MOST_SILENT_AT_START };
            seat.silent = if seat.heard.take() || seat.asked.is_empty() { 0 } else { seat.silent + 1 };
            if seat.silent >= most {
                dead.push(at);
            }
        }
        dead.into_iter().try_for_each(|at| self.bury(at, died("it gave no sign of life any more")))
    }

    /// The file is with the worker that loaded the model first: when that one is gone, so is the file.
    fn file_gone(&self) -> Failure {
        let key = &self.job.key.0;
        let message = format!("The file of model {key} is gone with the worker that had it: load it again.");
        Failure::new(FailureKind::NotLoaded, key, message)
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        self.home.replace(self.seats.drain(..).map(|seat| seat.member).collect());
    }
}

fn again_and_again(hopeless: &Hopeless) -> Failure {
    let Hopeless { pairs, deaths } = hopeless;
    let message = format!(
        "{deaths} prediction workers stopped one after the other over the pairs {} to {}: this device may lack the memory for this model.",
        pairs.start, pairs.end
    );
    Failure::new(FailureKind::WorkerDied, "worker", message)
}
