//! What the inspector shows: which tree, which boxes, and the addresses that change it.

use std::collections::HashSet;

use battle::BattleIds;
use inspector::{
    Gaps, Layered, ModelDescription, Place, Size, Tidy, TreeNode, TreePart, What, layered, tidy,
};

use crate::{
    route::{BattleQuery, Query, Route},
    state::Arena,
};

/// Battles of the field that are counted at every node of a tree.
pub(crate) const SAMPLE: usize = 1000;
/// Levels of a tree that are unfolded when no battle's way is.
const LEVELS: usize = 3;
/// A box of a graph's picture, in rem.
pub(crate) const GRAPH_BOX: Size = Size { width: 15.0, height: 4.5 };
/// A box of a tree's picture, in rem.
pub(crate) const TREE_BOX: Size = Size { width: 12.0, height: 4.5 };
/// Between the rows of a tree's picture, in rem.
const TREE_RISE: f64 = 1.5;
/// What leads to the inspector's battle in an address.
const BATTLE: &str = "#/battle/";

/// What the address asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// Which ensemble, from 0.
    pub(crate) ensemble: usize,
    /// Which tree, from 0.
    pub(crate) tree: usize,
    /// The node that is chosen, by the file's number.
    pub(crate) node: Option<i64>,
    /// Nodes that are unfolded, by the file's numbers.
    pub(crate) open: Vec<i64>,
    /// The battle whose way is lit.
    pub(crate) battle: BattleQuery,
}

impl Asked {
    /// Reads a state; `battle` is lit when the address names none.
    pub(crate) fn read(query: &Query, battle: BattleQuery) -> Self {
        let number = |name| query.text(name).parse().unwrap_or_default();
        let named = match query.text("battle") {
            "" => None,
            text => match Route::parse(&format!("{BATTLE}{text}")) {
                Route::Battle(battle) => Some(battle),
                _ => None,
            },
        };
        Self {
            ensemble: number("ensemble"),
            tree: number("tree"),
            node: query.text("node").parse().ok(),
            open: query.list("open").iter().filter_map(|id| id.parse().ok()).collect(),
            battle: named.unwrap_or(battle),
        }
    }

    /// The battle's ids; none when it cannot be fought.
    pub(crate) fn ids(&self) -> Option<BattleIds> {
        let arena = Arena::resolve(&self.battle).ok()?;
        Some(BattleIds {
            a: arena.a.pokemon.id,
            b: arena.b.pokemon.id,
            move_a: arena.a.used.id,
            move_b: arena.b.used.id,
        })
    }

    /// The nodes to be unfolded: those that are open, and the chosen one.
    pub(crate) fn unfolded(&self) -> Vec<i64> {
        self.open.iter().copied().chain(self.node).collect()
    }

    /// Levels to be unfolded in any case.
    pub(crate) fn levels(lit: bool) -> usize {
        if lit { 1 } else { LEVELS }
    }

    /// The state in which another tree is shown.
    pub(crate) fn other_tree(&self, query: Query, tree: usize) -> Query {
        self.kept(query).with("tree", &tree.to_string()).with("node", "").with("open", "")
    }

    /// The state in which a node is chosen.
    pub(crate) fn choose(&self, query: Query, id: i64) -> Query {
        self.kept(query).with("node", &id.to_string())
    }

    /// The state in which a node is unfolded as well.
    pub(crate) fn unfold(&self, query: Query, id: i64) -> Query {
        let mut query = self.choose(query, id);
        query.set_list("open", self.open.iter().chain([&id]).map(ToString::to_string));
        query
    }

    /// The state in which a node is folded, with all that is unfolded below it, and its parent is chosen.
    pub(crate) fn fold(&self, query: Query, part: &TreePart, place: usize) -> Query {
        let below: HashSet<i64> = subtree(part, place)
            .into_iter()
            .filter_map(|place| part.nodes.get(place))
            .map(|node| node.id)
            .collect();
        let parent = part.nodes.get(place).and_then(|node| part.nodes.get(node.parent?));
        let mut query = self.choose(query, parent.map_or(0, |parent| parent.id));
        query.set_list("open", self.open.iter().filter(|id| !below.contains(id)).map(ToString::to_string));
        query
    }

    /// The state names its battle, so that it shows the same to others.
    fn kept(&self, query: Query) -> Query {
        let battle = Route::Battle(self.battle.clone()).href();
        query.with("battle", battle.strip_prefix(BATTLE).unwrap_or_default())
    }
}

/// The places of a node and all below it.
fn subtree(part: &TreePart, place: usize) -> Vec<usize> {
    let mut found = vec![place];
    for (other, node) in part.nodes.iter().enumerate().skip(place + 1) {
        if node.parent.is_some_and(|parent| found.contains(&parent)) {
            found.push(other);
        }
    }
    found
}

/// Whether a node of a tree can be folded: it is unfolded, and not because the battle passes it.
pub(crate) fn folds(node: &TreeNode) -> bool {
    matches!(&node.what, What::Split(split) if split.unfolded) && !node.lit
}

/// How a weight of a leaf is written: with its sign.
pub(crate) fn weight(part: &TreePart, node: &TreeNode) -> Option<String> {
    let What::Leaf(votes) = &node.what else { return None };
    let sign = |text: String| if text.starts_with(['-', '−']) { text } else { format!("+{text}") };
    let several = votes.total > 1;
    let texts: Vec<String> = votes
        .shown
        .iter()
        .map(|vote| {
            let weight = sign(vote.weight.text(part.doubles));
            if several { format!("{}: {weight}", vote.output) } else { weight }
        })
        .collect();
    let more = if votes.rest() > 0 { ", …" } else { "" };
    Some(if texts.is_empty() { "0".to_owned() } else { texts.join(", ") + more })
}

/// Where the boxes of a tree are, in rem.
pub(crate) fn tree_layout(part: &TreePart) -> Tidy {
    tidy(&vec![TREE_BOX; part.nodes.len()], &part.children(), 0.75, TREE_RISE)
}

/// The vertices of a graph's picture: inputs, nodes, outputs.
pub(crate) fn vertices(model: &ModelDescription) -> Vec<Place> {
    let inputs = (0..model.inputs.shown.len()).map(Place::Input);
    let nodes = (0..model.nodes.shown.len()).map(Place::Node);
    let outputs = (0..model.outputs.shown.len()).map(Place::Output);
    inputs.chain(nodes).chain(outputs).collect()
}

/// Where the boxes of a graph are, in rem, in the order of [`vertices`].
pub(crate) fn graph_layout(model: &ModelDescription) -> Layered {
    let (inputs, nodes) = (model.inputs.shown.len(), model.nodes.shown.len());
    let number = |place: Place| match place {
        Place::Input(at) => at,
        Place::Node(at) => inputs + at,
        Place::Output(at) => inputs + nodes + at,
    };
    let edges: Vec<(usize, usize)> =
        model.edges.shown.iter().map(|edge| (number(edge.from), number(edge.to))).collect();
    layered(&vec![GRAPH_BOX; vertices(model).len()], &edges, Gaps { beside: 1.5, below: 2.5 })
}

/// A vertex in an address: `i0`, `n3`, `o1`.
pub(crate) fn place_text(place: Place) -> String {
    match place {
        Place::Input(at) => format!("i{at}"),
        Place::Node(at) => format!("n{at}"),
        Place::Output(at) => format!("o{at}"),
    }
}

/// The vertex that an address names.
pub(crate) fn place_of(text: &str) -> Option<Place> {
    let at = text.get(1..)?.parse().ok()?;
    match text.get(..1)? {
        "i" => Some(Place::Input(at)),
        "n" => Some(Place::Node(at)),
        "o" => Some(Place::Output(at)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use inspector::{Edge, Listed, Node, Number, Split, Value, Vote};

    use super::*;

    fn split(unfolded: bool) -> What {
        What::Split(Split {
            column: 0,
            name: None,
            mode: "BRANCH_LT".to_owned(),
            threshold: Number(1.0),
            members: Listed::default(),
            missing_tracks_true: false,
            value: None,
            unfolded,
            splits: 3,
        })
    }

    fn node(id: i64, parent: Option<usize>, lit: bool, what: What) -> TreeNode {
        TreeNode { id, parent, is_true: true, depth: 0, lit, cover: None, what }
    }

    fn leaf(weights: &[f64]) -> What {
        let votes = weights.iter().zip(0..).map(|(&weight, output)| Vote { output, weight: Number(weight) });
        What::Leaf(Listed::new(votes.collect::<Vec<_>>().into_iter(), 2))
    }

    /// 0 → (1 → (2, 3), 4): all but the leaves 2, 3 and 4 unfolded, and 0 → 4 is the battle's way.
    fn part() -> TreePart {
        TreePart {
            tree: 5,
            id: 5,
            splits: 3,
            depth: 2,
            doubles: false,
            nodes: vec![
                node(10, None, true, split(true)),
                node(11, Some(0), false, split(true)),
                node(12, Some(1), false, leaf(&[0.5])),
                node(13, Some(1), false, leaf(&[])),
                node(14, Some(0), true, leaf(&[-0.25, 1.0, 2.0])),
            ],
            refused: 0,
            sample: None,
        }
    }

    #[test]
    fn an_address_is_read_and_hostile_ones_show_the_first_tree() {
        let query = Query::default()
            .with("tree", "17")
            .with("node", "-4")
            .with("open", "3,x,99999999999999999999,5")
            .with("battle", "mew/pikachu?mode=manual");
        let asked = Asked::read(&query, BattleQuery::default());
        assert_eq!(
            (asked.ensemble, asked.tree, asked.node, asked.open.as_slice()),
            (0, 17, Some(-4), &[3, 5][..])
        );
        assert_eq!((asked.battle.a.as_str(), asked.battle.b.as_str()), ("mew", "pikachu"));
        let odd = Query::default()
            .with("tree", "-1")
            .with("node", "x")
            .with("ensemble", "1e9")
            .with("battle", "///");
        let asked = Asked::read(&odd, BattleQuery::default());
        assert_eq!((asked.ensemble, asked.tree, asked.node, asked.open.len()), (0, 0, None, 0));
        assert_eq!(asked.battle, BattleQuery::default());
        assert!(asked.ids().is_some());
    }

    #[test]
    fn a_battle_that_cannot_be_fought_has_no_ids() {
        let query = Query::default().with("battle", "nobody/pikachu");
        assert_eq!(Asked::read(&query, BattleQuery::default()).ids(), None);
    }

    #[test]
    fn changes_of_the_state_keep_the_battle() {
        let asked = Asked::read(&Query::default().with("open", "11,40"), BattleQuery::default());
        let with_battle = |query: Query| {
            assert_eq!(query.text("battle"), "pikachu/blastoise");
            query
        };
        let unfolded = with_battle(asked.unfold(Query::default(), 7));
        assert_eq!((unfolded.text("open"), unfolded.text("node")), ("11,40,7", "7"));
        let other = with_battle(asked.other_tree(unfolded, 3));
        assert_eq!((other.text("tree"), other.text("open"), other.text("node")), ("3", "", ""));
        let folded = with_battle(asked.fold(Query::default(), &part(), 1));
        assert_eq!((folded.text("open"), folded.text("node")), ("40", "10"));
        assert_eq!(
            Asked::read(&Query::default().with("open", "11,40").with("node", "3"), BattleQuery::default())
                .unfolded(),
            [11, 40, 3]
        );
    }

    #[test]
    fn folding_takes_what_is_below_along() {
        let part = part();
        let asked = Asked::read(&Query::default().with("open", "12,11,14"), BattleQuery::default());
        assert_eq!(asked.fold(Query::default(), &part, 1).text("open"), "14");
        assert_eq!(subtree(&part, 0), [0, 1, 2, 3, 4]);
        let which: Vec<bool> = part.nodes.iter().map(folds).collect();
        assert_eq!(which, [false, true, false, false, false], "the battle's way stays unfolded");
    }

    #[test]
    fn weights_have_signs() {
        let part = part();
        let texts: Vec<_> = part.nodes.iter().map(|node| weight(&part, node)).collect();
        let expected = [None, None, Some("+0.5"), Some("0"), Some("0: -0.25, 1: +1, …")];
        assert_eq!(texts, expected.map(|text| text.map(str::to_owned)));
    }

    #[test]
    fn pictures_have_a_box_for_everything() {
        let layout = tree_layout(&part());
        assert_eq!(layout.places.len(), 5);
        assert_eq!(layout.height, 3.0 * TREE_BOX.height + 2.0 * TREE_RISE);
        let value = || Value { name: "x".to_owned(), ..Value::default() };
        let edge = |from, to| Edge { from, to, value: value() };
        let model = ModelDescription {
            inputs: Listed::new([value()].into_iter(), 9),
            outputs: Listed::new([value()].into_iter(), 9),
            nodes: Listed::new([Node::default(), Node::default()].into_iter(), 9),
            edges: Listed::new(
                [
                    edge(Place::Input(0), Place::Node(1)),
                    edge(Place::Node(1), Place::Node(0)),
                    edge(Place::Node(0), Place::Output(0)),
                ]
                .into_iter(),
                9,
            ),
            ..ModelDescription::default()
        };
        let layout = graph_layout(&model);
        let rows: Vec<f64> = layout.places.iter().map(|place| place.y / (GRAPH_BOX.height + 2.5)).collect();
        assert_eq!(rows, [0.0, 2.0, 1.0, 3.0]);
        assert_eq!(layout.width, GRAPH_BOX.width);
    }

    #[test]
    fn vertices_have_addresses() {
        for place in [Place::Input(0), Place::Node(12), Place::Output(1)] {
            assert_eq!(place_of(&place_text(place)), Some(place));
        }
        for text in ["", "n", "x1", "nn", "é1", "n-1"] {
            assert_eq!(place_of(text), None, "{text}");
        }
    }
}
