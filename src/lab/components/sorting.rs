//! Heads of columns that sort a table; which column, and which way round, is in the address.

use leptos::prelude::*;

use crate::{
    components::{Icon, IconName, part, text},
    lab::state::Place,
};

/// The head of a column that sorts by it: ascending, then descending, then as if nothing was chosen. The address says
/// `sort=NAME` or `sort=-NAME`.
pub(crate) fn sort_head(name: &'static str, label: &'static str, class: &'static str) -> AnyView {
    let place = expect_context::<Place>();
    let sort = place.text("sort");
    let now = Memo::new(move |_| sort.with(|sort| direction(sort, name)));
    let press = move |_| place.change(|query| query.set("sort", &next(query.text("sort"), name)));
    let order = text(move || {
        match now.get() {
            None => "none",
            Some(false) => "ascending",
            Some(true) => "descending",
        }
        .to_owned()
    });
    let icon = part(move || {
        now.get().map(|descending| {
            let name = if descending { IconName::Down } else { IconName::Up };
            view! { <Icon name=Signal::stored(name)/> }
        })
    });
    view! {
        <th scope="col" class=class aria-sort=order>
            <button type="button" class="sort-head" on:click=press><span>{label}</span>{icon}</button>
        </th>
    }
    .into_any()
}

/// Whether a table that is sorted as the address says is sorted by a column, and if so whether it descends.
fn direction(sort: &str, name: &str) -> Option<bool> {
    let (column, descending) = sort.strip_prefix('-').map_or((sort, false), |column| (column, true));
    (column == name).then_some(descending)
}

/// What the address says after a press on the head of a column.
fn next(sort: &str, name: &str) -> String {
    match direction(sort, name) {
        None => name.to_owned(),
        Some(false) => format!("-{name}"),
        Some(true) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_goes_up_then_down_then_lets_go() {
        let mut sort = "b".to_owned();
        let mut seen = Vec::new();
        for _ in 0..4 {
            sort = next(&sort, "a");
            seen.push((sort.clone(), direction(&sort, "a"), direction(&sort, "b")));
        }
        let expected = [("a", Some(false)), ("-a", Some(true)), ("", None), ("a", Some(false))];
        assert_eq!(seen, expected.map(|(sort, own)| (sort.to_owned(), own, None)));
        assert_eq!(direction("--a", "a"), None);
    }
}
