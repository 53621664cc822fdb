//! Versions of the model that predicts, to compare it with.

use mlflow::ModelVersion;

/// A version that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its number.
    pub(crate) number: String,
    /// Its number, stage and aliases: `3 · Staging · @champion`.
    pub(crate) label: String,
}

/// The versions that a list of the registry has, in its order, without the one that predicts; the one that is asked for is
/// always among them, whether the registry has it or not.
pub(crate) fn choices(versions: &[ModelVersion], predicting: u64, asked: &str) -> Vec<Choice> {
    let known = versions.iter().filter(|each| each.version != predicting).map(|each| {
        let number = each.version.to_string();
        let mut label = number.clone();
        if each.current_stage != mlflow::stage::NONE {
            label.push_str(" · ");
            label.push_str(&each.current_stage);
        }
        for alias in &each.aliases {
            label.push_str(" · @");
            label.push_str(alias);
        }
        Choice { number, label }
    });
    let mut choices: Vec<Choice> = known.collect();
    if !asked.is_empty() && choices.iter().all(|choice| choice.number != asked) {
        choices.push(Choice { number: asked.to_owned(), label: asked.to_owned() });
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: u64, stage: &str, aliases: &[&str]) -> ModelVersion {
        let told = format!(r#"{{"name": "m", "version": "{number}", "current_stage": "{stage}"}}"#);
        let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        ModelVersion { aliases, ..serde_json::from_str(&told).unwrap() }
    }

    #[test]
    fn every_other_version_can_be_chosen_and_what_is_asked_stays() {
        let versions =
            [version(4, "None", &[]), version(3, "Staging", &["a", "b"]), version(2, "Production", &[])];
        let labels = |predicting, asked| {
            choices(&versions, predicting, asked).into_iter().map(|each| each.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(2, ""), ["4", "3 · Staging · @a · @b"]);
        assert_eq!(labels(2, "3"), labels(2, ""));
        assert_eq!(labels(4, "99"), ["3 · Staging · @a · @b", "2 · Production", "99"]);
        assert_eq!(labels(2, "2"), ["4", "3 · Staging · @a · @b", "2"]);
    }
}
