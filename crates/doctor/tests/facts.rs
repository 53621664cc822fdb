//! Every row of what was measured about CORS, host checks and credentials, with the diagnosis that it gets.

mod support;

use doctor::{Access, Cause, LinesKind, May, Meaning, Outcome, Permission, Reason, Release, Remedy, Step};
use support::{HERE, HTML_404, NGINX_403, SIGN_IN, Seen, THERE, answer, examine, pasted, report, summary};

const LOCAL: &str = "http://127.0.0.1:5000";

fn release(text: &str) -> Option<Release> {
    Release::parse(text)
}

fn access(read: May, search: May, write: May) -> Access {
    Access { read, search, write }
}

const ALL: Access = Access { read: May::Allowed, search: May::Allowed, write: May::Allowed };

/// A letter for each of: address, encryption, local network, reachable, reading, host, path, credentials, searching, changing.
#[test]
fn each_situation_has_its_verdicts() {
    let blocked = || answer(403, "Cross-origin request blocked");
    let host = || answer(403, "Invalid Host header - possible DNS rebinding attack detected");
    let denied = || answer(403, "Permission denied");
    let open = Seen::open;
    for (name, origin, typed, signed, seen, verdicts) in [
        ("nobody listens", HERE, LOCAL, false, Seen::dead(), "+--!??????"),
        ("no answer in time", HERE, "http://192.0.2.77:5000", false, Seen::all(&Outcome::Late), "+--!??????"),
        ("2.22.5 across origins", HERE, LOCAL, false, Seen::unreadable(&[LOCAL]), "+--+!?????"),
        (
            "2.22.5 across origins, wrong path",
            HERE,
            "http://127.0.0.1:5000/x",
            false,
            Seen::unreadable(&[LOCAL]),
            "+--+!?!???",
        ),
        ("2.22.5 behind nginx with CORS", THERE, "https://h", false, open("2.22.5"), "+--++-+-++"),
        ("2.22.5 below the page's origin", HERE, "/mlflow", false, own(open("2.22.5")), "+--+--+-++"),
        ("3.8.1 from a foreign origin", THERE, LOCAL, false, open("3.8.1"), "++-++++-++"),
        ("3.17.2 from this computer", HERE, LOCAL, false, open("3.17.2"), "+--++++-++"),
        (
            "3.17.2 from an origin not allowed",
            "http://page.example",
            LOCAL,
            false,
            Seen::unreadable(&[LOCAL]),
            "+--+!?????",
        ),
        (
            "3.17.2 below the page's origin, Origin passed on",
            "http://page.example",
            "/mlflow",
            false,
            Seen { search: blocked(), patch: blocked(), delete: blocked(), ..own(open("3.17.2")) },
            "+--+-++-!!",
        ),
        (
            "3.17.2 by a name not allowed, across origins",
            HERE,
            "http://mlflow.example:5000",
            false,
            Seen { version: answer(200, "3.17.2"), health: answer(200, "OK"), ..Seen::unreadable(&[]) },
            "+--++!????",
        ),
        (
            "3.17.2 by a name not allowed, below the page's origin",
            HERE,
            "/mlflow",
            false,
            Seen { answers: host(), read: host(), ..own(open("3.17.2")) },
            "+--+-!????",
        ),
        ("basic-auth 3.17.2, no credentials", HERE, LOCAL, false, locked(Seen::open), "+--++++!??"),
        ("basic-auth 3.17.2, wrong ones", HERE, LOCAL, true, locked(Seen::open), "+--++++!??"),
        (
            "basic-auth 3.17.2, right ones",
            HERE,
            LOCAL,
            true,
            Seen { read: answer(401, SIGN_IN), ..open("3.17.2") },
            "+--+++++++",
        ),
        (
            "basic-auth, a user without rights",
            HERE,
            LOCAL,
            true,
            Seen { read: answer(401, SIGN_IN), read_signed: denied(), ..open("3.17.2") },
            "+--++++!??",
        ),
        (
            "basic-auth 2.22.5 behind CORS that does not answer OPTIONS",
            THERE,
            "https://h",
            true,
            Seen {
                read: answer(401, SIGN_IN),
                read_signed: Outcome::Lost,
                version: Outcome::Lost,
                ..open("")
            },
            "+--++++!??",
        ),
        (
            "a proxy that forbids everyone",
            HERE,
            "/x",
            false,
            own(Seen::all(&answer(403, NGINX_403))),
            "+--+-+?!??",
        ),
        (
            "another web server",
            HERE,
            "/x",
            false,
            own(Seen::all(&answer(200, "<!doctype html><p>"))),
            "+--+-+!???",
        ),
        (
            "a path that does not exist",
            HERE,
            "http://127.0.0.1:5000/x",
            false,
            missing(&[LOCAL]),
            "+--+++!???",
        ),
        (
            "a proxy in front of nobody",
            HERE,
            "/x",
            false,
            own(Seen::all(&answer(502, "<html>"))),
            "+--!??????",
        ),
        (
            "only GETs pass, below the page's origin",
            HERE,
            "/m",
            false,
            gets_only(own(open("3.17.2"))),
            "+--+-++-!!",
        ),
        (
            "only GETs pass, across origins",
            THERE,
            "https://h",
            false,
            Seen { search: Outcome::Lost, patch: Outcome::Lost, delete: Outcome::Lost, ..open("3.17.2") },
            "+--++++-!!",
        ),
        (
            "GET and POST pass",
            THERE,
            "https://h",
            false,
            Seen { patch: Outcome::Lost, delete: Outcome::Lost, ..open("3.17.2") },
            "+--++++-+!",
        ),
        (
            "an https page and a name on http",
            THERE,
            "http://mlflow.example",
            false,
            Seen::dead(),
            "+!????????",
        ),
        (
            "an https page and this network",
            THERE,
            "http://192.168.1.20:5000",
            false,
            Seen::dead(),
            "+??!??????",
        ),
        (
            "an https page and this computer, permission refused",
            THERE,
            LOCAL,
            false,
            Seen { permission: Permission::Denied, ..Seen::dead() },
            "++!???????",
        ),
        (
            "an https page and this computer, permission given",
            THERE,
            LOCAL,
            false,
            Seen { permission: Permission::Granted, ..open("3.17.2") },
            "+++++++-++",
        ),
        (
            "an http page and this network",
            "http://page.example",
            "http://192.168.1.20:5000",
            false,
            Seen { permission: Permission::Denied, ..Seen::dead() },
            "+-?!??????",
        ),
        ("no address", HERE, "localhost:5000", false, Seen::dead(), "!?????????"),
    ] {
        assert_eq!(summary(&examine(origin, typed, signed, &seen)), verdicts, "{name}");
    }
}

/// As the page's own server: the first answer can be read.
fn own(seen: Seen) -> Seen {
    let answers = if seen.answers == Outcome::Opaque { answer(200, "<!doctype html>") } else { seen.answers };
    Seen { answers, ..seen }
}

/// Only `/health` is open.
fn locked(open: fn(&str) -> Seen) -> Seen {
    let locked = Seen::all(&answer(401, SIGN_IN));
    Seen { answers: Outcome::Opaque, health: answer(200, "OK"), ..Seen { icons: open("").icons, ..locked } }
}

fn missing(elsewhere: &[&'static str]) -> Seen {
    let missing = Seen::all(&answer(404, HTML_404));
    Seen { answers: Outcome::Opaque, elsewhere: elsewhere.to_vec(), ..missing }
}

fn gets_only(seen: Seen) -> Seen {
    let refused = || answer(403, NGINX_403);
    Seen { search: refused(), patch: refused(), delete: refused(), ..seen }
}

#[test]
fn a_server_without_cors_is_explained_by_where_the_page_is() {
    let here = report(&examine(HERE, LOCAL, false, &Seen::unreadable(&[LOCAL])), Step::Reading);
    assert_eq!(here.meaning, Meaning::Unreadable);
    assert_eq!(here.alike, [Cause::Before35, Cause::ChecksDisabled, Cause::Proxy, Cause::LogIn]);
    // 3.5 and newer allow this page already: the option would not help.
    assert!(pasted(&here).iter().all(|text| !text.contains("--cors-allowed-origins")), "{here:?}");

    let there = report(&examine(THERE, "https://h", false, &Seen::unreadable(&[])), Step::Reading);
    assert_eq!(
        there.alike,
        [Cause::Before35, Cause::OriginNotListed, Cause::Proxy, Cause::LogIn, Cause::NotMlflow]
    );
    let texts = pasted(&there);
    assert_eq!(
        texts[0],
        "mlflow server --cors-allowed-origins https://someone.github.io --allowed-hosts 'h,localhost:*,127.0.0.1:*'"
    );
    assert!(texts[1].starts_with("server {\n    listen 5443 ssl;"), "{}", texts[1]);
    assert!(texts[2].starts_with("location /mlflow/ {\n    proxy_pass https://h/;"), "{}", texts[2]);
}

#[test]
fn the_picture_tells_of_a_path_that_nobody_may_read() {
    let at = |typed: &str, icons: &[&'static str]| {
        let path = report(&examine(HERE, typed, false, &Seen::unreadable(icons)), Step::Path);
        (path.meaning, path.remedies)
    };
    assert_eq!(at(LOCAL, &[LOCAL]), (Meaning::IconThere, vec![]));
    assert_eq!(
        at("http://127.0.0.1:5000/a/b", &["http://127.0.0.1:5000/a"]),
        (Meaning::NoIcon, vec![Remedy::UseAddress("http://127.0.0.1:5000/a".to_owned())])
    );
    assert_eq!(at(LOCAL, &[]), (Meaning::NoIcon, vec![]));
}

#[test]
fn a_wrong_path_is_put_right_where_mlflow_is_found() {
    let at = |typed: &str, elsewhere: &[&'static str]| {
        let path = report(&examine(HERE, typed, false, &missing(elsewhere)), Step::Path);
        assert_eq!(path.meaning, Meaning::NothingThere { status: 404 });
        path.remedies
    };
    let found = |url: &str| vec![Remedy::UseAddress(url.to_owned())];
    // A static prefix that was left out, a call that was pasted, a folder too deep.
    assert_eq!(at(LOCAL, &["http://127.0.0.1:5000/mlflow"]), found("http://127.0.0.1:5000/mlflow"));
    assert_eq!(
        at("http://127.0.0.1:5000/m/api/2.0/mlflow/x", &["http://127.0.0.1:5000/m"]),
        found("http://127.0.0.1:5000/m")
    );
    assert_eq!(at("http://127.0.0.1:5000/a/b", &[LOCAL]), found(LOCAL));
    assert_eq!(
        at("http://127.0.0.1:5000/a", &[]),
        vec![Remedy::OpenTab("http://127.0.0.1:5000/a".to_owned())]
    );
}

#[test]
fn a_link_of_mlflows_page_is_used_without_its_fragment() {
    let examination = examine(HERE, "http://127.0.0.1:5000/#/experiments/0", false, &Seen::open("3.17.2"));
    let address = report(&examination, Step::Address).meaning;
    assert_eq!(address, Meaning::AddressUsed { url: LOCAL.to_owned(), fragment_dropped: true });
    assert_eq!(examination.access(), ALL);
}

#[test]
fn a_host_name_gets_the_option_with_its_port() {
    let seen = Seen { version: answer(200, "3.17.2"), health: answer(200, "OK"), ..Seen::unreadable(&[]) };
    let examination = examine(HERE, "http://mlflow.example:5000", false, &seen);
    let host = report(&examination, Step::Host);
    assert_eq!(host.meaning, Meaning::OnlyExemptReadable { release: release("3.17.2") });
    assert_eq!(host.alike, [Cause::HostCheck, Cause::Proxy, Cause::LogIn]);
    assert_eq!(
        pasted(&host),
        ["mlflow server --allowed-hosts 'mlflow.example:5000,localhost:*,127.0.0.1:*'"]
    );
    assert_eq!(report(&examination, Step::Path).meaning, Meaning::After(Step::Host));

    let refused = answer(403, "Invalid Host header - possible DNS rebinding attack detected");
    let seen = Seen { answers: refused.clone(), read: refused, ..Seen::open("3.17.2") };
    let host = report(&examine(HERE, "/mlflow", false, &seen), Step::Host);
    assert_eq!((host.meaning.clone(), host.alike.is_empty()), (Meaning::HostRefused, true));
    assert_eq!(
        pasted(&host),
        [
            "proxy_set_header Host localhost;",
            "mlflow server --allowed-hosts '127.0.0.1:8080,localhost:*,127.0.0.1:*'"
        ]
    );
}

#[test]
fn releases_say_what_follows_from_them() {
    let reading = |version: &str| {
        report(&examine(THERE, "https://h", false, &Seen::open(version)), Step::Reading).meaning
    };
    let open = Release::parse("3.8.1").unwrap();
    assert_eq!(reading("3.8.1"), Meaning::ReadableByEveryone { release: open });
    assert_eq!(reading("3.17.2"), Meaning::Readable { release: release("3.17.2") });
    assert_eq!(reading("2.22.5"), Meaning::Readable { release: release("2.22.5") });
    let host = report(&examine(THERE, "https://h", false, &Seen::open("2.22.5")), Step::Host).meaning;
    assert_eq!(host, Meaning::HostNotChecked { release: Release::parse("2.22.5").unwrap() });
}

#[test]
fn credentials_are_told_apart() {
    let with = |signed: bool, seen: &Seen| {
        let credentials = report(&examine(HERE, LOCAL, signed, seen), Step::Credentials);
        (credentials.meaning, credentials.remedies)
    };
    let locked = locked(Seen::open);
    assert_eq!(with(false, &locked), (Meaning::Wanted, vec![Remedy::SignIn]));
    assert_eq!(with(true, &locked), (Meaning::Refused, vec![Remedy::OtherCredentials]));
    assert_eq!(with(false, &Seen::open("3.17.2")), (Meaning::NoneWanted, vec![]));
    assert_eq!(with(true, &Seen::open("3.17.2")), (Meaning::NotAskedFor, vec![]));
    let accepted = Seen { read: answer(401, SIGN_IN), ..Seen::open("3.17.2") };
    assert_eq!(with(true, &accepted), (Meaning::Accepted, vec![]));
    let denied = Seen { read_signed: answer(403, "Permission denied"), ..accepted.clone() };
    assert_eq!(with(true, &denied).0, Meaning::NotPermitted);
    // A 403 that is not MLflow's says less.
    let forbidden = Seen { read_signed: answer(403, NGINX_403), ..accepted.clone() };
    let told = report(&examine(HERE, LOCAL, true, &forbidden), Step::Credentials);
    assert_eq!(told.alike, [Cause::WrongCredentials, Cause::MissingRights, Cause::Proxy]);
    let preflight = Seen { read_signed: Outcome::Lost, ..accepted };
    let (meaning, remedies) = with(true, &preflight);
    assert_eq!(meaning, Meaning::PreflightRefused);
    let Remedy::Paste(lines) = &remedies[0] else { panic!("{remedies:?}") };
    assert_eq!(lines.kind, LinesKind::CorsProxy);
    assert!(lines.text.contains("Access-Control-Allow-Headers \"Authorization, Content-Type\""));
}

#[test]
fn a_log_in_in_front_of_the_server_is_recognised() {
    // On the page's own origin, the redirect leads to its page, or to another origin.
    let page =
        Outcome::Answer(doctor::Answer { status: 200, redirected: true, text: "<!doctype html>".to_owned() });
    let path = report(&examine(HERE, "/sso", false, &Seen::all(&page)), Step::Path);
    assert_eq!(path.meaning, Meaning::LogInPage);
    let away = Seen { answers: Outcome::Opaque, redirect: Outcome::Redirect, ..Seen::dead() };
    let examination = examine(HERE, "/sso", false, &away);
    assert_eq!(report(&examination, Step::Reading).meaning, Meaning::SentElsewhere);
    assert_eq!(summary(&examination), "+--+!?????");
    // Across origins it looks like any other refusal.
    let reading = report(&examine(HERE, LOCAL, false, &Seen::unreadable(&[])), Step::Reading);
    assert!(reading.alike.contains(&Cause::LogIn));
}

#[test]
fn where_only_gets_pass_everything_can_be_read_and_nothing_changed() {
    let lost =
        Seen { search: Outcome::Lost, patch: Outcome::Lost, delete: Outcome::Lost, ..Seen::open("3.17.2") };
    let blocked = || answer(403, "Cross-origin request blocked");
    let origin = Seen { search: blocked(), patch: blocked(), delete: blocked(), ..own(Seen::open("3.17.2")) };
    for (origin, typed, seen, reason) in [
        (THERE, "https://h", lost, Reason::Method),
        (HERE, "/m", gets_only(own(Seen::open("3.17.2"))), Reason::Method),
        ("http://page.example", "/m", origin, Reason::Origin),
    ] {
        let told = examine(origin, typed, false, &seen).access();
        assert_eq!(told, access(May::Allowed, May::Denied(reason), May::Denied(reason)), "{typed}");
        assert_eq!(told.read_only(), Some(reason));
    }
    let some = Seen { patch: Outcome::Lost, delete: Outcome::Lost, ..Seen::open("3.17.2") };
    let examination = examine(THERE, "https://h", false, &some);
    assert_eq!(report(&examination, Step::Changing).meaning, Meaning::SomeChangesPass);
    assert_eq!(examination.access(), access(May::Allowed, May::Allowed, May::Denied(Reason::Method)));
}

#[test]
fn mlflow_behind_the_pages_origin_needs_one_line() {
    let blocked = || answer(403, "Cross-origin request blocked");
    let seen = Seen { search: blocked(), patch: blocked(), delete: blocked(), ..own(Seen::open("3.17.2")) };
    let searching = report(&examine("http://page.example", "/mlflow", false, &seen), Step::Searching);
    assert_eq!(searching.meaning, Meaning::OriginRefused);
    let texts = pasted(&searching);
    assert_eq!(texts[0], "proxy_set_header Origin \"\";");
    assert!(texts[1].starts_with("mlflow server --cors-allowed-origins http://page.example"), "{texts:?}");
}

#[test]
fn what_is_closed_is_denied_with_the_reason() {
    let none = |may| access(may, may, may);
    let closed = |reason| none(May::Denied(reason));
    for (typed, seen, expected) in [
        (LOCAL, Seen::dead(), closed(Reason::Closed)),
        (LOCAL, Seen::unreadable(&[]), closed(Reason::Closed)),
        (LOCAL, locked(Seen::open), closed(Reason::Credentials)),
        ("/x", own(Seen::all(&answer(403, NGINX_403))), closed(Reason::Rights)),
        (LOCAL, Seen::open("3.17.2"), ALL),
    ] {
        assert_eq!(examine(HERE, typed, false, &seen).access(), expected, "{typed}");
    }
}
