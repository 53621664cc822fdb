//! The list in one short table: what the README shows.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::Value;

use super::{cases, find, word};

const HEAD: &str = "
| exporter | models with trees | native | Chromium | without trees | native | Chromium |
| --- | --- | --- | --- | --- | --- | --- |
";

/// Models of one exporter, and their greatest differences natively and in a browser.
#[derive(Default)]
struct Group {
    models: usize,
    native: f64,
    browser: f64,
}

impl Group {
    /// `key` says which difference counts.
    fn add(&mut self, key: &str, native: &Value, browser: &Value) {
        let difference = |outcome: &Value| outcome["difference"][key].as_f64().unwrap_or(f64::INFINITY);
        self.models += 1;
        self.native = self.native.max(difference(native));
        self.browser = self.browser.max(difference(browser));
    }

    fn cells(&self) -> String {
        if self.models == 0 {
            return "– | – | –".to_owned();
        }
        let number = |value: f64| if value > 0.0 { format!("{value:.1e}") } else { "0".to_owned() };
        format!("{} | {} | {}", self.models, number(self.native), number(self.browser))
    }
}

/// One row for each exporter: relative differences of models with trees, absolute ones of the others, which have exact values.
pub(super) fn table(zoo: &Value, native: &[Value], browser: &[Value]) -> Result<String> {
    let mut exporters: Vec<(&str, Group, Group)> = Vec::new();
    for case in cases(zoo)? {
        let (name, exporter) = (word(case, "name")?, word(case, "exporter")?);
        let (native, browser) = (find(native, name, "natively")?, find(browser, name, "in Chromium")?);
        if exporters.last().is_none_or(|(last, ..)| *last != exporter) {
            exporters.push((exporter, Group::default(), Group::default()));
        }
        let Some((_, trees, others)) = exporters.last_mut() else { continue };
        if native["rounding"].is_object() {
            others.add("absolute", native, browser);
        } else {
            trees.add("relative", native, browser);
        }
    }
    let mut text = HEAD.to_owned();
    for (exporter, trees, others) in exporters {
        writeln!(text, "| {exporter} | {} | {} |", trees.cells(), others.cells())?;
    }
    text.push_str("\nDifferences are relative with trees, absolute without.\n");
    Ok(text)
}
