//! The registry that the page reads.

use leptos::prelude::*;
use mlflow::{Client, Credentials};

use crate::config::{ModelSource, RegistryPlace};

/// The bundled registry's folder, relative to the document.
const BUNDLED: &str = "registry";

/// The MLflow client of the page.
#[cfg(target_arch = "wasm32")]
pub(crate) type PageClient = Client<mlflow::BrowserTransport>;
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
    bundled: StoredValue<Option<PageClient>>,
}

/// Where and as whom to connect.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Door {
    /// The registry.
    pub(crate) place: RegistryPlace,
    /// Sent with every request to a live server.
    pub(crate) credentials: Option<Credentials>,
}

impl Registry {
    /// Reads this source.
    pub(crate) fn new(source: ModelSource) -> Self {
        Self {
            source: RwSignal::new(source),
            credentials: RwSignal::new(None),
            bundled: StoredValue::new(None),
        }
    }

    /// Where to connect, tracked.
    pub(crate) fn door(self) -> Door {
        Door {
            place: self.source.with(|source| source.registry.clone()),
            credentials: self.credentials.get(),
        }
    }

    /// A client for a registry. The manifest of the bundled one is read once.
    ///
    /// # Errors
    /// An address that cannot be used, or a bundled registry that cannot be read.
    pub(crate) async fn client(self, door: Door) -> Result<PageClient, mlflow::Error> {
        match door.place {
            RegistryPlace::Mlflow { url } => live(&url, door.credentials),
            RegistryPlace::Bundled => {
                if let Some(client) = self.bundled.get_value() {
                    return Ok(client);
                }
                let client = frozen().await?;
                self.bundled.set_value(Some(client.clone()));
                Ok(client)
            }
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn live(url: &str, credentials: Option<Credentials>) -> Result<PageClient, mlflow::Error> {
    let transport = mlflow::FetchTransport::new(&mlflow::BaseUrl::parse(url)?, credentials)?;
    Ok(Client::new(mlflow::AnyTransport::Live(transport)))
}

#[cfg(target_arch = "wasm32")]
async fn frozen() -> Result<PageClient, mlflow::Error> {
    let source = mlflow::SiteSource::new(&mlflow::BaseUrl::parse(BUNDLED)?)?;
    Ok(Client::new(mlflow::AnyTransport::Frozen(mlflow::FrozenTransport::open(source).await?)))
}

#[cfg(not(target_arch = "wasm32"))]
fn live(url: &str, _credentials: Option<Credentials>) -> Result<PageClient, mlflow::Error> {
    mlflow::BaseUrl::parse(url).map(|_| Client::new(nowhere::Nowhere))
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unused_async, reason = "as in a browser")]
async fn frozen() -> Result<PageClient, mlflow::Error> {
    mlflow::BaseUrl::parse(BUNDLED).map(|_| Client::new(nowhere::Nowhere))
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
