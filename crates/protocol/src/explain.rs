use battle::features::Meaning;
use battle::{BattleIds, MoveId, Side, Stat};
use serde::{Deserialize, Serialize};

/// What the page wants to know of how a model comes to its predictions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Explain {
    /// What each column adds to the prediction of each of these battles.
    Contributions {
        /// At most [`MAX_EXPLAINED`].
        battles: Vec<BattleIds>,
        /// What a column that is not known is taken to be.
        unknown: Unknown,
    },
    /// The way of a battle through each tree.
    Paths {
        /// The battle.
        battle: BattleIds,
    },
    /// What counts on the whole: the mean of the absolute contributions over a sample of the field.
    Importance {
        /// Battles of the sample, at most [`MAX_EXPLAINED`].
        battles: usize,
        /// What a column that is not known is taken to be.
        unknown: Unknown,
    },
    /// The smallest changes that would turn the prediction of a battle around.
    Flips {
        /// The battle.
        battle: BattleIds,
    },
}

/// Battles that one request may have explained.
pub const MAX_EXPLAINED: usize = 1000;

/// What stands in for the columns that are not known, on the way from nothing known to all known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Unknown {
    /// The same columns of other battles, each equally likely: interventional SHAP values.
    Background(Battles),
    /// Either way of a split, as likely as these battles take it: path-dependent SHAP values.
    Covers(Battles),
}

impl Unknown {
    /// How many battles there may be: a background takes time for each explained battle, covers only once.
    pub fn most(&self) -> usize {
        match self {
            Self::Background(_) => 1024,
            Self::Covers(_) => 10_000,
        }
    }
}

/// Battles to compare with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Battles {
    /// So many, spread evenly over all that can be fought; the same ones every time.
    Field(usize),
    /// These.
    These(Vec<BattleIds>),
}

/// Answers to [`Explain`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Explained {
    /// In the order of the battles.
    Contributions(Vec<Contributions>),
    /// The ways through the trees, whose votes add up to the margin.
    Paths {
        /// What is added to the votes.
        base_value: f64,
        /// In the order of the file.
        trees: Vec<TreePath>,
    },
    /// By column of the model.
    Importance {
        /// How many splits compare the column.
        splits: Vec<u32>,
        /// Mean of the absolute contributions.
        mean_absolute: Vec<f64>,
    },
    /// What would turn the prediction around.
    Flips {
        /// For each stat that can: its nearest such value, the smallest change first.
        stats: Vec<StatFlip>,
        /// The other moves that do, A's first.
        moves: Vec<MoveFlip>,
    },
}

/// What the columns add to the margin of “A wins” for one battle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contributions {
    /// Whether a margin is the logarithm of the odds; otherwise it is the model's own score.
    pub log_odds: bool,
    /// The expected margin when no column is known.
    pub base: f64,
    /// The margin of the battle: the base and all contributions.
    pub margin: f64,
    /// By column of the model.
    pub by_feature: Vec<f64>,
    /// The same by what the columns are about and whose they are.
    pub by_meaning: Vec<(Meaning, Option<Side>, f64)>,
}

/// The way of a battle through one tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TreePath {
    /// The splits that it passes, from the root on.
    pub steps: Vec<Step>,
    /// What the leaf adds to the margin of “A wins”.
    pub vote: f64,
}

/// A split that a battle passes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Column of the model.
    pub feature: usize,
    /// How it is compared, by ONNX's name: `BRANCH_LT`.
    pub mode: String,
    /// With what, as the trees see the column.
    pub threshold: f32,
    /// Whether the comparison holds.
    pub went_true: bool,
}

/// The nearest value of one stat with which the other side is predicted to win.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatFlip {
    /// Whose stat.
    pub side: Side,
    /// Which one.
    pub stat: Stat,
    /// Its value.
    pub from: u16,
    /// The value that turns the prediction around.
    pub to: u16,
    /// P(A wins) then.
    pub probability: f32,
}

/// A move with which the other side is predicted to win.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoveFlip {
    /// Who uses it instead.
    pub side: Side,
    /// The move.
    pub mv: MoveId,
    /// P(A wins) then.
    pub probability: f32,
}
