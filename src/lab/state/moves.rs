//! Which moves are shown, in which order, and who learns them.

use battle::{Category, Lang, Lore, Move, Pokedex, Pokemon, Type, Way, rules};

use super::dex::{named, sortable};
use crate::{
    route::Query,
    state::{sort_by, sort_by_key},
};

/// Categories by the names that addresses give them.
pub(crate) const CATEGORIES: [(&str, Category); 2] =
    [("physical", Category::Physical), ("special", Category::Special)];
/// Ways of learning by the names that addresses give them.
pub(crate) const WAYS: [(&str, Way); 4] =
    [("level", Way::Level), ("machine", Way::Machine), ("tutor", Way::Tutor), ("earlier", Way::Earlier)];
/// Bands of base power, each with its least and its greatest.
pub(crate) const BANDS: [(&str, (u16, u16)); 4] =
    [("weak", (0, 40)), ("medium", (41, 70)), ("strong", (71, 99)), ("extreme", (100, u16::MAX))];
/// How many the list of the strongest holds.
pub(crate) const TOP: usize = 10;

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MoveOrder {
    /// What fits the search best; without one the first by its name.
    Fit,
    /// The greatest base power.
    Power,
    /// The greatest [`expected_power`].
    Expected,
    /// The greatest chance to hit.
    Accuracy,
    /// The greatest number of those who learn it.
    Learners,
}

/// Every order with its name in addresses.
pub(crate) const MOVE_ORDERS: [(&str, MoveOrder); 5] = [
    ("", MoveOrder::Fit),
    ("power", MoveOrder::Power),
    ("expected", MoveOrder::Expected),
    ("accuracy", MoveOrder::Accuracy),
    ("learners", MoveOrder::Learners),
];

/// The power that counts by the rules (several hits, two turns) times the chance to hit.
pub(crate) fn expected_power(mv: &Move) -> f64 {
    rules::effective_power(mv) * f64::from(mv.accuracy.unwrap_or(100)) / 100.0
}

/// What is looked for among the moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MoveFilter {
    text: String,
    kind: Option<Type>,
    category: Option<Category>,
    band: Option<(u16, u16)>,
    way: Option<Way>,
    order: MoveOrder,
}

impl MoveFilter {
    /// What an address says. Names that mean nothing count as none.
    pub(crate) fn read(query: &Query) -> Self {
        Self {
            text: query.text("q").to_owned(),
            kind: Type::from_slug(query.text("type")).ok(),
            category: named(&CATEGORIES, query.text("category")),
            band: named(&BANDS, query.text("power")),
            way: named(&WAYS, query.text("way")),
            order: named(&MOVE_ORDERS, query.text("sort")).unwrap_or(MoveOrder::Fit),
        }
    }

    /// The moves that are looked for.
    pub(crate) fn find(&self, lang: Lang) -> Vec<&'static Move> {
        let mut found: Vec<&Move> = Pokedex::get().search_moves(&self.text);
        found.retain(|mv| self.fits(mv));
        match self.order {
            MoveOrder::Fit if self.text.trim().is_empty() => {
                sort_by_key(&mut found, |mv| sortable(mv.names.get(lang)));
            }
            MoveOrder::Fit => {}
            MoveOrder::Power => sort_by_key(&mut found, |mv| (u16::MAX - mv.power, mv.id)),
            MoveOrder::Expected => found = strongest(&found, usize::MAX),
            MoveOrder::Accuracy => {
                sort_by_key(&mut found, |mv| (100 - mv.accuracy.unwrap_or(100).min(100), mv.id));
            }
            MoveOrder::Learners => sort_by_key(&mut found, |mv| (usize::MAX - learners(mv).len(), mv.id)),
        }
        found
    }

    /// The moves of a Pokémon that are looked for, the strongest in its hands first.
    pub(crate) fn of(&self, pokemon: &Pokemon) -> Vec<Learnt> {
        let ways = Lore::of(pokemon).map_or(&[][..], |lore| &lore.ways);
        let mut learnt: Vec<Learnt> = pokemon
            .moves
            .iter()
            .zip(ways)
            .filter_map(|(id, way)| {
                let mv = Pokedex::get().move_by_id(*id)?;
                Some(Learnt { mv, way: *way, stab: pokemon.has_type(mv.kind) })
            })
            .filter(|learnt| self.fits(learnt.mv) && self.way.is_none_or(|way| includes(learnt.way, way)))
            .collect();
        sort_by(&mut learnt, |a, b| b.strength().total_cmp(&a.strength()).then(a.mv.id.cmp(&b.mv.id)));
        learnt
    }

    fn fits(&self, mv: &Move) -> bool {
        self.kind.is_none_or(|kind| mv.kind == kind)
            && self.category.is_none_or(|category| mv.category == category)
            && self.band.is_none_or(|(least, most)| (least..=most).contains(&mv.power))
    }
}

/// Whether a move that is learnt one way counts as learnt another way: by level and machine is either.
fn includes(known: Way, wanted: Way) -> bool {
    known == wanted || (known == Way::Both && matches!(wanted, Way::Level | Way::Machine))
}

/// A move of a Pokémon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Learnt {
    pub(crate) mv: &'static Move,
    pub(crate) way: Way,
    /// It is of one of the user's types.
    pub(crate) stab: bool,
}

impl Learnt {
    /// Expected power in this Pokémon's hands.
    pub(crate) fn strength(&self) -> f64 {
        expected_power(self.mv) * if self.stab { 1.5 } else { 1.0 }
    }
}

/// The first of some moves by expected power; of equals the one with the lowest id.
pub(crate) fn strongest(moves: &[&'static Move], count: usize) -> Vec<&'static Move> {
    let mut sorted = moves.to_vec();
    sort_by(&mut sorted, |a, b| expected_power(b).total_cmp(&expected_power(a)).then(a.id.cmp(&b.id)));
    sorted.truncate(count);
    sorted
}

/// Who learns a move, and how, in the order of the National Pokédex.
pub(crate) fn learners(mv: &Move) -> Vec<(&'static Pokemon, Way)> {
    let mut all: Vec<(&Pokemon, Way)> =
        Pokedex::get().pokemon().iter().filter_map(|each| Some((each, Lore::way(each, mv.id)?))).collect();
    sort_by_key(&mut all, |(each, _)| (each.dex_number, each.id));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(query: &[(&str, &str)]) -> MoveFilter {
        MoveFilter::read(&query.iter().fold(Query::default(), |query, (name, value)| query.with(name, value)))
    }

    fn slugs(moves: &[&'static Move]) -> Vec<&'static str> {
        moves.iter().map(|mv| mv.slug.as_str()).collect()
    }

    #[test]
    fn filters_all_count() {
        assert_eq!(filter(&[]).find(Lang::En).len(), 140);
        let strong_fire = filter(&[("type", "fire"), ("category", "special"), ("power", "extreme")]);
        assert_eq!(slugs(&strong_fire.find(Lang::En)), ["fire-blast"]);
        let bands = BANDS.map(|(band, _)| filter(&[("power", band)]).find(Lang::En).len());
        assert_eq!(bands.iter().sum::<usize>(), 140, "each move is in one band: {bands:?}");
        assert_eq!(slugs(&filter(&[("q", "séisme")]).find(Lang::En)), ["earthquake"]);
    }

    #[test]
    fn the_strongest_are_so_by_power_that_counts_and_chance_to_hit() {
        let mv = |slug: &str| Pokedex::get().move_by_slug(slug).unwrap();
        assert!((expected_power(mv("thunder")) - 77.0).abs() < 1e-9);
        assert!((expected_power(mv("fury-swipes")) - 18.0 * 3.0 * 0.8).abs() < 1e-9);
        let all = filter(&[]).find(Lang::En);
        let top = strongest(&all, TOP);
        assert_eq!(top.len(), TOP);
        assert!(top.windows(2).all(|two| expected_power(two[0]) >= expected_power(two[1])));
        let rest = strongest(&all, usize::MAX);
        assert!(rest[TOP..].iter().all(|mv| expected_power(mv) <= expected_power(top[TOP - 1])));
    }

    #[test]
    fn moves_of_a_pokemon_know_their_way_and_their_bonus() {
        let pikachu = Pokedex::get().pokemon_by_slug("pikachu").unwrap();
        let all = filter(&[]).of(pikachu);
        assert_eq!(all.len(), 13);
        assert_eq!((all[0].mv.slug.as_str(), all[0].stab, all[0].way), ("thunderbolt", true, Way::Both));
        let by_level = filter(&[("way", "level")]).of(pikachu);
        assert!(by_level.iter().any(|learnt| learnt.mv.slug == "thunderbolt"));
        assert!(by_level.iter().all(|learnt| matches!(learnt.way, Way::Level | Way::Both)));
        assert!(
            filter(&[("way", "machine")]).of(pikachu).iter().any(|learnt| learnt.mv.slug == "thunderbolt")
        );
        assert!(filter(&[("type", "water")]).of(pikachu).is_empty());
    }

    #[test]
    fn learners_are_in_the_order_of_the_pokedex() {
        let surf = Pokedex::get().move_by_slug("zippy-zap").unwrap();
        let who: Vec<_> = learners(surf).into_iter().map(|(each, way)| (each.slug.as_str(), way)).collect();
        assert_eq!(who, [("pikachu-starter", Way::Tutor)]);
        let all: usize = Pokedex::get().moves().iter().map(|mv| learners(mv).len()).sum();
        let moves: usize = Pokedex::get().pokemon().iter().map(|each| each.moves.len()).sum();
        assert_eq!(all, moves);
    }
}
