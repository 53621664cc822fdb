//! The version that predicts, as another program of the page can use it.

use protocol::{Download, ModelKey};
use serde::{Deserialize, Serialize};

use super::LoadedModel;

/// A model that a worker has loaded and verified, and where other workers of this tab get its file.
///
/// It can be written down and told: the file's address is a `blob:` of this tab, and there are no credentials in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SharedModel {
    /// The workers' name for it.
    pub(crate) key: ModelKey,
    /// How often a model was loaded so far: the same key after a restart is another load, with another file.
    pub(crate) serial: u32,
    /// Its name in the registry.
    pub(crate) name: String,
    /// Its version there.
    pub(crate) version: u64,
    /// The run that made it.
    pub(crate) run_id: String,
    /// The verified file.
    pub(crate) file: Download,
}

impl LoadedModel {
    /// What other programs need of it.
    pub(crate) fn shared(&self) -> SharedModel {
        let report = &self.report;
        SharedModel {
            key: self.key.clone(),
            serial: self.serial,
            name: self.version.name.clone(),
            version: self.version.version,
            run_id: self.version.run_id.clone(),
            file: Download {
                url: report.file_url.clone(),
                headers: Vec::new(),
                sha256: Some(report.sha256.clone()),
                size: Some(report.size),
                gzip: false,
            },
        }
    }
}
