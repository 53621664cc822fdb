//! The compiled trees, in the smallest layout that holds them.

use crate::canonical::canonical;
use crate::check::Structure;
use crate::crown::CROWN;
use crate::layout::{Narrow, Wide};
use crate::packed::{Leaves, Packed, few_predicates};
use crate::plan::{NO_LEAF, TreePlan, plan};
use crate::{Aggregate, EnsembleAttributes, NodeMode, Number};

/// All trees, ready to evaluate.
#[derive(Debug)]
pub(crate) struct Trees<T> {
    pub(crate) packed: Either<T>,
    /// Splits of the file.
    pub(crate) splits: usize,
    /// Leaves of the file.
    pub(crate) leaves: usize,
}

/// One of the two layouts.
#[derive(Debug)]
pub(crate) enum Either<T> {
    Narrow(Packed<T, Narrow>),
    Wide(Packed<T, Wide>),
}

/// Compiles a checked ensemble. With `totals` = 1, all votes are for output 0.
pub(crate) fn compile<T: Number>(
    attributes: &EnsembleAttributes<'_, T>,
    structure: &Structure,
    totals: usize,
    aggregate: Aggregate,
) -> Trees<T> {
    let canonical = canonical(attributes, structure);
    // Lower crowns have fewer splits, and those without a level have none.
    let mut most = CROWN;
    let mut plans = plan(&canonical, most);
    while !few_predicates(&canonical.columns, &plans) {
        most /= 2;
        plans = plan(&canonical, most);
    }
    let leaves = leaves(attributes, structure, &plans, aggregate);
    let packed = if Packed::<T, Narrow>::holds(&canonical, &plans) {
        Either::Narrow(Packed::new(canonical, &plans, leaves, aggregate, totals))
    } else {
        Either::Wide(Packed::new(canonical, &plans, leaves, aggregate, totals))
    };
    let modes = attributes.nodes.modes;
    let count = modes.iter().filter(|&&mode| mode == NodeMode::Leaf).count();
    Trees { packed, splits: modes.len() - count, leaves: count }
}

/// What the leaves say, in the order of the plans.
fn leaves<T: Number>(
    attributes: &EnsembleAttributes<'_, T>,
    structure: &Structure,
    plans: &[TreePlan],
    aggregate: Aggregate,
) -> Leaves<T> {
    let votes = &attributes.votes;
    let votes_of = |leaf: u32| {
        if leaf == NO_LEAF {
            return &[][..];
        }
        let range = leaf as usize..leaf as usize + 2;
        match structure.vote_starts.get(range) {
            Some(&[start, end]) => &structure.vote_order[start as usize..end as usize],
            _ => &[],
        }
    };
    let column_of = |plan: &TreePlan| {
        let leaves = plan.leaves.iter().filter(|&&leaf| leaf != NO_LEAF);
        let mut columns = leaves.map(|&leaf| match votes_of(leaf) {
            &[vote] => Some(votes.ids[vote as usize] as u32),
            _ => None,
        });
        let first = columns.next().flatten();
        first.filter(|_| columns.all(|column| column == first))
    };
    if matches!(aggregate, Aggregate::Sum | Aggregate::Average)
        && let Some(columns) = plans.iter().map(column_of).collect()
    {
        let all = plans.iter().flat_map(|plan| &plan.leaves);
        let value = |&leaf| votes_of(leaf).first().map_or(T::ZERO, |&vote| votes.weights[vote as usize]);
        return Leaves::Values { columns, values: all.map(value).collect() };
    }
    let cast = structure.vote_order.iter().map(|&vote| vote as usize);
    let cast = cast.map(|vote| (votes.ids[vote] as u32, votes.weights[vote])).collect();
    let range = |&leaf: &u32| match structure.vote_starts.get(leaf as usize..).and_then(<[u32]>::first_chunk)
    {
        Some(&range) if leaf != NO_LEAF => range,
        _ => [0; 2],
    };
    let ranges = plans.iter().flat_map(|plan| &plan.leaves).map(range).collect();
    Leaves::Votes { ranges, votes: cast }
}
