//! What a description says of metrics: `Test: accuracy 96.27 %, ROC-AUC 0.9953`.

use std::collections::BTreeMap;

/// A number that a description gives for a metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The metric's name, as the run has it.
    pub metric: String,
    /// The number as it is written.
    pub text: String,
    /// The number.
    pub value: f64,
    /// Half a unit of its last digit: what rounding explains.
    pub tolerance: f64,
}

enum Token {
    Word(String),
    Number { text: String, value: f64, tolerance: f64 },
}

/// Words between a metric's name and its number that say nothing.
const LINKS: [&str; 8] = ["is", "of", "was", "at", "now", "about", "est", "de"];

/// The claims of a description about some metrics, the first of each line for each.
///
/// A number belongs to the metric whose words stand before it: the last one directly, the others anywhere earlier in the line.
/// Where several fit, it belongs to the one whose words are nearest.
#[must_use]
pub fn claims<'a>(description: &str, metrics: impl Iterator<Item = &'a str>) -> Vec<Claim> {
    let keys: BTreeMap<&str, Vec<String>> = metrics.map(|key| (key, words(key))).collect();
    let mut found = Vec::new();
    for line in description.lines() {
        let mut of_line: Vec<Claim> = Vec::new();
        let mut before: Vec<String> = Vec::new();
        for token in tokens(line) {
            let (text, value, tolerance) = match token {
                Token::Word(word) => {
                    before.push(word);
                    continue;
                }
                Token::Number { text, value, tolerance } => (text, value, tolerance),
            };
            let nearest = keys
                .iter()
                .filter_map(|(key, words)| Some((span(&before, words)?, words.len(), *key)))
                .min_by_key(|&(span, length, _)| (span, usize::MAX - length));
            if let Some((.., metric)) = nearest
                && of_line.iter().all(|claim| claim.metric != metric)
            {
                of_line.push(Claim { metric: metric.to_owned(), text, value, tolerance });
            }
        }
        found.extend(of_line);
    }
    found
}

/// A description of a model without what it says of versions other than one: lines that name another version or a stage that is not
/// Production, what is below a heading that does, and tables in which one is named.
pub(crate) fn without_other_versions(description: &str, version: u64) -> String {
    let is_table = |line: &str| line.trim_start().starts_with('|');
    let lines: Vec<&str> = description.lines().collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut under_another = false;
    for block in lines.chunk_by(|a, b| is_table(a) && is_table(b)) {
        let another = block.iter().any(|line| names_another(line, version));
        if block.iter().any(|line| line.trim_start().starts_with('#')) {
            under_another = another;
        }
        if !another && !under_another {
            kept.extend(block);
        }
    }
    kept.join("\n")
}

fn names_another(line: &str, version: u64) -> bool {
    let words = words(line);
    let number = |word: &str| word.parse::<u64>().ok();
    let other = |number: Option<u64>| number.is_some_and(|number| number != version);
    let stage = words.iter().any(|word| ["staging", "archived"].contains(&word.as_str()));
    let short = words.iter().any(|word| other(word.strip_prefix('v').and_then(number)));
    let long = words.windows(2).any(|pair| pair[0] == "version" && other(number(&pair[1])));
    stage || short || long
}

/// How many words back the first word of a name is, if its last one is the last word and the others are before it.
fn span(before: &[String], name: &[String]) -> Option<usize> {
    let mut rest = name.iter().rev();
    let mut wanted = rest.next()?;
    for (back, word) in before.iter().rev().filter(|word| !LINKS.contains(&word.as_str())).enumerate() {
        if word == wanted {
            match rest.next() {
                Some(next) => wanted = next,
                None => return Some(back + 1),
            }
        } else if back == 0 {
            return None;
        }
    }
    None
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Words and numbers of a line. A number is digits with at most one point, and a percent sign if it has one; `v2`, `1,000` and
/// `2026-11-25` are none.
fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut pieces = line
        .split(|c: char| c.is_whitespace() || "*`|()[]{}:=;\"_/".contains(c))
        .filter(|piece| !piece.is_empty())
        .peekable();
    while let Some(piece) = pieces.next() {
        let trimmed = piece.trim_end_matches([',', '.', '!', '?']);
        let (digits, mut percent) = match trimmed.strip_suffix('%') {
            Some(digits) => (digits, true),
            None => (trimmed, false),
        };
        let plain = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        let Some(number) = digits.parse::<f64>().ok().filter(|_| plain) else {
            tokens.extend(words(piece).into_iter().map(Token::Word));
            // What something must exceed is no claim: no name has such a word.
            if piece.contains(['<', '>', '≤', '≥']) {
                tokens.push(Token::Word(String::new()));
            }
            continue;
        };
        percent |= pieces.next_if(|next| next.trim_end_matches([',', '.']) == "%").is_some();
        let places = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let unit = 10f64.powi(-(places.min(300) as i32));
        let scale = if percent { 0.01 } else { 1.0 };
        tokens.push(Token::Number {
            text: if percent { format!("{digits} %") } else { digits.to_owned() },
            value: number * scale,
            tolerance: unit * scale / 2.0,
        });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(description: &str) -> Vec<(String, String)> {
        let metrics = ["test_accuracy", "train_accuracy", "test_roc_auc", "overfitting"];
        claims(description, metrics.into_iter()).into_iter().map(|claim| (claim.metric, claim.text)).collect()
    }

    #[test]
    fn numbers_belong_to_the_nearest_name() {
        let pair = |metric: &str, text: &str| (metric.to_owned(), text.to_owned());
        assert_eq!(
            found("- **Test**: accuracy 0.9229, ROC-AUC 0.9814, overfitting 0.0771"),
            [pair("test_accuracy", "0.9229"), pair("test_roc_auc", "0.9814"), pair("overfitting", "0.0771")]
        );
        assert_eq!(
            found("train accuracy: 99 %, test accuracy is 96.24%."),
            [pair("train_accuracy", "99 %"), pair("test_accuracy", "96.24 %")]
        );
        assert_eq!(found("| `test_accuracy` | 0.95 | 0.91 |"), [pair("test_accuracy", "0.95")]);
    }

    #[test]
    fn what_is_said_of_other_versions() {
        let text = "Test accuracy 0.96\nv1 had 0.95, version 2 has 0.96\nv2: 0.96\nStaging: 0.9\n| v1 | v2 |\n| 0.95 | 0.96 |\n\
                    ## v1\naccuracy 0.95\n## Now\naccuracy 0.96";
        assert_eq!(without_other_versions(text, 2), "Test accuracy 0.96\nv2: 0.96\n## Now\naccuracy 0.96");
    }

    #[test]
    fn what_is_no_claim() {
        for text in [
            "accuracy 0.95",
            "Test set of 20 rows; see the accuracy below",
            "test accuracy v2",
            "test accuracy of 2026-11-25",
            "test accuracy was compared with 3 others",
            "test\naccuracy 0.9",
            "test accuracy 1.2.3",
            "Required: test accuracy >= 0.95",
            "test accuracy>0.95",
            "test accuracy ≥0.95",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_rounding_explains() {
        let claim = |text: &str| claims(text, ["accuracy"].into_iter()).remove(0);
        let (percent, places) = (claim("accuracy 96.2 %"), claim("accuracy 0.9624"));
        assert!((percent.value - 0.962).abs() < 1e-12 && (percent.tolerance - 0.0005).abs() < 1e-12);
        assert!((places.value - 0.9624).abs() < 1e-12 && (places.tolerance - 0.000_05).abs() < 1e-12);
    }
}
