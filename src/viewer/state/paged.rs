//! Lists that are read a page at a time.

use std::{collections::BTreeSet, future::Future, rc::Rc};

use futures::channel::oneshot;
use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};
use mlflow::List;

use crate::state::Problem;

/// What has been read of a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pages<T> {
    /// The rows.
    pub(crate) items: Vec<T>,
    /// Rows that could not be read, one line each.
    pub(crate) skipped: Vec<String>,
    tokens: BTreeSet<String>,
    next: Option<String>,
    read: usize,
    end: bool,
    pending: bool,
    problem: Option<Problem>,
    /// The rows belong to what was asked before.
    old: bool,
    /// The reader waits no longer for the page that was under way.
    given_up: bool,
}

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            skipped: Vec::new(),
            tokens: BTreeSet::new(),
            next: None,
            read: 0,
            end: false,
            pending: true,
            problem: None,
            old: false,
            given_up: false,
        }
    }
}

impl<T> Pages<T> {
    /// Whether all rows are there.
    pub(crate) fn is_whole(&self) -> bool {
        self.end && !self.old
    }

    /// Whether the rows are those that were asked for last, if maybe not all.
    pub(crate) fn is_settled(&self) -> bool {
        self.read > 0 && !self.old
    }

    /// Whether a page is under way.
    pub(crate) fn is_pending(&self) -> bool {
        self.pending
    }

    /// Why the last page could not be read.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// Whether the reader gave up waiting for a page.
    pub(crate) fn is_given_up(&self) -> bool {
        self.given_up
    }

    fn give_up(&mut self) {
        self.given_up = self.pending;
        self.pending = false;
    }

    /// Something else is asked for; the rows stay until its first page comes.
    fn restart(&mut self) {
        self.tokens.clear();
        self.next = None;
        self.read = 0;
        self.end = false;
        self.old = true;
        self.given_up = false;
    }

    fn add(&mut self, list: List<T>) {
        if self.read == 0 {
            self.items.clear();
            self.skipped.clear();
        }
        self.old = false;
        self.read += 1;
        self.items.extend(list.items);
        self.skipped.extend(list.skipped);
        self.next = list.next_page_token;
        match &self.next {
            None => self.end = true,
            Some(token) if !self.tokens.insert(token.clone()) => {
                self.end = true;
                self.skipped.push("the server gave the same page again: what follows is not read".to_owned());
            }
            Some(_) => {}
        }
    }
}

/// A list that follows a key.
pub(crate) struct Paged<T: Send + Sync + 'static> {
    /// What has been read.
    pub(crate) pages: RwSignal<Pages<T>>,
    wanted: RwSignal<usize>,
    attempt: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Paged<T> {}

impl<T: Send + Sync + 'static> Paged<T> {
    /// Reads the next page, unless one is under way or there is none.
    pub(crate) fn more(self) {
        let may = self.pages.with_untracked(|pages| {
            !pages.pending && !pages.end && !pages.given_up && pages.problem.is_none()
        });
        if may {
            self.wanted.update(|wanted| *wanted = wanted.saturating_add(1));
        }
    }

    /// Reads all pages.
    pub(crate) fn all(self) {
        if self.wanted.get_untracked() != usize::MAX {
            self.wanted.set(usize::MAX);
        }
    }

    /// Reads no further than now.
    pub(crate) fn stop(self) {
        let read = self.pages.with_untracked(|pages| pages.read);
        self.wanted.set(read.max(1));
    }

    /// Waits no longer for the page that is under way: its request ends.
    pub(crate) fn give_up(self) {
        self.pages.update(Pages::give_up);
        self.attempt.update(|attempt| *attempt += 1);
    }

    /// Tries the page that failed, or was given up, again.
    pub(crate) fn retry(self) {
        self.pages.update(|pages| pages.given_up = false);
        self.attempt.update(|attempt| *attempt += 1);
    }
}

/// Reads the first page whenever `key` changes, and those after it as they are asked for. `fetch` gets the key and the token of the
/// page; it is given up when the key changes or the owner goes away.
pub(crate) fn use_pages<K, T, F>(
    key: impl Fn() -> K + 'static,
    fetch: impl Fn(K, Option<String>) -> F + 'static,
) -> Paged<T>
where
    K: Clone + PartialEq + 'static,
    T: Send + Sync + 'static,
    F: Future<Output = Result<List<T>, Problem>> + 'static,
{
    let pages = RwSignal::new(Pages::default());
    let wanted = RwSignal::new(1);
    let attempt = RwSignal::new(0);
    let fetch = Rc::new(fetch);
    Effect::new(move |before: Option<K>| {
        attempt.track();
        let key = key();
        let count = wanted.get();
        if before.is_some_and(|before| before != key) {
            pages.update(Pages::restart);
            if count != 1 {
                // Comes back here.
                wanted.set(1);
                return key;
            }
        }
        if pages.with_untracked(|pages| pages.given_up) {
            return key;
        }
        if pages.with_untracked(|pages| pages.end || pages.read >= count) {
            pages.update(|pages| pages.pending = false);
            return key;
        }
        pages.update(|pages| {
            pages.pending = true;
            pages.problem = None;
        });
        let (asked, fetch) = (key.clone(), fetch.clone());
        spawn_local_scoped_with_cancellation(async move {
            loop {
                let token = pages.with_untracked(|pages| pages.next.clone());
                match fetch(asked.clone(), token).await {
                    Ok(list) => pages.update(|pages| {
                        pages.add(list);
                        pages.pending = !pages.end && pages.read < count;
                    }),
                    Err(problem) => pages.update(|pages| {
                        pages.pending = false;
                        pages.problem = Some(problem);
                    }),
                }
                if pages.with_untracked(|pages| !pages.pending) {
                    break;
                }
            }
        });
        key
    });
    Paged { pages, wanted, attempt }
}

/// The first value that is there.
pub(crate) async fn once_there<T: Clone + PartialEq + Send + Sync + 'static>(value: Memo<Option<T>>) -> T {
    if let Some(value) = value.get_untracked() {
        return value;
    }
    let (sender, receiver) = oneshot::channel();
    let mut sender = Some(sender);
    let waiting = Effect::new(move || {
        let Some(value) = value.get() else { return };
        if let Some(sender) = sender.take() {
            // Who waits may have given up.
            let _ = sender.send(value);
        }
    });
    let value = receiver.await;
    waiting.stop();
    match value {
        Ok(value) => value,
        // The page is gone, and this with it.
        Err(_) => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[u32], next: Option<&str>) -> List<u32> {
        List { items: items.to_vec(), skipped: Vec::new(), next_page_token: next.map(str::to_owned) }
    }

    #[test]
    fn pages_follow_one_another_to_the_end() {
        let mut pages = Pages::default();
        assert!(!pages.is_settled() && pages.is_pending());
        pages.add(list(&[1], Some("a")));
        assert!(pages.is_settled() && !pages.is_whole());
        pages.add(list(&[2], None));
        assert_eq!(pages.items, [1, 2]);
        assert!(pages.is_whole());
    }

    #[test]
    fn the_old_rows_stay_until_the_new_ones_come() {
        let mut pages = Pages::default();
        pages.add(list(&[1], None));
        pages.restart();
        assert!(!pages.is_settled() && !pages.is_whole());
        assert_eq!(pages.items, [1]);
        pages.add(list(&[2], None));
        assert_eq!((pages.items.as_slice(), pages.is_whole()), ([2].as_slice(), true));
    }

    #[test]
    fn what_was_given_up_is_asked_for_no_more_until_something_else_is() {
        let mut pages = Pages::<u32>::default();
        pages.give_up();
        assert!(pages.is_given_up() && !pages.is_pending() && !pages.is_settled());
        pages.restart();
        assert!(!pages.is_given_up());
        pages.pending = false;
        pages.give_up();
        assert!(!pages.is_given_up());
    }

    #[test]
    fn a_token_that_comes_again_is_the_end() {
        let mut pages = Pages::default();
        pages.add(list(&[1], Some("a")));
        pages.add(list(&[2], Some("a")));
        assert!(pages.is_whole());
        assert_eq!(pages.skipped, ["the server gave the same page again: what follows is not read"]);
    }
}
