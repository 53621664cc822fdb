//! The part of an address after its `?`: names and values.

use super::{decode, encode};

/// Names and values in their order; a name stands once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands after the `?`. Of a name that stands twice the first counts; an empty value is none.
    pub(crate) fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            let name = decode(name);
            if query.get(&name).is_none() {
                query.set(&name, &decode(value));
            }
        }
        query
    }

    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a name, empty when there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Whether a switch is on.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.get(name) == Some("1")
    }

    /// The items of a list, each once, none empty.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let mut items: Vec<String> = Vec::new();
        for item in self.text(name).split(',').map(decode) {
            if !item.is_empty() && !items.contains(&item) {
                items.push(item);
            }
        }
        items
    }

    /// Gives a name a value; the empty text takes the name away.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        let place = self.0.iter().position(|(known, _)| known == name);
        match (place, value.is_empty()) {
            (Some(place), true) => drop(self.0.remove(place)),
            (Some(place), false) => value.clone_into(&mut self.0[place].1),
            (None, true) => {}
            (None, false) => self.0.push((name.to_owned(), value.to_owned())),
        }
    }

    /// The same with another value, for links.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Turns a switch on or off.
    pub(crate) fn set_on(&mut self, name: &str, on: bool) {
        self.set(name, if on { "1" } else { "" });
    }

    /// Gives a name a list.
    pub(crate) fn set_list<S: AsRef<str>>(&mut self, name: &str, items: impl IntoIterator<Item = S>) {
        let items: Vec<String> = items.into_iter().map(|item| encode(item.as_ref())).collect();
        self.set(name, &items.join(","));
    }

    /// With a leading `?`, or nothing.
    pub(super) fn written(&self) -> String {
        let pairs: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_lists_survive_a_round_trip() {
        let mut query = Query::default().with("filter", "metrics.`a b` > 0.9 and tags.x = '&=?#%'");
        query.set_list("runs", ["a,b", "c"]);
        query.set_on("log", true);
        let again = Query::parse(query.written().trim_start_matches('?'));
        assert_eq!(again, query);
        assert_eq!(again.list("runs"), ["a,b", "c"]);
        assert!(again.is_on("log") && !again.is_on("all"));
        assert_eq!(Query::default().written(), "");
    }

    #[test]
    fn setting_replaces_and_the_empty_text_removes() {
        let query = Query::default().with("a", "1").with("b", "2").with("a", "3");
        assert_eq!(query.written(), "?a=3&b=2");
        assert_eq!(query.with("a", "").written(), "?b=2");
    }

    #[test]
    fn hostile_text_is_read_without_harm() {
        assert_eq!(Query::parse("a=1&a=2&b=&=&&c&%ff=%fe").text("a"), "1");
        assert_eq!(Query::parse("a=,,x,x,").list("a"), ["x"]);
    }
}
