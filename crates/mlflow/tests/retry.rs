//! What is asked again, how often, and what never is.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may end so")]

mod support;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use futures::executor::block_on;
use mlflow::{
    Client, Download, Location, Request, Response, Retrying, RunQuery, Sleep, Transport, TransportError,
};
use support::{Fake, html, json};

/// Answers with these one after the other, the last one for ever.
#[derive(Clone)]
struct Moody {
    answers: Vec<Result<Response, TransportError>>,
    asked: Rc<Cell<usize>>,
}

impl Transport for Moody {
    async fn send(&self, _: &Request) -> Result<Response, TransportError> {
        let asked = self.asked.replace(self.asked.get() + 1);
        self.answers[asked.min(self.answers.len() - 1)].clone()
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        Fake::new().download(request)
    }

    fn location(&self) -> Location {
        Fake::new().location()
    }
}

#[derive(Clone, Default)]
struct Clock(Rc<RefCell<Vec<u128>>>);

impl Sleep for Clock {
    async fn sleep(&self, time: Duration) {
        self.0.borrow_mut().push(time.as_millis());
    }
}

type Patient = Client<Retrying<Moody, Clock>>;

const MODEL: &str = r#"{"registered_model":{"name":"m"}}"#;

/// How often a call was sent, how long was waited, and whether it worked.
fn call(
    answers: Vec<Result<Response, TransportError>>,
    call: impl AsyncFnOnce(Patient) -> bool,
) -> (usize, Vec<u128>, bool) {
    let moody = Moody { answers, asked: Rc::default() };
    let clock = Clock::default();
    let worked = block_on(call(Client::new(Retrying::new(moody.clone(), clock.clone()))));
    (moody.asked.get(), clock.0.take(), worked)
}

fn lost() -> Result<Response, TransportError> {
    Err(TransportError::Unreachable("reset".to_owned()))
}

#[test]
fn reading_is_tried_four_times() {
    for bad in [
        lost(),
        Ok(json(429, "{}")),
        Ok(json(500, "{}")),
        Ok(html(502, "")),
        Ok(html(503, "")),
        Ok(html(504, "")),
    ] {
        let read = async |client: Patient| client.registered_model("m").await.is_ok();
        assert_eq!(call(vec![bad.clone(), Ok(json(200, MODEL))], read), (2, vec![250], true));
        assert_eq!(call(vec![bad], read), (4, vec![250, 1000, 3000], false));
    }
}

#[test]
fn a_search_is_reading() {
    let search = async |client: Patient| client.runs(&RunQuery::of("1")).await.is_ok();
    assert_eq!(call(vec![lost(), Ok(json(200, "{}"))], search), (2, vec![250], true));
}

#[test]
fn what_the_server_means_is_not_asked_again() {
    for status in [400, 401, 403, 404] {
        let read = async |client: Patient| client.registered_model("m").await.is_ok();
        assert_eq!(call(vec![Ok(json(status, "{}"))], read), (1, vec![], false));
    }
    let file = async |client: Patient| client.read_artifact("m", 1, "MLmodel", 10).await.is_ok();
    assert_eq!(call(vec![Ok(html(500, "<!doctype html>"))], file), (1, vec![], false));
}

#[test]
fn changes_are_sent_once() {
    for bad in [lost(), Ok(json(429, "{}")), Ok(json(500, "{}")), Ok(html(503, ""))] {
        let answers = || vec![bad.clone(), Ok(json(200, "{}"))];
        let once = (1, vec![], false);
        let change = async |client: Patient| client.set_stage("m", 1, "Production", true).await.is_ok();
        assert_eq!(call(answers(), change), once);
        let change = async |client: Patient| client.set_version_tag("m", 1, "key", "value").await.is_ok();
        assert_eq!(call(answers(), change), once);
        let change = async |client: Patient| client.delete_alias("m", "a").await.is_ok();
        assert_eq!(call(answers(), change), once);
        let change = async |client: Patient| client.describe_model("m", "d").await.is_ok();
        assert_eq!(call(answers(), change), once);
    }
}

#[test]
fn a_server_that_has_never_answered_is_not_waited_for_when_it_need_not_be_there() {
    let answers = vec![lost(), Ok(json(200, MODEL)), lost(), Ok(json(200, MODEL))];
    let moody = Moody { answers, asked: Rc::default() };
    let clock = Clock::default();
    let client = Client::new(Retrying::once_reached(moody.clone(), clock.clone()));
    let read = || block_on(client.registered_model("m")).is_ok();
    assert_eq!((read(), moody.asked.get()), (false, 1));
    assert_eq!((read(), moody.asked.get()), (true, 2));
    assert_eq!((read(), moody.asked.get()), (true, 4));
    assert_eq!(clock.0.take(), [250]);
}

#[test]
fn a_server_that_keeps_silent_is_not_asked_again() {
    let silent = Err(TransportError::Silent { seconds: 60 });
    let read = async |client: Patient| {
        let error = client.registered_model("m").await.unwrap_err();
        error.to_string().ends_with("sent nothing for 60 seconds")
    };
    assert_eq!(call(vec![silent, Ok(json(200, MODEL))], read), (1, vec![], true));
}
