//! A server in memory, for tests: answers by route, remembers what was asked.
#![allow(dead_code, reason = "each test file uses its part")]

use std::cell::RefCell;

use futures::executor::block_on;
use mlflow::{Download, Error, Location, Request, Response, Transport, TransportError};

type Rule = (Box<dyn Fn(&Request) -> bool>, Result<Response, TransportError>);

/// A server in memory; the first rule that fits answers.
pub(crate) struct Fake {
    rules: Vec<Rule>,
    pub(crate) asked: RefCell<Vec<Request>>,
    pub(crate) page_origin: Option<String>,
}

pub(crate) const URL: &str = "http://mlflow.test";

impl Fake {
    pub(crate) fn new() -> Self {
        Self { rules: Vec::new(), asked: RefCell::default(), page_origin: None }
    }

    /// Answers requests whose path ends so and whose parameters include these.
    pub(crate) fn on(
        self,
        path: &'static str,
        query: &'static [(&'static str, &'static str)],
        response: Response,
    ) -> Self {
        self.rule(path, query, Ok(response))
    }

    pub(crate) fn fails(self, error: TransportError) -> Self {
        self.rule("", &[], Err(error))
    }

    /// JSON for every request to a route.
    pub(crate) fn json(self, path: &'static str, body: &str) -> Self {
        self.on(path, &[], json(200, body))
    }

    /// The same answer to everything.
    pub(crate) fn always(self, response: Response) -> Self {
        self.on("", &[], response)
    }

    fn rule(
        mut self,
        path: &'static str,
        query: &'static [(&'static str, &'static str)],
        result: Result<Response, TransportError>,
    ) -> Self {
        let fits = move |request: &Request| {
            request.path.ends_with(path)
                && query.iter().all(|&(name, value)| {
                    let pair = (name.to_owned(), value.to_owned());
                    request.query.contains(&pair)
                        || request.body.as_ref().is_some_and(|body| body[name].to_string().contains(value))
                })
        };
        self.rules.push((Box::new(fits), result));
        self
    }
}

impl Transport for Fake {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        self.asked.borrow_mut().push(request.clone());
        match self.rules.iter().find(|(fits, _)| fits(request)) {
            Some((_, result)) => result.clone(),
            None => Ok(json(404, r#"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"nothing here"}"#)),
        }
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        Ok(Download {
            url: format!("{URL}/{}", request.path),
            headers: Vec::new(),
            sha256: None,
            size: None,
            gzip: false,
        })
    }

    fn location(&self) -> Location {
        Location { url: URL.to_owned(), page_origin: self.page_origin.clone() }
    }
}

impl Transport for &Fake {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        Fake::send(self, request).await
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        Fake::download(self, request)
    }

    fn location(&self) -> Location {
        Fake::location(self)
    }
}

pub(crate) fn json(status: u16, body: &str) -> Response {
    answer(status, "application/json", body.as_bytes())
}

pub(crate) fn html(status: u16, body: &str) -> Response {
    answer(status, "text/html; charset=utf-8", body.as_bytes())
}

pub(crate) fn file(body: &[u8]) -> Response {
    answer(200, "application/octet-stream", body)
}

pub(crate) fn answer(status: u16, content_type: &str, body: &[u8]) -> Response {
    Response { status, content_type: content_type.to_owned(), body: body.to_vec() }
}

/// Runs a future that is expected to fail and gives its kind's name and its whole text.
pub(crate) fn failure<T: std::fmt::Debug>(future: impl Future<Output = Result<T, Error>>) -> Error {
    block_on(future).expect_err("this must fail")
}
