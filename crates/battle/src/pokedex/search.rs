//! Finding a Pokémon by a part of its name.

use super::Pokemon;
use crate::Names;

/// Longer queries are cut: no name is near this long.
const MAX_QUERY: usize = 64;

/// The names of every Pokémon in the form that queries are compared in.
#[derive(Debug)]
pub(super) struct Index {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    dex_number: u16,
    names: [Folded; 2],
}

/// A text without case, accents and punctuation, as words.
#[derive(Debug, Default)]
struct Folded {
    /// The words without the spaces between them.
    text: String,
    /// Where in `text` each word after the first begins.
    words: Vec<usize>,
}

/// How well a name matches, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Whole,
    Start,
    Word,
    Inside,
}

impl Rank {
    const ALL: [Self; 4] = [Self::Whole, Self::Start, Self::Word, Self::Inside];
}

impl Index {
    pub(super) fn new(pokemon: &[Pokemon]) -> Self {
        let entry = |each: &Pokemon| Entry {
            dex_number: each.dex_number,
            names: [fold(&each.names.fr), fold(&each.names.en)],
        };
        Self { entries: pokemon.iter().map(entry).collect() }
    }

    /// The positions of the Pokémon that match, best first.
    pub(super) fn find(&self, query: &str) -> Vec<usize> {
        let number = query.trim().trim_start_matches('#').parse::<u16>().ok();
        let Some(wanted) = wanted(query) else { return Vec::new() };
        let mut found: Vec<(Rank, usize)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let by_number = (number == Some(entry.dex_number)).then_some(Rank::Start);
            let by_name = entry.names.iter().filter_map(|name| name.rank(&wanted)).min();
            if let Some(rank) = by_number.into_iter().chain(by_name).min() {
                found.push((rank, at));
            }
        }
        let of_rank = |rank| found.iter().filter(move |(each, _)| *each == rank).map(|(_, at)| *at);
        Rank::ALL.into_iter().flat_map(of_rank).collect()
    }
}

/// The things whose names match, best first.
pub(super) fn find_names<'a, T>(query: &str, all: &'a [T], names: impl Fn(&T) -> &Names) -> Vec<&'a T> {
    let Some(wanted) = wanted(query) else { return Vec::new() };
    let rank = |each: &T| {
        let Names { fr, en } = names(each);
        [fr, en].into_iter().filter_map(|name| fold(name).rank(&wanted)).min()
    };
    let mut found: Vec<(Rank, &T)> = all.iter().filter_map(|each| Some((rank(each)?, each))).collect();
    // Equals keep their order.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, each)| each).collect()
}

/// A query as names are compared with it; `None` when it holds nothing that a name could.
fn wanted(query: &str) -> Option<String> {
    let query: String = query.chars().take(MAX_QUERY).collect();
    let wanted = fold(&query).text;
    (!wanted.is_empty() || query.trim().is_empty()).then_some(wanted)
}

impl Folded {
    fn rank(&self, wanted: &str) -> Option<Rank> {
        if self.text == wanted {
            Some(Rank::Whole)
        } else if self.text.starts_with(wanted) {
            Some(Rank::Start)
        } else if self
            .words
            .iter()
            .any(|start| self.text.get(*start..).is_some_and(|rest| rest.starts_with(wanted)))
        {
            Some(Rank::Word)
        } else {
            self.text.contains(wanted).then_some(Rank::Inside)
        }
    }
}

/// A text without case, accents and punctuation, to compare and to sort by.
#[must_use]
pub fn folded(text: &str) -> String {
    fold(text).text
}

fn fold(text: &str) -> Folded {
    let mut folded = Folded::default();
    let mut between = false;
    for letter in text.chars().map(lower_case) {
        // An accent of its own, as some keyboards and systems write it, belongs to the letter before it.
        if ('\u{300}'..='\u{36f}').contains(&letter) {
            continue;
        }
        if !letter.is_alphanumeric() {
            between = true;
            continue;
        }
        if between && !folded.text.is_empty() {
            folded.words.push(folded.text.len());
        }
        between = false;
        match plain(letter) {
            Some(plain) => folded.text.push_str(plain),
            None => folded.text.push(letter),
        }
    }
    folded
}

/// A letter in lower case, where it is one of the Latin letters that names are written with. The tables of all of Unicode, which
/// `char::to_lowercase` brings along, would be a twentieth of the page.
#[must_use]
pub fn lower_case(letter: char) -> char {
    match letter {
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(letter) + 0x20).unwrap_or(letter),
        'Œ' => 'œ',
        'Ÿ' => 'ÿ',
        _ => letter.to_ascii_lowercase(),
    }
}

/// A lower-case letter of French without its accent.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'â' | 'ä' => "a",
        'ç' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' => "i",
        'ô' | 'ö' => "o",
        'ù' | 'û' | 'ü' => "u",
        'ÿ' => "y",
        'œ' => "oe",
        'æ' => "ae",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::lower_case;
    use crate::Pokedex;

    #[test]
    fn letters_of_names_are_lowered_as_unicode_says() {
        for letter in ('\0'..='\u{ff}').chain(['Œ', 'œ', 'Ÿ']) {
            assert!(letter.to_lowercase().eq([lower_case(letter)]), "{letter}");
        }
        for pokemon in Pokedex::get().pokemon() {
            for name in [&pokemon.names.fr, &pokemon.names.en] {
                assert_eq!(name.chars().map(lower_case).collect::<String>(), name.to_lowercase());
            }
        }
    }

    fn found(query: &str) -> Vec<&'static str> {
        Pokedex::get().search(query).into_iter().map(|each| each.slug.as_str()).collect()
    }

    #[test]
    fn finds_either_language_without_case_and_accents() {
        for query in ["evoli", "Évoli", "E\u{301}voli", "EEVEE", " eev"] {
            assert_eq!(found(query), ["eevee", "eevee-starter"], "{query}");
        }
        assert_eq!(found("mr mime"), ["mr-mime"]);
        assert_eq!(found("farfetch'd"), ["farfetchd"]);
    }

    #[test]
    fn ranks_whole_names_before_starts_before_words_before_the_rest() {
        assert_eq!(found("rai"), ["raichu", "raichu-alola"]);
        assert_eq!(found("florizarre"), ["venusaur", "venusaur-mega"]);
        assert_eq!(found("mew"), ["mew", "mewtwo", "mewtwo-mega-x", "mewtwo-mega-y"]);
        assert_eq!(found("chu"), ["pikachu", "raichu", "raichu-alola", "pikachu-starter"]);
    }

    #[test]
    fn moves_are_found_in_either_language() {
        let found = |query: &str| -> Vec<&str> {
            Pokedex::get().search_moves(query).into_iter().map(|each| each.slug.as_str()).collect()
        };
        assert_eq!(found("seisme"), ["earthquake"]);
        assert_eq!(found("SÉISME"), ["earthquake"]);
        assert_eq!(found("thunder"), ["thunder", "thunder-shock", "thunder-punch", "thunderbolt"]);
        assert_eq!(found("").len(), 140);
        assert!(found("?!").is_empty());
    }

    #[test]
    fn finds_by_number() {
        assert_eq!(found("25"), ["pikachu", "pikachu-starter"]);
        assert_eq!(found("#026"), ["raichu", "raichu-alola"]);
    }

    #[test]
    fn an_empty_query_finds_all_and_a_strange_one_none() {
        assert_eq!(found("").len(), 188);
        assert_eq!(found("  ").len(), 188);
        assert!(found("?!").is_empty());
        assert!(found("agumon").is_empty());
        assert!(found(&"a".repeat(1_000_000)).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(query in ".*") {
            proptest::prop_assert!(Pokedex::get().search(&query).len() <= 188);
        }
    }
}
