//! In which order the matrix shows Pokémon.

use battle::Lang;

use super::{Matrix, Sides, sortable};
use crate::state::sort_by_key;

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The strongest: the greatest mean P(A wins).
    Strength,
    /// The lowest number of the National Pokédex.
    Number,
    /// By name in the present language.
    Name,
    /// By first type in the order of the games, then second, then strength.
    Type,
    /// Those who fare alike beside each other.
    Cluster,
}

/// Every order by its name in addresses.
pub(crate) const ORDERS: [(&str, Order); 5] = [
    ("", Order::Strength),
    ("cluster", Order::Cluster),
    ("type", Order::Type),
    ("name", Order::Name),
    ("number", Order::Number),
];

impl Order {
    /// The places of everyone in this order.
    pub(crate) fn places(self, matrix: &Matrix, lang: Lang) -> Vec<usize> {
        let by_strength: Vec<usize> = matrix.ranking(Sides::AsA).into_iter().map(|one| one.place).collect();
        let fighters = matrix.fighters();
        match self {
            Self::Strength => by_strength,
            Self::Number => {
                let mut places: Vec<usize> = (0..matrix.len()).collect();
                sort_by_key(&mut places, |place| (fighters[*place].dex_number, *place));
                places
            }
            Self::Name => {
                let mut places: Vec<usize> = (0..matrix.len()).collect();
                sort_by_key(&mut places, |place| sortable(fighters[*place].names.get(lang)));
                places
            }
            Self::Type => {
                let mut places = by_strength;
                sort_by_key(&mut places, |place| fighters[*place].types);
                places
            }
            Self::Cluster => clustered(matrix),
        }
    }
}

/// Leaves of a dendrogram by agglomerative clustering with average linkage (UPGMA: Sokal and Michener, 1958; distances updated
/// as by Lance and Williams, 1967) over the Euclidean distance of rows, what a Pokémon has no battle with left out; of two
/// branches the stronger stands first.
fn clustered(matrix: &Matrix) -> Vec<usize> {
    struct Branch {
        leaves: Vec<usize>,
        strength: f64,
    }
    let count = matrix.len();
    let mut distances = vec![0.0_f64; count * count];
    for a in 0..count {
        for b in 0..a {
            let squares = (0..count).filter_map(|c| {
                let gap = f64::from(matrix.get(a, c)?) - f64::from(matrix.get(b, c)?);
                Some(gap * gap)
            });
            let distance = squares.sum::<f64>().sqrt();
            distances[a * count + b] = distance;
            distances[b * count + a] = distance;
        }
    }
    let mut branches: Vec<Option<Branch>> = (0..count)
        .map(|place| Some(Branch { leaves: vec![place], strength: matrix.strength(Sides::AsA, place).mean }))
        .collect();
    let mut live: Vec<usize> = (0..count).collect();
    while live.len() > 1 {
        let pairs = live.iter().enumerate().flat_map(|(at, a)| live[..at].iter().map(move |b| (*a, *b)));
        let Some((a, b)) =
            pairs.min_by(|x, y| distances[x.0 * count + x.1].total_cmp(&distances[y.0 * count + y.1]))
        else {
            break;
        };
        let (Some(one), Some(other)) = (branches[a].take(), branches[b].take()) else { break };
        #[allow(clippy::cast_precision_loss, reason = "few")]
        let (size_a, size_b) = (one.leaves.len() as f64, other.leaves.len() as f64);
        for &c in &live {
            let mean =
                (size_a * distances[a * count + c] + size_b * distances[b * count + c]) / (size_a + size_b);
            distances[b * count + c] = mean;
            distances[c * count + b] = mean;
        }
        let strength = (size_a * one.strength + size_b * other.strength) / (size_a + size_b);
        let (mut first, second) = if one.strength > other.strength { (one, other) } else { (other, one) };
        first.leaves.extend(second.leaves);
        branches[b] = Some(Branch { leaves: first.leaves, strength });
        live.retain(|each| *each != a);
    }
    branches.into_iter().flatten().flat_map(|branch| branch.leaves).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::matrix::tests::made, *};

    #[test]
    fn every_order_has_everyone_once() {
        let matrix = made(|a, b| ((a * 31 + b * 17) % 100) as f32 / 100.0);
        for (name, order) in ORDERS {
            let mut places = order.places(&matrix, Lang::Fr);
            places.sort_unstable();
            assert_eq!(places, (0..187).collect::<Vec<_>>(), "{name}");
        }
        assert_eq!(Order::Number.places(&matrix, Lang::En)[..2], [0, 1]);
        let first = Order::Name.places(&matrix, Lang::Fr)[0];
        assert_eq!(matrix.fighters()[first].slug, "ekans", "Abo comes first in French");
    }

    #[test]
    fn those_who_fare_alike_stand_together() {
        // Three kinds, dealt in turn: each beats the same opponents.
        let matrix = made(|a, b| match a % 3 {
            0 => 0.9,
            1 => f32::from(u8::from(b < 90)),
            _ => 0.1,
        });
        let places = Order::Cluster.places(&matrix, Lang::En);
        let kinds: Vec<usize> = places.iter().map(|place| place % 3).collect();
        assert_eq!(kinds.windows(2).filter(|two| two[0] != two[1]).count(), 2, "{kinds:?}");
        assert_eq!(kinds[0], 0, "the strongest first");
    }
}
