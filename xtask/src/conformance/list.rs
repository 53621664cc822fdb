//! The list of models: exporter by exporter, with the greatest differences measured.

mod summary;

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use serde_json::Value;

const HEAD: &str = "\
# Conformance

Every model of this list was trained in the test's set-up, written by its own exporter, and answers like onnxruntime on one thread:
labels equal, scores within 1e-6 relative, on 300 to 360 rows, those on thresholds and with missing values included. Models without
trees are the exception: there single precision itself does not reach 1e-6, see [Rounding](#rounding).
`cargo xtask conformance --write` trains, exports, runs and writes all of this; `cargo xtask test` fails where a model does not conform.

*native* and *Chromium* are the greatest differences from onnxruntime's scores, relative to them; 0 means the same bits. *Library*
is how far onnxruntime itself is from the library that trained the model, in units of the score: what the exporter changed.
";

const ROUNDING: &str = "
## Rounding

Models without trees sum products, and onnxruntime, tract and a browser each do so in single precision in an order of their own. A
score that is small because larger numbers cancelled, such as 1 − σ(x) or a regression near zero, then keeps fewer digits than 1e-6
asks for, onnxruntime's too. For these models the graph is also evaluated in double precision (`tools/model-zoo/float64.py`),
and a score that is not within 1e-6 of onnxruntime's must be no farther from the exact value than twice onnxruntime's
greatest error in that model. Trees have no such excuse. Greatest errors, in units of the score:

| model | onnxruntime | native | Chromium |
| --- | --- | --- | --- |
";

const NODES: &str = "
## ONNX backend node tests of ai.onnx.ml

The eight cases of the Python package `onnx` 1.17.0, checked in at `crates/tabular/tests/node`; all pass.

| case | native | Chromium |
| --- | --- | --- |
";

/// The list of models and of ONNX's own cases, with the outcomes natively and in a browser, as Markdown.
pub fn markdown(zoo: &Value, nodes: &[String], native: &[Value], browser: &[Value]) -> Result<String> {
    let mut text = HEAD.to_owned();
    let versions = zoo["versions"].as_object().context("the zoo's list has no versions")?;
    let versions =
        versions.iter().map(|(name, version)| format!("{name} {}", version.as_str().unwrap_or("?")));
    writeln!(text, "\nVersions: {}.", versions.collect::<Vec<_>>().join(", "))?;
    text.push_str(&summary::table(zoo, native, browser)?);
    let (mut rounding, mut notes, mut exporter) = (String::new(), Vec::new(), "");
    for case in cases(zoo)? {
        let name = word(case, "name")?;
        let (native, browser) = (find(native, name, "natively")?, find(browser, name, "in Chromium")?);
        if word(case, "exporter")? != exporter {
            exporter = word(case, "exporter")?;
            writeln!(text, "\n## {exporter}\n\n| model | operators | native | Chromium | library |")?;
            text.push_str("| --- | --- | --- | --- | --- |\n");
        }
        let operators = case["operators"].as_object().context("a case has no operators")?;
        let operators = operators.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let (title, mark) = (word(case, "title")?, footnote(case, &mut notes));
        let library = number(&case["from_library"]);
        let (here, there) = (relative(native), relative(browser));
        writeln!(text, "| {title}{mark} | {operators} | {here} | {there} | {library} |")?;
        if let Some(errors) = native["rounding"].as_object() {
            let own = |outcome: &Value| number(&outcome["rounding"]["own"]["absolute"]);
            let theirs = number(&errors["onnxruntime"]["absolute"]);
            writeln!(rounding, "| {name} | {theirs} | {} | {} |", own(native), own(browser))?;
        }
    }
    text.push_str("\n## Notes\n\n");
    for (i, note) in notes.iter().enumerate() {
        writeln!(text, "{}. {note}", i + 1)?;
    }
    text.push_str(ROUNDING);
    text.push_str(&rounding);
    text.push_str(NODES);
    for name in nodes {
        let (native, browser) = (find(native, name, "natively")?, find(browser, name, "in Chromium")?);
        writeln!(text, "| {name} | {} | {} |", relative(native), relative(browser))?;
    }
    Ok(text)
}

fn cases(zoo: &Value) -> Result<&Vec<Value>> {
    zoo["cases"].as_array().context("the zoo's list has no cases")
}

fn word<'a>(case: &'a Value, key: &str) -> Result<&'a str> {
    case[key].as_str().with_context(|| format!("a case has no {key}"))
}

fn find<'a>(outcomes: &'a [Value], name: &str, place: &str) -> Result<&'a Value> {
    let found = outcomes.iter().find(|outcome| outcome["name"] == name);
    found.with_context(|| format!("{name} was not run {place}"))
}

fn relative(outcome: &Value) -> String {
    number(&outcome["difference"]["relative"])
}

/// Two digits are what a greatest difference is worth.
fn number(value: &Value) -> String {
    match value.as_f64() {
        None => "–".to_owned(),
        Some(0.0) => "0".to_owned(),
        Some(value) => format!("{value:.1e}"),
    }
}

/// The mark of a case's note, which is added to the notes unless it is there.
fn footnote<'a>(case: &'a Value, notes: &mut Vec<&'a str>) -> String {
    let Some(note) = case["note"].as_str() else { return String::new() };
    let known = notes.iter().position(|known| *known == note);
    let number = known.unwrap_or_else(|| {
        notes.push(note);
        notes.len() - 1
    });
    format!(" ({})", number + 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cases_are_listed_by_exporter_with_their_notes_and_errors() -> Result<()> {
        let case = |name: &str, note| json!({"name": name, "exporter": "Trees", "title": name, "note": note, "operators": {"A": 1, "B": 2}, "from_library": 0.25});
        let zoo = json!({"versions": {"x": "1"}, "cases": [case("a", Some("odd")), case("b", None), case("c", Some("odd"))]});
        let plain = |name: &str, relative: f64| json!({"name": name, "difference": {"relative": relative, "absolute": 1}, "rounding": null});
        let errors = json!({"own": {"absolute": 2e-7}, "onnxruntime": {"absolute": 1e-7}});
        let rounded =
            json!({"name": "c", "difference": {"relative": 1e-5, "absolute": 3e-7}, "rounding": errors});
        let outcomes = [plain("a", 0.0), plain("b", 1.25e-7), rounded, plain("node", 0.0)];
        let list = markdown(&zoo, &["node".to_owned()], &outcomes, &outcomes)?;
        for line in [
            "Versions: x 1.",
            "| Trees | 2 | 1.2e-7 | 1.2e-7 | 1 | 3.0e-7 | 3.0e-7 |",
            "| a (1) | A, B | 0 | 0 | 2.5e-1 |",
            "| b | A, B | 1.2e-7 | 1.2e-7 | 2.5e-1 |",
            "| c (1) | A, B | 1.0e-5 | 1.0e-5 | 2.5e-1 |",
            "| c | 1.0e-7 | 2.0e-7 | 2.0e-7 |",
            "1. odd",
            "| node | 0 | 0 |",
        ] {
            assert!(list.lines().any(|found| found == line), "{line}\n{list}");
        }
        assert_eq!(list.matches("## Trees").count(), 1);
        let missing = markdown(&zoo, &[], &outcomes, &outcomes[1..]);
        assert!(missing.is_err_and(|error| error.to_string() == "a was not run in Chromium"));
        Ok(())
    }
}
