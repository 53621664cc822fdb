//! The columns that a table of runs can have.

/// One column: a field of the run itself, or something that it logged under a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum RunColumn {
    /// The run's name.
    Name,
    /// When it began.
    Started,
    /// How long it took, or has taken so far.
    Duration,
    /// `RUNNING`, `FINISHED` and the like.
    Status,
    /// Who ran it.
    User,
    /// What was run.
    Source,
    /// Its id.
    Id,
    /// The last value of a metric.
    Metric(String),
    /// A parameter.
    Param(String),
    /// A tag.
    Tag(String),
}

use RunColumn::{Duration, Id, Metric, Name, Param, Source, Started, Status, Tag, User};

impl RunColumn {
    /// The columns that every run fills.
    pub(crate) const FIELDS: [Self; 7] = [Name, Started, Duration, Status, User, Source, Id];

    /// Reads what an address says: `started`, `m:accuracy`, `p:depth`, `t:team`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(field) = Self::FIELDS.into_iter().find(|field| field.id() == text) {
            return Some(field);
        }
        let (kind, key) = text.split_once(':').filter(|(_, key)| !key.is_empty())?;
        match kind {
            "m" => Some(Metric(key.to_owned())),
            "p" => Some(Param(key.to_owned())),
            "t" => Some(Tag(key.to_owned())),
            _ => None,
        }
    }

    /// What [`RunColumn::parse`] reads.
    pub(crate) fn id(&self) -> String {
        match self {
            Name => "name".to_owned(),
            Started => "started".to_owned(),
            Duration => "duration".to_owned(),
            Status => "status".to_owned(),
            User => "user".to_owned(),
            Source => "source".to_owned(),
            Id => "id".to_owned(),
            Metric(key) => format!("m:{key}"),
            Param(key) => format!("p:{key}"),
            Tag(key) => format!("t:{key}"),
        }
    }

    /// Whether its values are numbers or times, which stand to the right and are of interest from the greatest down.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Started | Duration | Metric(_))
    }

    /// How MLflow's filter and order name it; none for what it does not know.
    pub(crate) fn in_mlflow(&self) -> Option<String> {
        let keyed = |kind: &str, key: &str| {
            let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && key.bytes().next().is_some_and(|byte| !byte.is_ascii_digit());
            if plain {
                return Some(format!("{kind}.{key}"));
            }
            // The quoted key goes through a shell-like splitter: what ends a quotation there cannot be said.
            let sayable = !key.contains(['`', '"', '\\']);
            sayable.then(|| format!("{kind}.`{key}`"))
        };
        match self {
            Name => Some("attributes.run_name".to_owned()),
            Started => Some("attributes.start_time".to_owned()),
            Status => Some("attributes.status".to_owned()),
            User => Some("attributes.user_id".to_owned()),
            Id => Some("attributes.run_id".to_owned()),
            Source => keyed("tags", "mlflow.source.name"),
            Duration => None,
            Metric(key) => keyed("metrics", key),
            Param(key) => keyed("params", key),
            Tag(key) => keyed("tags", key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_survive_the_address() {
        for column in RunColumn::FIELDS.into_iter().chain([
            Metric("val/auc at k".to_owned()),
            Param("a:b,c".to_owned()),
            Tag("mlflow.user".to_owned()),
            Metric("name".to_owned()),
        ]) {
            assert_eq!(RunColumn::parse(&column.id()), Some(column));
        }
        for nonsense in ["", "m:", "x:y", "Name", "banana"] {
            assert_eq!(RunColumn::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn mlflow_is_told_keys_in_back_ticks() {
        let said = |column: RunColumn| column.in_mlflow();
        assert_eq!(said(Metric("test_accuracy".to_owned())).as_deref(), Some("metrics.test_accuracy"));
        assert_eq!(said(Metric("val/auc at k".to_owned())).as_deref(), Some("metrics.`val/auc at k`"));
        assert_eq!(said(Param("1st".to_owned())).as_deref(), Some("params.`1st`"));
        assert_eq!(said(Tag("mlflow.user".to_owned())).as_deref(), Some("tags.`mlflow.user`"));
        assert_eq!(said(Source).as_deref(), Some("tags.`mlflow.source.name`"));
        assert_eq!(said(Duration), None);
        assert_eq!(said(Metric("a`b".to_owned())), None);
    }
}
