//! Promotions, their records and their undoing, on a registry in memory that does what MLflow does.
#![allow(clippy::unwrap_used, reason = "a test may end so")]

mod support;

use futures::executor::block_on;
use registry::{ApplyError, Change, HISTORY_PREFIX, Plan, PlanError, Snapshot, apply, history};
use support::{Fake, MODEL};

const BEFORE: &str = "1:Archived 2:Production 3:Staging 4:None challenger=3 champion=2";

fn snapshot(fake: &Fake) -> Snapshot {
    block_on(Snapshot::read(&fake.client(), MODEL)).unwrap()
}

fn promoted(fake: &Fake, version: u64) -> Plan {
    Plan::promote(&snapshot(fake), version, "Production", true, "better").unwrap()
}

fn applied(fake: &Fake, plan: &Plan, at: u64) -> Result<registry::Applied, ApplyError> {
    block_on(apply(&fake.client(), plan, Some("tester"), at))
}

fn undoing(fake: &Fake) -> Result<Plan, PlanError> {
    let now = snapshot(fake);
    Plan::rollback(&now, &history(&now).entries, "it was worse")
}

fn rolled_back(fake: &Fake, at: u64) -> registry::Applied {
    applied(fake, &undoing(fake).unwrap(), at).unwrap()
}

/// Somebody else puts a version into a stage.
fn moved(fake: &Fake, version: u64, stage: &str) {
    fake.state.borrow_mut().versions.get_mut(&version).unwrap().stage = stage.to_owned();
}

/// Tries what the server refuses one route of.
fn stopped(fake: &Fake, plan: &Plan, route: &'static str, at: u64) -> ApplyError {
    *fake.refuses.borrow_mut() = Some(route);
    let error = applied(fake, plan, at).unwrap_err();
    *fake.refuses.borrow_mut() = None;
    error
}

#[test]
fn a_plan_shows_what_would_change_and_sends_nothing() {
    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    let shown: Vec<String> = plan.changes.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["v3: Staging → Production", "v2: Production → Archived", "alias champion: v2 → v3"]);
    assert!(fake.sent.borrow().is_empty());
    assert_eq!(fake.shown(), BEFORE);
}

#[test]
fn plans_that_make_no_sense() {
    let fake = Fake::new();
    let now = snapshot(&fake);
    let promote = |version, stage, reason: &str| {
        Plan::promote(&now, version, stage, true, reason).unwrap_err().to_string()
    };
    assert_eq!(promote(9, "Production", "why"), format!("model {MODEL} has no version 9"));
    assert_eq!(promote(2, "production", "why"), "version 2 is in stage Production already");
    assert_eq!(
        promote(3, "Live", "why"),
        "there is no stage 'Live'; there are None, Staging, Production and Archived"
    );
    for reason in ["", " \n", &"x".repeat(1001)] {
        assert_eq!(promote(3, "Production", reason), "a reason is needed, of 1000 characters at most");
    }
    assert_eq!(Plan::rollback(&now, &[], "why"), Err(PlanError::NothingToUndo(MODEL.to_owned())));
}

#[test]
fn a_promotion_archives_moves_aliases_and_is_recorded() {
    let fake = Fake::new();
    let applied = applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    assert_eq!(fake.shown(), "1:Archived 2:Archived 3:Production 4:None challenger=3 champion=3");
    assert_eq!(
        *fake.sent.borrow(),
        [
            "POST model-versions/set-tag",
            "POST model-versions/transition-stage",
            "POST registered-models/alias",
            "POST model-versions/set-tag"
        ]
    );
    assert_eq!(applied.after, snapshot(&fake));
    let read = history(&applied.after);
    assert_eq!((read.entries.as_slice(), read.unreadable.len()), (&[applied.entry][..], 0));
    let entry = &read.entries[0];
    assert_eq!((entry.at, entry.version, entry.by.as_deref()), (1000, 3, Some("tester")));
    assert_eq!((entry.reason.as_str(), &entry.undoes), ("better", &None));
}

#[test]
fn a_rollback_restores_what_was_there_and_can_go_further_back() {
    let fake = Fake::new();
    applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    applied(&fake, &promoted(&fake, 4), 2000).unwrap();
    assert_eq!(fake.shown(), "1:Archived 2:Archived 3:Archived 4:Production challenger=4 champion=4");
    let undone = rolled_back(&fake, 3000);
    assert_eq!(undone.entry.undoes.as_deref(), Some("battledex.history.2000"));
    assert_eq!(fake.shown(), "1:Archived 2:Archived 3:Production 4:None challenger=3 champion=3");
    rolled_back(&fake, 4000);
    assert_eq!(fake.shown(), BEFORE);
    let now = snapshot(&fake);
    let entries = history(&now).entries;
    assert_eq!(entries.iter().map(|entry| entry.at).collect::<Vec<_>>(), [4000, 3000, 2000, 1000]);
    assert_eq!(Plan::rollback(&now, &entries, "once more"), Err(PlanError::NothingToUndo(MODEL.to_owned())));
}

#[test]
fn two_versions_come_back_into_one_stage() {
    let fake = Fake::new();
    moved(&fake, 1, "Production");
    let before = fake.shown();
    applied(&fake, &promoted(&fake, 4), 1000).unwrap();
    assert_eq!(fake.shown(), "1:Archived 2:Archived 3:Staging 4:Production challenger=3 champion=4");
    rolled_back(&fake, 2000);
    assert_eq!(fake.shown(), before);
}

#[test]
fn a_version_that_the_undoing_does_not_touch_is_in_nobodys_way() {
    let fake = Fake::new();
    applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    moved(&fake, 4, "Staging");
    rolled_back(&fake, 2000);
    assert_eq!(fake.shown(), "1:Archived 2:Production 3:Staging 4:Staging challenger=3 champion=2");
}

#[test]
fn a_rollback_tells_in_its_plan_what_it_would_archive_unasked() {
    let fake = Fake::new();
    applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    moved(&fake, 4, "Production");
    assert_eq!(
        undoing(&fake).unwrap_err().to_string(),
        "it cannot be undone, as more has changed since: version 4 is Production, not outside of Production"
    );
}

#[test]
fn what_somebody_else_changed_is_not_overwritten() {
    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    moved(&fake, 3, "Archived");
    fake.state.borrow_mut().aliases.remove("champion");
    let before = fake.shown();
    let error = applied(&fake, &plan, 1000).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nothing was changed, as the registry is not as it was seen: version 3 is Archived, not Staging; alias champion is \
         missing, not version 2"
    );
    assert_eq!((fake.shown(), fake.sent.borrow().len()), (before, 0));

    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    moved(&fake, 4, "Production");
    assert_eq!(
        applied(&fake, &plan, 1000).unwrap_err().to_string(),
        "nothing was changed, as the registry is not as it was seen: version 4 is Production, not outside of Production"
    );
}

#[test]
fn who_is_overtaken_is_told() {
    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    *fake.meanwhile.borrow_mut() = Some(("registered-models/alias", |state| {
        state.aliases.insert("champion".to_owned(), 1);
    }));
    assert_eq!(
        applied(&fake, &plan, 1000).unwrap_err().to_string(),
        "all was changed and recorded, but somebody else has changed it since: alias champion is version 1, not version 3"
    );
}

#[test]
fn between_the_last_look_and_the_change_nobody_can_be_seen() {
    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    *fake.meanwhile.borrow_mut() = Some(("model-versions/search", |state| {
        state.versions.get_mut(&1).unwrap().stage = "Production".to_owned();
    }));
    // MLflow archives whatever is in Production, and has no way to say what that must be.
    let applied = applied(&fake, &plan, 1000).unwrap();
    assert_eq!(applied.after.version(1).unwrap().current_stage, "Archived");
}

#[test]
fn an_undoing_of_what_has_moved_on_is_refused() {
    let fake = Fake::new();
    applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    fake.state.borrow_mut().aliases.insert("champion".to_owned(), 1);
    assert_eq!(
        undoing(&fake).unwrap_err().to_string(),
        "it cannot be undone, as more has changed since: alias champion is version 1, not version 3"
    );
}

#[test]
fn a_refusal_says_what_was_done_before_it() {
    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    *fake.refuses.borrow_mut() = Some("registered-models/alias");
    let error = applied(&fake, &plan, 1000).unwrap_err();
    let ApplyError::Stopped { done, at, now, .. } = &error else { unreachable!("{error:?}") };
    assert_eq!((done.len(), &**at), (2, &plan.changes[2]));
    assert_eq!(now.as_deref(), Some(&snapshot(&fake)));
    assert_eq!(
        error.to_string(),
        "stopped at 'alias champion: v2 → v3': Alias champion of model battle_winner_predictor: the server does not permit \
         it; changed so far, recorded, and taken back by a rollback: v3: Staging → Production, v2: Production → Archived"
    );
    *fake.refuses.borrow_mut() = Some("model-versions/set-tag");
    let plan = Plan::alias(&snapshot(&fake), "champion", Some(3), "why").unwrap();
    assert_eq!(applied(&fake, &plan, 1000).unwrap_err(), {
        let error =
            block_on(fake.client().set_version_tag(MODEL, 3, "battledex.history.1001", "")).unwrap_err();
        ApplyError::NotRecorded { error }
    });
    assert_eq!(fake.state.borrow().aliases["champion"], 2, "nothing is changed that is not recorded");
}

#[test]
fn an_interrupted_promotion_is_recorded_and_taken_back() {
    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    // The server makes the change, and its answer is lost, as is all that follows.
    *fake.loses.borrow_mut() = Some("model-versions/transition-stage");
    let error = applied(&fake, &plan, 1000).unwrap_err();
    let ApplyError::Stopped { done, at, .. } = &error else { unreachable!("{error:?}") };
    assert_eq!((done.as_slice(), &**at), (&plan.changes[..2], &plan.changes[0]));
    assert_eq!(fake.shown(), "1:Archived 2:Archived 3:Production 4:None challenger=3 champion=2");
    *fake.loses.borrow_mut() = None;
    let now = snapshot(&fake);
    let entries = history(&now).entries;
    let [entry] = entries.as_slice() else { unreachable!("{entries:?}") };
    assert_eq!((entry.unfinished, entry.made(&now)), (true, plan.changes[..2].to_vec()));
    rolled_back(&fake, 2000);
    assert_eq!(fake.shown(), BEFORE);
    let now = snapshot(&fake);
    let entries = history(&now).entries;
    assert_eq!(entries.iter().map(|entry| entry.unfinished).collect::<Vec<_>>(), [false, true]);
    assert_eq!(Plan::rollback(&now, &entries, "again"), Err(PlanError::NothingToUndo(MODEL.to_owned())));
}

#[test]
fn a_change_whose_answer_is_lost_may_be_whole() {
    let fake = Fake::new();
    let plan = Plan::alias(&snapshot(&fake), "champion", Some(3), "why").unwrap();
    *fake.loses.borrow_mut() = Some("registered-models/alias");
    assert!(!applied(&fake, &plan, 1000).unwrap().entry.unfinished);
    assert!(!history(&snapshot(&fake)).entries[0].unfinished);
}

#[test]
fn an_interrupted_undoing_is_brought_to_its_end() {
    let fake = Fake::new();
    applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    let plan = undoing(&fake).unwrap();
    *fake.loses.borrow_mut() = Some("model-versions/transition-stage");
    applied(&fake, &plan, 2000).unwrap_err();
    *fake.loses.borrow_mut() = None;
    assert_ne!(fake.shown(), BEFORE);
    let ended = rolled_back(&fake, 3000);
    assert_eq!(ended.entry.undoes.as_deref(), Some("battledex.history.1000"));
    assert_eq!(fake.shown(), BEFORE);
}

#[test]
fn a_record_of_a_change_that_was_refused_does_not_stay() {
    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    *fake.refuses.borrow_mut() = Some("model-versions/transition-stage");
    assert!(applied(&fake, &plan, 1000).unwrap_err().to_string().ends_with("; nothing was changed"));
    let read = history(&snapshot(&fake));
    assert_eq!((read.entries.len(), read.unreadable.len()), (0, 0));
}

#[test]
fn what_others_changed_after_an_interruption_is_not_undone() {
    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    stopped(&fake, &plan, "registered-models/alias", 1000);
    // A colleague promotes version 4 by other means.
    moved(&fake, 3, "Archived");
    moved(&fake, 4, "Production");
    assert_eq!(
        undoing(&fake).unwrap_err().to_string(),
        "it cannot be undone, as more has changed since: version 3 is Archived, not Staging"
    );
}

#[test]
fn a_record_that_cannot_be_taken_away_stands_for_nothing() {
    let fake = Fake::new();
    applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    let plan = undoing(&fake).unwrap();
    fake.deletes_nothing.set(true);
    stopped(&fake, &plan, "model-versions/transition-stage", 2000);
    // The record could not be taken away and says that nothing was made.
    assert_eq!(history(&snapshot(&fake)).entries.len(), 1);
    moved(&fake, 4, "Production");
    assert_eq!(
        undoing(&fake).unwrap_err().to_string(),
        "it cannot be undone, as more has changed since: version 4 is Production, not outside of Production"
    );
}

#[test]
fn an_undoing_that_goes_on_joins_nobody_in_production() {
    let fake = Fake::new();
    applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    let plan = undoing(&fake).unwrap();
    stopped(&fake, &plan, "registered-models/alias", 2000);
    moved(&fake, 2, "Archived");
    moved(&fake, 4, "Production");
    assert_eq!(
        undoing(&fake).unwrap_err().to_string(),
        "it cannot be undone, as more has changed since: version 4 is Production, not outside of Production"
    );
}

#[test]
fn an_undoing_that_never_began_to_change_undoes_nothing() {
    let fake = Fake::new();
    applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    let key = format!("{HISTORY_PREFIX}2000");
    let entries = history(&snapshot(&fake)).entries;
    let record = serde_json::json!({
        "state": "begun", "reason": "r", "undoes": entries[0].key,
        "changes": entries[0].changes.iter().rev().map(Change::inverse).collect::<Vec<_>>(),
    });
    fake.state.borrow_mut().versions.get_mut(&3).unwrap().tags.insert(key, record.to_string());
    let now = snapshot(&fake);
    let entries = history(&now).entries;
    assert!(!entries[1].is_undone(&entries, &now));
    let tag = Plan::tag(&now, Some(3), "checked", Some("yes"), "seen").unwrap();
    applied(&fake, &tag, 3000).unwrap();
    rolled_back(&fake, 4000);
    rolled_back(&fake, 5000);
    assert_eq!(fake.shown(), BEFORE);
}

#[test]
fn a_long_record_does_not_hide_what_others_change_while_it_is_written() {
    let fake = Fake::new();
    let plan = Plan::describe(&snapshot(&fake), Some(2), &"x".repeat(9000), "long").unwrap();
    *fake.meanwhile.borrow_mut() = Some(("model-versions/set-tag", |state| {
        state.versions.get_mut(&2).unwrap().description = "theirs".to_owned();
    }));
    assert!(matches!(applied(&fake, &plan, 1000), Err(ApplyError::Changed { .. })));
    let state = fake.state.borrow();
    assert_eq!((state.versions[&2].description.as_str(), state.versions[&2].tags.len()), ("theirs", 0));
}

#[test]
fn records_without_a_state_are_of_changes_that_ended() {
    let fake = Fake::new();
    let key = format!("{HISTORY_PREFIX}7");
    let record = r#"{"reason":"r","changes":[]}"#.to_owned();
    fake.state.borrow_mut().versions.get_mut(&2).unwrap().tags.insert(key, record);
    assert!(!history(&snapshot(&fake)).entries[0].unfinished);
}

#[test]
fn a_server_that_cannot_archive_in_the_same_step_is_asked_for_one_change_after_the_other() {
    let fake = Fake::new();
    fake.cannot_archive.set(true);
    let done = applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    let promoted = "1:Archived 2:Archived 3:Production 4:None challenger=3 champion=3";
    assert_eq!((fake.shown().as_str(), done.entry.changes.len()), (promoted, 3));
    let stages = fake.sent.borrow().iter().filter(|route| route.ends_with("transition-stage")).count();
    assert_eq!(stages, 3, "the refused one, the promotion and the archiving");
    rolled_back(&fake, 2000);
    assert_eq!(fake.shown(), BEFORE);
}

#[test]
fn a_promotion_that_may_not_be_made_is_not_asked_for_again() {
    let fake = Fake::new();
    let plan = promoted(&fake, 3);
    *fake.refuses.borrow_mut() = Some("model-versions/transition-stage");
    let error = applied(&fake, &plan, 1000).unwrap_err();
    let ApplyError::Stopped { done, at, .. } = &error else { unreachable!("{error:?}") };
    assert_eq!((done.len(), &**at), (0, &plan.changes[0]));
    let stages = fake.sent.borrow().iter().filter(|route| route.ends_with("transition-stage")).count();
    assert_eq!(stages, 1);
    assert_eq!(fake.shown(), BEFORE);
}

#[test]
fn records_never_share_a_key() {
    let fake = Fake::new();
    applied(&fake, &promoted(&fake, 3), 1000).unwrap();
    let plan = Plan::alias(&snapshot(&fake), "challenger", None, "retired").unwrap();
    assert_eq!(plan.changes, [Change::Alias { alias: "challenger".to_owned(), from: Some(3), to: None }]);
    // The clock was set back.
    assert_eq!(applied(&fake, &plan, 500).unwrap().entry.at, 1001);
    assert_eq!(fake.shown(), "1:Archived 2:Archived 3:Production 4:None champion=3");
    // A time that cannot be.
    let key = format!("{HISTORY_PREFIX}{}", u64::MAX);
    fake.state.borrow_mut().versions.get_mut(&2).unwrap().tags.insert(key, "{}".to_owned());
    let plan = Plan::alias(&snapshot(&fake), "champion", Some(2), "back").unwrap();
    assert_eq!(applied(&fake, &plan, 2000).unwrap().entry.at, 2000);
}

#[test]
fn records_that_cannot_be_read_are_named() {
    let fake = Fake::new();
    for (key, value) in [("now", "{}"), ("7", "{"), ("8", r#"{"reason":"r","changes":[]}"#)] {
        let key = format!("{HISTORY_PREFIX}{key}");
        fake.state.borrow_mut().versions.get_mut(&2).unwrap().tags.insert(key, value.to_owned());
    }
    let read = history(&snapshot(&fake));
    assert_eq!(read.entries.iter().map(|entry| entry.at).collect::<Vec<_>>(), [8]);
    assert_eq!(
        read.unreadable,
        [
            "battledex.history.7 of version 2: EOF while parsing an object at line 1 column 1",
            "battledex.history.now of version 2: it names no time"
        ]
    );
}

#[test]
fn an_alias_that_mlflow_would_refuse_is_refused_before() {
    let fake = Fake::new();
    let named = |alias: &str, version| {
        Plan::alias(&snapshot(&fake), alias, version, "why").map_err(|error| error.to_string())
    };
    for (alias, said) in [
        ("", "an alias cannot be called '': it needs a name"),
        ("a b/c", "an alias cannot be called 'a b/c': only letters, digits, _ and - may be in its name"),
        ("v9", "an alias cannot be called 'v9': MLflow keeps v and a number for the version of that number"),
        (
            "V10",
            "an alias cannot be called 'V10': MLflow keeps v and a number for the version of that number",
        ),
        ("Latest", "an alias cannot be called 'Latest': MLflow keeps 'latest' for the newest version"),
    ] {
        assert_eq!(named(alias, Some(1)).unwrap_err(), said);
    }
    let long = named(&"x".repeat(256), Some(1)).unwrap_err();
    assert!(long.len() < 150 && long.ends_with("its name may have 255 characters at most"), "{long}");
    for alias in [&"x".repeat(255), "v", "v9a", "9", "é_-", "latest2"] {
        assert!(named(alias, Some(1)).is_ok(), "{alias}");
    }
    fake.state.borrow_mut().aliases.insert("v9".to_owned(), 1);
    assert!(named("v9", None).is_ok());
}
