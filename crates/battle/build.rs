//! Writes `data/pokedex.json` as Rust, so that no program has to read it when it starts.

use std::{env, error::Error, fmt::Write as _, fs, path::PathBuf};

use serde_json::{Map, Value};

const FILE: &str = "data/pokedex.json";

/// What is read from the file: the fields of an object are those of the structs in `src/pokedex/data.rs`.
type Fields = Map<String, Value>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FILE}");
    println!("cargo::rerun-if-changed=build.rs");
    let file: Value = serde_json::from_str(&fs::read_to_string(FILE)?)?;
    let mut rust = String::new();
    writeln!(rust, "static TYPE_CHART: &[(Type, Type, f64)] = &[")?;
    for (attack, row) in object(&file, "type_chart")? {
        for (defense, factor) in row.as_object().ok_or("a row of type_chart is no object")? {
            writeln!(rust, "(Type::{}, Type::{}, {:?}),", pascal(attack), pascal(defense), number(factor)?)?;
        }
    }
    writeln!(rust, "];\nstatic MOVES: &[MoveData] = &[")?;
    for fields in list(&file, "moves")? {
        writeln!(rust, "MoveData {{ {} }},", written(fields, field_of_a_move)?)?;
    }
    writeln!(rust, "];\nstatic POKEMON: &[PokemonData] = &[")?;
    for fields in list(&file, "pokemon")? {
        writeln!(rust, "PokemonData {{ {} }},", written(fields, field_of_a_pokemon)?)?;
    }
    writeln!(rust, "];")?;
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(PathBuf::from(out).join("pokedex.rs"), rust)?;
    Ok(())
}

/// A piece of Rust, or what is wrong with the data file.
type Written = Result<String, Box<dyn Error>>;

/// Every field of an object as `name: value, …`; the compiler complains of those that are missing or too many.
fn written(fields: &Fields, field: fn(&str, &Value) -> Written) -> Written {
    let mut text = String::new();
    for (name, value) in fields {
        write!(text, "{}, ", field(name, value).map_err(|error| format!("{name}: {error}"))?)?;
    }
    Ok(text)
}

fn field_of_a_move(name: &str, value: &Value) -> Written {
    Ok(match name {
        "id" => format!("id: MoveId({value})"),
        "type" => format!("kind: Type::{}", variant(value)?),
        "category" => format!("category: Category::{}", variant(value)?),
        "kind" => format!("damage_kind: DamageKind::{}", variant(value)?),
        "accuracy" if value.is_null() => "accuracy: None".to_owned(),
        "accuracy" => format!("accuracy: Some({value})"),
        _ => plain(name, value)?,
    })
}

fn field_of_a_pokemon(name: &str, value: &Value) -> Written {
    Ok(match name {
        "id" => format!("id: PokemonId({value})"),
        "form" => format!("form: Form::{}", variant(value)?),
        "types" => {
            let types: Vec<String> = items(value)?.iter().map(variant).collect::<Result<_, _>>()?;
            let second = types.get(1).map_or("None".to_owned(), |kind| format!("Some(Type::{kind})"));
            format!("types: (Type::{}, {second})", types.first().ok_or("there is no type")?)
        }
        "weight_kg" => format!("weight_kg: {:?}", number(value)?),
        "moves" | "learnt_twice" => {
            let ids: Vec<String> = items(value)?.iter().map(|id| format!("MoveId({id})")).collect();
            format!("{name}: &[{}]", ids.join(", "))
        }
        "stats" => format!("stats: {value}"),
        _ => plain(name, value)?,
    })
}

/// A text or a whole number.
fn plain(name: &str, value: &Value) -> Written {
    match value {
        Value::String(text) => Ok(format!("{name}: {text:?}")),
        Value::Number(number) => Ok(format!("{name}: {number}")),
        other => Err(format!("neither a text nor a number: {other}").into()),
    }
}

/// A name such as `multi_hit` as that of a variant.
fn variant(value: &Value) -> Written {
    Ok(pascal(value.as_str().ok_or("not a name")?))
}

fn pascal(name: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    };
    name.split('_').map(word).collect()
}

fn number(value: &Value) -> Result<f64, Box<dyn Error>> {
    Ok(value.as_f64().ok_or("not a number")?)
}

fn items(value: &Value) -> Result<&[Value], Box<dyn Error>> {
    Ok(value.as_array().ok_or("not a list")?)
}

fn object<'a>(file: &'a Value, name: &str) -> Result<&'a Fields, Box<dyn Error>> {
    Ok(file[name].as_object().ok_or_else(|| format!("{FILE} has no object {name}"))?)
}

fn list<'a>(file: &'a Value, name: &str) -> Result<Vec<&'a Fields>, Box<dyn Error>> {
    let items = file[name].as_array().ok_or_else(|| format!("{FILE} has no list {name}"))?;
    items
        .iter()
        .map(|item| Ok(item.as_object().ok_or_else(|| format!("{name}: {item} is no object"))?))
        .collect()
}
