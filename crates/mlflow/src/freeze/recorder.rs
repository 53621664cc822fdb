//! A transport that writes down what another one answers.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::Value;

use super::error::FreezeError;
use super::names;
use super::writer::{Totals, Writer};
use crate::canonical;
use crate::download::Download;
use crate::request::{Request, Response};
use crate::transport::{Location, Transport, TransportError};

pub(super) struct Recorder<T> {
    inner: T,
    writer: RefCell<Writer>,
    model: RefCell<Option<String>>,
    experiments: RefCell<Option<BTreeSet<String>>>,
}

impl<T> Recorder<T> {
    pub(super) fn new(inner: T, writer: Writer) -> Self {
        Self {
            inner,
            writer: RefCell::new(writer),
            model: RefCell::new(None),
            experiments: RefCell::new(None),
        }
    }

    /// From now on, other models are left out of lists.
    pub(super) fn keep_model(&self, name: &str) {
        self.model.replace(Some(name.to_owned()));
    }

    /// From now on, other experiments are left out of lists.
    pub(super) fn keep_experiments(&self, ids: BTreeSet<String>) {
        self.experiments.replace(Some(ids));
    }

    /// Whether all could be written so far.
    pub(super) fn check(&self) -> Result<(), FreezeError> {
        self.writer.borrow_mut().check()
    }

    pub(super) fn finish(self) -> Result<Totals, FreezeError> {
        self.writer.into_inner().finish()
    }

    /// The answer as it is stored: members and unordered lists sorted, rows left out that are not to be frozen.
    fn stored(&self, request: &Request, mut answer: Value) -> String {
        if request.path.ends_with("/registered-models/search")
            && let Some(name) = &*self.model.borrow()
        {
            retain(&mut answer, "registered_models", |row| row["name"] == name.as_str());
        }
        if request.path.ends_with("/experiments/search")
            && let Some(ids) = &*self.experiments.borrow()
        {
            retain(&mut answer, "experiments", |row| {
                row["experiment_id"].as_str().is_some_and(|id| ids.contains(id))
            });
        }
        sort_sets(&mut answer);
        let mut text = format!("{:#}", canonical::sorted(&answer));
        text.push('\n');
        text
    }
}

impl<T: Transport> Transport for Recorder<T> {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let mut response = self.inner.send(request).await?;
        if response.status != 200 {
            return Ok(response);
        }
        if names::is_api(request) {
            // What is not JSON is the client's to report.
            if let Ok(answer) = serde_json::from_slice(&response.body) {
                response.body = self.stored(request, answer).into_bytes();
                self.writer.borrow_mut().add(request, &response.body);
            }
        } else {
            self.writer.borrow_mut().add(request, &response.body);
        }
        Ok(response)
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        self.inner.download(request)
    }

    fn location(&self) -> Location {
        self.inner.location()
    }
}

fn retain(answer: &mut Value, list: &str, keep: impl Fn(&Value) -> bool) {
    if let Some(rows) = answer.get_mut(list).and_then(Value::as_array_mut) {
        rows.retain(keep);
    }
}

/// Brings lists that are sets by their meaning into one order: servers give them in any.
fn sort_sets(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                sort_sets(member);
                match name.as_str() {
                    "tags" | "params" | "aliases" | "latest_versions" => sort_list(member),
                    // The last points of a run; a history is not below `data`.
                    "data" => {
                        if let Some(metrics) = member.get_mut("metrics") {
                            sort_list(metrics);
                        }
                    }
                    _ => {}
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(sort_sets),
        _ => {}
    }
}

fn sort_list(list: &mut Value) {
    if let Some(items) = list.as_array_mut() {
        items.sort_by_cached_key(canonical::compact);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn sets_are_sorted_and_histories_are_not() {
        let mut answer = json!({
            "run": {"data": {"metrics": [{"key": "b"}, {"key": "a"}], "tags": [{"key": "z"}, {"key": "y"}]}},
            "metrics": [{"key": "b"}, {"key": "a"}],
        });
        sort_sets(&mut answer);
        assert_eq!(
            answer,
            json!({
                "run": {"data": {"metrics": [{"key": "a"}, {"key": "b"}], "tags": [{"key": "y"}, {"key": "z"}]}},
                "metrics": [{"key": "b"}, {"key": "a"}],
            })
        );
    }
}
