//! Why a model predicts what it does.

use std::{cell::RefCell, rc::Rc};

use battle::{BattleIds, field_sample};
use predictor::explain::{BattleExplainer, move_flips, stat_flips};
use predictor::{Model, PredictorError};
use protocol::{
    Battles, Contributions, Download, Explain, Explained, Failure, FailureKind, MAX_EXPLAINED, MoveFlip,
    StatFlip, Step, TreePath, Unknown,
};

use crate::{
    cancel::Cancellation,
    download,
    give_way::give_way,
    load::{MAX_MODEL_BYTES, failure},
    scope::now,
    shared_file::SharedFile,
};

/// What explains the model that is loaded. Its trees are read from its file when somebody first asks.
pub(crate) struct Reasons {
    file: SharedFile,
    explainer: RefCell<Option<Rc<BattleExplainer>>>,
    /// The last reference, ready to compare with.
    reference: RefCell<Option<(Unknown, Rc<Reference>)>>,
}

/// What stands in for unknown columns, prepared.
enum Reference {
    Background(predictor::explain::Background),
    Covers(predictor::explain::Covers),
}

impl Reasons {
    /// Of a model with this file.
    pub(crate) fn new(file: SharedFile) -> Self {
        Self { file, explainer: RefCell::default(), reference: RefCell::default() }
    }

    /// Answers, and says how many milliseconds it took. Gives way to messages between battles.
    ///
    /// # Errors
    /// A model that cannot be explained, an unknown battle, too many battles, or a cancelled request.
    pub(crate) async fn explain(
        &self,
        model: &Model,
        what: Explain,
        cancellation: &Cancellation,
    ) -> Result<(Explained, f64), Failure> {
        let explainer = self.explainer(cancellation).await?;
        let start = now();
        let explained = match what {
            Explain::Contributions { battles, unknown } => {
                check_count("battles to explain", battles.len(), MAX_EXPLAINED)?;
                let reference = self.reference(&explainer, unknown)?;
                let found = contributions(&explainer, &battles, &reference, cancellation).await?;
                Explained::Contributions(found)
            }
            Explain::Paths { battle } => {
                Explained::Paths { base_value: explainer.base_value(), trees: paths(&explainer, battle)? }
            }
            Explain::Importance { battles, unknown } => Explained::Importance {
                splits: explainer.split_counts(),
                mean_absolute: self.importance(battles, unknown, cancellation).await?.0,
            },
            Explain::Flips { battle } => flips(model, battle)?,
        };
        Ok((explained, now() - start))
    }

    /// The mean of the absolute contributions by column, over battles of the field, and whether they are log-odds.
    ///
    /// # Errors
    /// As [`Self::explain`].
    pub(crate) async fn importance(
        &self,
        battles: usize,
        unknown: Unknown,
        cancellation: &Cancellation,
    ) -> Result<(Vec<f64>, bool), Failure> {
        let explainer = self.explainer(cancellation).await?;
        check_count("battles to explain", battles, MAX_EXPLAINED)?;
        let reference = self.reference(&explainer, unknown)?;
        let found = contributions(&explainer, &field_sample(battles), &reference, cancellation).await?;
        Ok((mean_absolute(&found, explainer.split_counts().len()), explainer.log_odds()))
    }

    /// The model's file.
    ///
    /// # Errors
    /// When it cannot be had any more, or the request is cancelled.
    pub(crate) async fn file(&self, cancellation: &Cancellation) -> Result<Vec<u8>, Failure> {
        let url = self.file.url().to_owned();
        let file = Download { url, headers: Vec::new(), sha256: None, size: None, gzip: false };
        download::fetch(&file, MAX_MODEL_BYTES, cancellation, |_, _| ()).await
    }

    async fn explainer(&self, cancellation: &Cancellation) -> Result<Rc<BattleExplainer>, Failure> {
        if let Some(explainer) = &*self.explainer.borrow() {
            return Ok(Rc::clone(explainer));
        }
        let bytes = self.file(cancellation).await?;
        let explainer = BattleExplainer::load(&bytes).map_err(|error| failure(self.file.url(), &error))?;
        let explainer = Rc::new(explainer);
        self.explainer.replace(Some(Rc::clone(&explainer)));
        Ok(explainer)
    }

    fn reference(&self, explainer: &BattleExplainer, unknown: Unknown) -> Result<Rc<Reference>, Failure> {
        if let Some((last, reference)) = &*self.reference.borrow()
            && *last == unknown
        {
            return Ok(Rc::clone(reference));
        }
        let (Unknown::Background(battles) | Unknown::Covers(battles)) = &unknown;
        let count = match battles {
            Battles::Field(count) => *count,
            Battles::These(battles) => battles.len(),
        };
        check_count("battles to compare with", count, unknown.most())?;
        let battles = match battles {
            Battles::Field(count) => field_sample(*count),
            Battles::These(battles) => battles.clone(),
        };
        let reference = match &unknown {
            Unknown::Background(_) => explainer.background(&battles).map(Reference::Background),
            Unknown::Covers(_) => explainer.covers(&battles).map(Reference::Covers),
        };
        let reference = Rc::new(reference.map_err(refused)?);
        self.reference.replace(Some((unknown, Rc::clone(&reference))));
        Ok(reference)
    }
}

fn check_count(what: &str, found: usize, most: usize) -> Result<(), Failure> {
    if (1..=most).contains(&found) {
        return Ok(());
    }
    let message = format!("There are {found} {what}; ask with 1 to {most}.");
    Err(Failure::new(FailureKind::BadMessage, "explain", message))
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn refused(error: PredictorError) -> Failure {
    failure("battle", &error)
}

async fn contributions(
    explainer: &BattleExplainer,
    battles: &[BattleIds],
    reference: &Reference,
    cancellation: &Cancellation,
) -> Result<Vec<Contributions>, Failure> {
    let mut all = Vec::with_capacity(battles.len());
    for (number, &battle) in battles.iter().enumerate() {
        if number > 0 {
            give_way().await;
        }
        cancellation.check()?;
        let found = match reference {
            Reference::Background(background) => explainer.against(battle, background),
            Reference::Covers(covers) => explainer.by_covers(battle, covers),
        };
        let found = found.map_err(refused)?;
        all.push(Contributions {
            log_odds: explainer.log_odds(),
            base: found.base,
            margin: found.margin,
            by_feature: found.by_feature,
            by_meaning: found.by_meaning,
        });
    }
    Ok(all)
}

fn mean_absolute(contributions: &[Contributions], columns: usize) -> Vec<f64> {
    let mut means = vec![0.0; columns];
    for each in contributions {
        for (mean, value) in means.iter_mut().zip(&each.by_feature) {
            *mean += value.abs() / contributions.len() as f64;
        }
    }
    means
}

fn paths(explainer: &BattleExplainer, battle: BattleIds) -> Result<Vec<TreePath>, Failure> {
    let paths = explainer.paths(battle).map_err(refused)?;
    let paths = paths.into_iter().map(|path| {
        let steps = path.steps.iter().map(|step| Step {
            feature: step.feature,
            mode: step.mode.name().to_owned(),
            // JSON has no infinity, and no finite number lies beyond these.
            threshold: step.threshold.clamp(f32::MIN, f32::MAX),
            went_true: step.went_true,
        });
        let vote = path.votes.iter().filter(|(margin, _)| *margin == explainer.margin());
        TreePath { steps: steps.collect(), vote: vote.map(|(_, vote)| vote).sum() }
    });
    Ok(paths.collect())
}

fn flips(model: &Model, battle: BattleIds) -> Result<Explained, Failure> {
    let stats = stat_flips(model, battle).map_err(refused)?;
    let stats = stats.into_iter().map(|flip| StatFlip {
        side: flip.side,
        stat: flip.stat,
        from: flip.from,
        to: flip.to,
        probability: flip.probability,
    });
    let moves = move_flips(model, battle).map_err(refused)?;
    let moves = moves.into_iter().map(|flip| MoveFlip {
        side: flip.side,
        mv: flip.mv,
        probability: flip.probability,
    });
    Ok(Explained::Flips { stats: stats.collect(), moves: moves.collect() })
}
