//! What a version is made of, with problems as the page tells them.

use mlflow::{Client, ModelVersion, Transport};

use crate::state::Problem;

/// A version's files and what they say.
pub(crate) type VersionFacts = registry::VersionFacts<Problem>;

/// Reads what a version is made of.
pub(crate) async fn version_facts<T: Transport>(client: &Client<T>, version: &ModelVersion) -> VersionFacts {
    registry::version_facts(client, version).await
}

/// As [`version_facts`], for several.
pub(crate) async fn all_version_facts<T: Transport>(
    client: &Client<T>,
    versions: &[ModelVersion],
) -> Vec<VersionFacts> {
    registry::all_version_facts(client, versions).await
}
