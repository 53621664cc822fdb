//! Filters that can be tried: made of what the runs at hand logged.

use super::{RunColumn, RunTable, Value};
use crate::i18n::exact;

/// Some filters in MLflow's syntax that fit at least one of the runs.
pub(crate) fn examples(table: &RunTable) -> Vec<String> {
    let mut clauses = Vec::new();
    let is_metric = |column: &&RunColumn| matches!(column, RunColumn::Metric(_));
    let is_param = |column: &&RunColumn| matches!(column, RunColumn::Param(_));
    let defaults = table.defaults();
    clauses.extend(defaults.iter().find(is_metric).and_then(|column| clause(table, column)));
    clauses.extend(defaults.iter().find(is_param).and_then(|column| clause(table, column)));
    let both = (clauses.len() == 2).then(|| clauses.join(" and "));
    clauses.extend(clause(table, &RunColumn::Status));
    if let Some(name) = table.get(0).map(|row| &*row.name) {
        let start: String = name.chars().take_while(|c| c.is_alphanumeric()).take(12).collect();
        if !start.is_empty() {
            clauses.push(format!("attributes.run_name ILIKE '%{start}%'"));
        }
    }
    clauses.extend(both);
    clauses
}

/// A condition on a column that the first run with a value fits.
fn clause(table: &RunTable, column: &RunColumn) -> Option<String> {
    let name = column.in_mlflow()?;
    (0..table.len()).filter_map(|place| table.get(place)).find_map(|row| match table.value(row, column) {
        Value::Number(number) if number.is_finite() && number.abs() < f64::MAX => {
            Some(format!("{name} >= {}", exact(number)))
        }
        Value::Text(text) if !text.is_empty() && text.len() < 60 && !text.contains(['\'', '\\', '\n']) => {
            Some(format!("{name} = '{text}'"))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_made_of_what_was_logged() {
        let run = serde_json::from_value(serde_json::json!({
            "info": {"run_id": "a", "run_name": "xgb-tuned", "status": "FINISHED"},
            "data": {
                "metrics": [{"key": "acc", "value": 0.91}, {"key": "nan", "value": "NaN"}],
                "params": [{"key": "max depth", "value": "7"}],
            },
        }));
        let mut table = RunTable::default();
        let page = mlflow::List { items: vec![run.unwrap()], ..mlflow::List::default() };
        table.append(page, "runs").unwrap();
        assert_eq!(
            examples(&table),
            [
                "metrics.acc >= 0.91",
                "params.`max depth` = '7'",
                "attributes.status = 'FINISHED'",
                "attributes.run_name ILIKE '%xgb%'",
                "metrics.acc >= 0.91 and params.`max depth` = '7'",
            ]
        );
        assert_eq!(examples(&RunTable::default()), Vec::<String>::new());
    }
}
