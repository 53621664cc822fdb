//! Which version of which registry predicts.

use std::fmt;

use mlflow::Selector;
use serde::{Deserialize, Serialize};

use crate::Download;

/// What should predict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The registry.
    pub place: Place,
    /// The registered model.
    pub name: String,
    /// Which of its versions.
    pub selector: Selector,
}

/// Where a registry is. Relative addresses count from the page's folder.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// A frozen registry on a web site.
    Site {
        /// The folder that holds its manifest.
        url: String,
    },
    /// A running MLflow server.
    Server {
        /// Its address.
        url: String,
        /// The `Authorization` header, a secret: `Debug` leaves it out.
        authorization: Option<String>,
    },
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site { url } => write!(f, "Site({url})"),
            Self::Server { url, .. } => write!(f, "Server({url})"),
        }
    }
}

/// A version that was found, and its files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resolved {
    /// The registered model.
    pub name: String,
    /// The version's number.
    pub version: u64,
    /// Its stage, as the registry spells it.
    pub stage: String,
    /// The run that made it, empty when there is none.
    pub run_id: String,
    /// Its aliases.
    pub aliases: Vec<String>,
    /// The share of unseen battles that it predicts right, when its run says so.
    pub accuracy: Option<f64>,
    /// The ONNX file.
    pub model: Download,
    /// The golden battles of its run, when it has them.
    pub golden: Option<Download>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_registry_arrives_as_it_was_and_credentials_are_not_shown() {
        let error = mlflow::BaseUrl::parse("ftp://host").unwrap_err();
        let answer = crate::Packed::of(&Err::<Resolved, _>(error.clone())).unwrap();
        assert_eq!(answer.open().unwrap(), Err(error));
        let url = "http://host".to_owned();
        let place = Place::Server { url, authorization: Some("Bearer secret".to_owned()) };
        assert_eq!(format!("{place:?}"), "Server(http://host)");
    }
}
