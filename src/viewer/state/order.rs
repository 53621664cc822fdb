//! How a list is sorted, as an address says it: `created`, or `-created` from the greatest to the least.

use crate::viewer::components::Sort;

/// Reads an order; one of an unknown column is the default.
pub(crate) fn parse_order(text: &str, columns: &dyn Fn(&str) -> bool, default: &str) -> Sort {
    let read = |text: &str| {
        let column = text.strip_prefix('-').unwrap_or(text);
        Sort { column: column.to_owned(), descending: text.starts_with('-') }
    };
    let sort = read(text);
    if !sort.column.is_empty() && columns(&sort.column) { sort } else { read(default) }
}

/// What an address says after a heading has been pressed: the other way round, or by another column, `down` if its greatest
/// are wanted first. The default is not said.
pub(crate) fn next_order(present: &Sort, column: &str, down: bool, default: &str) -> String {
    let descending = if present.column == column { !present.descending } else { down };
    let next = if descending { format!("-{column}") } else { column.to_owned() };
    if next == default { String::new() } else { next }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sort(column: &str, descending: bool) -> Sort {
        Sort { column: column.to_owned(), descending }
    }

    #[test]
    fn orders_are_read_and_turned() {
        let known = |column: &str| ["name", "updated"].contains(&column);
        assert_eq!(parse_order("-updated", &known, "name"), sort("updated", true));
        for wrong in ["", "-", "rm -rf", "--name"] {
            assert_eq!(parse_order(wrong, &known, "-name"), sort("name", true), "{wrong}");
        }
        assert_eq!(next_order(&sort("name", false), "name", false, "name"), "-name");
        assert_eq!(next_order(&sort("name", true), "name", false, "name"), "");
        assert_eq!(next_order(&sort("name", true), "updated", true, "name"), "-updated");
    }
}
