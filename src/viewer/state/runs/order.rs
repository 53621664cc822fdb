//! By which column runs are ordered, and which way.

use super::RunColumn;

/// An order of runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    /// The column.
    pub(crate) column: RunColumn,
    /// From the greatest to the least.
    pub(crate) descending: bool,
}

impl Order {
    /// Reads what an address says: `m:accuracy`, or `-m:accuracy` for the greatest first.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (descending, column) = match text.strip_prefix('-') {
            Some(column) => (true, column),
            None => (false, text),
        };
        Some(Self { column: RunColumn::parse(column)?, descending })
    }

    /// What [`Order::parse`] reads.
    pub(crate) fn id(&self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.column.id())
    }

    /// What pressing a heading makes of the present order: numbers the greatest first, words from A; then the other way
    /// round; then none.
    pub(crate) fn pressed(present: Option<&Self>, column: RunColumn) -> Option<Self> {
        let first = column.is_number();
        match present.filter(|order| order.column == column) {
            None => Some(Self { column, descending: first }),
            Some(order) if order.descending == first => Some(Self { column, descending: !first }),
            Some(_) => None,
        }
    }

    /// The clause of MLflow's `order_by`; none for a column that it cannot order by.
    pub(crate) fn in_mlflow(&self) -> Option<String> {
        let way = if self.descending { "DESC" } else { "ASC" };
        Some(format!("{} {way}", self.column.in_mlflow()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_survives_the_address() {
        let order = Order { column: RunColumn::Metric("-a".to_owned()), descending: true };
        assert_eq!((order.id().as_str(), Order::parse(&order.id())), ("-m:-a", Some(order)));
        let order = Order::parse("started").unwrap();
        assert_eq!(order.in_mlflow().as_deref(), Some("attributes.start_time ASC"));
        assert_eq!(Order::parse("-banana"), None);
        assert_eq!(Order::parse(""), None);
    }

    #[test]
    fn a_heading_pressed_thrice_leaves_no_order() {
        let column = RunColumn::Metric("acc".to_owned());
        let mut order = None;
        let mut said = Vec::new();
        for _ in 0..3 {
            order = Order::pressed(order.as_ref(), column.clone());
            said.push(order.as_ref().map(Order::id));
        }
        assert_eq!(said, [Some("-m:acc".to_owned()), Some("m:acc".to_owned()), None]);
        let name = Order::pressed(Some(&Order { column, descending: true }), RunColumn::Name);
        assert_eq!(name.unwrap().id(), "name");
    }
}
