//! The columns of a data set, in order.

use battle::features::{Feature, UnknownFeature};
use battle::{Category, Lang, Matchup, Side, Type};

use super::sampling::Battle;

/// What stands in the place of a second type where there is none.
const NO_TYPE: &str = "none";

const STATS: [&str; 6] = ["hp", "attack", "defense", "sp_attack", "sp_defense", "speed"];

const SIDES: [(&str, Side); 2] = [("a", Side::A), ("b", Side::B)];

/// One column.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) values: Values,
}

/// Where the values of a column come from.
pub(super) enum Values {
    Text(Text),
    Whole(Whole),
    Real(Feature),
}

/// Where a text comes from.
pub(super) enum Text {
    Scenario,
    OfSide(fn(&Matchup, Side) -> &'static str, Side),
}

/// Where a whole number comes from.
pub(super) enum Whole {
    Winner,
    Id(fn(&Matchup, Side) -> u16, Side),
    Feature(Feature),
}

impl Text {
    pub(super) fn of(&self, battle: &Battle) -> &'static str {
        match self {
            Self::Scenario => battle.scenario.name(),
            Self::OfSide(text, side) => text(&battle.matchup, *side),
        }
    }
}

impl Whole {
    pub(super) fn of(&self, battle: &Battle) -> i64 {
        match self {
            Self::Winner => i64::from(battle.matchup.outcome().winner == Side::A),
            Self::Id(id, side) => id(&battle.matchup, *side).into(),
            Self::Feature(feature) => feature.value(&battle.matchup) as i64,
        }
    }
}

/// Every column: those of the reference data in its order, names and types; then the moves' ids and categories, and the
/// scenario and the Pokémon's ids under the names that the rest of the project uses.
pub(super) fn all() -> Result<Vec<Column>, UnknownFeature> {
    let mut list = Vec::new();
    list.push(column("scenario_type", Values::Text(Text::Scenario)));
    list.extend(SIDES.map(|(letter, side)| id(format!("pokemon_{letter}_id"), pokemon_id, side)));
    list.extend(SIDES.map(|(letter, side)| text(format!("pokemon_{letter}_name"), pokemon_name, side)));
    for (letter, side) in SIDES {
        for stat in STATS {
            list.push(whole(format!("{letter}_{stat}"))?);
        }
        list.push(text(format!("{letter}_type_1"), first_type, side));
        list.push(text(format!("{letter}_type_2"), second_type, side));
    }
    for (letter, side) in SIDES {
        list.push(text(format!("{letter}_move_name"), move_name, side));
        list.push(real(format!("{letter}_move_power"))?);
        list.push(text(format!("{letter}_move_type"), move_type, side));
        list.push(whole(format!("{letter}_move_priority"))?);
        list.push(real(format!("{letter}_move_stab"))?);
        list.push(real(format!("{letter}_move_type_mult"))?);
    }
    for name in ["speed_diff", "hp_diff", "a_total_stats", "b_total_stats", "a_moves_first"] {
        list.push(whole(name.to_owned())?);
    }
    list.push(column("winner", Values::Whole(Whole::Winner)));

    list.push(column("scenario", Values::Text(Text::Scenario)));
    list.extend(SIDES.map(|(letter, side)| id(format!("{letter}_id"), pokemon_id, side)));
    list.extend(SIDES.map(|(letter, side)| id(format!("{letter}_move_id"), move_id, side)));
    list.extend(SIDES.map(|(letter, side)| text(format!("{letter}_move_category"), move_category, side)));
    Ok(list)
}

fn column(name: impl Into<String>, values: Values) -> Column {
    Column { name: name.into(), values }
}

fn text(name: String, of: fn(&Matchup, Side) -> &'static str, side: Side) -> Column {
    column(name, Values::Text(Text::OfSide(of, side)))
}

fn id(name: String, of: fn(&Matchup, Side) -> u16, side: Side) -> Column {
    column(name, Values::Whole(Whole::Id(of, side)))
}

fn whole(name: String) -> Result<Column, UnknownFeature> {
    let feature = Feature::parse(&name)?;
    Ok(column(name, Values::Whole(Whole::Feature(feature))))
}

fn real(name: String) -> Result<Column, UnknownFeature> {
    let feature = Feature::parse(&name)?;
    Ok(column(name, Values::Real(feature)))
}

fn pokemon_id(battle: &Matchup, side: Side) -> u16 {
    battle.pokemon(side).id.0
}

fn move_id(battle: &Matchup, side: Side) -> u16 {
    battle.used_move(side).id.0
}

fn pokemon_name(battle: &Matchup, side: Side) -> &'static str {
    battle.pokemon(side).names.get(Lang::En)
}

fn first_type(battle: &Matchup, side: Side) -> &'static str {
    battle.pokemon(side).types.0.name(Lang::Fr)
}

fn second_type(battle: &Matchup, side: Side) -> &'static str {
    battle.pokemon(side).types.1.map_or(NO_TYPE, |kind: Type| kind.name(Lang::Fr))
}

fn move_name(battle: &Matchup, side: Side) -> &'static str {
    battle.used_move(side).names.get(Lang::Fr)
}

fn move_type(battle: &Matchup, side: Side) -> &'static str {
    battle.used_move(side).kind.name(Lang::Fr)
}

fn move_category(battle: &Matchup, side: Side) -> &'static str {
    match battle.used_move(side).category {
        Category::Physical => "physical",
        Category::Special => "special",
    }
}
