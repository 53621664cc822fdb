//! The files of a model version. No call lists them on every server: which one does depends on where they are.

use serde_json::Value;

use super::{Client, MAX_LISTINGS, api};
use crate::error::{Error, ErrorKind};
use crate::mlmodel::MlModel;
use crate::request::Request;
use crate::transport::Transport;
use crate::types::{Artifact, List, ModelVersion};

/// The files of a model version.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VersionFiles {
    /// Files by path below the version's artifacts, without folders.
    pub files: Vec<Artifact>,
    /// Which files these are.
    pub listing: Listed,
}

/// Which of a version's files are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listed {
    /// All.
    #[default]
    Whole,
    /// Some: there are too many folders.
    Part,
    /// Only those that are known by name: nothing here lists the others.
    Named,
}

/// A call that lists a folder of a version.
enum Way {
    /// Of MLflow 3, by the model's id.
    LoggedModel(String),
    /// By the run, and the folder below its artifacts.
    Run(String, String),
    /// By the place in the artifact store that the server gives access to.
    Proxied(String),
}

impl<T: Transport> Client<T> {
    /// Lists a version's files with their sizes, as far as the server can. `mlmodel` names the files that are known otherwise.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn version_files(
        &self,
        version: &ModelVersion,
        mlmodel: Option<&MlModel>,
    ) -> Result<VersionFiles, Error> {
        if let Some(listed) = self.listed(version).await? {
            return Ok(listed);
        }
        let names = mlmodel.into_iter().flat_map(|model| [Some("MLmodel"), model.onnx.as_deref()]).flatten();
        let file = |path: &str| {
            let size = self.artifact(&version.name, version.version, path).ok().and_then(|file| file.size);
            let file_size = size.and_then(|size| i64::try_from(size).ok());
            Artifact { path: path.to_owned(), is_dir: false, file_size }
        };
        Ok(VersionFiles { files: names.map(file).collect(), listing: Listed::Named })
    }

    /// None when nothing lists them.
    async fn listed(&self, version: &ModelVersion) -> Result<Option<VersionFiles>, Error> {
        let subject = format!("files of version {} of model {}", version.version, version.name);
        let mut ways: Vec<Way> = way(version).into_iter().collect();
        if ways.is_empty()
            && let Some(place) = self.proxied_place(version).await?
        {
            ways.push(Way::Proxied(place));
        }
        let Some(way) = ways.pop() else { return Ok(None) };
        let mut found = VersionFiles::default();
        let mut folders = vec![String::new()];
        let mut requests = 0;
        while let Some(folder) = folders.pop() {
            if requests == MAX_LISTINGS {
                found.listing = Listed::Part;
                break;
            }
            requests += 1;
            let list = match self.version_folder(&way, &folder, &subject).await {
                Err(error) if error.is_missing() || is_unlisted(&error) => return Ok(None),
                list => list?,
            };
            for entry in list.items {
                if entry.is_dir { folders.push(entry.path) } else { found.files.push(entry) }
            }
        }
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
        // A folder that does not exist is listed as empty.
        Ok((!found.files.is_empty()).then_some(found))
    }

    /// The entries of a folder; their paths count from the version's artifacts.
    async fn version_folder(&self, way: &Way, folder: &str, subject: &str) -> Result<List<Artifact>, Error> {
        let join = |parts: [&str; 2]| {
            parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/")
        };
        // What stands before a path of this list that counts from the version's artifacts.
        let (request, before, base) = match way {
            Way::LoggedModel(id) => {
                let route = api(&format!("logged-models/{id}/artifacts/directories"));
                let query = [("artifact_directory_path", folder)];
                (
                    Request::get(route, if folder.is_empty() { &[] } else { &query }),
                    String::new(),
                    String::new(),
                )
            }
            Way::Run(run_id, root) => {
                let path = join([root, folder]);
                let mut query = vec![("run_id", run_id.as_str())];
                if !path.is_empty() {
                    query.push(("path", &path));
                }
                let before = if root.is_empty() { String::new() } else { format!("{root}/") };
                (Request::get(api("artifacts/list"), &query), before, String::new())
            }
            Way::Proxied(root) => {
                let path = join([root, folder]);
                let base = if folder.is_empty() { String::new() } else { format!("{folder}/") };
                (
                    Request::get("ajax-api/2.0/mlflow-artifacts/artifacts", &[("path", &path)]),
                    String::new(),
                    base,
                )
            }
        };
        let mut list: List<Artifact> = self.all_pages(request, "files", subject).await?;
        list.items.retain_mut(|entry| {
            let Some(path) = entry.path.strip_prefix(&before).map(|path| format!("{base}{path}")) else {
                return false;
            };
            entry.path = path;
            !entry.path.is_empty()
        });
        Ok(list)
    }

    /// Where in the server's artifact store a version is.
    async fn proxied_place(&self, version: &ModelVersion) -> Result<Option<String>, Error> {
        let number = version.version.to_string();
        let query = [("name", version.name.as_str()), ("version", &number)];
        let request = Request::get(api("model-versions/get-download-uri"), &query);
        let subject = format!("version {number} of model {}", version.name);
        match self.json(&request, &subject).await {
            Ok((answer, _)) => {
                let place = answer.get("artifact_uri").and_then(Value::as_str).unwrap_or_default();
                let path = place.strip_prefix("mlflow-artifacts:").map(|rest| rest.trim_matches('/'));
                Ok(path.filter(|path| !path.is_empty()).map(str::to_owned))
            }
            Err(error) if error.is_missing() || is_unlisted(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Whether a server says that it does not do such a thing.
fn is_unlisted(error: &Error) -> bool {
    // A store that a server does not serve is refused with 4xx, 501 or 503, by some versions with 500.
    matches!(error.kind(), ErrorKind::NotMlflow { .. })
        || matches!(error.kind(), ErrorKind::Refused { status, .. } if *status != 429)
}

fn way(version: &ModelVersion) -> Option<Way> {
    if let Some(id) = version.source.strip_prefix("models:/m-")
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return Some(Way::LoggedModel(format!("m-{id}")));
    }
    if version.run_id.is_empty() {
        return None;
    }
    let (_, below) = version.source.split_once(&format!("/{}/artifacts", version.run_id))?;
    Some(Way::Run(version.run_id.clone(), below.trim_matches('/').to_owned()))
}
