//! Registered models and their versions.

use super::{Client, PAGE_ROWS, api, invalid};
use crate::error::{Error, ErrorKind};
use crate::request::Request;
use crate::selector::Selector;
use crate::transport::Transport;
use crate::types::{List, ModelVersion, RegisteredModel};

impl<T: Transport> Client<T> {
    /// All registered models.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn registered_models(&self) -> Result<List<RegisteredModel>, Error> {
        let rows = PAGE_ROWS.to_string();
        let request = Request::get(api("registered-models/search"), &[("max_results", &rows)]);
        self.all_pages(request, "registered_models", "registered models").await
    }

    /// One registered model.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn registered_model(&self, name: &str) -> Result<RegisteredModel, Error> {
        let request = Request::get(api("registered-models/get"), &[("name", name)]);
        self.one(&request, "registered_model", &format!("model {name}")).await
    }

    /// All versions of a model with their aliases, newest first. Two requests: the search leaves aliases out.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn model_versions(&self, name: &str) -> Result<List<ModelVersion>, Error> {
        let model = self.registered_model(name).await?;
        self.versions_of(&model).await
    }

    /// As [`Client::model_versions`], for a model that was read already: one request.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn versions_of(&self, model: &RegisteredModel) -> Result<List<ModelVersion>, Error> {
        let name = &model.name;
        let filter = named(name);
        let rows = PAGE_ROWS.to_string();
        let request =
            Request::get(api("model-versions/search"), &[("filter", &filter), ("max_results", &rows)]);
        let mut list: List<ModelVersion> =
            self.all_pages(request, "model_versions", &format!("versions of model {name}")).await?;
        model.claim(&mut list);
        list.items.sort_by_key(|version| std::cmp::Reverse(version.version));
        Ok(list)
    }

    /// The versions that a run made, newest first, without aliases. A frozen registry is looked through model by model.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn versions_of_run(&self, run_id: &str) -> Result<List<ModelVersion>, Error> {
        let filter = format!("run_id={}", quoted(run_id));
        let rows = PAGE_ROWS.to_string();
        let request =
            Request::get(api("model-versions/search"), &[("filter", &filter), ("max_results", &rows)]);
        let subject = format!("versions of run {run_id}");
        let mut list: List<ModelVersion> = match self.all_pages(request, "model_versions", &subject).await {
            Err(error) if matches!(error.kind(), ErrorKind::NotInFrozenCopy) => {
                let mut all = List::default();
                for model in self.registered_models().await?.items {
                    // A list leaves some aliases out, as the versions here do.
                    let versions = self.versions_of(&model).await?;
                    all.items.extend(versions.items);
                    all.skipped.extend(versions.skipped);
                }
                all
            }
            other => other?,
        };
        list.items.retain(|version| version.run_id == run_id);
        list.items.sort_by(|a, b| a.name.cmp(&b.name).then(b.version.cmp(&a.version)));
        Ok(list)
    }

    /// One version, with its aliases.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn model_version(&self, name: &str, version: u64) -> Result<ModelVersion, Error> {
        let number = version.to_string();
        let request = Request::get(api("model-versions/get"), &[("name", name), ("version", &number)]);
        self.one(&request, "model_version", &format!("version {version} of model {name}")).await
    }

    /// The version that an alias names.
    ///
    /// # Errors
    /// [`crate::ErrorKind::NoSuchVersion`] lists the aliases that exist.
    pub async fn version_by_alias(&self, name: &str, alias: &str) -> Result<ModelVersion, Error> {
        self.resolve(name, &Selector::Alias(alias.to_owned())).await
    }

    /// The newest version in a stage.
    ///
    /// # Errors
    /// [`crate::ErrorKind::NoSuchVersion`] lists the stages in use.
    pub async fn version_by_stage(&self, name: &str, stage: &str) -> Result<ModelVersion, Error> {
        self.resolve(name, &Selector::Stage(stage.to_owned())).await
    }

    /// The version that a selector means. All versions are only read when it is not found otherwise.
    ///
    /// # Errors
    /// [`crate::ErrorKind::NoSuchVersion`] lists those that exist. When a version could not be read that may be the one that
    /// is meant, [`crate::ErrorKind::InvalidAnswer`] says so, rather than an older one being taken for it.
    pub async fn resolve(&self, name: &str, selector: &Selector) -> Result<ModelVersion, Error> {
        if let Some(version) = self.found(name, selector).await? {
            return Ok(version);
        }
        let List { items: versions, skipped, .. } = self.model_versions(name).await?;
        let chosen = selector.choose(name, &versions).cloned();
        match skipped.first() {
            Some(reason) if chosen.is_err() || matches!(selector, Selector::Stage(_)) => {
                let reason = format!("a version that may be the wanted one cannot be read: {reason}");
                Err(invalid(reason, &format!("model {name}")))
            }
            _ => chosen,
        }
    }

    /// What one or two requests find for a selector, however many versions there are.
    async fn found(&self, name: &str, selector: &Selector) -> Result<Option<ModelVersion>, Error> {
        let number = match selector {
            Selector::Version(number) => number.trim().parse().ok(),
            Selector::Alias(alias) => self.registered_model(name).await?.aliases.get(alias.trim()).copied(),
            Selector::Stage(_) => {
                let model = self.registered_model(name).await?;
                let newest = selector.choose(name, &model.latest_versions).ok();
                newest.map(|version| version.version)
            }
        };
        let Some(number) = number else { return Ok(None) };
        // Whatever went wrong here, the list of all versions tells better.
        let version = self.model_version(name, number).await.ok();
        Ok(version.filter(|version| selector.choose(name, std::slice::from_ref(version)).is_ok()))
    }
}

/// What finds the versions of a model. A name with both quotes cannot be quoted: it is found by its likeness, where `_` stands for any
/// character, and so are a few more that the caller has to sort out.
pub(super) fn named(name: &str) -> String {
    if name.contains('\'') && name.contains('"') {
        format!("name LIKE '{}'", name.replace(['\'', '\\'], "_"))
    } else {
        format!("name={}", quoted(name))
    }
}

/// A name as MLflow's filter language quotes it: it knows both quotes and no escape.
fn quoted(name: &str) -> String {
    let quote = if name.contains('\'') { '"' } else { '\'' };
    format!("{quote}{name}{quote}")
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_are_quoted_with_the_quote_that_they_do_not_hold_or_found_by_likeness() {
        assert_eq!(named("plain"), "name='plain'");
        assert_eq!(named("it's"), "name=\"it's\"");
        assert_eq!(named("say \"it's\" \\"), "name LIKE 'say \"it_s\" _'");
    }
}
