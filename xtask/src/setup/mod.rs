//! Installs what the project needs, once per machine, into the cache folder; says in one line what cannot be had.

pub mod browser;
pub mod debian;
pub mod node;
pub mod postgresql;
pub mod python;
pub mod toolchain;
pub mod tools;

use anyhow::Result;

use crate::context::Context;

/// Compiler and tools that build the site.
pub fn for_site(context: &Context) -> Result<toolchain::Toolchain> {
    let toolchain = toolchain::Toolchain::set_up(context)?;
    tools::for_site(context, &toolchain)?;
    Ok(toolchain)
}
