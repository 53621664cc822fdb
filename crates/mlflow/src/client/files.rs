//! Files of runs and of logged models, folder by folder.

use super::{Client, answer, api, invalid};
use crate::download::Download;
use crate::error::Error;
use crate::request::Request;
use crate::transport::Transport;
use crate::types::{Artifact, List, LoggedModel};

/// Whose files they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ArtifactRoot {
    /// A run's, by its id.
    Run(String),
    /// A logged model's (MLflow 3), by its id.
    LoggedModel(String),
}

/// The first bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether there are more.
    pub cut: bool,
}

impl ArtifactRoot {
    fn subject(&self) -> String {
        match self {
            Self::Run(id) => format!("run {id}"),
            Self::LoggedModel(id) => format!("logged model {id}"),
        }
    }

    fn file_subject(&self, path: &str) -> String {
        format!("file {path} of {}", self.subject())
    }

    /// The route of a logged model's files; none for an id that would lead elsewhere.
    fn route(&self, rest: &str) -> Option<String> {
        let Self::LoggedModel(id) = self else { return None };
        let plain =
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        plain.then(|| api(&format!("logged-models/{id}{rest}")))
    }

    fn file_request(&self, path: &str) -> Result<Request, Error> {
        Ok(match self {
            Self::Run(id) => Request::get("get-artifact", &[("run_uuid", id), ("path", path)]),
            Self::LoggedModel(_) => {
                let route = self.route("/artifacts/files").ok_or_else(|| self.no_id())?;
                Request::get(route, &[("artifact_file_path", path)])
            }
        })
    }

    fn no_id(&self) -> Error {
        invalid("a logged model's id holds letters, digits, - and _ only".to_owned(), &self.subject())
    }
}

impl<T: Transport> Client<T> {
    /// A logged model (MLflow 3).
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn logged_model(&self, model_id: &str) -> Result<LoggedModel, Error> {
        let root = ArtifactRoot::LoggedModel(model_id.to_owned());
        let route = root.route("").ok_or_else(|| root.no_id())?;
        self.one(&Request::get(route, &[]), "model", &root.subject()).await
    }

    /// Files and folders in a folder, those of the root for the empty path; paths count from the root. A folder that does
    /// not exist is empty.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn folder(&self, root: &ArtifactRoot, path: &str) -> Result<List<Artifact>, Error> {
        let mut request = match root {
            ArtifactRoot::Run(id) => Request::get(api("artifacts/list"), &[("run_id", id)]),
            ArtifactRoot::LoggedModel(_) => {
                let route = root.route("/artifacts/directories").ok_or_else(|| root.no_id())?;
                Request::get(route, &[])
            }
        };
        if !path.is_empty() {
            let name = match root {
                ArtifactRoot::Run(_) => "path",
                ArtifactRoot::LoggedModel(_) => "artifact_directory_path",
            };
            request.query.push((name.to_owned(), path.to_owned()));
        }
        let subject = if path.is_empty() {
            format!("artifacts of {}", root.subject())
        } else {
            format!("artifacts in {path} of {}", root.subject())
        };
        self.all_pages(request, "files", &subject).await
    }

    /// The first bytes of a file; no more are read.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn head(&self, root: &ArtifactRoot, path: &str, bytes: u64) -> Result<Head, Error> {
        // One byte more tells whether there are more.
        let request = root.file_request(path)?.with_head(bytes.saturating_add(1));
        let mut read = self.bytes(&request, &root.file_subject(path)).await?;
        let cut = read.len() as u64 > bytes;
        read.truncate(usize::try_from(bytes).unwrap_or(usize::MAX));
        Ok(Head { bytes: read, cut })
    }

    /// The bytes of a file, up to `max_bytes`.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`].
    pub async fn read_file(&self, root: &ArtifactRoot, path: &str, max_bytes: u64) -> Result<Vec<u8>, Error> {
        let request = root.file_request(path)?.with_max_bytes(max_bytes);
        self.bytes(&request, &root.file_subject(path)).await
    }

    /// Where a file can be fetched. Nothing is sent.
    ///
    /// # Errors
    /// [`crate::ErrorKind::NotInFrozenCopy`].
    pub fn file(&self, root: &ArtifactRoot, path: &str) -> Result<Download, Error> {
        self.download(&root.file_request(path)?, &root.file_subject(path))
    }

    pub(super) fn download(&self, request: &Request, subject: &str) -> Result<Download, Error> {
        self.transport
            .download(request)
            .map_err(|error| Error::from_transport(error, subject, &self.transport.location()))
    }

    pub(super) async fn bytes(&self, request: &Request, subject: &str) -> Result<Vec<u8>, Error> {
        let response = self.send(request, subject).await?;
        answer::artifact(&response, &self.transport.location(), is_page(request))
            .map_err(|kind| Error::new(kind, subject))?;
        Ok(response.body)
    }
}

/// Whether the file that is asked for is a web page by its name.
fn is_page(request: &Request) -> bool {
    request.query.iter().any(|(name, value)| {
        let value = value.to_ascii_lowercase();
        name.ends_with("path") && [".html", ".htm"].iter().any(|ending| value.ends_with(ending))
    })
}
