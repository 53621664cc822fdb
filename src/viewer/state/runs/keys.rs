//! Names that many rows share, each kept once.

use std::{collections::HashMap, sync::Arc};

/// Keys by number, in the order in which they were first seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    names: Vec<Arc<str>>,
    places: HashMap<Arc<str>, u32>,
    /// How many rows have each key.
    rows: Vec<u32>,
}

impl Keys {
    /// The number of a key that one more row has.
    pub(super) fn note(&mut self, name: &str) -> u32 {
        if let Some(&place) = self.places.get(name) {
            if let Some(rows) = self.rows.get_mut(place as usize) {
                *rows += 1;
            }
            return place;
        }
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let name: Arc<str> = Arc::from(name);
        self.names.push(Arc::clone(&name));
        self.places.insert(name, place);
        self.rows.push(1);
        place
    }

    /// The number of a key.
    pub(super) fn place(&self, name: &str) -> Option<u32> {
        self.places.get(name).copied()
    }

    /// A key by its number.
    pub(super) fn name(&self, place: u32) -> &str {
        self.names.get(place as usize).map_or("", |name| name)
    }

    /// Every key and how many rows have it.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.names.iter().map(|name| &**name).zip(self.rows.iter().copied())
    }

    /// Those that fit and that at least half of the rows have, or, where there are none, all that fit; the most frequent first, then by
    /// name.
    pub(super) fn frequent(&self, rows: usize, fits: fn(&str) -> bool) -> Vec<&str> {
        let mut found: Vec<(&str, u32)> = self.iter().filter(|(name, _)| fits(name)).collect();
        let is_common = |&(_, count): &(&str, u32)| count as usize * 2 >= rows;
        if found.iter().any(is_common) {
            found.retain(is_common);
        }
        found.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
        found.into_iter().map(|(name, _)| name).collect()
    }
}
