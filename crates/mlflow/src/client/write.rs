//! Changes to the registry. Each is sent once: whether a change without an answer was made, only a reader can tell.

use serde_json::{Value, json};

use super::{Client, answer, api};
use crate::error::Error;
use crate::request::{Method, Request};
use crate::transport::Transport;
use crate::types::stage;

impl<T: Transport> Client<T> {
    /// Puts a version into a stage, one of [`stage::ALL`]. With `archive`, the server archives the others of that stage in
    /// the same step; it can do so for Staging and Production only, and is not asked to for the other stages.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn set_stage(&self, name: &str, version: u64, stage: &str, archive: bool) -> Result<(), Error> {
        let archive = archive && [stage::STAGING, stage::PRODUCTION].contains(&stage);
        let body = json!({
            "name": name,
            "version": version.to_string(),
            "stage": stage,
            "archive_existing_versions": archive,
        });
        self.change(Method::Post, "model-versions/transition-stage", body, &version_of(name, version)).await
    }

    /// Makes an alias name a version, whichever it has named before.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`]; MLflow refuses `latest`, `v1` and the like, and other characters than letters, digits, `_`
    /// and `-`.
    pub async fn set_alias(&self, name: &str, alias: &str, version: u64) -> Result<(), Error> {
        let body = json!({ "name": name, "alias": alias, "version": version.to_string() });
        self.change(Method::Post, "registered-models/alias", body, &alias_of(name, alias)).await
    }

    /// Takes an alias away; one that does not exist is no error.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn delete_alias(&self, name: &str, alias: &str) -> Result<(), Error> {
        let body = json!({ "name": name, "alias": alias });
        self.change(Method::Delete, "registered-models/alias", body, &alias_of(name, alias)).await
    }

    /// Sets a tag of a version: up to 5,000 characters in MLflow 2, 100,000 in MLflow 3.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn set_version_tag(
        &self,
        name: &str,
        version: u64,
        key: &str,
        value: &str,
    ) -> Result<(), Error> {
        let body = json!({ "name": name, "version": version.to_string(), "key": key, "value": value });
        let subject = format!("tag {key} of {}", version_of(name, version));
        self.change(Method::Post, "model-versions/set-tag", body, &subject).await
    }

    /// Takes a tag of a version away; one that does not exist is no error.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn delete_version_tag(&self, name: &str, version: u64, key: &str) -> Result<(), Error> {
        let body = json!({ "name": name, "version": version.to_string(), "key": key });
        let subject = format!("tag {key} of {}", version_of(name, version));
        self.change(Method::Delete, "model-versions/delete-tag", body, &subject).await
    }

    /// Sets a tag of a model.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn set_model_tag(&self, name: &str, key: &str, value: &str) -> Result<(), Error> {
        let body = json!({ "name": name, "key": key, "value": value });
        let subject = format!("tag {key} of model {name}");
        self.change(Method::Post, "registered-models/set-tag", body, &subject).await
    }

    /// Takes a tag of a model away; one that does not exist is no error.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn delete_model_tag(&self, name: &str, key: &str) -> Result<(), Error> {
        let body = json!({ "name": name, "key": key });
        let subject = format!("tag {key} of model {name}");
        self.change(Method::Delete, "registered-models/delete-tag", body, &subject).await
    }

    /// Replaces the description of a version, Markdown; an empty one clears it.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn describe_version(&self, name: &str, version: u64, description: &str) -> Result<(), Error> {
        let body = json!({ "name": name, "version": version.to_string(), "description": description });
        self.change(Method::Patch, "model-versions/update", body, &version_of(name, version)).await
    }

    /// Replaces the description of a model, Markdown; an empty one clears it.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn describe_model(&self, name: &str, description: &str) -> Result<(), Error> {
        let body = json!({ "name": name, "description": description });
        self.change(Method::Patch, "registered-models/update", body, &format!("model {name}")).await
    }

    async fn change(&self, method: Method, route: &str, body: Value, subject: &str) -> Result<(), Error> {
        let response = self.send(&Request::with_body(method, api(route), body), subject).await?;
        // A web page with status 200, such as a login, is no answer to a change.
        answer::json(&response, &self.transport().location())
            .map(drop)
            .map_err(|kind| Error::new(kind, subject))
    }
}

fn version_of(name: &str, version: u64) -> String {
    format!("version {version} of model {name}")
}

fn alias_of(name: &str, alias: &str) -> String {
    format!("alias {alias} of model {name}")
}
