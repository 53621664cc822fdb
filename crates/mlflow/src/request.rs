//! One exchange with a server, as plain data.

use serde_json::Value;

use crate::base_url::encode_query;
use crate::canonical;

/// The most bytes an answer may have unless a request says otherwise.
pub const MAX_ANSWER_BYTES: u64 = 64 << 20;

/// An HTTP method that MLflow's API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Reads with a body, or writes.
    Post,
    /// Changes fields.
    Patch,
    /// Deletes, with a JSON body.
    Delete,
}

impl Method {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A request relative to a server's base address.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// `ajax-api/2.0/mlflow/…`, `get-artifact`, `model-versions/get-artifact` or `version`; no leading slash.
    pub path: String,
    /// Parameters, not encoded; a key may come again.
    pub query: Vec<(String, String)>,
    /// A JSON body.
    pub body: Option<Value>,
    /// An answer with more bytes is an error, unless only its head is wanted.
    pub max_bytes: u64,
    /// Only the first `max_bytes` are wanted; an answer with more is cut there.
    pub head: bool,
}

impl Request {
    /// A GET with its parameters.
    #[must_use]
    pub fn get(path: impl Into<String>, query: &[(&str, &str)]) -> Self {
        let query = query.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        Self {
            method: Method::Get,
            path: path.into(),
            query,
            body: None,
            max_bytes: MAX_ANSWER_BYTES,
            head: false,
        }
    }

    /// A POST with a JSON body.
    #[must_use]
    pub fn post(path: impl Into<String>, body: Value) -> Self {
        Self::with_body(Method::Post, path, body)
    }

    /// A request of any method with a JSON body.
    #[must_use]
    pub fn with_body(method: Method, path: impl Into<String>, body: Value) -> Self {
        Self {
            method,
            path: path.into(),
            query: Vec::new(),
            body: Some(body),
            max_bytes: MAX_ANSWER_BYTES,
            head: false,
        }
    }

    /// The same request with another limit.
    #[must_use]
    pub fn with_max_bytes(mut self, max_bytes: u64) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// The same request for the first bytes of its answer only.
    #[must_use]
    pub fn with_head(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes;
        self.head = true;
        self
    }

    /// The line that a frozen registry finds this request's answer by: method, path, query sorted by key and value,
    /// body as JSON with sorted keys. Equal for requests that mean the same.
    #[must_use]
    pub fn key(&self) -> String {
        let mut query = self.query.clone();
        query.sort();
        let mut key = format!("{} {}{}", self.method.as_str(), self.path, encode_query(&query));
        if let Some(body) = &self.body {
            key.push(' ');
            key.push_str(&canonical::compact(body));
        }
        key
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status; 200 for a frozen file.
    pub status: u16,
    /// The `Content-Type` header, empty when it is missing.
    pub content_type: String,
    /// The bytes, decoded.
    pub body: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_equal_for_requests_that_mean_the_same() {
        let one = Request::get("p", &[("b", "2 3"), ("a", "1")]);
        let two = Request::get("p", &[("a", "1"), ("b", "2 3")]);
        assert_eq!(one.key(), "GET p?a=1&b=2%203");
        assert_eq!(one.key(), two.key());
        let post = Request::post("runs/search", json!({"max_results": 10, "experiment_ids": ["1"]}));
        assert_eq!(post.key(), r#"POST runs/search {"experiment_ids":["1"],"max_results":10}"#);
    }
}
