//! What a version is made of: its `MLmodel` file and its files, read as far as that is possible.

use futures::{StreamExt, stream};
use mlflow::{Client, MlModel, ModelVersion, Transport, VersionFiles};

use crate::state::Problem;

/// Versions read at once.
const AT_ONCE: usize = 4;

/// A version's files and what they say.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct VersionFacts {
    /// What its `MLmodel` file says; none where there is no such file.
    pub(crate) mlmodel: Result<Option<MlModel>, Problem>,
    /// Its files.
    pub(crate) files: Result<VersionFiles, Problem>,
}

impl VersionFacts {
    /// Bytes of the ONNX file, as its list, its copy or its tag says.
    pub(crate) fn onnx_bytes(&self, version: &ModelVersion) -> Option<u64> {
        let path = self.mlmodel.as_ref().ok()?.as_ref()?.onnx.as_deref()?;
        let listed = self.files.as_ref().ok().and_then(|files| {
            files.files.iter().find(|file| file.path == path)?.file_size.and_then(|size| size.try_into().ok())
        });
        listed.or_else(|| version.tags.get("onnx_size")?.trim().parse().ok())
    }
}

/// Reads what a version is made of.
pub(crate) async fn version_facts<T: Transport>(client: &Client<T>, version: &ModelVersion) -> VersionFacts {
    let mlmodel = client.mlmodel(&version.name, version.version).await;
    let known = mlmodel.as_ref().ok().and_then(Option::as_ref);
    let files = client.version_files(version, known).await;
    VersionFacts { mlmodel: mlmodel.map_err(Problem::from), files: files.map_err(Problem::from) }
}

/// As [`version_facts`], for several.
pub(crate) async fn all_version_facts<T: Transport>(
    client: &Client<T>,
    versions: &[ModelVersion],
) -> Vec<VersionFacts> {
    stream::iter(versions).map(|version| version_facts(client, version)).buffered(AT_ONCE).collect().await
}

#[cfg(test)]
mod tests {
    use mlflow::{Artifact, Listed};

    use super::*;

    #[test]
    fn the_list_of_files_goes_before_a_tag() {
        let file = Artifact { path: "m.onnx".to_owned(), is_dir: false, file_size: Some(7) };
        let mlmodel = MlModel { onnx: Some("m.onnx".to_owned()), ..MlModel::default() };
        let mut facts = VersionFacts {
            mlmodel: Ok(Some(mlmodel)),
            files: Ok(VersionFiles { files: vec![file], listing: Listed::Whole }),
        };
        let version = ModelVersion {
            tags: [("onnx_size".to_owned(), " 9 ".to_owned())].into(),
            ..ModelVersion::default()
        };
        assert_eq!(facts.onnx_bytes(&version), Some(7));
        facts.files = Ok(VersionFiles::default());
        assert_eq!(facts.onnx_bytes(&version), Some(9));
        assert_eq!(facts.onnx_bytes(&ModelVersion::default()), None);
        facts.mlmodel = Ok(None);
        assert_eq!(facts.onnx_bytes(&version), None);
    }
}
