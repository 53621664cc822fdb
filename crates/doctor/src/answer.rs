//! What an answer says of whoever gave it.

use serde_json::Value;

/// An answer that the page could read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Whether it came from another address than was asked, after a redirect.
    pub redirected: bool,
    /// Its text, as much as was read.
    pub text: String,
}

/// What an answer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// 2xx with a JSON object, as MLflow answers.
    Json,
    /// 4xx with one of MLflow's error codes: the call arrived, and was wrong in itself.
    ErrorCode(String),
    /// 401.
    Unauthorized,
    /// 403 `Invalid Host header`: MLflow's check of the `Host` header.
    HostCheck,
    /// 403 `Cross-origin request blocked`: MLflow's check of the `Origin` header.
    OriginCheck,
    /// 403 `Permission denied`: MLflow knows the user, who may not.
    PermissionDenied,
    /// Another 403: a proxy, a firewall, a web server.
    Forbidden,
    /// 404 or 405 without an error code: no such call here.
    NoSuchCall(u16),
    /// 2xx that is a web page.
    WebPage,
    /// 502, 503 or 504: a proxy that does not reach what is behind it.
    Gateway(u16),
    /// Another status of 500 and above.
    Broken(u16),
    /// Anything else.
    Other(u16),
}

impl Answer {
    /// What it means.
    #[must_use]
    pub fn said(&self) -> Said {
        let text = self.text.trim_start();
        let code =
            || serde_json::from_str::<Value>(text).ok()?.get("error_code")?.as_str().map(str::to_owned);
        match self.status {
            200..=299 if text.starts_with('{') => Said::Json,
            200..=299 if text.starts_with('<') => Said::WebPage,
            401 => Said::Unauthorized,
            403 if text.contains("Invalid Host header") => Said::HostCheck,
            403 if text.contains("Cross-origin request blocked") => Said::OriginCheck,
            403 if text.starts_with("Permission denied") => Said::PermissionDenied,
            403 => match code() {
                Some(_) => Said::PermissionDenied,
                None => Said::Forbidden,
            },
            status @ 502..=504 => Said::Gateway(status),
            status @ 500.. => Said::Broken(status),
            status @ 400..=499 => match code() {
                Some(code) => Said::ErrorCode(code),
                None if status == 404 || status == 405 => Said::NoSuchCall(status),
                None => Said::Other(status),
            },
            status => Said::Other(status),
        }
    }

    /// Whether the words are MLflow's own for somebody who has not signed in.
    pub(crate) fn is_mlflows_sign_in(&self) -> bool {
        self.status == 401
            && self.text.contains("You are not authenticated")
            && self.text.contains("mlflow.org")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_the_tested_servers_are_told_apart() {
        let error = |code: &str| format!(r#"{{"error_code": "{code}", "message": "x"}}"#);
        for (status, text, said) in [
            (200, "{}".to_owned(), Said::Json),
            (200, "\n{\"registered_models\": [".to_owned(), Said::Json),
            (400, error("INVALID_PARAMETER_VALUE"), Said::ErrorCode("INVALID_PARAMETER_VALUE".to_owned())),
            (404, error("RESOURCE_DOES_NOT_EXIST"), Said::ErrorCode("RESOURCE_DOES_NOT_EXIST".to_owned())),
            (
                401,
                "You are not authenticated. Please see https://www.mlflow.org/".to_owned(),
                Said::Unauthorized,
            ),
            (403, "Invalid Host header - possible DNS rebinding attack detected".to_owned(), Said::HostCheck),
            (403, "Cross-origin request blocked".to_owned(), Said::OriginCheck),
            (403, "Permission denied".to_owned(), Said::PermissionDenied),
            (403, error("PERMISSION_DENIED"), Said::PermissionDenied),
            (403, "<html><head><title>403 Forbidden</title>".to_owned(), Said::Forbidden),
            (
                404,
                "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>".to_owned(),
                Said::NoSuchCall(404),
            ),
            (405, "<!doctype html>".to_owned(), Said::NoSuchCall(405)),
            (200, "<!doctype html><form>sign in".to_owned(), Said::WebPage),
            (200, "3.17.2".to_owned(), Said::Other(200)),
            (204, String::new(), Said::Other(204)),
            (502, "<html><head><title>502 Bad Gateway</title>".to_owned(), Said::Gateway(502)),
            (500, "<!doctype html>".to_owned(), Said::Broken(500)),
            (429, "slow down".to_owned(), Said::Other(429)),
        ] {
            assert_eq!(
                Answer { status, redirected: false, text: text.clone() }.said(),
                said,
                "{status} {text}"
            );
        }
    }
}
