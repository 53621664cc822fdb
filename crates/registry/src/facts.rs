//! What versions are made of: their `MLmodel` files and their files, read as far as that is possible, and side by side.

use std::collections::BTreeMap;

use futures::{StreamExt, stream};
use mlflow::{Client, Error, MlModel, ModelVersion, Signature, Transport, VersionFiles};
use serde::Serialize;

use crate::compare::{TextRow, all_same};

/// Versions read at once.
const AT_ONCE: usize = 4;

/// A version's files and what they say.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionFacts<E = Error> {
    /// What its `MLmodel` file says; none where there is no such file.
    pub mlmodel: Result<Option<MlModel>, E>,
    /// Its files.
    pub files: Result<VersionFiles, E>,
}

impl<E> VersionFacts<E> {
    /// Bytes of the ONNX file, as its list, its copy or its tag says.
    pub fn onnx_bytes(&self, version: &ModelVersion) -> Option<u64> {
        let path = self.known()?.onnx.as_deref()?;
        let listed = self.files.as_ref().ok().and_then(|files| {
            files.files.iter().find(|file| file.path == path)?.file_size.and_then(|size| size.try_into().ok())
        });
        listed.or_else(|| version.tags.get("onnx_size")?.trim().parse().ok())
    }

    fn known(&self) -> Option<&MlModel> {
        self.mlmodel.as_ref().ok()?.as_ref()
    }
}

/// Reads what a version is made of.
pub async fn version_facts<T: Transport, E: From<Error>>(
    client: &Client<T>,
    version: &ModelVersion,
) -> VersionFacts<E> {
    let mlmodel = client.mlmodel(&version.name, version.version).await;
    let known = mlmodel.as_ref().ok().and_then(Option::as_ref);
    let files = client.version_files(version, known).await;
    VersionFacts { mlmodel: mlmodel.map_err(E::from), files: files.map_err(E::from) }
}

/// As [`version_facts`], for several.
pub async fn all_version_facts<T: Transport, E: From<Error>>(
    client: &Client<T>,
    versions: &[ModelVersion],
) -> Vec<VersionFacts<E>> {
    stream::iter(versions).map(|version| version_facts(client, version)).buffered(AT_ONCE).collect().await
}

/// What versions are made of, side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Contents {
    /// Bytes of each ONNX file; none where there is none or nothing says it.
    pub onnx_bytes: Vec<Option<u64>>,
    /// Bytes of all files of each model together, as they were when it was logged.
    pub model_bytes: Vec<Option<u64>>,
    /// Flavours, and the version of MLflow that logged the model.
    pub made: Vec<TextRow>,
    /// Inputs, outputs and parameters, one row for each field that any of the versions has, in the order in which they come.
    pub signature: Vec<TextRow>,
    /// Files by path.
    pub files: Vec<FileRow>,
    /// What could not be read.
    pub problems: Vec<String>,
}

/// A file of all versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRow {
    /// Its path below the version's artifacts.
    pub path: String,
    /// The file of each version; none where it has no such file.
    pub values: Vec<Option<Held>>,
    /// Whether all are of the same size.
    pub same: bool,
}

/// A file that a version has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Its size, where that is known.
    pub bytes: Option<u64>,
}

impl Contents {
    /// Puts what versions are made of side by side; `facts` are those of `versions`, in their order.
    #[must_use]
    pub fn new(versions: &[ModelVersion], facts: &[VersionFacts]) -> Self {
        let row = |key: &str, of: &dyn Fn(&MlModel) -> Option<String>| {
            let values: Vec<Option<String>> = facts.iter().map(|facts| of(facts.known()?)).collect();
            TextRow { key: key.to_owned(), same: all_same(&values), values }
        };
        let signatures: Vec<Option<&Signature>> =
            facts.iter().map(|facts| facts.known()?.signature.as_ref()?.as_ref().ok()).collect();
        let mut problems = Vec::new();
        for (version, facts) in versions.iter().zip(facts) {
            let number = version.version;
            problems.extend(facts.mlmodel.as_ref().err().map(|error| format!("v{number}: {error}")));
            problems.extend(facts.files.as_ref().err().map(|error| format!("v{number}: {error}")));
            let signature = facts.known().and_then(|model| model.signature.as_ref()?.as_ref().err());
            problems.extend(signature.map(|why| format!("v{number}: its signature cannot be read: {why}")));
        }
        Self {
            onnx_bytes: facts
                .iter()
                .zip(versions)
                .map(|(facts, version)| facts.onnx_bytes(version))
                .collect(),
            model_bytes: facts.iter().map(|facts| facts.known()?.size).collect(),
            made: vec![
                row("flavors", &|model| Some(model.flavors.join(", "))),
                row("mlflow_version", &|model| model.mlflow_version.clone()),
            ],
            signature: signature_rows(&signatures),
            files: file_rows(facts),
            problems,
        }
    }

    /// Only the rows in which versions differ.
    #[must_use]
    pub fn differences_only(mut self) -> Self {
        for sizes in [&mut self.onnx_bytes, &mut self.model_bytes] {
            if all_same(sizes) {
                sizes.clear();
            }
        }
        self.made.retain(|row| !row.same);
        self.signature.retain(|row| !row.same);
        self.files.retain(|row| !row.same);
        self
    }
}

fn signature_rows(signatures: &[Option<&Signature>]) -> Vec<TextRow> {
    let mut rows: Vec<TextRow> = Vec::new();
    for (place, signature) in signatures.iter().enumerate() {
        let Some(signature) = signature else { continue };
        let parts =
            [("input", &signature.inputs), ("output", &signature.outputs), ("param", &signature.params)];
        for (part, field) in parts.iter().flat_map(|(part, all)| all.iter().map(move |field| (part, field))) {
            let key = format!("{part} {}", field.name).trim_end().to_owned();
            let at = rows.iter().position(|row| row.key == key).unwrap_or_else(|| {
                rows.push(TextRow { key, values: vec![None; signatures.len()], same: false });
                rows.len() - 1
            });
            let optional = if field.optional { ", optional" } else { "" };
            let default = field.default.iter().map(|default| format!(" = {default}")).collect::<String>();
            let kind = format!("{}{optional}{default}", field.kind);
            let value = rows.get_mut(at).and_then(|row| row.values.get_mut(place));
            if let Some(value) = value {
                // Fields without a name, or with the same one.
                *value = Some(value.take().map_or_else(|| kind.clone(), |first| format!("{first}; {kind}")));
            }
        }
    }
    rows.iter_mut().for_each(|row| row.same = all_same(&row.values));
    rows
}

fn file_rows(facts: &[VersionFacts]) -> Vec<FileRow> {
    let mut rows: BTreeMap<&str, Vec<Option<Held>>> = BTreeMap::new();
    for (place, facts) in facts.iter().enumerate() {
        for file in facts.files.iter().flat_map(|files| &files.files) {
            let row = rows.entry(&file.path).or_default();
            row.resize(place, None);
            row.push(Some(Held { bytes: file.file_size.and_then(|size| size.try_into().ok()) }));
        }
    }
    let row = |(path, mut values): (&str, Vec<Option<Held>>)| {
        values.resize(facts.len(), None);
        FileRow { path: path.to_owned(), same: all_same(&values), values }
    };
    rows.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use mlflow::{Artifact, Field, Listed};

    use super::*;

    fn facts(size: i64, kind: &str) -> VersionFacts {
        let field = Field { name: "x".to_owned(), kind: kind.to_owned(), ..Field::default() };
        let unnamed = Field { kind: "long".to_owned(), optional: true, ..Field::default() };
        let signature = Signature { inputs: vec![field], outputs: vec![unnamed], ..Signature::default() };
        let mlmodel = MlModel {
            flavors: vec!["onnx".to_owned()],
            onnx: Some("m.onnx".to_owned()),
            signature: Some(Ok(signature)),
            ..MlModel::default()
        };
        let file = |path: &str, file_size| Artifact { path: path.to_owned(), is_dir: false, file_size };
        let files = vec![file("MLmodel", None), file("m.onnx", Some(size))];
        VersionFacts { mlmodel: Ok(Some(mlmodel)), files: Ok(VersionFiles { files, listing: Listed::Whole }) }
    }

    #[test]
    fn the_list_of_files_goes_before_a_tag() {
        let mut facts = facts(7, "double");
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

    #[test]
    fn sizes_signatures_and_files_stand_side_by_side() {
        let versions = vec![ModelVersion::default(); 3];
        let none = VersionFacts { mlmodel: Ok(None), files: Ok(VersionFiles::default()) };
        let all = Contents::new(&versions, &[facts(5, "double"), facts(6, "float"), none]);
        assert_eq!(all.onnx_bytes, [Some(5), Some(6), None]);
        let text = |text: &str| Some(text.to_owned());
        let rows: Vec<(&str, &[Option<String>])> =
            all.signature.iter().map(|row| (row.key.as_str(), row.values.as_slice())).collect();
        assert_eq!(
            rows,
            [
                ("input x", &[text("double"), text("float"), None][..]),
                ("output", &[text("long, optional"), text("long, optional"), None][..])
            ]
        );
        let held = |bytes| Some(Held { bytes });
        assert_eq!(all.files[0].values, [held(None), held(None), None]);
        assert_eq!(all.files[1].values, [held(Some(5)), held(Some(6)), None]);
        let two = Contents::new(&versions[..2], &[facts(5, "double"), facts(5, "float")]).differences_only();
        assert_eq!((two.onnx_bytes.len(), two.made.len(), two.files.len()), (0, 0, 0));
        assert_eq!(two.signature.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["input x"]);
    }
}
