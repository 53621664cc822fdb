//! A team, and how it does against everyone.
//!
//! A battle of two is judged by [`Matrix::chance`]: the member's P(it wins) averaged over both sides. The field is all fighters,
//! whatever the team, and a member meets everybody but itself: who stands in the team is met by the others of it. So a sole member
//! finds no answer to its own kind, which counts as an opponent with a best chance of 0; nobody who joins ever lowers a figure.

use battle::{Pokedex, Pokemon, PokemonId};

use super::Matrix;
use crate::state::sort_by;

/// Members of a full team.
const FULL: usize = 6;

/// Who is in the team.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Team {
    members: Vec<&'static Pokemon>,
    left_out: Vec<String>,
}

impl Team {
    /// Those whom an address names, up to six, each once. Names of nobody who can fight, and of those who are too many, are left
    /// out.
    pub(crate) fn read(slugs: Vec<String>) -> Self {
        let mut team = Self::default();
        for slug in slugs {
            match Pokedex::get().pokemon_by_slug(&slug).filter(|each| each.can_fight()) {
                Some(pokemon) if team.has(pokemon.id) => {}
                Some(pokemon) if !team.is_full() => team.members.push(pokemon),
                _ => team.left_out.push(slug),
            }
        }
        team
    }

    /// The members, in the order in which they joined.
    pub(crate) fn members(&self) -> &[&'static Pokemon] {
        &self.members
    }

    /// What an address names that is not in the team, as it is written there.
    pub(crate) fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Whether somebody is in it.
    pub(crate) fn has(&self, id: PokemonId) -> bool {
        self.members.iter().any(|each| each.id == id)
    }

    /// Whether nobody can join any more.
    pub(crate) fn is_full(&self) -> bool {
        self.members.len() >= FULL
    }

    /// The slugs of the members.
    pub(crate) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|each| each.slug.as_str())
    }

    /// The members' places in a matrix.
    pub(crate) fn places(&self, matrix: &Matrix) -> Vec<usize> {
        self.members.iter().filter_map(|each| matrix.place(each.id)).collect()
    }
}

/// The best that a team can do against an opponent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Answer {
    /// Whom it is about.
    pub(crate) opponent: usize,
    /// The member with the greatest chance; of equals the one who joined first.
    pub(crate) member: usize,
    /// That member's chance.
    pub(crate) chance: f64,
}

impl Answer {
    /// Whether the opponent is more likely beaten than not.
    pub(crate) fn holds(&self) -> bool {
        self.chance > 0.5
    }
}

/// How much of the field a team can answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Coverage {
    /// Opponents in all.
    pub(crate) field: usize,
    /// Those that some member beats with a chance over ½.
    pub(crate) answered: usize,
    /// Mean of the best chances over the field.
    pub(crate) mean: f64,
}

impl Coverage {
    #[allow(clippy::cast_precision_loss, reason = "few")]
    fn of(best: &[f64]) -> Self {
        let answered = best.iter().filter(|chance| **chance > 0.5).count();
        Self { field: best.len(), answered, mean: best.iter().sum::<f64>() / best.len().max(1) as f64 }
    }

    /// The answered share of the field.
    #[allow(clippy::cast_precision_loss, reason = "few")]
    pub(crate) fn share(&self) -> f64 {
        self.answered as f64 / self.field.max(1) as f64
    }
}

/// What a member brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contribution {
    /// Whose.
    pub(crate) member: usize,
    /// How many it beats with a chance over ½.
    pub(crate) beaten: usize,
    /// How many it is the team's best answer to, that answer being over ½.
    pub(crate) best: usize,
    /// Those that it beats and no other member does.
    pub(crate) only: Vec<usize>,
}

/// A team against the whole field. Everybody is a place in the matrix.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Analysis {
    /// How much of the field it can answer.
    pub(crate) coverage: Coverage,
    /// The best answer to everyone whom some member can meet, the lowest chance first; of equals the lower id.
    pub(crate) answers: Vec<Answer>,
    /// What each member brings, in the order of the team.
    pub(crate) members: Vec<Contribution>,
}

impl Analysis {
    /// Of the members' places.
    pub(crate) fn of(matrix: &Matrix, team: &[usize]) -> Self {
        let mut answers: Vec<Answer> =
            (0..matrix.len()).filter_map(|opponent| answer(matrix, team, opponent)).collect();
        let beats = |member, opponent| matrix.chance(member, opponent).is_some_and(|chance| chance > 0.5);
        let members = team.iter().map(|member| {
            let beaten: Vec<usize> = (0..matrix.len()).filter(|opponent| beats(*member, *opponent)).collect();
            let is_best = |answer: &&Answer| answer.member == *member && answer.holds();
            let only =
                |opponent: &usize| !team.iter().any(|other| other != member && beats(*other, *opponent));
            Contribution {
                member: *member,
                beaten: beaten.len(),
                best: answers.iter().filter(is_best).count(),
                only: beaten.into_iter().filter(only).collect(),
            }
        });
        let members = members.collect();
        sort_by(&mut answers, |x, y| x.chance.total_cmp(&y.chance));
        Self { coverage: Coverage::of(&best(matrix, team)), answers, members }
    }

    /// The opponents without an answer over ½, the hardest first.
    pub(crate) fn holes(&self) -> &[Answer] {
        &self.answers[..self.answers.partition_point(|answer| !answer.holds())]
    }
}

fn answer(matrix: &Matrix, team: &[usize], opponent: usize) -> Option<Answer> {
    let mut best: Option<Answer> = None;
    for member in team {
        let Some(chance) = matrix.chance(*member, opponent) else { continue };
        if best.is_none_or(|best| chance > best.chance) {
            best = Some(Answer { opponent, member: *member, chance });
        }
    }
    best
}

/// The best chance against everyone, 0 where nobody can meet them.
fn best(matrix: &Matrix, team: &[usize]) -> Vec<f64> {
    (0..matrix.len())
        .map(|opponent| answer(matrix, team, opponent).map_or(0.0, |answer| answer.chance))
        .collect()
}

/// Somebody who could join, and what the team would come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Addition {
    /// Who.
    pub(crate) place: usize,
    /// The coverage with it.
    pub(crate) coverage: Coverage,
}

/// Those among others who are not in the team, who raises the coverage most first; of equals who raises the mean of the best
/// chances most, then the lowest id.
pub(crate) fn additions(matrix: &Matrix, team: &[usize], among: &[usize]) -> Vec<Addition> {
    let present = best(matrix, team);
    let with = |place: usize| {
        let raised: Vec<f64> = present
            .iter()
            .enumerate()
            .map(|(opponent, best)| matrix.chance(place, opponent).map_or(*best, |chance| best.max(chance)))
            .collect();
        Addition { place, coverage: Coverage::of(&raised) }
    };
    let mut all: Vec<Addition> =
        among.iter().filter(|place| !team.contains(place)).map(|place| with(*place)).collect();
    sort_by(&mut all, |x, y| {
        let by_coverage = y.coverage.answered.cmp(&x.coverage.answered);
        by_coverage.then(y.coverage.mean.total_cmp(&x.coverage.mean)).then(x.place.cmp(&y.place))
    });
    all
}

/// The team with the best next member among others, again and again until it is full or nobody is left.
pub(crate) fn filled(matrix: &Matrix, team: &[usize], among: &[usize]) -> Vec<usize> {
    let mut team = team.to_vec();
    while team.len() < FULL {
        let Some(next) = additions(matrix, &team, among).first().copied() else { break };
        team.push(next.place);
    }
    team
}

#[cfg(test)]
mod tests {
    use super::{super::matrix::tests::made, *};

    /// Chances without order: different for every pair.
    fn mixed() -> Matrix {
        made(|a, b| ((a * 7919 + b * 104_729 + a * b) % 997) as f32 / 997.0)
    }

    fn read(slugs: &[&str]) -> Team {
        Team::read(slugs.iter().map(|slug| (*slug).to_owned()).collect())
    }

    #[test]
    fn an_address_names_six_at_most_each_once() {
        let team =
            read(&["mewtwo", "onix", "mewtwo", "<b>", "ditto", "abra", "mew", "pikachu", "eevee", "ekans"]);
        assert_eq!(team.slugs().collect::<Vec<_>>(), ["mewtwo", "onix", "abra", "mew", "pikachu", "eevee"]);
        assert_eq!(team.left_out(), ["<b>", "ditto", "ekans"]);
        assert!(team.is_full() && team.has(team.members()[1].id));
        assert_eq!(
            team.places(&mixed())[..2],
            [mixed().place_of("mewtwo").unwrap(), mixed().place_of("onix").unwrap()]
        );
        assert_eq!(read(&[]), Team::default());
    }

    #[test]
    fn coverage_holes_and_contributions_by_hand() {
        // From both sides: 0 beats the first hundred at ¾, 1 those from the fiftieth on at ⅞, and else they lose at ¼.
        let matrix = made(|a, b| match (a, b) {
            (0 | 1, 0 | 1) => 0.5,
            (0, ..=99) => 0.75,
            (1, 50..) => 0.875,
            (0 | 1, _) => 0.25,
            (..=99, 0) => 0.25,
            (50.., 1) => 0.125,
            (_, 0 | 1) => 0.75,
            _ => 0.5,
        });
        let Analysis { coverage, answers, members } = Analysis::of(&matrix, &[0, 1]);
        assert_eq!((coverage.field, coverage.answered), (187, 185));
        assert!((coverage.share() - 185.0 / 187.0).abs() < 1e-15);
        let mean = (2.0 * 0.5 + 48.0 * 0.75 + 137.0 * 0.875) / 187.0;
        assert!((coverage.mean - mean).abs() < 1e-14, "{} {mean}", coverage.mean);
        // The members themselves are met by each other, evenly.
        assert_eq!(answers[0], Answer { opponent: 0, member: 1, chance: 0.5 });
        assert_eq!(answers[1], Answer { opponent: 1, member: 0, chance: 0.5 });
        assert_eq!(answers[2], Answer { opponent: 2, member: 0, chance: 0.75 });
        assert_eq!(answers[186], Answer { opponent: 186, member: 1, chance: 0.875 });
        assert_eq!(Analysis::of(&matrix, &[0, 1]).holes(), &answers[..2]);
        let first = Contribution { member: 0, beaten: 98, best: 48, only: (2..50).collect() };
        let second = Contribution { member: 1, beaten: 137, best: 137, only: (100..187).collect() };
        assert_eq!(members, [first, second]);
    }

    #[test]
    fn a_sole_member_has_no_answer_to_itself() {
        let matrix = made(|a, _| if a == 5 { 1.0 } else { 0.0 });
        let analysis = Analysis::of(&matrix, &[5]);
        assert_eq!((analysis.coverage.answered, analysis.answers.len()), (186, 186));
        assert!((analysis.coverage.mean - 186.0 / 187.0).abs() < 1e-15);
        assert!(analysis.holes().is_empty());
        let nobody = Analysis::of(&matrix, &[]);
        assert_eq!((nobody.coverage.answered, nobody.coverage.mean, nobody.answers.len()), (0, 0.0, 0));
    }

    #[test]
    fn nobody_who_joins_lowers_a_figure() {
        let matrix = mixed();
        for start in 0..40 {
            let mut team = Vec::new();
            let mut before = Analysis::of(&matrix, &team).coverage;
            for step in 0..FULL {
                team.push((start * 31 + step * 53) % 187);
                let now = Analysis::of(&matrix, &team).coverage;
                assert!(now.answered >= before.answered && now.mean >= before.mean, "{team:?}");
                before = now;
            }
        }
    }

    #[test]
    fn the_best_next_member_is_the_best_of_all_that_one_can_try() {
        let matrix = mixed();
        let all: Vec<usize> = (0..187).rev().collect();
        for team in [vec![], vec![3], vec![3, 99], vec![10, 20, 30, 40, 50]] {
            let found = additions(&matrix, &team, &all);
            assert_eq!(found.len(), 187 - team.len());
            // Every team with one more, analysed from the beginning.
            let mut tried: Vec<Addition> = (0..187)
                .filter(|place| !team.contains(place))
                .map(|place| {
                    let team: Vec<usize> = team.iter().copied().chain([place]).collect();
                    Addition { place, coverage: Analysis::of(&matrix, &team).coverage }
                })
                .collect();
            while let Some(next) = found.get(187 - team.len() - tried.len()) {
                let better = |x: &Addition, y: &Addition| {
                    (x.coverage.answered, x.coverage.mean, y.place)
                        > (y.coverage.answered, y.coverage.mean, x.place)
                };
                assert!(tried.iter().all(|other| other.place == next.place || better(next, other)));
                let at = tried.iter().position(|other| other == next).unwrap();
                tried.remove(at);
            }
            assert!(tried.is_empty());
        }
    }

    #[test]
    fn equals_stand_by_mean_and_then_by_id_and_filters_count() {
        // Whoever has an odd place beats everybody, the ninth most surely.
        let matrix = made(|a, b| match (a % 2, b % 2) {
            (1, _) if a == 9 => 1.0,
            (1, 0) => 0.75,
            _ => 0.5,
        });
        let all: Vec<usize> = (0..187).rev().collect();
        let found = additions(&matrix, &[], &all);
        let places: Vec<usize> = found.iter().take(4).map(|addition| addition.place).collect();
        assert_eq!(places, [9, 1, 3, 5]);
        assert_eq!(filled(&matrix, &[0], &[2, 3, 1, 0]), [0, 1, 3, 2]);
        assert_eq!(filled(&matrix, &[0], &all).len(), FULL);
    }
}
