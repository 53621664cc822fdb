//! Files of numbers without a header, little-endian: what Rust, Python and JavaScript can all read.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use battle::{BattleIds, MoveId, PokemonId};

/// Reads numbers of 4 bytes.
pub(crate) fn read_floats(path: &Path) -> Result<Vec<f32>> {
    let bytes = read(path)?;
    let (numbers, rest) = bytes.as_chunks();
    ensure!(rest.is_empty(), "{} is not a whole number of floats", path.display());
    Ok(numbers.iter().map(|&number| f32::from_le_bytes(number)).collect())
}

/// Writes numbers of 4 bytes.
pub(crate) fn write_floats(path: &Path, numbers: &[f32]) -> Result<()> {
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Reads battles of four numbers of 2 bytes each: A, B, A's move, B's move.
pub(crate) fn read_battles(path: &Path) -> Result<Vec<BattleIds>> {
    let bytes = read(path)?;
    let (battles, rest) = bytes.as_chunks();
    ensure!(rest.is_empty(), "{} is not a whole number of battles", path.display());
    let battle = |&[a0, a1, b0, b1, c0, c1, d0, d1]: &[u8; 8]| BattleIds {
        a: PokemonId(u16::from_le_bytes([a0, a1])),
        b: PokemonId(u16::from_le_bytes([b0, b1])),
        move_a: MoveId(u16::from_le_bytes([c0, c1])),
        move_b: MoveId(u16::from_le_bytes([d0, d1])),
    };
    Ok(battles.iter().map(battle).collect())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
