//! Tags and descriptions that are changed, their records and their undoing.
#![allow(clippy::unwrap_used, reason = "a test may end so")]

mod support;

use futures::executor::block_on;
use registry::{Change, HISTORY_PREFIX, Plan, PlanError, Snapshot, apply, history};
use support::{Fake, MODEL};

fn snapshot(fake: &Fake) -> Snapshot {
    block_on(Snapshot::read(&fake.client(), MODEL)).unwrap()
}

fn applied(fake: &Fake, plan: &Plan, at: u64) -> Result<registry::Applied, registry::ApplyError> {
    block_on(apply(&fake.client(), plan, None, at))
}

fn rolled_back(fake: &Fake, at: u64) {
    let before = snapshot(fake);
    let plan = Plan::rollback(&before, &history(&before).entries, "a mistake").unwrap();
    applied(fake, &plan, at).unwrap();
}

#[test]
fn a_tag_is_set_changed_taken_away_and_brought_back() {
    let fake = Fake::new();
    let tag = |fake: &Fake| fake.state.borrow().versions[&3].tags.get("checked").cloned();
    let set = Plan::tag(&snapshot(&fake), Some(3), "checked", Some("yes"), "seen").unwrap();
    assert_eq!(set.changes[0].to_string(), "tag checked of version 3: missing → yes");
    applied(&fake, &set, 1).unwrap();
    let away = Plan::tag(&snapshot(&fake), Some(3), "checked", None, "wrong").unwrap();
    applied(&fake, &away, 2).unwrap();
    assert_eq!(tag(&fake), None);
    rolled_back(&fake, 3);
    assert_eq!(tag(&fake).as_deref(), Some("yes"));
    rolled_back(&fake, 4);
    assert_eq!(tag(&fake), None);
}

#[test]
fn the_models_own_tags_and_description_are_recorded_in_its_newest_version() {
    let fake = Fake::new();
    let plan = Plan::tag(&snapshot(&fake), None, "team", Some("pokemon"), "why").unwrap();
    assert_eq!((plan.version, applied(&fake, &plan, 1).unwrap().entry.version), (4, 4));
    assert_eq!(fake.state.borrow().tags["team"], "pokemon");
    let plan = Plan::describe(&snapshot(&fake), None, "# New", "why").unwrap();
    applied(&fake, &plan, 2).unwrap();
    assert_eq!(fake.state.borrow().description, "# New");
    rolled_back(&fake, 3);
    rolled_back(&fake, 4);
    assert_eq!((fake.state.borrow().description.as_str(), fake.state.borrow().tags.len()), ("", 0));
    fake.state.borrow_mut().versions.clear();
    assert_eq!(
        Plan::describe(&snapshot(&fake), None, "x", "why").unwrap_err(),
        PlanError::NothingToRecordIn(MODEL.to_owned())
    );
}

#[test]
fn a_long_description_is_recorded_in_several_tags() {
    let fake = Fake::new();
    let (old, new) = ("é".repeat(9000), "new\n".repeat(2000));
    fake.state.borrow_mut().versions.get_mut(&2).unwrap().description.clone_from(&old);
    let plan = Plan::describe(&snapshot(&fake), Some(2), &new, "rewritten").unwrap();
    let applied = applied(&fake, &plan, 7).unwrap();
    let keys: Vec<String> = fake.state.borrow().versions[&2].tags.keys().cloned().collect();
    assert_eq!(keys, ["", ".2", ".3", ".4"].map(|part| format!("{HISTORY_PREFIX}7{part}")));
    let tags = fake.state.borrow().versions[&2].tags.clone();
    assert!(tags.values().all(|value| value.chars().count() <= 5000));
    let read = history(&snapshot(&fake));
    assert_eq!((read.entries.as_slice(), read.unreadable.len()), (&[applied.entry][..], 0));
    rolled_back(&fake, 8);
    assert_eq!(fake.state.borrow().versions[&2].description, old);
}

#[test]
fn a_record_of_too_many_tags_stops_the_change() {
    let fake = Fake::new();
    let plan = Plan::describe(&snapshot(&fake), Some(2), &"x".repeat(100_000), "long").unwrap();
    assert_eq!(
        applied(&fake, &plan, 1).unwrap_err().to_string(),
        "nothing was changed: its record would take 21 tags, more than the 20 that one change may take"
    );
    assert_eq!((fake.sent.borrow().len(), fake.state.borrow().versions[&2].description.as_str()), (0, ""));
}

#[test]
fn a_record_with_a_part_missing_is_named() {
    let fake = Fake::new();
    let plan = Plan::describe(&snapshot(&fake), Some(2), &"x".repeat(9000), "long").unwrap();
    applied(&fake, &plan, 1).unwrap();
    fake.state.borrow_mut().versions.get_mut(&2).unwrap().tags.remove("battledex.history.1.2");
    let read = history(&snapshot(&fake));
    assert_eq!(read.entries, []);
    assert!(read.unreadable[0].starts_with("battledex.history.1 of version 2: EOF"), "{:?}", read.unreadable);
}

#[test]
fn what_somebody_else_wrote_meanwhile_stays() {
    let fake = Fake::new();
    let plan = Plan::describe(&snapshot(&fake), Some(2), "mine", "why").unwrap();
    fake.state.borrow_mut().versions.get_mut(&2).unwrap().description = "theirs ".repeat(20);
    assert_eq!(
        applied(&fake, &plan, 1).unwrap_err().to_string(),
        "nothing was changed, as the registry is not as it was seen: description of version 2 is theirs theirs theirs theirs \
         theirs theirs theirs theirs the…, not empty"
    );
    assert!(fake.sent.borrow().is_empty());
}

#[test]
fn plans_that_make_no_sense() {
    let fake = Fake::new();
    let now = snapshot(&fake);
    let refused = |plan: Result<Plan, PlanError>| plan.unwrap_err().to_string();
    assert_eq!(
        refused(Plan::tag(&now, Some(9), "a", None, "why")),
        format!("model {MODEL} has no version 9")
    );
    assert_eq!(refused(Plan::tag(&now, Some(3), "a", None, "why")), "tag a of version 3 is so already");
    assert_eq!(refused(Plan::describe(&now, None, "", "why")), "description of the model is so already");
    for key in ["", "  ", "battledex.history.5"] {
        assert_eq!(Plan::tag(&now, None, key, Some("x"), "why"), Err(PlanError::ReservedTag(key.to_owned())));
    }
    assert_eq!(Plan::tag(&now, Some(3), "a", Some("x"), " "), Err(PlanError::Reason));
}

#[test]
fn a_record_says_what_it_changed_in_json() {
    let change = Change::Tag { version: None, key: "a".to_owned(), from: None, to: Some("b".to_owned()) };
    assert_eq!(
        serde_json::to_string(&change).unwrap(),
        r#"{"change":"tag","version":null,"key":"a","from":null,"to":"b"}"#
    );
}
