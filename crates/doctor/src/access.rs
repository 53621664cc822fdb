//! What a caller may do with a registry: the one place that decides it.

use mlflow::{Error, ErrorKind, Gate};

/// Whether a caller may do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Nothing stands against it.
    Allowed,
    /// It cannot be done.
    Denied(Reason),
    /// Nobody has tried.
    Unknown,
}

/// Why something cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The registry is a frozen copy.
    Frozen,
    /// The server does not open at all.
    Closed,
    /// MLflow refuses what comes from the page's origin.
    Origin,
    /// The method does not pass: a proxy or the browser's own question before the request refuses it.
    Method,
    /// The user may not.
    Rights,
    /// The server asks for credentials, or for other ones.
    Credentials,
}

/// What is done with a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A GET: models, versions, single runs, files.
    Read,
    /// A POST that changes nothing: searching runs.
    Search,
    /// A change: POST, PATCH or DELETE.
    Write,
}

/// What a caller may do with a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// See models, versions, single runs and files.
    pub read: May,
    /// Search runs.
    pub search: May,
    /// Change things.
    pub write: May,
}

impl Access {
    /// Of a frozen copy: everything in it can be read, nothing changed.
    #[must_use]
    pub fn frozen() -> Self {
        Self { read: May::Allowed, search: May::Allowed, write: May::Denied(Reason::Frozen) }
    }

    /// Of a server that nobody has asked yet.
    #[must_use]
    pub fn untried() -> Self {
        Self { read: May::Unknown, search: May::Unknown, write: May::Unknown }
    }

    /// Whether something is worth offering.
    ///
    /// # Errors
    /// The reason why it is known to fail.
    pub fn offers(&self, act: Act) -> Result<(), Reason> {
        match self.of(act) {
            May::Denied(reason) => Err(reason),
            May::Allowed | May::Unknown => Ok(()),
        }
    }

    /// Why this registry can be read and not changed; none when it can, or cannot even be read.
    #[must_use]
    pub fn read_only(&self) -> Option<Reason> {
        match (self.read, self.write) {
            (May::Denied(_), _) => None,
            (_, May::Denied(reason)) => Some(reason),
            _ => None,
        }
    }

    /// Learns from what came of a call. What says nothing about what the caller may do changes nothing; a frozen copy
    /// stays one.
    pub fn learn(&mut self, act: Act, result: Result<(), &Error>) {
        if self.write == May::Denied(Reason::Frozen) {
            return;
        }
        match result {
            Ok(()) => {
                *self.of_mut(act) = May::Allowed;
                // Whoever may search or change gets answers, so reading passes too, and a POST passed.
                if act != Act::Read {
                    self.read = May::Allowed;
                    self.search = May::Allowed;
                }
            }
            Err(error) => {
                if let Some(reason) = self.reason(act, error.kind()) {
                    *self.of_mut(act) = May::Denied(reason);
                }
            }
        }
        // What keeps a search from passing keeps every change from passing, except missing rights.
        if let (May::Denied(reason @ (Reason::Origin | Reason::Method)), May::Unknown) =
            (self.search, self.write)
        {
            self.write = May::Denied(reason);
        }
    }

    fn reason(&self, act: Act, kind: &ErrorKind) -> Option<Reason> {
        match kind {
            ErrorKind::Unauthorized => Some(Reason::Credentials),
            ErrorKind::Forbidden { by: Gate::Origin, .. } => Some(Reason::Origin),
            ErrorKind::Forbidden { by: Gate::Host, .. } => Some(Reason::Closed),
            // MLflow leaves out of a search what the user may not see, and refuses none.
            ErrorKind::Forbidden { by: Gate::Permission, .. }
                if act == Act::Search && self.read == May::Allowed =>
            {
                Some(Reason::Method)
            }
            ErrorKind::Forbidden { by: Gate::Permission, .. } => Some(Reason::Rights),
            ErrorKind::NotMlflow { status: 405 } if act != Act::Read => Some(Reason::Method),
            // A server of another origin that is read and whose POST gets no answer: the browser's question before it
            // was refused. Without such a reading the server may simply be down.
            ErrorKind::Unreachable { foreign_origin: Some(_) }
                if act != Act::Read && self.read == May::Allowed =>
            {
                Some(Reason::Method)
            }
            _ => None,
        }
    }

    fn of(&self, act: Act) -> May {
        match act {
            Act::Read => self.read,
            Act::Search => self.search,
            Act::Write => self.write,
        }
    }

    fn of_mut(&mut self, act: Act) -> &mut May {
        match act {
            Act::Read => &mut self.read,
            Act::Search => &mut self.search,
            Act::Write => &mut self.write,
        }
    }
}
