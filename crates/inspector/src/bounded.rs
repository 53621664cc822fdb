use serde::{Deserialize, Serialize};

/// The first elements of a list, and how many it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// The first ones.
    pub shown: Vec<T>,
    /// How many there are.
    pub total: usize,
}

impl<T> Listed<T> {
    /// The first `limit` of these.
    pub fn new(items: impl ExactSizeIterator<Item = T>, limit: usize) -> Self {
        let total = items.len();
        Self { shown: items.take(limit).collect(), total }
    }

    /// How many are not shown.
    pub fn rest(&self) -> usize {
        self.total.saturating_sub(self.shown.len())
    }

    /// Whether there are none at all.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { shown: Vec::new(), total: 0 }
    }
}

/// The beginning of a text of a file, without control characters other than line breaks and tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The beginning.
    pub shown: String,
    /// Bytes of the whole text; `None` when all of it is shown as it is.
    pub cut: Option<usize>,
}

impl Text {
    /// The first `limit` characters.
    pub fn new(text: &str, limit: usize) -> Self {
        let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
        let shown: String = text.chars().filter(kept).take(limit).collect();
        let cut = (shown.len() < text.len()).then_some(text.len());
        Self { shown, cut }
    }

    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Listed, Text};

    #[test]
    fn a_list_counts_what_it_leaves_out() {
        let listed = Listed::new([1, 2, 3].into_iter(), 2);
        assert_eq!((listed.shown.as_slice(), listed.total, listed.rest()), (&[1, 2][..], 3, 1));
        assert!(!listed.is_empty() && Listed::<u8>::default().is_empty());
    }

    #[test]
    fn a_text_says_when_it_is_not_whole() {
        assert_eq!(Text::new("a\nb", 3), Text { shown: "a\nb".to_owned(), cut: None });
        assert_eq!(Text::new("été", 2), Text { shown: "ét".to_owned(), cut: Some(5) });
        assert_eq!(Text::new("a\u{7}b\u{9b}", 9), Text { shown: "ab".to_owned(), cut: Some(5) });
    }
}
