//! The colours of a file that has no style sheet.

/// Colours as CSS writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub surface: String,
    /// Texts.
    pub ink: String,
    /// Texts of less weight.
    pub muted: String,
    /// The grid.
    pub grid: String,
    /// Lines, by [`crate::Style::colour`].
    pub series: Vec<String>,
}

impl Palette {
    /// The colour of a number; black where the palette has none.
    #[must_use]
    pub fn colour(&self, number: usize) -> &str {
        self.series.get(number % self.series.len().max(1)).map_or("#000000", String::as_str)
    }
}
