//! A registry in memory that does what MLflow does, for tests.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use mlflow::{Client, Download, Location, Method, Request, Response, Transport, TransportError};
use serde_json::{Value, json};

pub(crate) const MODEL: &str = "battle_winner_predictor";

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Version {
    pub(crate) stage: String,
    pub(crate) description: String,
    pub(crate) tags: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct State {
    pub(crate) versions: BTreeMap<u64, Version>,
    pub(crate) aliases: BTreeMap<String, u64>,
    pub(crate) description: String,
    pub(crate) tags: BTreeMap<String, String>,
}

/// A route, and what somebody else does after it.
type Meanwhile = (&'static str, fn(&mut State));

/// A registry with one model.
#[derive(Default)]
pub(crate) struct Fake {
    pub(crate) state: RefCell<State>,
    /// Routes of the changes that were sent.
    pub(crate) sent: RefCell<Vec<String>>,
    /// The route that is refused.
    pub(crate) refuses: RefCell<Option<&'static str>>,
    /// The route whose changes are made without an answer.
    pub(crate) loses: RefCell<Option<&'static str>>,
    /// Deleting is refused, as to those who may only edit.
    pub(crate) deletes_nothing: Cell<bool>,
    /// Archiving in the same step is refused, as by MLflow 3.17 on PostgreSQL.
    pub(crate) cannot_archive: Cell<bool>,
    /// What somebody else does right after the next answer of a route.
    pub(crate) meanwhile: RefCell<Option<Meanwhile>>,
}

impl Fake {
    /// Version 1 archived, 2 in Production, 3 in Staging, 4 in none; `champion` names 2, `challenger` 3.
    pub(crate) fn new() -> Self {
        let stages = [(1, "Archived"), (2, "Production"), (3, "Staging"), (4, "None")];
        let version = |stage: &str| Version { stage: stage.to_owned(), ..Version::default() };
        let state = State {
            versions: stages.into_iter().map(|(number, stage)| (number, version(stage))).collect(),
            aliases: [("champion", 2), ("challenger", 3)].map(|(alias, to)| (alias.to_owned(), to)).into(),
            ..State::default()
        };
        Self { state: RefCell::new(state), ..Self::default() }
    }

    pub(crate) fn client(&self) -> Client<&Self> {
        Client::new(self)
    }

    /// Stages by version and versions by alias, in a line.
    pub(crate) fn shown(&self) -> String {
        let state = self.state.borrow();
        let stages = state.versions.iter().map(|(number, version)| format!("{number}:{}", version.stage));
        let aliases = state.aliases.iter().map(|(alias, version)| format!("{alias}={version}"));
        stages.chain(aliases).collect::<Vec<_>>().join(" ")
    }

    fn change(&self, route: &str, request: &Request) -> Value {
        let body = request.body.clone().unwrap();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let mut state = self.state.borrow_mut();
        let number: u64 = text("version").parse().unwrap_or_default();
        match (request.method, route) {
            (Method::Post, "model-versions/transition-stage") => {
                if body["archive_existing_versions"] == true {
                    for version in
                        state.versions.values_mut().filter(|version| version.stage == text("stage"))
                    {
                        version.stage = "Archived".to_owned();
                    }
                }
                state.versions.get_mut(&number).unwrap().stage = text("stage");
            }
            (Method::Post, "registered-models/alias") => {
                state.aliases.insert(text("alias"), number);
            }
            (Method::Delete, "registered-models/alias") => {
                state.aliases.remove(&text("alias"));
            }
            (Method::Post, "model-versions/set-tag") => {
                state.versions.get_mut(&number).unwrap().tags.insert(text("key"), text("value"));
            }
            (Method::Delete, "model-versions/delete-tag") => {
                state.versions.get_mut(&number).unwrap().tags.remove(&text("key"));
            }
            (Method::Post, "registered-models/set-tag") => {
                state.tags.insert(text("key"), text("value"));
            }
            (Method::Delete, "registered-models/delete-tag") => {
                state.tags.remove(&text("key"));
            }
            (Method::Patch, "model-versions/update") => {
                state.versions.get_mut(&number).unwrap().description = text("description");
            }
            (Method::Patch, "registered-models/update") => state.description = text("description"),
            _ => return json!({ "error_code": "ENDPOINT_NOT_FOUND", "message": route }),
        }
        json!({})
    }

    fn read(&self, route: &str) -> Value {
        let state = self.state.borrow();
        let tag = |(key, value): (&String, &String)| json!({ "key": key, "value": value });
        match route {
            "registered-models/get" => {
                let alias = |(alias, version): (&String, &u64)| json!({ "alias": alias, "version": version.to_string() });
                let aliases: Vec<Value> = state.aliases.iter().map(alias).collect();
                let tags: Vec<Value> = state.tags.iter().map(tag).collect();
                json!({ "registered_model": {
                    "name": MODEL, "aliases": aliases, "tags": tags, "description": state.description
                } })
            }
            _ => {
                let version = |(number, version): (&u64, &Version)| {
                    let tags: Vec<Value> = version.tags.iter().map(tag).collect();
                    let number = number.to_string();
                    json!({
                        "name": MODEL, "version": number, "current_stage": version.stage, "status": "READY",
                        "tags": tags, "description": version.description
                    })
                };
                json!({ "model_versions": state.versions.iter().map(version).collect::<Vec<_>>() })
            }
        }
    }
}

impl Transport for &Fake {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let route = request.path.trim_start_matches("ajax-api/2.0/mlflow/");
        let refused = self.refuses.borrow().is_some_and(|refused| refused == route)
            || (self.deletes_nothing.get() && request.method == Method::Delete);
        let reads = request.method == Method::Get;
        if !reads {
            self.sent.borrow_mut().push(format!("{} {route}", request.method.as_str()));
        }
        let (status, answer) = match (refused, reads) {
            (true, _) => (403, json!({ "error_code": "PERMISSION_DENIED", "message": "no" })),
            _ if self.cannot_archive.get() && archives(request) => {
                (400, json!({ "error_code": "BAD_REQUEST", "message": "integer <> character varying" }))
            }
            (false, true) => (200, self.read(route)),
            (false, false) => (200, self.change(route, request)),
        };
        if self.loses.borrow().is_some_and(|lost| lost == route) {
            return Err(TransportError::Silent { seconds: 60 });
        }
        if let Some((_, meanwhile)) = self.meanwhile.borrow_mut().take_if(|(after, _)| *after == route) {
            meanwhile(&mut self.state.borrow_mut());
        }
        if route == "model-versions/get-artifact" && !refused {
            let body = b"flavors:\n  sklearn:\n    pickled_model: model.pkl\n".to_vec();
            return Ok(Response { status, content_type: "application/octet-stream".to_owned(), body });
        }
        Ok(json_answer(status, &answer))
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        Err(TransportError::NotRecorded(request.path.clone()))
    }

    fn location(&self) -> Location {
        nowhere()
    }
}

fn archives(request: &Request) -> bool {
    request.body.as_ref().is_some_and(|body| body["archive_existing_versions"] == true)
}

/// What MLflow answers, as JSON.
pub(crate) fn json_answer(status: u16, answer: &Value) -> Response {
    let body = answer.to_string().into_bytes();
    Response { status, content_type: "application/json".to_owned(), body }
}

/// Where a registry in memory says that it is.
pub(crate) fn nowhere() -> Location {
    Location { url: "http://mlflow.test".to_owned(), page_origin: None }
}
