//! The registry that an address names, so that a view of it can be shared.
//!
//! It stands in the document's query (`?registry=mlflow:https%3A%2F%2Fhost`), before the fragment, which is the view's own. The
//! bundled registry has no name there.

use std::cell::RefCell;

use leptos::prelude::*;
use mlflow::BaseUrl;

use crate::{
    browser,
    config::{ModelSource, RegistryPlace},
    route::{decode, encode},
    state::{Preferences, Registry},
};

const NAME: &str = "registry=";

thread_local! {
    /// What the viewer has written by itself: a settings page may have chosen another registry since.
    static WRITTEN: RefCell<Option<RegistryPlace>> = const { RefCell::new(None) };
}

/// A registry that the address names and that is not the one that is read.
#[derive(Clone, Copy)]
pub(crate) struct Shared {
    registry: Registry,
    other: RwSignal<Option<RegistryPlace>>,
}

impl Shared {
    /// Names the registry that is read in the address, unless that names another one: then the reader is asked.
    pub(crate) fn start(registry: Registry) -> Self {
        let shared = Self { registry, other: RwSignal::new(None) };
        let place = Memo::new(move |_| registry.source.with(|source| normal(&source.registry)));
        Effect::new(move |before: Option<()>| {
            let here = place.get();
            let other = named(&browser::query()).filter(|named| before.is_none() && *named != here);
            let is_ours = WRITTEN.with_borrow(|written| written.is_some() && *written == other);
            match other {
                Some(other) if !is_ours => shared.other.set(Some(other)),
                _ => shared.stay(),
            }
        });
        shared
    }

    /// The address of the other registry, as long as the reader has not decided; tracked.
    pub(crate) fn asks(self) -> Option<String> {
        self.other.with(|other| {
            Some(match other.as_ref()? {
                RegistryPlace::Bundled => return None,
                RegistryPlace::Frozen { url } | RegistryPlace::Mlflow { url } => url.clone(),
            })
        })
    }

    /// Reads the other registry from now on. Whether the browser keeps the choice: if so, the page begins anew with it.
    pub(crate) fn open(self) -> bool {
        let Some(other) = self.other.get_untracked() else { return true };
        let source = self.registry.source.get_untracked();
        let kept = Preferences::keep_source(ModelSource { registry: other, ..source });
        if kept {
            browser::reload();
        }
        kept
    }

    /// Stays with the registry that is read.
    pub(crate) fn stay(self) {
        let here = self.registry.source.with_untracked(|source| normal(&source.registry));
        let query = browser::query();
        let with = naming(&query, &here);
        if with != query {
            browser::set_query(&with);
        }
        WRITTEN.set(Some(here));
        self.other.set(None);
    }
}

/// The same registry with its address written in one way: deployers write it in several.
fn normal(place: &RegistryPlace) -> RegistryPlace {
    let written = |url: &String| BaseUrl::parse(url).map_or_else(|_| url.clone(), |url| url.to_string());
    match place {
        RegistryPlace::Bundled => RegistryPlace::Bundled,
        RegistryPlace::Frozen { url } => RegistryPlace::Frozen { url: written(url) },
        RegistryPlace::Mlflow { url } => RegistryPlace::Mlflow { url: written(url) },
    }
}

/// The registry that a query names; none if it names none, or one that cannot be.
fn named(query: &str) -> Option<RegistryPlace> {
    let value = decode(query.split('&').find_map(|pair| pair.strip_prefix(NAME))?);
    let (kind, url) = value.split_once(':')?;
    // An address with credentials in it is refused.
    let url = BaseUrl::parse(url).ok()?.to_string();
    match kind {
        "frozen" => Some(RegistryPlace::Frozen { url }),
        "mlflow" => Some(RegistryPlace::Mlflow { url }),
        _ => None,
    }
}

/// The same query, naming a registry; what else it says stays.
fn naming(query: &str, place: &RegistryPlace) -> String {
    let own = match place {
        RegistryPlace::Bundled => None,
        RegistryPlace::Frozen { url } => Some(format!("{NAME}frozen:{}", encode(url))),
        RegistryPlace::Mlflow { url } => Some(format!("{NAME}mlflow:{}", encode(url))),
    };
    let others = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(NAME));
    others.chain(own.as_deref()).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_survives_the_address() {
        let mlflow = |url: &str| RegistryPlace::Mlflow { url: BaseUrl::parse(url).unwrap().to_string() };
        for place in [
            mlflow("https://mlflow.example/a%20path/?x"),
            mlflow("/mlflow"),
            mlflow("http://[::1]:5000"),
            RegistryPlace::Frozen { url: "https://h/registry".to_owned() },
        ] {
            let query = naming("lang=fr&registry=old&b", &place);
            assert!(query.starts_with("lang=fr&b&registry=") && query.matches('&').count() == 2, "{query}");
            assert_eq!(named(&query), Some(place));
        }
        assert_eq!(naming("lang=fr&registry=old", &RegistryPlace::Bundled), "lang=fr");
        assert_eq!(
            normal(&RegistryPlace::Mlflow { url: "http://h/mlflow/".to_owned() }),
            mlflow("http://h/mlflow")
        );
    }

    #[test]
    fn what_names_no_registry_is_none() {
        for query in [
            "",
            "registry=",
            "registry=mlflow",
            "registry=x:http://h",
            "registry=mlflow:http://u:p@h",
            "registry=mlflow:ftp://h",
        ] {
            assert_eq!(named(query), None, "{query}");
        }
    }
}
