//! `battledex dataset`: simulated battles as a Parquet file.

mod columns;
mod file;
mod sampling;

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::ValueEnum;

use sampling::{Sampler, Scenario};

/// Arguments of `battledex dataset`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which data set: v1 has the best moves alone, v2 all three scenarios
    #[arg(long, value_enum)]
    version: Version,
    /// Seed of the random moves; the same seed gives the same bytes
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// Which battles of the data set
    #[arg(long, value_enum, default_value_t = Choice::All)]
    scenario: Choice,
    /// The Parquet file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Version {
    V1,
    V2,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Choice {
    BestMove,
    RandomMove,
    AllCombinations,
    All,
}

/// Writes the data set and says how many battles it has.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let scenarios = scenarios(args.version, args.scenario)?;
    let sampler = Sampler::new(args.seed);
    let mut battles = Vec::new();
    for scenario in scenarios {
        let before = battles.len();
        sampler.draw(*scenario, &mut battles).context("could not draw the battles")?;
        println!("{}: {} battles", scenario.name(), battles.len() - before);
    }
    file::write(&args.out, &battles).with_context(|| format!("could not write {}", args.out.display()))?;
    println!("{} battles in {}", battles.len(), args.out.display());
    Ok(())
}

/// The scenarios to write, in the order of the file.
fn scenarios(version: Version, choice: Choice) -> anyhow::Result<&'static [Scenario]> {
    Ok(match (version, choice) {
        (_, Choice::BestMove) | (Version::V1, Choice::All) => &[Scenario::BestMove],
        (Version::V2, Choice::RandomMove) => &[Scenario::RandomMove],
        (Version::V2, Choice::AllCombinations) => &[Scenario::AllCombinations],
        (Version::V2, Choice::All) => &Scenario::ALL,
        (Version::V1, Choice::RandomMove | Choice::AllCombinations) => {
            bail!("data set v1 has the scenario best_move alone; --version v2 has the others")
        }
    })
}
