//! The registry that the page reads.

use std::cell::RefCell;

use leptos::prelude::*;
use mlflow::{Client, Credentials};
use protocol::Place;

use crate::config::{ModelSource, RegistryPlace};

/// The bundled registry's folder, relative to the document.
const BUNDLED: &str = "registry";

/// The MLflow client of the page.
#[cfg(target_arch = "wasm32")]
pub(crate) type PageClient = Client<mlflow::Retrying<mlflow::BrowserTransport, PageSleep>>;
/// Outside a browser there is nothing to connect to.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type PageClient = Client<nowhere::Nowhere>;

/// The chosen source of models and its credentials, for the whole page.
#[derive(Clone, Copy)]
pub(crate) struct Registry {
    /// Registry, model and version.
    pub(crate) source: RwSignal<ModelSource>,
    /// Held in memory only.
    pub(crate) credentials: RwSignal<Option<Credentials>>,
}

thread_local! {
    /// The client that was made last: it knows the manifest, or that the server has answered before.
    static KEPT: RefCell<Option<(Door, PageClient)>> = const { RefCell::new(None) };
}

/// Where and as whom to connect.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Door {
    /// The registry.
    pub(crate) place: RegistryPlace,
    /// Sent with every request to a live server.
    pub(crate) credentials: Option<Credentials>,
}

impl Door {
    /// As the worker is told.
    pub(crate) fn told(&self) -> Place {
        match &self.place {
            RegistryPlace::Bundled => Place::Site { url: BUNDLED.to_owned() },
            RegistryPlace::Frozen { url } => Place::Site { url: url.clone() },
            RegistryPlace::Mlflow { url } => Place::Server {
                url: url.clone(),
                authorization: self.credentials.as_ref().map(|held| held.header().to_owned()),
            },
        }
    }
}

impl Registry {
    /// Reads this source.
    pub(crate) fn new(source: ModelSource) -> Self {
        Self { source: RwSignal::new(source), credentials: RwSignal::new(None) }
    }

    /// Where to connect, tracked.
    pub(crate) fn door(self) -> Door {
        Door {
            place: self.source.with(|source| source.registry.clone()),
            credentials: self.credentials.get(),
        }
    }

    /// A client for a registry, or the last one for the same. Only the viewer reads by itself; the page asks its worker.
    ///
    /// # Errors
    /// An address that cannot be used, or a bundled registry that cannot be read.
    pub(crate) async fn client(self, door: Door) -> Result<PageClient, mlflow::Error> {
        if let Some(client) = KEPT.with_borrow(|kept| {
            kept.as_ref().filter(|(known, _)| *known == door).map(|(_, client)| client.clone())
        }) {
            return Ok(client);
        }
        let client = match &door.place {
            RegistryPlace::Mlflow { url } => live(url, door.credentials.clone())?,
            RegistryPlace::Bundled => frozen(BUNDLED).await?,
            RegistryPlace::Frozen { url } => frozen(url).await?,
        };
        KEPT.set(Some((door, client.clone())));
        Ok(client)
    }
}

#[cfg(target_arch = "wasm32")]
fn live(url: &str, credentials: Option<Credentials>) -> Result<PageClient, mlflow::Error> {
    let transport = mlflow::FetchTransport::new(&mlflow::BaseUrl::parse(url)?, credentials)?;
    Ok(patient(mlflow::AnyTransport::Live(transport)))
}

#[cfg(target_arch = "wasm32")]
async fn frozen(url: &str) -> Result<PageClient, mlflow::Error> {
    let source = mlflow::SiteSource::new(&mlflow::BaseUrl::parse(url)?)?;
    Ok(patient(mlflow::AnyTransport::Frozen(mlflow::FrozenTransport::open(source).await?)))
}

/// A client that asks a stalling server again where asking changes nothing.
#[cfg(target_arch = "wasm32")]
fn patient(transport: mlflow::BrowserTransport) -> PageClient {
    Client::new(mlflow::Retrying::once_reached(transport, PageSleep))
}

/// Waits by the browser's timers.
#[cfg(target_arch = "wasm32")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageSleep;

#[cfg(target_arch = "wasm32")]
impl mlflow::Sleep for PageSleep {
    async fn sleep(&self, time: std::time::Duration) {
        crate::browser::sleep(i32::try_from(time.as_millis()).unwrap_or(i32::MAX)).await;
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn live(url: &str, _credentials: Option<Credentials>) -> Result<PageClient, mlflow::Error> {
    mlflow::BaseUrl::parse(url).map(|_| Client::new(nowhere::Nowhere))
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unused_async, reason = "as in a browser")]
async fn frozen(url: &str) -> Result<PageClient, mlflow::Error> {
    mlflow::BaseUrl::parse(url).map(|_| Client::new(nowhere::Nowhere))
}

#[cfg(not(target_arch = "wasm32"))]
mod nowhere {
    use mlflow::{Download, Location, Request, Response, Transport, TransportError};

    /// Answers nothing.
    #[derive(Debug, Clone)]
    pub(crate) struct Nowhere;

    impl Transport for Nowhere {
        async fn send(&self, _request: &Request) -> Result<Response, TransportError> {
            Err(TransportError::Unreachable("there is no browser".to_owned()))
        }

        fn download(&self, _request: &Request) -> Result<Download, TransportError> {
            Err(TransportError::Unreachable("there is no browser".to_owned()))
        }

        fn location(&self) -> Location {
            Location { url: String::new(), page_origin: None }
        }
    }
}
