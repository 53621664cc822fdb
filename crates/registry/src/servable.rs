//! The version that is to predict, and its files.

use mlflow::{Client, Download, Error, ModelVersion, Run, Selector, Transport};

/// The file with the trainer's own battles among a run's artifacts.
const GOLDEN_FILE: &str = "golden.json";

/// Metrics that tell the accuracy on unseen battles, the first that a run has.
const ACCURACY: [&str; 3] = ["test_accuracy", "accuracy", "val_accuracy"];

/// A version with all that somebody needs who wants to predict by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Servable {
    /// Its entry in the registry.
    pub version: ModelVersion,
    /// The share of unseen battles that it predicts right, when its run says so.
    pub accuracy: Option<f64>,
    /// The ONNX file.
    pub model: Download,
    /// The golden battles of its run, when it has them.
    pub golden: Option<Download>,
}

/// Finds the version that is meant, and where its files are.
///
/// # Errors
/// Those of the client, for the version and its ONNX file. Metrics and golden battles are a gain, not a condition: a run that
/// cannot be read costs only them.
pub async fn servable<T: Transport>(
    client: &Client<T>,
    name: &str,
    selector: &Selector,
) -> Result<Servable, Error> {
    let version = client.resolve(name, selector).await?;
    let file = client.model_file(&version.name, version.version).await?;
    let run = match version.run_id.as_str() {
        "" => None,
        id => client.run(id).await.ok(),
    };
    let golden = golden(client, &version.run_id).await;
    let model = stated(file.download, &version);
    Ok(Servable { accuracy: run.as_ref().and_then(accuracy), version, model, golden })
}

fn accuracy(run: &Run) -> Option<f64> {
    ACCURACY.into_iter().find_map(|key| run.metric(key))
}

/// Where the golden battles are, when the run has them.
async fn golden<T: Transport>(client: &Client<T>, run_id: &str) -> Option<Download> {
    if run_id.is_empty() {
        return None;
    }
    // A frozen copy may lack the list and still hold the file; a live server always gives an address for it.
    let listed = client.run_artifacts(run_id).await;
    if listed.is_ok_and(|list| !list.items.iter().any(|artifact| artifact.path == GOLDEN_FILE)) {
        return None;
    }
    client.run_artifact(run_id, GOLDEN_FILE).ok()
}

/// The download with the digest and the size that the version's tags state. The tags were written when the model was
/// registered, so they count more than what a frozen copy measured later.
#[must_use]
pub fn stated(mut download: Download, version: &ModelVersion) -> Download {
    if let Some(digest) = version.tags.get("onnx_sha256") {
        download.sha256 = Some(digest.trim().to_ascii_lowercase());
    }
    if let Some(size) = version.tags.get("onnx_size").and_then(|size| size.trim().parse().ok()) {
        download.size = Some(size);
    }
    download
}

#[cfg(test)]
mod tests {
    use super::*;

    fn download() -> Download {
        Download {
            url: "http://h/model.onnx".to_owned(),
            headers: Vec::new(),
            sha256: Some("aa".to_owned()),
            size: Some(1),
            gzip: true,
        }
    }

    #[test]
    fn tags_state_digest_and_size() {
        let mut version = ModelVersion { name: "m".to_owned(), version: 2, ..ModelVersion::default() };
        assert_eq!(stated(download(), &version).sha256.as_deref(), Some("aa"));
        version.tags.insert("onnx_sha256".to_owned(), " BB ".to_owned());
        version.tags.insert("onnx_size".to_owned(), "7".to_owned());
        let stated = stated(download(), &version);
        assert_eq!((stated.sha256.as_deref(), stated.size, stated.gzip), (Some("bb"), Some(7), true));
    }
}
