//! The MLflow server that a command talks to.

use std::env;
use std::error::Error as _;

use std::thread;
use std::time::Duration;

use mlflow::{BaseUrl, Client, Credentials, ErrorKind, HttpTransport, Retrying, Sleep, UrlProblem};

/// HTTP, with patience for reading.
pub(crate) type Http = Retrying<HttpTransport, Pause>;

/// Stops the thread: a command has nothing else to do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pause;

impl Sleep for Pause {
    async fn sleep(&self, time: Duration) {
        thread::sleep(time);
    }
}

/// Where the server is. Credentials come from the environment, as MLflow's own client takes them.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A server that asks for credentials: set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN."
)]
pub(crate) struct Server {
    /// The MLflow server, such as http://127.0.0.1:5000
    #[arg(long, value_name = "URL", env = "MLFLOW_TRACKING_URI", hide_env_values = true)]
    tracking_uri: String,
}

impl Server {
    /// A transport to it; nothing is sent yet.
    pub(crate) fn transport(&self) -> anyhow::Result<Http> {
        let base = BaseUrl::parse(&self.tracking_uri).map_err(|error| explained(&error))?;
        let credentials = credentials().map_err(|error| explained(&error))?;
        let transport = HttpTransport::new(base, credentials).map_err(|error| explained(&error))?;
        Ok(Retrying::new(transport, Pause))
    }

    /// A client of it; nothing is sent yet.
    pub(crate) fn client(&self) -> anyhow::Result<Client<Http>> {
        Ok(Client::new(self.transport()?))
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn credentials() -> Result<Option<Credentials>, mlflow::Error> {
    if let Some(token) = variable("MLFLOW_TRACKING_TOKEN") {
        return Credentials::bearer(&token).map(Some);
    }
    let Some(user) = variable("MLFLOW_TRACKING_USERNAME") else { return Ok(None) };
    let password = variable("MLFLOW_TRACKING_PASSWORD").unwrap_or_default();
    Credentials::basic(&user, &password).map(Some)
}

/// Who gives the command, as far as the environment tells.
pub(crate) fn somebody() -> Option<String> {
    ["MLFLOW_TRACKING_USERNAME", "LOGNAME", "USER", "USERNAME"].into_iter().find_map(variable)
}

/// How credentials are given.
const CREDENTIALS: &str =
    "set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN";

/// The error, its cause and the way out, in one line.
pub(crate) fn explained(error: &mlflow::Error) -> anyhow::Error {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    let said = match error.kind() {
        ErrorKind::InvalidUrl { problem: UrlProblem::Credentials } => {
            "This address of a server cannot be used: it holds a user name or password".to_owned()
        }
        _ => error.to_string(),
    };
    let hint = hint(error).map(|hint| format!(". {hint}")).unwrap_or_default();
    anyhow::anyhow!("{said}{cause}{hint}")
}

/// The way out from a terminal, which is another than on a page where that has fields and lists.
fn hint(error: &mlflow::Error) -> Option<String> {
    let text = match error.kind() {
        ErrorKind::InvalidUrl { problem: UrlProblem::Credentials } => {
            format!("Leave them out of the address and {CREDENTIALS}")
        }
        ErrorKind::InvalidUrl { .. } => {
            "Give an address such as http://127.0.0.1:5000 or https://host/mlflow, by --tracking-uri or MLFLOW_TRACKING_URI".to_owned()
        }
        ErrorKind::InvalidCredentials { .. } | ErrorKind::Unauthorized => {
            format!("For the credentials of this server, {CREDENTIALS}")
        }
        ErrorKind::NotFound { .. } => {
            "It may have been deleted or renamed: `battledex models` and `battledex versions` say what there is".to_owned()
        }
        _ => return error.hint(),
    };
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_out_is_one_of_the_command_line() {
        let of = |url: &str| BaseUrl::parse(url).map_err(|error| explained(&error).to_string()).unwrap_err();
        assert_eq!(
            of("http://u:secret@host"),
            "This address of a server cannot be used: it holds a user name or password. Leave them out of the address and set \
             MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN"
        );
        assert!(of("localhost:5000").ends_with("by --tracking-uri or MLFLOW_TRACKING_URI"));
        let wrong = Credentials::bearer("a\nb").map_err(|error| explained(&error).to_string()).unwrap_err();
        assert!(wrong.contains("MLFLOW_TRACKING_TOKEN"), "{wrong}");
    }
}
