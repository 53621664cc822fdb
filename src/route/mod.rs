//! Every address of the page: one type that reads the URL's fragment and writes it.
//!
//! Addresses live in the fragment (`#/battle/pikachu/blastoise?mode=manual`), so that the page works in any folder of any
//! static host and a reload never asks that host for a path it does not have.

mod lab;
mod query;
mod view;

pub(crate) use lab::{LabPage, LabPart, why};
pub(crate) use query::Query;
pub(crate) use view::{Pages, View, ViewPage};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stays readable in an address; everything else is percent-encoded.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The most moves of one side that an address can hold.
pub(crate) const MAX_MOVES: usize = 4;

/// A place in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    /// A matchup and its prediction.
    Battle(BattleQuery),
    /// A page of the registry viewer.
    Viewer(View),
    /// A page of the lab.
    Lab(View<LabPage>),
    /// The reader's own settings.
    Settings,
    /// An address that means nothing here.
    NotFound {
        /// The address, as it stands in the URL.
        path: String,
    },
}

/// Who fights whom, with which moves, and which version predicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BattleQuery {
    /// Slug of Pokémon A; it may name nobody.
    pub(crate) a: String,
    /// Slug of Pokémon B; it may name nobody.
    pub(crate) b: String,
    /// Whether the rules or the reader choose the moves.
    pub(crate) mode: Mode,
    /// Slugs of the moves chosen for A, at most [`MAX_MOVES`].
    pub(crate) moves_a: Vec<String>,
    /// Slugs of the moves chosen for B, at most [`MAX_MOVES`].
    pub(crate) moves_b: Vec<String>,
    /// The version that predicts, when it is not the one of the settings.
    pub(crate) model: Option<ModelRef>,
}

impl Default for BattleQuery {
    fn default() -> Self {
        Self {
            a: "pikachu".to_owned(),
            b: "blastoise".to_owned(),
            mode: Mode::Auto,
            moves_a: Vec::new(),
            moves_b: Vec::new(),
            model: None,
        }
    }
}

impl BattleQuery {
    /// The same battle seen from the other side.
    pub(crate) fn swapped(self) -> Self {
        Self { a: self.b, b: self.a, moves_a: self.moves_b, moves_b: self.moves_a, ..self }
    }
}

/// Who chooses the moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mode {
    /// Both sides use their best move by the rules.
    #[default]
    Auto,
    /// Both sides use the best of the moves chosen for them.
    Manual,
}

/// A model version named in an address: `v3`, or `name/v3` when the name is not the one of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ModelRef {
    /// Registered name; `None` means the one of the settings.
    pub(crate) name: Option<String>,
    /// Version number, as MLflow writes it.
    pub(crate) version: String,
}

impl ModelRef {
    fn parse(text: &str) -> Option<Self> {
        let (name, version) = match text.rsplit_once('/') {
            Some((name, version)) => (Some(name.to_owned()), version),
            None => (None, text),
        };
        let version = version.strip_prefix('v').unwrap_or(version);
        (!version.is_empty()).then(|| Self { name, version: version.to_owned() })
    }

    fn text(&self) -> String {
        match &self.name {
            Some(name) => format!("{}/v{}", encode(name), encode(&self.version)),
            None => format!("v{}", encode(&self.version)),
        }
    }
}

impl Route {
    /// Reads a fragment, with or without its leading `#`.
    pub(crate) fn parse(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match *parts.as_slice() {
            [] | ["battle"] => Self::Battle(battle_query(None, None, query)),
            ["battle", a] => Self::Battle(battle_query(Some(a), None, query)),
            ["battle", a, b] => Self::Battle(battle_query(Some(a), Some(b), query)),
            ["settings"] => Self::Settings,
            ref parts => {
                if let Some(page) = ViewPage::parse(parts) {
                    Self::Viewer(page.with(Query::parse(query)))
                } else if let Some(page) = LabPage::parse(parts) {
                    Self::Lab(page.with(Query::parse(query)))
                } else {
                    Self::NotFound { path: path.to_owned() }
                }
            }
        }
    }

    /// A page of the viewer in its first state.
    pub(crate) fn viewer(page: ViewPage) -> Self {
        Self::Viewer(page.with(Query::default()))
    }

    /// A page of the lab in its first state.
    pub(crate) fn lab(page: LabPage) -> Self {
        Self::Lab(page.with(Query::default()))
    }

    /// All registered models.
    pub(crate) fn models() -> Self {
        Self::viewer(ViewPage::Models)
    }

    /// One registered model.
    pub(crate) fn model(name: impl Into<String>) -> Self {
        Self::viewer(ViewPage::Model(name.into()))
    }

    /// One version of a registered model.
    pub(crate) fn version(name: impl Into<String>, version: u64) -> Self {
        Self::viewer(ViewPage::Version(name.into(), version.to_string()))
    }

    /// The examination of a server's connection.
    pub(crate) fn doctor(url: &str) -> Self {
        Self::Viewer(ViewPage::Doctor.with(Query::default().with("url", url)))
    }

    /// The fragment that leads here, with its leading `#`.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Battle(query) => battle_href(query),
            Self::Viewer(view) => view.href(),
            Self::Lab(view) => view.href(),
            Self::Settings => "#/settings".to_owned(),
            Self::NotFound { path } => format!("#{path}"),
        }
    }
}

fn battle_query(a: Option<&str>, b: Option<&str>, query: &str) -> BattleQuery {
    let mut battle = BattleQuery::default();
    if let Some(a) = a {
        battle.a = a.to_owned();
    }
    if let Some(b) = b {
        battle.b = b.to_owned();
    }
    for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        match key {
            "ma" => battle.moves_a = move_slugs(value),
            "mb" => battle.moves_b = move_slugs(value),
            "mode" if value == "manual" => battle.mode = Mode::Manual,
            "model" => battle.model = ModelRef::parse(&decode(value)),
            _ => {}
        }
    }
    battle
}

fn move_slugs(value: &str) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for slug in value.split(',').filter(|slug| !slug.is_empty()).map(decode) {
        if slugs.len() < MAX_MOVES && !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs
}

fn battle_href(query: &BattleQuery) -> String {
    let mut pairs = Vec::new();
    if query.mode == Mode::Manual {
        pairs.push("mode=manual".to_owned());
    }
    for (key, slugs) in [("ma", &query.moves_a), ("mb", &query.moves_b)] {
        if !slugs.is_empty() {
            let slugs: Vec<String> = slugs.iter().map(|slug| encode(slug)).collect();
            pairs.push(format!("{key}={}", slugs.join(",")));
        }
    }
    if let Some(model) = &query.model {
        pairs.push(format!("model={}", model.text()));
    }
    let start = if pairs.is_empty() { "" } else { "?" };
    format!("#/battle/{}/{}{start}{}", encode(&query.a), encode(&query.b), pairs.join("&"))
}

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(a: &str, b: &str) -> BattleQuery {
        BattleQuery { a: a.to_owned(), b: b.to_owned(), ..BattleQuery::default() }
    }

    #[test]
    fn every_kind_of_route_survives_a_round_trip() {
        let full = BattleQuery {
            mode: Mode::Manual,
            moves_a: vec!["thunderbolt".to_owned(), "quick-attack".to_owned()],
            moves_b: vec!["hydro,pump".to_owned()],
            model: Some(ModelRef { name: Some("my model/α".to_owned()), version: "3".to_owned() }),
            ..query("farfetch’d & co", "mr. mime?#")
        };
        for route in [
            Route::Battle(query("pikachu", "blastoise")),
            Route::Battle(full),
            Route::models(),
            Route::model("a model/with #odd? %41 chars"),
            Route::version("battle_winner_predictor", 3),
            Route::viewer(ViewPage::CompareVersions("m".to_owned())),
            Route::viewer(ViewPage::History("m".to_owned())),
            Route::viewer(ViewPage::Change("m".to_owned())),
            Route::viewer(ViewPage::Inspect("m".to_owned(), "3".to_owned())),
            Route::viewer(ViewPage::Experiments),
            Route::Viewer(
                ViewPage::Runs("7".to_owned()).with(Query::default().with("filter", "metrics.a > 1 & ?#")),
            ),
            Route::viewer(ViewPage::Run("0af3".to_owned())),
            Route::Viewer(ViewPage::Curves.with(Query::default().with("x", "time"))),
            Route::viewer(ViewPage::CompareRuns),
            Route::viewer(ViewPage::Doctor),
            Route::Lab(LabPage::Pokedex.with(Query::default().with("q", "Évoli & ?#"))),
            Route::lab(LabPage::Pokemon("raichu-alola/?".to_owned())),
            Route::lab(LabPage::Moves),
            Route::lab(LabPage::Move("thunder punch".to_owned())),
            Route::Lab(LabPage::Types.with(Query::default().with("defense", "fire"))),
            Route::lab(LabPage::Quiz),
            Route::lab(LabPage::Recent),
            Route::lab(LabPage::About),
            Route::Lab(LabPage::Matrix.with(Query::default().with("sort", "cluster").with("at", "mew/onix"))),
            Route::lab(LabPage::Rankings),
            Route::lab(LabPage::Ranking("farfetch’d?".to_owned())),
            Route::lab(LabPage::Consistency),
            Route::lab(LabPage::Rules),
            Route::Lab(LabPage::Team.with(Query::default().with("with", "mewtwo,mr-mime"))),
            Route::Lab(LabPage::Tournament.with(Query::default().with("seed", "7").with("size", "32"))),
            Route::lab(LabPage::Field),
            Route::Settings,
            Route::NotFound { path: "/no/such/place/at-all".to_owned() },
        ] {
            assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
        }
    }

    #[test]
    fn a_manual_battle_reads_as_written_by_hand() {
        let route = Route::parse(
            "#/battle/pikachu/blastoise?ma=thunder,thunder,surf&mb=a,b,c,d,e&mode=manual&model=v3",
        );
        let expected = BattleQuery {
            mode: Mode::Manual,
            moves_a: vec!["thunder".to_owned(), "surf".to_owned()],
            moves_b: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
            model: Some(ModelRef { name: None, version: "3".to_owned() }),
            ..query("pikachu", "blastoise")
        };
        assert_eq!(route, Route::Battle(expected));
    }

    #[test]
    fn home_is_the_default_battle_and_halves_are_filled_in() {
        for fragment in ["", "#", "#/", "/", "#/battle", "#/battle/"] {
            assert_eq!(Route::parse(fragment), Route::Battle(BattleQuery::default()), "{fragment:?}");
        }
        assert_eq!(Route::parse("#/battle/mew"), Route::Battle(query("mew", "blastoise")));
    }

    #[test]
    fn hostile_fragments_never_panic() {
        for fragment in
            ["#/%ff%fe", "#/battle/%/%2", "#?=&=&&", "#/battle/a/b?model=&ma=,,,&mode=", "#/\u{0}"]
        {
            let route = Route::parse(fragment);
            let _ = route.href();
        }
        assert_eq!(Route::parse("#/battle/a/b?model=v"), Route::Battle(query("a", "b")));
        assert_eq!(Route::parse("#/a/b/c/d/e"), Route::NotFound { path: "/a/b/c/d/e".to_owned() });
    }

    #[test]
    fn a_battle_leads_to_its_reasons_and_back() {
        let battle = BattleQuery {
            mode: Mode::Manual,
            moves_a: vec!["thunder".to_owned(), "quick-attack".to_owned()],
            moves_b: vec!["surf".to_owned()],
            model: Some(ModelRef { name: Some("my model/α".to_owned()), version: "3".to_owned() }),
            ..query("pikachu", "mr. mime?#")
        };
        let route = Route::Lab(why(&battle));
        assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
        assert_eq!(why(&battle).battle(), Some(battle));
        assert_eq!(LabPage::Types.with(Query::default()).battle(), None);
    }

    #[test]
    fn swapping_twice_changes_nothing() {
        let battle = BattleQuery { moves_a: vec!["surf".to_owned()], ..query("a", "b") };
        let swapped = battle.clone().swapped();
        assert_eq!((swapped.a.as_str(), swapped.moves_b.len(), swapped.moves_a.len()), ("b", 1, 0));
        assert_eq!(swapped.swapped(), battle);
    }
}
