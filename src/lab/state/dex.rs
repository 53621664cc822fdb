//! Which Pokémon the Pokédex shows, and in which order.

use battle::{Form, Lang, Lore, Pokedex, Pokemon, Rarity, Stat, Type};

use crate::route::Query;
use crate::state::sort_by_key;

/// Forms by the names that addresses give them.
pub(crate) const FORMS: [(&str, Form); 4] =
    [("base", Form::Base), ("mega", Form::Mega), ("alola", Form::Alola), ("partner", Form::Partner)];
/// Rarities by the names that addresses give them.
pub(crate) const RARITIES: [(&str, Rarity); 3] =
    [("usual", Rarity::Usual), ("legendary", Rarity::Legendary), ("mythical", Rarity::Mythical)];

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DexOrder {
    /// What fits the search best; without one the lowest number.
    Fit,
    /// By its name in the present language.
    Name,
    /// The greatest sum of stats.
    Total,
    /// The greatest value of one stat.
    Stat(Stat),
}

impl DexOrder {
    /// Every order with its name in addresses.
    pub(crate) fn all() -> Vec<(&'static str, Self)> {
        let mut all = vec![("", Self::Fit), ("name", Self::Name), ("total", Self::Total)];
        all.extend(Stat::ALL.map(|stat| (stat.slug(), Self::Stat(stat))));
        all
    }
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DexFilter {
    text: String,
    types: [Option<Type>; 2],
    form: Option<Form>,
    rarity: Option<Rarity>,
    order: DexOrder,
}

impl DexFilter {
    /// What an address says. Names that mean nothing count as none.
    pub(crate) fn read(query: &Query) -> Self {
        let kind = |name| Type::from_slug(query.text(name)).ok();
        Self {
            text: query.text("q").to_owned(),
            types: [kind("type"), kind("type2")],
            form: named(&FORMS, query.text("form")),
            rarity: named(&RARITIES, query.text("rarity")),
            order: named(&DexOrder::all(), query.text("sort")).unwrap_or(DexOrder::Fit),
        }
    }

    /// As [`DexFilter::read`], where an address gives other names to text, type, form and rarity, and the order is the page's own.
    pub(crate) fn named(query: &Query, [text, kind, form, rarity]: [&str; 4]) -> Self {
        Self {
            text: query.text(text).to_owned(),
            types: [Type::from_slug(query.text(kind)).ok(), None],
            form: named(&FORMS, query.text(form)),
            rarity: named(&RARITIES, query.text(rarity)),
            order: DexOrder::Fit,
        }
    }

    /// Those who can fight and are looked for.
    pub(crate) fn find(&self, lang: Lang) -> Vec<&'static Pokemon> {
        let mut found: Vec<&Pokemon> = Pokedex::get().search(&self.text);
        found.retain(|each| {
            each.can_fight()
                && self.types.iter().flatten().all(|kind| each.has_type(*kind))
                && self.form.is_none_or(|form| each.form == form)
                && self.rarity.is_none_or(|rarity| Lore::of(each).is_some_and(|lore| lore.rarity == rarity))
        });
        let value = |each: &Pokemon| match self.order {
            DexOrder::Total => each.stats.total(),
            DexOrder::Stat(stat) => each.stats.get(stat),
            DexOrder::Fit | DexOrder::Name => 0,
        };
        match self.order {
            DexOrder::Fit if self.text.trim().is_empty() => {
                sort_by_key(&mut found, |each| (each.dex_number, each.id));
            }
            DexOrder::Fit => {}
            DexOrder::Name => sort_by_key(&mut found, |each| sortable(each.names.get(lang))),
            // Equals keep the order of their ids.
            DexOrder::Total | DexOrder::Stat(_) => {
                sort_by_key(&mut found, |each| (u16::MAX - value(each), each.id));
            }
        }
        found
    }

    /// The stat that the order is about, for the cards.
    pub(crate) fn ordered_by(&self) -> DexOrder {
        self.order
    }
}

/// What a name of a list means.
pub(crate) fn named<T: Copy>(list: &[(&str, T)], name: &str) -> Option<T> {
    list.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// A name so that accents do not put it behind all others.
pub(crate) fn sortable(name: &str) -> String {
    battle::folded(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &[(&str, &str)], lang: Lang) -> Vec<&'static str> {
        let query = query.iter().fold(Query::default(), |query, (name, value)| query.with(name, value));
        DexFilter::read(&query).find(lang).into_iter().map(|each| each.slug.as_str()).collect()
    }

    #[test]
    fn everyone_who_can_fight_is_there_by_number() {
        let all = found(&[], Lang::En);
        assert_eq!(all.len(), 187);
        assert_eq!(all[..5], ["bulbasaur", "ivysaur", "venusaur", "venusaur-mega", "charmander"]);
        assert!(!all.contains(&"ditto"));
    }

    #[test]
    fn filters_all_count() {
        assert_eq!(
            found(&[("type", "fire"), ("type2", "flying")], Lang::En),
            ["charizard", "charizard-mega-y", "moltres"]
        );
        assert_eq!(found(&[("form", "partner")], Lang::En), ["pikachu-starter", "eevee-starter"]);
        assert_eq!(found(&[("rarity", "mythical")], Lang::En), ["mew", "meltan", "melmetal"]);
        assert_eq!(found(&[("q", "évoli"), ("form", "base")], Lang::En), ["eevee"]);
        assert_eq!(found(&[("type", "nonsense"), ("form", "x"), ("sort", "y")], Lang::En).len(), 187);
    }

    #[test]
    fn an_address_may_have_several_filters() {
        let query = Query::default().with("q", "mew").with("rows", "évoli").with("rows-form", "base");
        let query = query.with("cols-type", "psychic").with("cols-rarity", "mythical").with("sort", "name");
        let found = |names| {
            let found = DexFilter::named(&query, names).find(Lang::En);
            found.into_iter().map(|each| each.slug.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(found(["rows", "rows-type", "rows-form", "rows-rarity"]), ["eevee"]);
        assert_eq!(found(["cols", "cols-type", "cols-form", "cols-rarity"]), ["mew"]);
        assert_eq!(found(["x", "y", "z", "r"]).len(), 187);
    }

    #[test]
    fn orders_follow_the_language_and_the_stats() {
        assert_eq!(found(&[("sort", "name")], Lang::En)[..2], ["abra", "aerodactyl"]);
        assert_eq!(found(&[("sort", "name")], Lang::Fr)[..2], ["ekans", "abra"]);
        let speed = found(&[("sort", "speed")], Lang::En);
        assert_eq!(speed[..2], ["electrode", "alakazam-mega"], "equals by their ids");
        assert_eq!(found(&[("sort", "hp")], Lang::En)[0], "chansey");
    }
}
