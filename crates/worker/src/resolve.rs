//! Asking a registry which version predicts.

use std::{cell::RefCell, time::Duration};

use mlflow::{
    AnyTransport, BaseUrl, BrowserTransport, Client, Credentials, Error, FetchTransport, FrozenTransport,
    Retrying, SiteSource,
};
use protocol::{Download, Place, Resolved, Wanted};
use registry::Servable;
use wasm_bindgen_futures::JsFuture;

use crate::scope;

type RegistryClient = Client<Retrying<BrowserTransport, Timer>>;

/// The registry that was asked last: its client knows the manifest, or that the server has answered before.
#[derive(Default)]
pub(crate) struct Registry {
    kept: RefCell<Option<(Place, RegistryClient)>>,
}

impl Registry {
    /// The version that is wanted, and where its files are.
    ///
    /// # Errors
    /// What the registry had to say instead.
    pub(crate) async fn resolve(&self, wanted: &Wanted) -> Result<Resolved, Error> {
        let client = self.client(&wanted.place).await?;
        let Servable { version, accuracy, model, golden } =
            registry::servable(&client, &wanted.name, &wanted.selector).await?;
        Ok(Resolved {
            name: version.name,
            version: version.version,
            stage: version.current_stage,
            run_id: version.run_id,
            aliases: version.aliases,
            accuracy,
            model: told(model),
            golden: golden.map(told),
        })
    }

    async fn client(&self, place: &Place) -> Result<RegistryClient, Error> {
        if let Some((_, client)) = self.kept.borrow().as_ref().filter(|(known, _)| known == place) {
            return Ok(client.clone());
        }
        let transport = match place {
            Place::Server { url, authorization } => {
                let credentials = authorization.clone().map(Credentials::from_header);
                AnyTransport::Live(FetchTransport::new(&BaseUrl::parse(url)?, credentials)?)
            }
            Place::Site { url } => {
                let source = SiteSource::new(&BaseUrl::parse(url)?)?;
                AnyTransport::Frozen(FrozenTransport::open(source).await?)
            }
        };
        let client = Client::new(Retrying::once_reached(transport, Timer));
        self.kept.replace(Some((place.clone(), client.clone())));
        Ok(client)
    }
}

fn told(download: mlflow::Download) -> Download {
    let mlflow::Download { url, headers, sha256, size, gzip } = download;
    Download { url, headers, sha256, size, gzip }
}

/// Waits by the browser's timers.
#[derive(Debug, Clone, Copy)]
struct Timer;

impl mlflow::Sleep for Timer {
    async fn sleep(&self, time: Duration) {
        let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
        let mut wait = |wake: js_sys::Function, _: js_sys::Function| {
            // A browser without timers goes on at once.
            if scope::global()
                .set_timeout_with_callback_and_timeout_and_arguments_0(&wake, milliseconds)
                .is_err()
            {
                let _ = wake.call0(&wasm_bindgen::JsValue::UNDEFINED);
            }
        };
        // It is never refused.
        let _ = JsFuture::from(js_sys::Promise::new(&mut wait)).await;
    }
}
