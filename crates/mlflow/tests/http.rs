//! The native transport against a server of this test.
#![cfg(feature = "native")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may end so"
)]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use futures::executor::block_on;
use mlflow::{BaseUrl, Client, Credentials, ErrorKind, HttpTransport, RunQuery, Transport};

/// Serves the given raw answers, one connection each, and hands back what was sent.
fn serve(answers: Vec<String>) -> (BaseUrl, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = BaseUrl::parse(&format!("http://{}/prefix/", listener.local_addr().unwrap())).unwrap();
    let server = thread::spawn(move || {
        let mut seen = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut text = String::new();
            let mut buffer = [0; 4096];
            loop {
                let read = stream.read(&mut buffer).unwrap();
                text.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let length = head
                    .lines()
                    .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok())
                    .unwrap_or(0);
                if body.len() >= length {
                    break;
                }
            }
            stream.write_all(answer.as_bytes()).unwrap();
            seen.push(text);
        }
        seen
    });
    (base, server)
}

fn response(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

#[test]
fn requests_carry_prefix_query_body_and_credentials() {
    let (base, server) = serve(vec![
        response("200 OK", r#"{"registered_model": {"name": "a b"}}"#),
        response("200 OK", "{}"),
        response("401 Unauthorized", "You are not authenticated"),
    ]);
    let credentials = Credentials::basic("ash", "pikachu").unwrap();
    let client = Client::new(HttpTransport::new(base.clone(), Some(credentials)).unwrap());
    assert_eq!(block_on(client.registered_model("a b")).unwrap().name, "a b");
    assert_eq!(block_on(client.runs(&RunQuery::of("1"))).unwrap().items.len(), 0);
    assert_eq!(block_on(client.run("r")).unwrap_err().kind(), &ErrorKind::Unauthorized);
    let seen = server.join().unwrap();
    assert!(
        seen[0].starts_with("GET /prefix/ajax-api/2.0/mlflow/registered-models/get?name=a%20b HTTP/1.1\r\n"),
        "{}",
        seen[0]
    );
    for text in &seen {
        assert!(text.to_ascii_lowercase().contains("authorization: basic yxnoonbpa2fjahu="), "{text}");
    }
    assert!(seen[1].starts_with("POST /prefix/ajax-api/2.0/mlflow/runs/search HTTP/1.1\r\n"));
    assert!(seen[1].to_ascii_lowercase().contains("content-type: application/json\r\n"));
    assert!(seen[1].ends_with(r#"{"experiment_ids":["1"],"max_results":1000}"#), "{}", seen[1]);

    let download = client.artifact("a b", 2, "model.onnx").unwrap();
    assert_eq!(
        download.url,
        format!("{base}/model-versions/get-artifact?name=a%20b&version=2&path=model.onnx")
    );
    assert_eq!(download.headers, [("Authorization".to_owned(), "Basic YXNoOnBpa2FjaHU=".to_owned())]);
    assert!(!format!("{download:?} {:?}", client.transport()).contains("YXNo"));
}

#[test]
fn answers_are_bounded() {
    let (base, server) = serve(vec![response("200 OK", "12345"), response("200 OK", "123456")]);
    let client = Client::new(HttpTransport::new(base, None).unwrap());
    assert_eq!(block_on(client.read_artifact("m", 1, "f", 5)).unwrap(), b"12345");
    let error = block_on(client.read_artifact("m", 1, "f", 5)).unwrap_err();
    assert_eq!(error.to_string(), "File f of version 1 of model m: the answer has more than 5 bytes");
    server.join().unwrap();
}

#[test]
fn a_server_that_is_not_there_is_unreachable() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let base = BaseUrl::parse(&format!("http://{free}")).unwrap();
    let transport = HttpTransport::new(base, None).unwrap();
    assert_eq!(transport.location().foreign_origin(), None);
    let error = block_on(Client::new(transport).experiments()).unwrap_err();
    assert_eq!(error.to_string(), format!("Could not reach http://{free}"));
    assert_eq!(error.kind(), &ErrorKind::Unreachable { foreign_origin: None });
    let error = HttpTransport::new(BaseUrl::parse("/mlflow").unwrap(), None).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::InvalidUrl { .. }));
}
