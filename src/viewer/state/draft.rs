//! A change of a model while it is being decided, as its address says it.

use mlflow::stage;
use registry::{BestError, Direction, Plan, PlanError, Snapshot, VersionRun, best, direction, history};

use crate::route::Query;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A version goes into a stage.
    Promote,
    /// The best version by a metric goes into a stage.
    Best,
    /// An alias names another version, or none.
    Alias,
    /// A tag gets another value, or goes.
    Tag,
    /// A description is written anew.
    Describe,
    /// The last change is taken back.
    Rollback,
}

impl Deed {
    /// Every deed, in the order in which they are offered.
    pub(crate) const ALL: [Self; 6] =
        [Self::Promote, Self::Best, Self::Alias, Self::Tag, Self::Describe, Self::Rollback];

    /// Its name in an address.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Promote => "promote",
            Self::Best => "best",
            Self::Alias => "alias",
            Self::Tag => "tag",
            Self::Describe => "describe",
            Self::Rollback => "rollback",
        }
    }

    /// The deed of an address; the first of all when it names none.
    pub(crate) fn of(query: &Query) -> Self {
        Self::ALL.into_iter().find(|deed| deed.name() == query.text("do")).unwrap_or(Self::Promote)
    }
}

/// A change that is being decided.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// What is to be done.
    pub(crate) deed: Deed,
    /// The version that it is about; with none, tags and descriptions are the model's.
    pub(crate) version: Option<u64>,
    /// Where the version goes.
    pub(crate) stage: String,
    /// Whether the aliases of the old Production stay where they are.
    pub(crate) keep_aliases: bool,
    /// The alias, or the tag's key.
    pub(crate) key: String,
    /// Whether alias or tag are taken away.
    pub(crate) remove: bool,
    /// The tag's value, or the description.
    pub(crate) text: String,
    /// The metric that decides which version is the best.
    pub(crate) metric: String,
    /// What the best must reach, as it was typed.
    pub(crate) bound: String,
    /// Which values are better, where the metric's name does not tell.
    pub(crate) direction: Option<Direction>,
}

/// Why there is nothing to carry out yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Undecided {
    /// Something has not been filled in.
    Incomplete,
    /// The bound is not a number.
    NotANumber(String),
    /// It makes no sense.
    Plan(PlanError),
    /// There is no best version.
    Best(BestError),
}

impl Draft {
    /// What an address says; a text that is too long for one comes beside it.
    pub(crate) fn read(query: &Query, text: &str) -> Self {
        let stage = query.text("stage");
        Self {
            deed: Deed::of(query),
            version: query.text("version").parse().ok(),
            stage: if stage.is_empty() { stage::PRODUCTION.to_owned() } else { stage.to_owned() },
            keep_aliases: query.is_on("keep"),
            key: query.text("key").to_owned(),
            remove: query.is_on("remove"),
            text: text.to_owned(),
            metric: query.text("metric").to_owned(),
            bound: query.text("bound").to_owned(),
            direction: match query.text("better") {
                "more" => Some(Direction::Higher),
                "less" => Some(Direction::Lower),
                _ => None,
            },
        }
    }

    /// The plan of it. `runs` are needed for the best version only.
    ///
    /// # Errors
    /// See [`Undecided`].
    pub(crate) fn plan(
        &self,
        snapshot: &Snapshot,
        runs: &[VersionRun],
        reason: &str,
    ) -> Result<Plan, Undecided> {
        let plan = match self.deed {
            Deed::Promote => {
                let version = self.version.ok_or(Undecided::Incomplete)?;
                Plan::promote(snapshot, version, &self.stage, !self.keep_aliases, reason)
            }
            Deed::Best => {
                let version = self.best(runs)?.0;
                Plan::promote(snapshot, version, &self.stage, !self.keep_aliases, reason)
            }
            Deed::Alias => {
                let version =
                    if self.remove { None } else { Some(self.version.ok_or(Undecided::Incomplete)?) };
                if self.key.is_empty() {
                    return Err(Undecided::Incomplete);
                }
                Plan::alias(snapshot, &self.key, version, reason)
            }
            Deed::Tag => {
                if self.key.is_empty() {
                    return Err(Undecided::Incomplete);
                }
                let value = (!self.remove).then_some(self.text.as_str());
                Plan::tag(snapshot, self.version, &self.key, value, reason)
            }
            Deed::Describe => Plan::describe(snapshot, self.version, &self.text, reason),
            Deed::Rollback => Plan::rollback(snapshot, &history(snapshot).entries, reason),
        };
        plan.map_err(Undecided::Plan)
    }

    /// The best version and its value.
    ///
    /// # Errors
    /// See [`Undecided`].
    pub(crate) fn best(&self, runs: &[VersionRun]) -> Result<(u64, f64), Undecided> {
        if self.metric.is_empty() {
            return Err(Undecided::Incomplete);
        }
        let bound = match self.bound.trim() {
            "" => None,
            text => Some(number(text).ok_or_else(|| Undecided::NotANumber(text.to_owned()))?),
        };
        let direction = self.direction.unwrap_or_else(|| direction(&self.metric));
        let (found, value) = best(runs, &self.metric, direction, bound).map_err(Undecided::Best)?;
        Ok((found.version.version, value))
    }
}

/// A finite number, with a point or a comma.
fn number(text: &str) -> Option<f64> {
    text.replacen(',', ".", 1).parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use mlflow::{ModelVersion, RegisteredModel};

    use super::*;

    fn snapshot() -> Snapshot {
        let version = |version: u64, stage: &str| ModelVersion {
            name: "m".to_owned(),
            version,
            current_stage: stage.to_owned(),
            ..ModelVersion::default()
        };
        Snapshot {
            model: RegisteredModel {
                name: "m".to_owned(),
                aliases: [("champion".to_owned(), 2)].into(),
                ..RegisteredModel::default()
            },
            versions: vec![version(3, "Staging"), version(2, "Production"), version(1, "Archived")],
        }
    }

    fn shown(query: &str, text: &str) -> Result<Vec<String>, Undecided> {
        let draft = Draft::read(&Query::parse(query), text);
        let plan = draft.plan(&snapshot(), &[], "why")?;
        Ok(plan.changes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn an_address_says_what_would_change() {
        assert_eq!(
            shown("do=promote&version=3", "").unwrap(),
            ["v3: Staging → Production", "v2: Production → Archived", "alias champion: v2 → v3"]
        );
        assert_eq!(
            shown("version=3&keep=1", "").unwrap(),
            ["v3: Staging → Production", "v2: Production → Archived"]
        );
        assert_eq!(shown("version=1&stage=None", "").unwrap(), ["v1: Archived → None"]);
        assert_eq!(shown("do=alias&key=new&version=1", "").unwrap(), ["alias new: nothing → v1"]);
        assert_eq!(shown("do=alias&key=champion&remove=1", "").unwrap(), ["alias champion: v2 → nothing"]);
        assert_eq!(shown("do=tag&key=a&version=1", "b").unwrap(), ["tag a of version 1: missing → b"]);
        assert_eq!(shown("do=describe", "new").unwrap(), ["description of the model: empty → new"]);
    }

    #[test]
    fn what_is_missing_or_wrong_is_told() {
        for query in ["", "do=alias&key=a", "do=alias&version=1", "do=tag&version=1", "do=best", "version=x"]
        {
            assert_eq!(shown(query, ""), Err(Undecided::Incomplete), "{query}");
        }
        assert_eq!(shown("do=best&metric=f1&bound=much", ""), Err(Undecided::NotANumber("much".to_owned())));
        assert_eq!(shown("do=rollback", ""), Err(Undecided::Plan(PlanError::NothingToUndo("m".to_owned()))));
        assert_eq!(
            shown("do=best&metric=f1&bound=0,9", ""),
            Err(Undecided::Best(BestError::NoSuchMetric { metric: "f1".to_owned(), existing: Vec::new() }))
        );
    }

    #[test]
    fn every_deed_has_an_address() {
        for deed in Deed::ALL {
            assert_eq!(Deed::of(&Query::default().with("do", deed.name())), deed);
        }
        assert_eq!(Deed::of(&Query::parse("do=nonsense")), Deed::Promote);
    }
}
