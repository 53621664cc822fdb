//! What a page learns about a registry while it uses it.

use doctor::{Access, Act, May, Reason};
use mlflow::{Client, Download, Error, Location, Request, Response, Transport, TransportError};

/// Answers everything alike.
struct Fixed(Result<Response, TransportError>);

impl Transport for Fixed {
    async fn send(&self, _request: &Request) -> Result<Response, TransportError> {
        self.0.clone()
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        Err(TransportError::NotRecorded(request.key()))
    }

    fn location(&self) -> Location {
        Location { url: "https://h".to_owned(), page_origin: Some("https://someone.github.io".to_owned()) }
    }
}

#[allow(clippy::panic, reason = "a helper of tests")]
fn error(answer: Result<(u16, &str), TransportError>) -> Error {
    let answer = answer.map(|(status, text)| Response {
        status,
        content_type: "text/plain".to_owned(),
        body: text.as_bytes().to_vec(),
    });
    match futures::executor::block_on(Client::new(Fixed(answer)).registered_models()) {
        Err(error) => error,
        Ok(list) => panic!("{list:?}"),
    }
}

fn learnt(lessons: &[(Act, Option<&Error>)]) -> Access {
    let mut access = Access::untried();
    for (act, error) in lessons {
        access.learn(*act, error.map_or(Ok(()), Err));
    }
    access
}

#[test]
fn a_frozen_copy_is_never_changed() {
    let mut access = Access::frozen();
    access.learn(Act::Write, Ok(()));
    assert_eq!(access, Access::frozen());
    assert_eq!(access.offers(Act::Write), Err(Reason::Frozen));
    assert_eq!(access.offers(Act::Search), Ok(()));
    assert_eq!(access.read_only(), Some(Reason::Frozen));
}

#[test]
fn a_live_server_is_offered_everything_until_it_refuses() {
    let access = learnt(&[(Act::Read, None)]);
    assert_eq!(access, Access { read: May::Allowed, search: May::Unknown, write: May::Unknown });
    assert_eq!(access.offers(Act::Write), Ok(()));
    assert_eq!(access.read_only(), None);
    let denied = error(Ok((403, "Permission denied")));
    let access = learnt(&[(Act::Search, None), (Act::Write, Some(&denied))]);
    assert_eq!(
        access,
        Access { read: May::Allowed, search: May::Allowed, write: May::Denied(Reason::Rights) }
    );
    assert_eq!(access.read_only(), Some(Reason::Rights));
}

#[test]
fn a_search_that_does_not_pass_means_that_no_change_does() {
    let lost = error(Err(TransportError::Unreachable("Failed to fetch".to_owned())));
    let blocked = error(Ok((403, "Cross-origin request blocked")));
    let refused = error(Ok((405, "<!doctype html>")));
    for (error, reason) in [(&lost, Reason::Method), (&blocked, Reason::Origin), (&refused, Reason::Method)] {
        let access = learnt(&[(Act::Read, None), (Act::Search, Some(error))]);
        let denied = May::Denied(reason);
        assert_eq!(access, Access { read: May::Allowed, search: denied, write: denied }, "{error}");
    }
    // Beside a reading that passes, a search is refused by somebody on the way. Alone it says nothing about changes.
    let denied = error(Ok((403, "<html>")));
    let access = learnt(&[(Act::Read, None), (Act::Search, Some(&denied))]);
    assert_eq!((access.search, access.write), (May::Denied(Reason::Method), May::Denied(Reason::Method)));
    let access = learnt(&[(Act::Search, Some(&denied))]);
    assert_eq!((access.search, access.write), (May::Denied(Reason::Rights), May::Unknown));
}

#[test]
fn a_server_that_was_never_read_may_simply_be_down() {
    let lost = error(Err(TransportError::Unreachable("Failed to fetch".to_owned())));
    assert_eq!(learnt(&[(Act::Search, Some(&lost))]), Access::untried());
}

#[test]
fn what_says_nothing_about_the_caller_changes_nothing() {
    for (status, text) in [(500, "x"), (404, r#"{"error_code": "RESOURCE_DOES_NOT_EXIST"}"#), (429, "x")] {
        let error = error(Ok((status, text)));
        assert_eq!(learnt(&[(Act::Read, Some(&error)), (Act::Write, Some(&error))]), Access::untried());
    }
    let unauthorised = error(Ok((401, "x")));
    assert_eq!(learnt(&[(Act::Read, Some(&unauthorised))]).read, May::Denied(Reason::Credentials));
}
