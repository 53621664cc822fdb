//! The end of a list that comes in pages.

use std::collections::BTreeSet;

use crate::error::{Error, ErrorKind};

/// The page tokens of one list, for those who read it page by page: one that comes again would lead round for ever.
#[derive(Clone, Debug, Default)]
pub struct PageTokens(BTreeSet<String>);

impl PageTokens {
    /// Takes note of a token; `subject` is what is listed, such as `runs of experiment 1`.
    ///
    /// # Errors
    /// [`ErrorKind::LoopingPages`] when it was given before.
    pub fn accept(&mut self, token: &str, subject: &str) -> Result<(), Error> {
        if self.0.insert(token.to_owned()) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::LoopingPages, subject))
    }
}
