//! `battledex dataset`: simulated battles as a Parquet file.

/// Arguments of `battledex dataset`.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// Writes the dataset.
pub(crate) fn run(_args: &Args) -> anyhow::Result<()> {
    anyhow::bail!("the dataset command is not written yet")
}
