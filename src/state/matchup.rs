//! From the address's words to a battle, and from probabilities to a ranking.

use battle::{BattleIds, Matchup, Move, Outcome, Pokedex, Pokemon, Side, lower_case, rules};

use super::{sort_by, sort_by_key};
use crate::route::{BattleQuery, MAX_MOVES, Mode};

/// How many similar names are offered for one that does not exist.
const SUGGESTIONS: usize = 4;

/// Two Pokémon that exist, with the moves they use.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arena {
    /// Who chooses the moves.
    pub(crate) mode: Mode,
    /// The first Pokémon, whose victory a model predicts.
    pub(crate) a: Corner,
    /// The second.
    pub(crate) b: Corner,
    /// Moves of the address that were left out.
    pub(crate) left_out: Vec<MoveTrouble>,
}

/// One side of the arena.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Corner {
    /// Who stands here.
    pub(crate) pokemon: &'static Pokemon,
    /// The moves chosen by hand, at most [`MAX_MOVES`].
    pub(crate) chosen: Vec<&'static Move>,
    /// The move that is used: the best of the chosen ones, or of all.
    pub(crate) used: &'static Move,
}

/// A move of the address that cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MoveTrouble {
    /// No move is called so.
    Unknown(String),
    /// The Pokémon does not learn it.
    NotLearnt(&'static Pokemon, &'static Move),
}

/// A Pokémon of the address that cannot fight.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PokemonTrouble {
    /// The side it stands on.
    pub(crate) side: Side,
    /// What the address says.
    pub(crate) slug: String,
    /// Who it is, when it exists but knows no move.
    pub(crate) pokemon: Option<&'static Pokemon>,
    /// Who may have been meant.
    pub(crate) suggestions: Vec<&'static Pokemon>,
}

/// One move of A against B's move.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// The move.
    pub(crate) mv: &'static Move,
    /// Power that counts, several hits included.
    pub(crate) power: f64,
    /// Bonus for a move of one's own type.
    pub(crate) stab: f64,
    /// What the types make of it.
    pub(crate) multiplier: f64,
    /// Probability that A wins with it, once predicted.
    pub(crate) probability: Option<f64>,
    /// Who wins by the rules.
    pub(crate) by_rules: Side,
    /// Whether the matchup above is fought with it.
    pub(crate) used: bool,
}

impl Row {
    /// Who wins by the model.
    pub(crate) fn by_model(&self) -> Option<Side> {
        self.probability.map(predicted)
    }
}

/// The winner that a probability of A's victory stands for.
pub(crate) fn predicted(probability: f64) -> Side {
    if probability >= 0.5 { Side::A } else { Side::B }
}

impl Arena {
    /// Reads the words of an address.
    ///
    /// # Errors
    /// The Pokémon that do not exist or cannot fight, with similar ones.
    pub(crate) fn resolve(query: &BattleQuery) -> Result<Self, Vec<PokemonTrouble>> {
        let (a, b) = (fighter(Side::A, &query.a), fighter(Side::B, &query.b));
        let (a, b) = match (a, b) {
            (Ok(a), Ok(b)) => (a, b),
            (a, b) => return Err([a.err(), b.err()].into_iter().flatten().collect()),
        };
        let mut left_out = Vec::new();
        let manual = query.mode == Mode::Manual;
        let mut corner = |own: &'static Pokemon, other: &'static Pokemon, slugs: &[String], side: Side| {
            let chosen = if manual { chosen_moves(own, slugs, &mut left_out) } else { Vec::new() };
            let ids: Vec<_> = chosen.iter().map(|mv| mv.id).collect();
            rules::best_move_of(own, other, &ids)
                .or_else(|| rules::best_move(own, other))
                .map(|used| Corner { pokemon: own, chosen, used })
                .ok_or_else(|| vec![trouble(side, &own.slug, Some(own))])
        };
        let a_corner = corner(a, b, &query.moves_a, Side::A)?;
        let b_corner = corner(b, a, &query.moves_b, Side::B)?;
        Ok(Self { mode: query.mode, a: a_corner, b: b_corner, left_out })
    }

    /// The side's corner.
    pub(crate) fn corner(&self, side: Side) -> &Corner {
        match side {
            Side::A => &self.a,
            Side::B => &self.b,
        }
    }

    /// Every move of A against B's move, in the order of their ids: what a model is asked.
    pub(crate) fn battles(&self) -> Vec<BattleIds> {
        self.a
            .pokemon
            .moves
            .iter()
            .map(|&move_a| BattleIds {
                a: self.a.pokemon.id,
                b: self.b.pokemon.id,
                move_a,
                move_b: self.b.used.id,
            })
            .collect()
    }

    /// The battle with the moves that both use.
    pub(crate) fn ids(&self) -> BattleIds {
        BattleIds {
            a: self.a.pokemon.id,
            b: self.b.pokemon.id,
            move_a: self.a.used.id,
            move_b: self.b.used.id,
        }
    }

    /// How the matchup ends by the rules.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        Matchup::resolve(self.ids()).ok().map(|matchup| matchup.outcome())
    }

    /// The moves of A, the likeliest to win first; without probabilities in the order of their score by the rules.
    /// `probabilities` are in the order of [`Arena::battles`].
    pub(crate) fn ranking(&self, probabilities: Option<&[f32]>) -> Vec<Row> {
        let battles = self.battles();
        let probabilities = probabilities.filter(|numbers| numbers.len() == battles.len());
        let mut rows: Vec<Row> = battles
            .iter()
            .enumerate()
            .filter_map(|(place, ids)| {
                let probability = probabilities.and_then(|numbers| numbers.get(place)).map(|&p| f64::from(p));
                self.row(*ids, probability)
            })
            .collect();
        let score = |row: &Row| rules::move_score(self.a.pokemon, row.mv, self.b.pokemon);
        let chance = |row: &Row| row.probability.unwrap_or(0.0);
        sort_by(&mut rows, |one, other| {
            chance(other)
                .total_cmp(&chance(one))
                .then(score(other).total_cmp(&score(one)))
                .then(one.mv.id.cmp(&other.mv.id))
        });
        rows
    }

    /// The probability that A wins with the move it uses.
    pub(crate) fn headline(&self, probabilities: &[f32]) -> Option<f64> {
        let place = self.a.pokemon.moves.iter().position(|id| *id == self.a.used.id)?;
        probabilities.get(place).map(|&p| f64::from(p)).filter(|p| p.is_finite())
    }

    fn row(&self, ids: BattleIds, probability: Option<f64>) -> Option<Row> {
        let matchup = Matchup::resolve(ids).ok()?;
        let mv = matchup.used_move(Side::A);
        Some(Row {
            mv,
            power: rules::effective_power(mv),
            stab: matchup.stab(Side::A),
            multiplier: matchup.type_multiplier(Side::A),
            probability: probability.filter(|p| p.is_finite()),
            by_rules: matchup.outcome().winner,
            used: mv.id == self.a.used.id,
        })
    }
}

/// The moves of a Pokémon, the best against `other` first.
pub(crate) fn moves_by_score(own: &Pokemon, other: &Pokemon) -> Vec<&'static Move> {
    let mut moves: Vec<&'static Move> =
        own.moves.iter().filter_map(|id| Pokedex::get().move_by_id(*id)).collect();
    let score = |mv: &Move| rules::move_score(own, mv, other);
    sort_by(&mut moves, |one, other| score(other).total_cmp(&score(one)).then(one.id.cmp(&other.id)));
    moves
}

fn fighter(side: Side, slug: &str) -> Result<&'static Pokemon, PokemonTrouble> {
    match Pokedex::get().pokemon_by_slug(slug) {
        Some(pokemon) if pokemon.can_fight() => Ok(pokemon),
        pokemon => Err(trouble(side, slug, pokemon)),
    }
}

fn trouble(side: Side, slug: &str, pokemon: Option<&'static Pokemon>) -> PokemonTrouble {
    let slug: String = slug.chars().take(60).collect();
    PokemonTrouble { side, suggestions: similar(&slug), slug, pokemon }
}

fn chosen_moves(
    own: &'static Pokemon,
    slugs: &[String],
    left_out: &mut Vec<MoveTrouble>,
) -> Vec<&'static Move> {
    let mut chosen = Vec::new();
    for slug in slugs.iter().take(MAX_MOVES) {
        match Pokedex::get().move_by_slug(slug) {
            Some(mv) if own.knows(mv.id) => chosen.push(mv),
            Some(mv) => left_out.push(MoveTrouble::NotLearnt(own, mv)),
            None => left_out.push(MoveTrouble::Unknown(slug.chars().take(60).collect())),
        }
    }
    chosen
}

/// Fighters whose slug or name is like `word`, the likest first.
fn similar(word: &str) -> Vec<&'static Pokemon> {
    let lower = |text: &str| text.chars().map(lower_case).collect::<String>();
    let word = lower(word);
    let near = |pokemon: &Pokemon| {
        [pokemon.slug.as_str(), pokemon.names.fr.as_str(), pokemon.names.en.as_str()]
            .into_iter()
            .map(|name| distance(&word, &lower(name)))
            .min()
            .unwrap_or(usize::MAX)
    };
    let mut ranked: Vec<&'static Pokemon> = Pokedex::get().fighters().collect();
    sort_by_key(&mut ranked, |pokemon| (near(pokemon), pokemon.id));
    ranked.truncate(SUGGESTIONS);
    ranked
}

/// How many letters must be inserted, deleted or changed to make one word of the other (Levenshtein's distance).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.chars().enumerate() {
        let mut diagonal = place;
        let mut left = place + 1;
        for (column, wanted) in other.iter().enumerate() {
            let above = row[column + 1];
            let cost = (diagonal + usize::from(letter != *wanted)).min(above + 1).min(left + 1);
            row[column] = left;
            diagonal = above;
            left = cost;
        }
        row[other.len()] = left;
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(a: &str, b: &str) -> BattleQuery {
        BattleQuery { a: a.to_owned(), b: b.to_owned(), ..BattleQuery::default() }
    }

    fn manual(moves_a: &[&str], moves_b: &[&str]) -> BattleQuery {
        let slugs = |slugs: &[&str]| slugs.iter().map(|slug| (*slug).to_owned()).collect();
        BattleQuery {
            mode: Mode::Manual,
            moves_a: slugs(moves_a),
            moves_b: slugs(moves_b),
            ..BattleQuery::default()
        }
    }

    #[test]
    fn the_default_matchup_uses_the_best_moves() {
        let arena = Arena::resolve(&BattleQuery::default()).unwrap();
        assert_eq!(arena.a.used.names.en, "Thunderbolt");
        assert_eq!(arena.battles().len(), arena.a.pokemon.moves.len());
        assert!(arena.battles().iter().all(|ids| ids.move_b == arena.b.used.id));
        assert!(arena.left_out.is_empty());
    }

    #[test]
    fn chosen_moves_count_in_manual_mode_only() {
        let arena = Arena::resolve(&manual(&["quick-attack"], &[])).unwrap();
        assert_eq!(arena.a.used.slug, "quick-attack");
        let auto = BattleQuery { mode: Mode::Auto, ..manual(&["quick-attack"], &[]) };
        assert_eq!(Arena::resolve(&auto).unwrap().a.used.names.en, "Thunderbolt");
    }

    #[test]
    fn moves_that_cannot_be_used_are_left_out_and_named() {
        let arena = Arena::resolve(&manual(&["surf", "no-such-move", "quick-attack"], &["thunder"])).unwrap();
        let named: Vec<String> = arena
            .left_out
            .iter()
            .map(|trouble| match trouble {
                MoveTrouble::Unknown(slug) => format!("?{slug}"),
                MoveTrouble::NotLearnt(pokemon, mv) => format!("{}/{}", pokemon.slug, mv.slug),
            })
            .collect();
        assert_eq!(named, ["pikachu/surf", "?no-such-move", "blastoise/thunder"]);
        assert_eq!(arena.a.chosen.len(), 1);
    }

    #[test]
    fn who_does_not_exist_is_named_with_similar_ones() {
        let troubles = Arena::resolve(&query("pickachu", "tortank")).unwrap_err();
        assert_eq!(troubles.len(), 2);
        assert_eq!(troubles[0].suggestions[0].slug, "pikachu");
        assert_eq!(troubles[1].suggestions[0].slug, "blastoise");
        let ditto = Arena::resolve(&query("ditto", "mew")).unwrap_err();
        assert_eq!(ditto[0].pokemon.map(|pokemon| pokemon.slug.as_str()), Some("ditto"));
    }

    #[test]
    fn a_ranking_is_by_probability_and_keeps_what_belongs_together() {
        let arena = Arena::resolve(&BattleQuery::default()).unwrap();
        let count = arena.battles().len();
        #[allow(clippy::cast_precision_loss)]
        let probabilities: Vec<f32> = (0..count).map(|place| place as f32 / count as f32).collect();
        let rows = arena.ranking(Some(&probabilities));
        assert_eq!(rows.len(), count);
        assert_eq!(rows[0].mv.id, *arena.a.pokemon.moves.last().unwrap());
        assert_eq!(rows[0].by_model(), Some(Side::A));
        assert_eq!(rows[count - 1].probability, Some(0.0));
        assert_eq!(rows[count - 1].by_model(), Some(Side::B));
        assert_eq!(rows.iter().filter(|row| row.used).count(), 1);
        let place = arena.a.pokemon.moves.iter().position(|id| *id == arena.a.used.id).unwrap();
        assert_eq!(arena.headline(&probabilities), Some(f64::from(probabilities[place])));
    }

    #[test]
    fn without_probabilities_or_with_wrong_ones_the_rules_rank() {
        let arena = Arena::resolve(&BattleQuery::default()).unwrap();
        for rows in [arena.ranking(None), arena.ranking(Some(&[0.5]))] {
            assert_eq!(rows[0].mv.id, arena.a.used.id);
            assert!(rows.iter().all(|row| row.probability.is_none()));
        }
        assert_eq!(arena.headline(&[]), None);
        assert_eq!(arena.headline(&[f32::NAN; 50]), None);
    }

    #[test]
    fn distances_are_levenshteins() {
        for (one, other, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("mew", "mew", 0),
            ("ab", "ba", 2),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
