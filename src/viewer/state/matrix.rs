//! Versions side by side, in words: what a comparison shows.

use std::collections::BTreeMap;

use battle::Lang;
use mlflow::Signature;
use registry::{Comparison, Direction, Verdict, VersionRun, who};

use super::VersionFacts;
use crate::{
    i18n::{Texts, bytes, date, metric},
    viewer::words::compare::Words,
};

/// Rows of one sort.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MatrixGroup {
    /// What they are.
    pub(crate) title: &'static str,
    /// Whether the rows are called by names of the registry, rather than by words.
    pub(crate) named: bool,
    /// The rows, maybe only those in which versions differ.
    pub(crate) rows: Vec<MatrixRow>,
}

/// One thing of all versions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MatrixRow {
    /// What it is called.
    pub(crate) key: String,
    /// Of a metric, which values are better.
    pub(crate) direction: Option<Direction>,
    /// What each version has, in their order.
    pub(crate) entries: Vec<Entry>,
}

/// What one version has.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Entry {
    /// The value; empty when there is none.
    pub(crate) text: String,
    /// By how much it differs from the base, with its sign.
    pub(crate) delta: String,
    /// What it is against the base; none for the base and for what cannot be judged.
    pub(crate) verdict: Option<Verdict>,
}

impl MatrixRow {
    fn new(key: impl Into<String>, texts: impl IntoIterator<Item = Option<String>>) -> Self {
        let entry = |text: Option<String>| Entry { text: text.unwrap_or_default(), ..Entry::default() };
        Self { key: key.into(), direction: None, entries: texts.into_iter().map(entry).collect() }
    }

    fn is_same(&self) -> bool {
        self.entries.windows(2).all(|pair| pair[0].text == pair[1].text)
    }
}

/// Everything that is compared, in groups; empty groups are left out. `facts` may come later than the rest.
pub(crate) fn matrix(
    versions: &[VersionRun],
    comparison: &Comparison,
    facts: Option<&[VersionFacts]>,
    all: bool,
    t: &Words,
    text: &Texts,
) -> Vec<MatrixGroup> {
    let base = comparison.base;
    let mut groups = vec![
        MatrixGroup { title: t.version, named: false, rows: about(versions, text.lang, t) },
        MatrixGroup { title: t.metrics, named: true, rows: metrics(comparison, all, text) },
        MatrixGroup {
            title: t.parameters,
            named: true,
            rows: comparison
                .params
                .iter()
                .map(|row| MatrixRow::new(&row.key, row.values.iter().cloned()))
                .collect(),
        },
        MatrixGroup {
            title: t.tags,
            named: true,
            rows: comparison
                .tags
                .iter()
                .map(|row| MatrixRow::new(&row.key, row.values.iter().cloned()))
                .collect(),
        },
    ];
    if let Some(facts) = facts {
        groups.push(MatrixGroup {
            title: t.model,
            named: false,
            rows: model(versions, facts, base, t, text),
        });
        groups.push(MatrixGroup { title: t.files, named: true, rows: files(facts, base, t, text) });
    }
    for group in &mut groups {
        if !all && group.title != t.metrics {
            group.rows.retain(|row| !row.is_same());
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

fn about(versions: &[VersionRun], lang: Lang, t: &Words) -> Vec<MatrixRow> {
    let row =
        |key: &str, of: &dyn Fn(&VersionRun) -> Option<String>| MatrixRow::new(key, versions.iter().map(of));
    vec![
        row(t.stage, &|v| Some(v.version.current_stage.clone()).filter(|stage| stage != mlflow::stage::NONE)),
        row(t.aliases, &|v| {
            let aliases: Vec<String> = v.version.aliases.iter().map(|alias| format!("@{alias}")).collect();
            (!aliases.is_empty()).then(|| aliases.join(" "))
        }),
        row(t.created, &|v| v.version.creation_timestamp.map(|time| date(lang, time))),
        row(t.who, &|v| v.run.as_ref().and_then(who).map(str::to_owned)),
        row(t.run, &|v| v.run.as_ref().map(|run| run.name().to_owned())),
    ]
}

fn metrics(comparison: &Comparison, all: bool, text: &Texts) -> Vec<MatrixRow> {
    let rows = comparison.metrics.iter().filter(|row| all || !row.is_same());
    rows.map(|row| {
        let entry = |place: usize, value: &Option<f64>| {
            let other = place != comparison.base;
            let delta = row.deltas.get(place).copied().flatten().filter(|delta| other && *delta != 0.0);
            let verdict =
                row.verdicts.get(place).copied().filter(|verdict| other && *verdict != Verdict::Unknown);
            Entry {
                text: value.map_or_else(String::new, |value| metric(text.lang, value)),
                delta: delta.map_or_else(String::new, |delta| signed(delta > 0.0, &metric(text.lang, delta))),
                verdict,
            }
        };
        let entries = row.values.iter().enumerate().map(|(place, value)| entry(place, value)).collect();
        MatrixRow { key: row.key.clone(), direction: Some(row.direction), entries }
    })
    .collect()
}

fn signed(positive: bool, number: &str) -> String {
    if positive { format!("+{number}") } else { number.to_owned() }
}

fn model(
    versions: &[VersionRun],
    facts: &[VersionFacts],
    base: usize,
    t: &Words,
    text: &Texts,
) -> Vec<MatrixRow> {
    let mlmodel = |facts: &VersionFacts| facts.mlmodel.as_ref().ok().and_then(Clone::clone);
    let row =
        |key: &str, of: &dyn Fn(&VersionFacts) -> Option<String>| MatrixRow::new(key, facts.iter().map(of));
    let onnx: Vec<Option<u64>> =
        facts.iter().zip(versions).map(|(facts, version)| facts.onnx_bytes(&version.version)).collect();
    let whole: Vec<Option<u64>> = facts.iter().map(|facts| mlmodel(facts)?.size).collect();
    let mut rows = vec![
        sizes(t.onnx_size, &onnx, base, text),
        sizes(t.whole_size, &whole, base, text),
        row(t.flavors, &|facts| match &facts.mlmodel {
            Ok(Some(model)) => Some(model.flavors.join(", ")),
            Ok(None) => Some(t.no_mlmodel.to_owned()),
            Err(_) => None,
        }),
        row(t.mlflow, &|facts| mlmodel(facts)?.mlflow_version),
    ];
    let signatures: Vec<Option<Signature>> =
        facts.iter().map(|facts| mlmodel(facts)?.signature.and_then(Result::ok)).collect();
    rows.extend(signature_rows(&signatures, t));
    rows.retain(|row| row.entries.iter().any(|entry| !entry.text.is_empty()));
    rows
}

/// One row for each field that any of the versions has, in the order in which they come.
fn signature_rows(signatures: &[Option<Signature>], t: &Words) -> Vec<MatrixRow> {
    let mut rows: Vec<MatrixRow> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (version, signature) in signatures.iter().enumerate() {
        let Some(signature) = signature else { continue };
        let parts =
            [(t.input, &signature.inputs), (t.output, &signature.outputs), (t.param, &signature.params)];
        for (title, field) in
            parts.iter().flat_map(|(title, fields)| fields.iter().map(move |field| (title, field)))
        {
            let key = title(&field.name);
            let place = *places.entry(key.clone()).or_insert_with(|| {
                rows.push(MatrixRow::new(key, signatures.iter().map(|_| None)));
                rows.len() - 1
            });
            let mut kind = field.kind.clone();
            if field.optional {
                kind = format!("{kind}, {}", t.optional);
            }
            if let Some(default) = &field.default {
                kind = format!("{kind} = {default}");
            }
            if let Some(entry) = rows.get_mut(place).and_then(|row| row.entries.get_mut(version)) {
                entry.text = if entry.text.is_empty() { kind } else { format!("{}; {kind}", entry.text) };
            }
        }
    }
    rows
}

fn sizes(key: &str, sizes: &[Option<u64>], base: usize, text: &Texts) -> MatrixRow {
    let measure = sizes.get(base).copied().flatten();
    let mut row = MatrixRow::new(key, sizes.iter().map(|size| size.map(|size| bytes(text.lang, size))));
    for (place, entry) in row.entries.iter_mut().enumerate() {
        if let (Some(size), Some(measure)) = (sizes[place], measure)
            && size != measure
        {
            let by = bytes(text.lang, size.abs_diff(measure));
            entry.delta = if size > measure { format!("+{by}") } else { format!("−{by}") };
        }
    }
    row
}

fn files(facts: &[VersionFacts], base: usize, t: &Words, text: &Texts) -> Vec<MatrixRow> {
    let mut paths: BTreeMap<&str, Vec<Option<Option<u64>>>> = BTreeMap::new();
    for (version, facts) in facts.iter().enumerate() {
        for file in facts.files.iter().flat_map(|files| &files.files) {
            let row = paths.entry(&file.path).or_insert_with(|| vec![None; 0]);
            row.resize(version, None);
            row.push(Some(file.file_size.and_then(|size| size.try_into().ok())));
        }
    }
    let rows = paths.into_iter().map(|(path, mut found)| {
        found.resize(facts.len(), None);
        let known: Vec<Option<u64>> = found.iter().map(|size| size.flatten()).collect();
        let mut row = sizes(path, &known, base, text);
        for (entry, found) in row.entries.iter_mut().zip(found) {
            if found == Some(None) {
                t.unknown_size.clone_into(&mut entry.text);
            }
        }
        row
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use battle::Lang;
    use mlflow::{Artifact, Field, Listed, MlModel, ModelVersion, VersionFiles};
    use registry::compare_with;
    use serde_json::json;

    use super::*;
    use crate::{i18n::texts, viewer::words::compare::words};

    fn version(number: u64, accuracy: f64, depth: &str) -> VersionRun {
        let metrics = json!([
            { "key": "test_accuracy", "value": accuracy, "timestamp": 1, "step": 0 },
            { "key": "same", "value": 1, "timestamp": 1, "step": 0 },
        ]);
        let params = json!([{ "key": "depth", "value": depth }]);
        let info = json!({ "run_id": "r", "run_name": format!("run {number}"), "user_id": "ann" });
        let run =
            serde_json::from_value(json!({ "info": info, "data": { "metrics": metrics, "params": params } }))
                .unwrap();
        let version = ModelVersion {
            version: number,
            current_stage: if number == 1 { "Production" } else { "None" }.to_owned(),
            ..ModelVersion::default()
        };
        VersionRun { version, run: Some(run) }
    }

    fn facts(size: i64, kind: &str) -> VersionFacts {
        let field = Field { name: "x".to_owned(), kind: kind.to_owned(), ..Field::default() };
        let signature = Signature { inputs: vec![field], ..Signature::default() };
        let mlmodel =
            MlModel { onnx: Some("m.onnx".to_owned()), signature: Some(Ok(signature)), ..MlModel::default() };
        let file = |path: &str, file_size| Artifact { path: path.to_owned(), is_dir: false, file_size };
        let files = VersionFiles {
            files: vec![file("MLmodel", None), file("m.onnx", Some(size))],
            listing: Listed::Whole,
        };
        VersionFacts { mlmodel: Ok(Some(mlmodel)), files: Ok(files) }
    }

    /// Rows in short: `key: value delta verdict | …`.
    fn shown(groups: &[MatrixGroup]) -> Vec<String> {
        let entry = |entry: &Entry| {
            let verdict = entry.verdict.map_or_else(String::new, |verdict| format!("{verdict:?}"));
            [entry.text.as_str(), entry.delta.as_str(), verdict.as_str()]
                .join(" ")
                .trim_end()
                .replace('\u{a0}', " ")
        };
        let row = |row: &MatrixRow| {
            format!("{}: {}", row.key, row.entries.iter().map(entry).collect::<Vec<_>>().join(" | "))
        };
        groups
            .iter()
            .flat_map(|group| std::iter::once(format!("# {}", group.title)).chain(group.rows.iter().map(row)))
            .collect()
    }

    #[test]
    fn only_differences_are_shown_with_signs_and_verdicts() {
        let versions = [version(1, 0.95, "7"), version(2, 0.9, "7"), version(3, 0.96, "10")];
        let facts = [facts(2_000_000, "double"), facts(1_000_000, "double"), facts(2_500_000, "float")];
        let comparison = compare_with(&versions, 0);
        let (t, text) = (words(Lang::En), texts(Lang::En));
        assert_eq!(
            shown(&matrix(&versions, &comparison, Some(&facts), false, t, text)),
            [
                "# Version",
                "Stage: Production |  | ",
                "Source run: run 1 | run 2 | run 3",
                "# Metrics",
                "test_accuracy: 0.9500 | 0.9000 −0.0500 Worse | 0.9600 +0.0100 Better",
                "# Parameters",
                "depth: 7 | 7 | 10",
                "# Model",
                "ONNX file: 2.0 MB | 1.0 MB −1.0 MB | 2.5 MB +500.0 kB",
                "Input x: double | double | float",
                "# Files",
                "m.onnx: 2.0 MB | 1.0 MB −1.0 MB | 2.5 MB +500.0 kB",
            ]
        );
        let all = shown(&matrix(&versions, &comparison, Some(&facts), true, t, text));
        assert!(
            all.contains(&"same: 1 | 1 Equal | 1 Equal".to_owned())
                || all.contains(&"same: 1 | 1  Equal | 1  Equal".to_owned()),
            "{all:?}"
        );
        assert!(all.contains(&"MLmodel: size unknown | size unknown | size unknown".to_owned()));
        assert!(all.contains(&"By: ann | ann | ann".to_owned()));
    }

    #[test]
    fn versions_without_files_or_runs_have_gaps() {
        let mut second = version(2, 0.9, "7");
        second.run = None;
        let versions = [version(1, 0.95, "7"), second];
        let none = VersionFacts { mlmodel: Ok(None), files: Ok(VersionFiles::default()) };
        let comparison = compare_with(&versions, 1);
        let shown = shown(&matrix(
            &versions,
            &comparison,
            Some(&[facts(5, "double"), none]),
            false,
            words(Lang::En),
            texts(Lang::En),
        ));
        assert!(shown.contains(&"test_accuracy: 0.9500 | ".to_owned()), "{shown:?}");
        assert!(shown.contains(&"m.onnx: 5 B | ".to_owned()), "{shown:?}");
        assert!(shown.contains(&"Flavours:  | no MLmodel file".to_owned()), "{shown:?}");
    }
}
