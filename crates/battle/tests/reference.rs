//! Our data against the reference data, where that lies beside the repository.

#![allow(clippy::panic, clippy::print_stdout, clippy::unwrap_used, reason = "tests and their helpers")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::PathBuf;

use battle::{Category, Form, Lang, Pokedex, Stat, Type};

/// The lines of a reference file, each from column name to text; `None`, with a printed reason, when it is not there.
fn reference(file: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        // Not `println!`: cargo keeps what passing tests print to itself.
        let _ = writeln!(std::io::stderr(), "skipped: there is no {}", path.display());
        return None;
    };
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().unwrap();
    Some(lines.map(|line| header.iter().cloned().zip(line).collect()).collect())
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("\"{text}\" is no number"))
}

#[test]
fn pokemon_are_equal() {
    let Some(lines) = reference("pokemon.csv") else { return };
    assert_eq!(lines.len(), Pokedex::get().pokemon().len());
    for (line, ours) in lines.iter().zip(Pokedex::get().pokemon()) {
        let slug = &ours.slug;
        assert_eq!(line["slug"], *slug);
        assert_eq!(line["id"], ours.id.to_string(), "{slug}");
        // The reference counts these two in the Pokédex of Kanto.
        let dex_number = match slug.as_str() {
            "meltan" => 152,
            "melmetal" => 153,
            _ => ours.dex_number,
        };
        assert_eq!(line["dex_number"], dex_number.to_string(), "{slug}");
        assert_eq!(line["name_fr"], ours.names.get(Lang::Fr), "{slug}");
        assert_eq!(line["name_en"], ours.names.get(Lang::En), "{slug}");
        for (column, form) in [("alola", Form::Alola), ("mega", Form::Mega), ("starter", Form::Partner)] {
            assert_eq!(!line[column].is_empty(), ours.form == form, "{slug} {column}");
        }
        // The reference gives Ditto, which does not fight, neither stats nor types.
        if ours.can_fight() {
            for stat in Stat::ALL {
                assert_eq!(number(&line[stat.slug()]), f64::from(ours.stats.get(stat)), "{slug} {stat:?}");
            }
            assert_eq!(line["type_1"], ours.types.0.name(Lang::Fr), "{slug}");
            assert_eq!(line["type_2"], ours.types.1.map_or("none", |kind| kind.name(Lang::Fr)), "{slug}");
        }
    }
}

#[test]
fn moves_are_equal() {
    let Some(lines) = reference("moves.csv") else { return };
    let used: Vec<_> = lines.iter().filter(|line| !line["priority_when_used"].is_empty()).collect();
    assert_eq!(used.len(), Pokedex::get().moves().len());
    for (line, ours) in used.into_iter().zip(Pokedex::get().moves()) {
        let slug = &ours.slug;
        assert_eq!(line["name_fr"], ours.names.get(Lang::Fr), "{slug}");
        assert_eq!(line["id"], ours.id.to_string(), "{slug}");
        assert_eq!(line["type"], ours.kind.name(Lang::Fr).to_lowercase(), "{slug}");
        let category = match ours.category {
            Category::Physical => "physique",
            Category::Special => "spécial",
        };
        assert_eq!(line["category"], category, "{slug}");
        assert_eq!(number(&line["power"]), f64::from(ours.power), "{slug}");
        let accuracy = (!line["accuracy"].is_empty()).then(|| number(&line["accuracy"]));
        assert_eq!(accuracy, ours.accuracy.map(f64::from), "{slug}");
        assert_eq!(line["pp"], ours.pp.to_string(), "{slug}");
        assert_eq!(line["priority_when_used"], ours.priority.to_string(), "{slug}");
        let factor = match line["damage_kind"].as_str() {
            "multi_coups" => 3.0,
            "double_degats" => 2.0,
            "deux_tours" => 0.5,
            _ => 1.0,
        };
        assert_eq!(battle::rules::effective_power(ours), f64::from(ours.power) * factor, "{slug}");
    }
}

#[test]
fn learnsets_are_equal() {
    let Some(lines) = reference("learnsets_offensive.csv") else { return };
    let theirs: BTreeSet<_> =
        lines.iter().map(|line| (line["pokemon_id"].clone(), line["move_fr"].clone())).collect();
    let mut ours = BTreeSet::new();
    for pokemon in Pokedex::get().pokemon() {
        for id in &pokemon.moves {
            let mv = Pokedex::get().move_by_id(*id).unwrap();
            ours.insert((pokemon.id.to_string(), mv.names.get(Lang::Fr).to_owned()));
        }
    }
    assert_eq!(ours.len(), 3_136);
    assert_eq!(ours, theirs);
}

#[test]
fn the_type_chart_is_equal() {
    let Some(lines) = reference("type_chart.csv") else { return };
    assert_eq!(lines.len(), 18 * 18);
    let by_name = |name: &str| Type::ALL.into_iter().find(|kind| kind.name(Lang::Fr) == name).unwrap();
    let mut compared = 0;
    for line in &lines {
        let (attack, defense) = (by_name(&line["attacking"]), by_name(&line["defending"]));
        let single = Pokedex::get().pokemon().iter().find(|each| each.types == (defense, None));
        if let Some(target) = single {
            assert_eq!(
                number(&line["multiplier"]),
                target.multiplier_against(attack),
                "{attack:?} on {defense:?}"
            );
            compared += 1;
        }
    }
    // No Pokémon is of one of the other types alone: their rows are compared through the battles.
    assert!(compared >= 14 * 18, "{compared}");
}
