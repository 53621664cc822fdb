//! What was found out.

use crate::address::AddressProblem;
use crate::lines::Lines;
use crate::release::Release;

/// What is examined, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Is it an address?
    Address,
    /// May a page that came encrypted ask a server that is not (mixed content)?
    Encryption,
    /// Does the browser let the page reach this computer or network?
    LocalNetwork,
    /// Does anybody answer?
    Reachable,
    /// May the page read answers (CORS)?
    Reading,
    /// Does MLflow accept the host name?
    Host,
    /// Is MLflow's API at this path?
    Path,
    /// Are the credentials right?
    Credentials,
    /// Do POSTs pass, by which runs are searched?
    Searching,
    /// Do POST, PATCH and DELETE pass, by which things are changed?
    Changing,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 10] = [
        Self::Address,
        Self::Encryption,
        Self::LocalNetwork,
        Self::Reachable,
        Self::Reading,
        Self::Host,
        Self::Path,
        Self::Credentials,
        Self::Searching,
        Self::Changing,
    ];
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is in order.
    Passed,
    /// It is not.
    Failed,
    /// The browser does not tell the page enough.
    CannotTell,
    /// It does not matter here.
    NotNeeded,
}

/// A step and what was found out about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The step.
    pub step: Step,
    /// How it went.
    pub verdict: Verdict,
    /// What that means.
    pub meaning: Meaning,
    /// What would look the same to the page; with fewer than two nothing is in doubt.
    pub alike: Vec<Cause>,
    /// What to do, the best first.
    pub remedies: Vec<Remedy>,
}

/// What a verdict means. Each belongs to one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An earlier step failed, without which this one cannot be asked about.
    After(Step),

    /// This address is asked.
    AddressUsed {
        /// It.
        url: String,
        /// What stood behind `#` was left out.
        fragment_dropped: bool,
    },
    /// It is no address.
    NoAddress(AddressProblem),

    /// The page came over http itself.
    PageIsHttp,
    /// The server is on https.
    ServerIsHttps,
    /// The server is on this computer, where http is allowed.
    LoopbackException,
    /// The server is on this network by its number, and the browser let the page ask it over http.
    PrivateException,
    /// The server is on this network by its number: some browsers let a page ask it over http, with a permission.
    PrivateOverHttp,
    /// Browsers refuse what is not encrypted to a page that is.
    MixedContent,
    /// It answered all the same, so the browser was told to allow it.
    MixedContentAllowed,

    /// The server is the page's own.
    OwnServer,
    /// Page and server are both on this computer or network.
    SamePlace,
    /// Granted.
    PermissionGranted,
    /// It answered: no permission was needed.
    AnsweredWithout,
    /// Refused, by the reader or once for all.
    PermissionDenied,
    /// A page over http never gets it.
    PermissionNeedsHttps,
    /// The browser would ask, and did not get a yes.
    PermissionOpen,
    /// This browser has no such permission to ask about.
    PermissionUnknown,
    /// Nobody answers, and whether the name leads to this network cannot be looked up.
    NameMayBeLocal,

    /// An answer came.
    Answered,
    /// No answer.
    NoAnswer,
    /// No answer in time.
    NoAnswerInTime,
    /// The proxy answers that it does not reach what is behind it.
    GatewayDown {
        /// Its status.
        status: u16,
    },

    /// Answers can be read.
    Readable {
        /// MLflow's release, where it told.
        release: Option<Release>,
    },
    /// Answers can be read, as by every web site: this release answers all of them.
    ReadableByEveryone {
        /// The release.
        release: Release,
    },
    /// Somebody answers, and the browser keeps the answer from the page.
    Unreadable,
    /// The answer sends the page to another origin, as a log-in in front of the server does.
    SentElsewhere,

    /// The name is accepted.
    HostAccepted,
    /// This release does not check it.
    HostNotChecked {
        /// The release.
        release: Release,
    },
    /// MLflow says that it does not accept the name.
    HostRefused,
    /// Only what is exempt from that check can be read, so it is most likely that.
    OnlyExemptReadable {
        /// The release, where it told.
        release: Option<Release>,
    },

    /// MLflow's API answers.
    ApiAnswers {
        /// The release, where it told.
        release: Option<Release>,
    },
    /// MLflow's API is there, behind a log-in.
    ApiBehindSignIn,
    /// MLflow's picture is below the address, so the path is most likely right.
    IconThere,
    /// MLflow's picture is not below the address.
    NoIcon,
    /// There is no such call at this path.
    NothingThere {
        /// 404 or 405.
        status: u16,
    },
    /// A web page is there.
    WebPage,
    /// A web page is there after a redirect, as a log-in is.
    LogInPage,
    /// The server fails.
    ServerBroken {
        /// Its status.
        status: u16,
    },
    /// Whatever answers is not MLflow's API.
    OtherAnswer {
        /// Its status.
        status: u16,
    },
    /// Whoever refused did not say whether MLflow is behind it.
    RefusedUnseen,

    /// The server asks for none.
    NoneWanted,
    /// They were accepted.
    Accepted,
    /// The server answers with and without them.
    NotAskedFor,
    /// The server wants some.
    Wanted,
    /// The server does not accept these.
    Refused,
    /// The server knows the user, who may not read.
    NotPermitted,
    /// Somebody refuses everyone, or these credentials, and does not say who.
    Forbidden,
    /// Without credentials the page can read, with them it cannot: the question before the request was refused.
    PreflightRefused,

    /// A search of runs was answered.
    SearchAnswered,
    /// MLflow refused the page's origin.
    OriginRefused,
    /// Somebody refused the method.
    MethodRefused {
        /// The status.
        status: u16,
    },
    /// The request, or the question before it, was refused, and the browser does not say by whom.
    MethodLost,

    /// Changes would arrive; whether this user may make them is known when one is tried.
    ChangesPass,
    /// POST passes; PATCH or DELETE does not.
    SomeChangesPass,
    /// The user may not.
    ChangesNotPermitted,
}

/// Something that would look the same to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The server does not run.
    Down,
    /// Another port, or a name that leads nowhere.
    WrongPlace,
    /// A firewall.
    Firewall,
    /// A certificate that the browser does not trust.
    Certificate,
    /// The browser blocked what is not encrypted.
    MixedContent,
    /// The browser's permission for the local network.
    LocalNetwork,
    /// An extension of the browser, such as an ad blocker.
    Extension,
    /// The server runs and hangs.
    Hanging,
    /// MLflow before 3.5, which lets no other origin read.
    Before35,
    /// MLflow 3.5 or newer whose list lacks the page's origin.
    OriginNotListed,
    /// MLflow with `--disable-security-middleware`, which also takes the CORS headers away.
    ChecksDisabled,
    /// A proxy that does not allow the page's origin, or answers the question before a request itself.
    Proxy,
    /// A log-in that sends callers to its own page.
    LogIn,
    /// A web server that is not MLflow, or another path.
    NotMlflow,
    /// MLflow's check of the host name.
    HostCheck,
    /// Wrong credentials.
    WrongCredentials,
    /// Missing rights.
    MissingRights,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Use this address instead.
    UseAddress(String),
    /// Open the server in a new tab, which shows what the browser keeps from the page.
    OpenTab(String),
    /// Paste these lines.
    Paste(Lines),
    /// Allow the page the local network in the browser's settings of this site.
    AllowLocalNetwork,
    /// Open the page over https, or on the same computer as the server.
    PageOverHttps,
    /// Give the server a certificate, so that it answers over https.
    ServerOverHttps,
    /// Give credentials.
    SignIn,
    /// Give other credentials.
    OtherCredentials,
    /// Ask whoever runs the server for the right.
    AskForRight,
    /// Let whoever runs the proxy allow the method.
    AllowMethods,
    /// Look at the server's log.
    ServerLog,
    /// Try without extensions, in a private window.
    WithoutExtensions,
}
