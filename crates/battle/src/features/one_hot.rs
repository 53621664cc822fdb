//! Groups of columns of which at most one is 1: found by a table instead of one comparison per column.

use super::{Feature, Slot};
use crate::{Matchup, Side, Type};

/// One row of the table per type, and one for the lack of a second type.
const ROWS: usize = Type::ALL.len() + 1;

/// The columns of one group that a model has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OneHot {
    of: Of,
    /// The column for each type, if the model has it; the last is that for no type.
    columns: [Option<usize>; ROWS],
}

/// Whose type a group tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Pokemon(Side, Slot),
    Move(Side),
}

impl OneHot {
    /// Every group, still without columns.
    pub(super) fn groups() -> Vec<Self> {
        let sides = [Side::A, Side::B].into_iter();
        let of_side =
            |side| [Of::Pokemon(side, Slot::First), Of::Pokemon(side, Slot::Second), Of::Move(side)];
        sides.flat_map(of_side).map(|of| Self { of, columns: [None; ROWS] }).collect()
    }

    /// Makes `feature` column `at` of this group; `false` when it belongs elsewhere or the group has it already.
    pub(super) fn take(&mut self, feature: Feature, at: usize) -> bool {
        let kind = match feature {
            Feature::TypeIs(side, slot, kind) if self.of == Of::Pokemon(side, slot) => kind,
            Feature::MoveTypeIs(side, kind) if self.of == Of::Move(side) => Some(kind),
            _ => return false,
        };
        match self.columns.get_mut(row(kind)) {
            Some(free @ None) => {
                *free = Some(at);
                true
            }
            _ => false,
        }
    }

    /// The column that is 1 for a battle.
    pub(super) fn hot(&self, battle: &Matchup) -> Option<usize> {
        let kind = match self.of {
            Of::Pokemon(side, Slot::First) => Some(battle.pokemon(side).types.0),
            Of::Pokemon(side, Slot::Second) => battle.pokemon(side).types.1,
            Of::Move(side) => Some(battle.used_move(side).kind),
        };
        *self.columns.get(row(kind))?
    }
}

fn row(kind: Option<Type>) -> usize {
    kind.map_or(Type::ALL.len(), Type::index)
}
