//! What the client sends to change a registry.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may end so")]

mod support;

use futures::executor::block_on;
use mlflow::{Client, TransportError};
use support::{Fake, failure, html, json};

/// The requests that a change sends, as method, route and body.
fn sent(change: impl AsyncFnOnce(Client<&Fake>) -> Result<(), mlflow::Error>) -> String {
    let fake = Fake::new().always(json(200, "{}"));
    block_on(change(Client::new(&fake))).unwrap();
    let asked = fake.asked.borrow();
    let keys: Vec<String> = asked.iter().map(mlflow::Request::key).collect();
    keys.join("\n").replace("ajax-api/2.0/mlflow/", "")
}

#[test]
fn every_change_is_one_request() {
    assert_eq!(
        sent(async |client| client.set_stage("m", 3, "Production", true).await),
        r#"POST model-versions/transition-stage {"archive_existing_versions":true,"name":"m","stage":"Production","version":"3"}"#
    );
    assert_eq!(
        sent(async |client| client.set_alias("m", "champion", 3).await),
        r#"POST registered-models/alias {"alias":"champion","name":"m","version":"3"}"#
    );
    assert_eq!(
        sent(async |client| client.delete_alias("m", "champion").await),
        r#"DELETE registered-models/alias {"alias":"champion","name":"m"}"#
    );
    assert_eq!(
        sent(async |client| client.set_version_tag("m", 3, "a b", "é").await),
        r#"POST model-versions/set-tag {"key":"a b","name":"m","value":"é","version":"3"}"#
    );
    assert_eq!(
        sent(async |client| client.delete_version_tag("m", 3, "a b").await),
        r#"DELETE model-versions/delete-tag {"key":"a b","name":"m","version":"3"}"#
    );
    assert_eq!(
        sent(async |client| client.describe_version("m", 3, "").await),
        r#"PATCH model-versions/update {"description":"","name":"m","version":"3"}"#
    );
    assert_eq!(
        sent(async |client| client.describe_model("m", "words").await),
        r#"PATCH registered-models/update {"description":"words","name":"m"}"#
    );
    assert_eq!(
        sent(async |client| client.set_model_tag("m", "team", "pokemon").await),
        r#"POST registered-models/set-tag {"key":"team","name":"m","value":"pokemon"}"#
    );
    assert_eq!(
        sent(async |client| client.delete_model_tag("m", "team").await),
        r#"DELETE registered-models/delete-tag {"key":"team","name":"m"}"#
    );
}

#[test]
fn only_staging_and_production_archive_others() {
    for stage in ["Archived", "None"] {
        let sent = sent(async |client| client.set_stage("m", 3, stage, true).await);
        assert!(sent.contains(r#""archive_existing_versions":false"#), "{sent}");
    }
}

#[test]
fn a_change_without_an_answer_is_not_sent_again() {
    let fake = Fake::new().fails(TransportError::Unreachable("reset".to_owned()));
    let error = failure(Client::new(&fake).set_alias("m", "champion", 3));
    assert_eq!(
        (error.to_string(), fake.asked.borrow().len()),
        ("Could not reach http://mlflow.test".to_owned(), 1)
    );
}

#[test]
fn a_refusal_names_what_was_to_change() {
    let refused = r#"{"error_code":"INVALID_PARAMETER_VALUE","message":"latest is reserved"}"#;
    let fake = Fake::new().always(json(400, refused));
    assert_eq!(
        failure(Client::new(&fake).set_alias("m", "latest", 3)).to_string(),
        "Alias latest of model m: the server refused (status 400, INVALID_PARAMETER_VALUE): latest is reserved"
    );
}

#[test]
fn a_login_page_is_no_answer_to_a_change() {
    let fake = Fake::new().always(html(200, "<!doctype html><title>Log in</title>"));
    assert_eq!(
        failure(Client::new(&fake).set_alias("m", "champion", 3)).to_string(),
        "Alias champion of model m: what answers is not MLflow's API (status 200)"
    );
}
