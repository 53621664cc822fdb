use anyhow::{Result, bail};
use clap::Args;

use crate::{
    context::Context,
    run::{run, say},
    setup, site,
};

/// How to serve.
#[derive(Args)]
pub struct Options {
    /// Proxy this MLflow server under the page's own origin at /mlflow/
    #[arg(long, value_name = "URL")]
    mlflow: Option<String>,
    /// Port on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Builds the page, serves it, and builds again whenever a source file changes.
pub fn serve(context: &Context, options: &Options) -> Result<()> {
    let toolchain = setup::for_site(context)?;
    let mut trunk = site::trunk(context, &toolchain, "serve", &site::build_id(context)?)?;
    trunk.args([
        // The release code without wasm-opt: as fast to run, and shared with `dist`.
        "--cargo-profile",
        "release",
        "--address",
        "127.0.0.1",
        "--port",
        &options.port.to_string(),
        "--public-url",
        "/",
        "--dist",
    ]);
    trunk.arg(context.cache.join("serve"));
    let here = format!("http://127.0.0.1:{}/", options.port);
    say(format!(
        "Battledex will be at {here} with the bundled registry (the first build takes some minutes)"
    ));
    if let Some(url) = &options.mlflow {
        if !url.starts_with("http://") && !url.starts_with("https://") {
            bail!("--mlflow takes an http or https address, such as http://127.0.0.1:5000");
        }
        if url.contains('@') {
            bail!("--mlflow takes no credentials in the address: enter them in the page's settings");
        }
        let backend = format!("{}/", url.trim_end_matches('/'));
        trunk.args(["--proxy-backend", &backend, "--proxy-rewrite", "/mlflow/", "--proxy-no-system-proxy"]);
        say(format!("{url} will be at {here}mlflow/: enter that address in the page's settings"));
    }
    run(&mut trunk)
}
