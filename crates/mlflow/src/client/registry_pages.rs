//! Models, versions and runs a page at a time: for those who look at some of very many.

use std::cmp::Reverse;

use futures::future::join;
use serde_json::json;

use super::registry::named;
use super::{Client, api};
use crate::error::{Error, ErrorKind};
use crate::request::Request;
use crate::transport::Transport;
use crate::types::{List, ModelVersion, RegisteredModel, Run};

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// A model's name, or a version's number.
    #[default]
    Name,
    /// When it was made.
    Created,
    /// When it was changed last.
    Updated,
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: By,
    /// From the greatest to the least.
    pub descending: bool,
}

/// Which registered models to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelQuery {
    /// A part of the name, in letters of any case; empty for all.
    pub contains: String,
    /// Their order.
    pub order: Order,
    /// [`List::next_page_token`] of the page before.
    pub page_token: Option<String>,
    /// The most models of the page, at most 1000.
    pub rows: u32,
}

/// Which versions of a model to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionQuery {
    /// Their order.
    pub order: Order,
    /// [`List::next_page_token`] of the page before.
    pub page_token: Option<String>,
    /// The most versions of the page.
    pub rows: u32,
}

impl Order {
    fn clause(self, name: &str) -> String {
        let field = match self.by {
            By::Name => name,
            By::Created => "creation_timestamp",
            By::Updated => "last_updated_timestamp",
        };
        format!("{field} {}", if self.descending { "DESC" } else { "ASC" })
    }

    fn sort<T, K: Ord>(self, items: &mut [T], key: impl Fn(&T) -> K) {
        if self.descending {
            items.sort_by_key(|item| Reverse(key(item)));
        } else {
            items.sort_by_key(key);
        }
    }
}

impl<T: Transport> Client<T> {
    /// One page of registered models; a frozen registry gives all at once. A page may hold fewer than there are rows left.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn models_page(&self, query: &ModelQuery) -> Result<List<RegisteredModel>, Error> {
        let rows = query.rows.to_string();
        let order = query.order.clause("name");
        let filter = pattern(&query.contains).map(|pattern| format!("name ILIKE '%{pattern}%'"));
        let mut pairs = vec![("max_results", rows.as_str()), ("order_by", order.as_str())];
        pairs.extend(filter.as_deref().map(|filter| ("filter", filter)));
        pairs.extend(query.page_token.as_deref().map(|token| ("page_token", token)));
        let request = Request::get(api("registered-models/search"), &pairs);
        let mut list = match self.page(&request, "registered_models", "registered models").await {
            Err(error) if *error.kind() == ErrorKind::NotInFrozenCopy => {
                let mut all = self.registered_models().await?;
                match query.order.by {
                    By::Name => query.order.sort(&mut all.items, |model| model.name.clone()),
                    By::Created => query.order.sort(&mut all.items, |model| model.creation_timestamp),
                    By::Updated => query.order.sort(&mut all.items, |model| model.last_updated_timestamp),
                }
                all
            }
            page => page?.0,
        };
        // The pattern finds more than was asked for.
        let wanted = query.contains.to_lowercase();
        list.items.retain(|model| model.name.to_lowercase().contains(&wanted));
        Ok(list)
    }

    /// One page of a model's versions with their aliases, which `model` holds: it is awaited beside the server's answer. A frozen
    /// registry gives all at once.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn versions_page(
        &self,
        name: &str,
        model: impl Future<Output = RegisteredModel>,
        query: &VersionQuery,
    ) -> Result<List<ModelVersion>, Error> {
        let filter = named(name);
        let (rows, order) = (query.rows.to_string(), query.order.clause("version_number"));
        let mut pairs = vec![("filter", filter.as_str()), ("max_results", &rows), ("order_by", &order)];
        pairs.extend(query.page_token.as_deref().map(|token| ("page_token", token)));
        let request = Request::get(api("model-versions/search"), &pairs);
        let subject = format!("versions of model {name}");
        let (page, model) = join(self.page(&request, "model_versions", &subject), model).await;
        match page {
            Err(error) if *error.kind() == ErrorKind::NotInFrozenCopy => {
                let mut all = self.versions_of(&model).await?;
                match query.order.by {
                    By::Name => query.order.sort(&mut all.items, |version| version.version),
                    By::Created => query.order.sort(&mut all.items, |version| version.creation_timestamp),
                    By::Updated => query.order.sort(&mut all.items, |version| version.last_updated_timestamp),
                }
                Ok(all)
            }
            page => {
                let (mut list, _) = page?;
                model.claim(&mut list);
                Ok(list)
            }
        }
    }

    /// Those of some runs that are in one of some experiments, deleted ones too.
    ///
    /// # Errors
    /// As [`Client::runs`]; a frozen registry has no answer.
    pub async fn runs_among(
        &self,
        experiment_ids: &[String],
        run_ids: &[String],
    ) -> Result<List<Run>, Error> {
        let ids: Vec<String> = run_ids.iter().map(|id| format!("'{}'", id.replace('\'', ""))).collect();
        let body = json!({
            "experiment_ids": experiment_ids,
            "filter": format!("attributes.run_id IN ({})", ids.join(", ")),
            "max_results": run_ids.len().max(1),
            "run_view_type": "ALL",
        });
        let subject = format!("runs of experiment {}", experiment_ids.join(", "));
        self.all_pages(Request::post(api("runs/search"), body), "runs", &subject).await
    }
}

impl RegisteredModel {
    /// Keeps the versions of this model, and gives them the aliases that the search leaves out.
    pub(super) fn claim(&self, list: &mut List<ModelVersion>) {
        // A server's database may compare names without regard to case.
        list.items.retain(|version| version.name == self.name);
        for version in &mut list.items {
            let aliases = self.aliases.iter().filter(|&(_, &number)| number == version.version);
            version.aliases = aliases.map(|(alias, _)| alias.clone()).collect();
        }
    }
}

/// A pattern that finds a text among others. MLflow's filters have no escapes, and databases differ in cases and in what a
/// backslash means, so any letter stands for whatever is not plainly itself.
fn pattern(text: &str) -> Option<String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '.');
    let pattern: String = text.chars().map(|letter| if plain(letter) { letter } else { '_' }).collect();
    (!pattern.is_empty()).then_some(pattern)
}
