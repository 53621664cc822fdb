//! Files of model versions and runs.

use super::{Client, api, invalid};
use crate::download::Download;
use crate::error::{Error, ErrorKind};
use crate::mlmodel::MlModel;
use crate::request::Request;
use crate::transport::Transport;
use crate::types::{Artifact, List};

/// An `MLmodel` file is a few kilobytes; some signatures make it longer.
const MAX_MLMODEL_BYTES: u64 = 4 << 20;

/// The ONNX file of a model version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelFile {
    /// Its path below the version's artifacts, such as `model.onnx`.
    pub path: String,
    /// Where its bytes are.
    pub download: Download,
}

impl<T: Transport> Client<T> {
    /// Where a file of a model version can be fetched. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::NotInFrozenCopy`].
    pub fn artifact(&self, name: &str, version: u64, path: &str) -> Result<Download, Error> {
        self.download(&artifact_request(name, version, path), &artifact_subject(name, version, path))
    }

    /// The bytes of a file of a model version, up to `max_bytes`.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn read_artifact(
        &self,
        name: &str,
        version: u64,
        path: &str,
        max_bytes: u64,
    ) -> Result<Vec<u8>, Error> {
        let request = artifact_request(name, version, path).with_max_bytes(max_bytes);
        self.bytes(&request, &artifact_subject(name, version, path)).await
    }

    /// Where a file of a run can be fetched. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::NotInFrozenCopy`].
    pub fn run_artifact(&self, run_id: &str, path: &str) -> Result<Download, Error> {
        self.download(&run_artifact_request(run_id, path), &run_artifact_subject(run_id, path))
    }

    /// The bytes of a file of a run, up to `max_bytes`.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn read_run_artifact(
        &self,
        run_id: &str,
        path: &str,
        max_bytes: u64,
    ) -> Result<Vec<u8>, Error> {
        let request = run_artifact_request(run_id, path).with_max_bytes(max_bytes);
        self.bytes(&request, &run_artifact_subject(run_id, path)).await
    }

    /// Files and folders at the top of a run's artifacts. MLflow 3 keeps a model's files elsewhere.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn run_artifacts(&self, run_id: &str) -> Result<List<Artifact>, Error> {
        let request = Request::get(api("artifacts/list"), &[("run_id", run_id)]);
        self.all_pages(request, "files", &format!("artifacts of run {run_id}")).await
    }

    /// The ONNX file of a model version, as its `MLmodel` file names it.
    ///
    /// # Errors
    /// [`ErrorKind::NoOnnx`] with the flavours that the version has instead.
    pub async fn model_file(&self, name: &str, version: u64) -> Result<ModelFile, Error> {
        let path = self.onnx_path(name, version).await?;
        let download = self.artifact(name, version, &path)?;
        Ok(ModelFile { path, download })
    }

    /// The path of the ONNX file below a version's artifacts.
    pub(crate) async fn onnx_path(&self, name: &str, version: u64) -> Result<String, Error> {
        let MlModel { flavors, onnx, .. } = self.mlmodel(name, version).await?.unwrap_or_default();
        let kind = ErrorKind::NoOnnx { flavors };
        onnx.ok_or_else(|| Error::new(kind, format!("version {version} of model {name}")))
    }

    /// What a version's `MLmodel` file says; none when the version has no such file.
    ///
    /// # Errors
    /// See [`ErrorKind`]; a version that does not exist is an error.
    pub async fn mlmodel(&self, name: &str, version: u64) -> Result<Option<MlModel>, Error> {
        let bytes = match self.read_artifact(name, version, "MLmodel", MAX_MLMODEL_BYTES).await {
            Err(error) if error.is_missing() => {
                // Either the version lacks the file, or there is no such version.
                self.model_version(name, version).await?;
                return Ok(None);
            }
            other => other?,
        };
        let subject = artifact_subject(name, version, "MLmodel");
        let text = String::from_utf8(bytes).map_err(|error| invalid(error.to_string(), &subject))?;
        MlModel::parse(&text).map(Some).map_err(|reason| invalid(reason, &subject))
    }
}

/// The one way to a version's files that every MLflow server knows, whatever keeps them.
fn artifact_request(name: &str, version: u64, path: &str) -> Request {
    let version = version.to_string();
    Request::get("model-versions/get-artifact", &[("name", name), ("version", &version), ("path", path)])
}

fn artifact_subject(name: &str, version: u64, path: &str) -> String {
    format!("file {path} of version {version} of model {name}")
}

fn run_artifact_request(run_id: &str, path: &str) -> Request {
    Request::get("get-artifact", &[("run_uuid", run_id), ("path", path)])
}

fn run_artifact_subject(run_id: &str, path: &str) -> String {
    format!("file {path} of run {run_id}")
}
