//! Tables from text with separated cells (RFC 4180, and what is commonly written instead).

/// More columns than this are left out.
const MAX_COLUMNS: usize = 200;

/// A table with a heading for each column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Grid {
    /// The first row.
    pub(crate) heads: Vec<String>,
    /// The others; one may be shorter than the heads.
    pub(crate) rows: Vec<Vec<String>>,
    /// Whether every cell of a column that is not empty is a number.
    pub(crate) numeric: Vec<bool>,
    /// Columns that were left out.
    pub(crate) more_columns: usize,
}

/// Reads separated cells. Of a text that is `cut` the last row is left out, as it may be cut, too.
pub(crate) fn grid(text: &str, separator: char, cut: bool) -> Grid {
    let mut rows = split(text, separator);
    if cut {
        rows.pop();
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.truncate(MAX_COLUMNS);
    }
    let mut rows = rows.into_iter();
    let mut heads = rows.next().unwrap_or_default();
    heads.resize(width.min(MAX_COLUMNS), String::new());
    let rows: Vec<Vec<String>> = rows.collect();
    let numeric = (0..heads.len()).map(|column| is_numeric(&rows, column)).collect();
    Grid { heads, rows, numeric, more_columns: width.saturating_sub(MAX_COLUMNS) }
}

fn is_numeric(rows: &[Vec<String>], column: usize) -> bool {
    let mut cells = rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.trim().parse::<f64>().is_ok())
}

fn split(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell = String::new();
    let mut rest = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted => {
                if rest.next_if_eq(&'"').is_some() {
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            c if quoted => cell.push(c),
            '"' if cell.is_empty() => quoted = true,
            c if c == separator => row.push(std::mem::take(&mut cell)),
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_hold_separators_quotes_and_line_breaks() {
        let grid = grid("name,hp\r\n\"Mr. \"\"Mime\"\", Jr.\",20\n\"two\nlines\",\n", ',', false);
        assert_eq!(grid.heads, ["name", "hp"]);
        assert_eq!(grid.rows, [["Mr. \"Mime\", Jr.", "20"], ["two\nlines", ""]]);
        assert_eq!(grid.numeric, [false, true]);
    }

    #[test]
    fn a_cut_row_is_left_out_and_ragged_rows_stay() {
        let grid = grid("a\tb\n1\t2\t3\n4\n5\t", '\t', true);
        assert_eq!(grid.heads, ["a", "b", ""]);
        assert_eq!(grid.rows, [vec!["1", "2", "3"], vec!["4"]]);
        assert_eq!(grid.numeric, [true; 3]);
    }

    #[test]
    fn very_wide_tables_are_cut_and_nothing_is_nothing() {
        let wide = grid(&"x,".repeat(1000), ',', false);
        assert_eq!((wide.heads.len(), wide.more_columns), (200, 801));
        assert_eq!(grid("", ',', false), Grid::default());
        assert_eq!(grid("\"open", ',', false).heads, ["open"]);
    }
}
