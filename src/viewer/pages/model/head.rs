//! What a model is and which of its versions are in use.

use std::collections::BTreeSet;

use leptos::prelude::*;
use mlflow::{RegisteredModel, stage};

use super::Here;
use crate::{
    components::{fact, facts},
    i18n::date,
    state::use_words,
    viewer::{
        components::markdown,
        pages::rows::{alias_links, tag_table, version_chip},
        state::Told,
        words::{model, use_viewer_words},
    },
};

/// Names of people that are shown.
const PEOPLE: usize = 5;
/// Lines and letters of a description that is shown as a whole at once.
const LINES: usize = 5;
const LETTERS: usize = 240;

/// Which versions are in use, and the model's own facts.
#[component]
pub(super) fn InUse(
    /// The page.
    here: Here,
) -> impl IntoView {
    let t = use_viewer_words(model::words);
    let people = Memo::new(move |_| people(here));
    let own = move || {
        let (t, lang) = (t.get(), t.lang());
        here.model.with(|model| {
            model.as_ref().map(|model| {
                let created = model.creation_timestamp.map(|time| fact(t.created, date(lang, time)));
                let updated = model.last_updated_timestamp.map(|time| fact(t.updated, date(lang, time)));
                let who = move || {
                    people.with(|people| (!people.is_empty()).then(|| fact(t.who, people.join(", "))))
                };
                facts(view! { {created} {updated} {who} })
            })
        })
    };
    let in_use = move || here.model.with(|model| model.as_ref().map(|model| in_use(model, t.get())));
    view! {
        <section class="card stack">
            <h2>{move || t.get().in_use}</h2>
            {in_use}
            {own}
        </section>
    }
}

/// What people have written about the model, if they have.
#[component]
pub(super) fn Description(
    /// The page.
    here: Here,
) -> impl IntoView {
    let t = use_viewer_words(model::words);
    let description = Memo::new(move |_| {
        here.model.with(|model| model.as_ref().map(|model| model.description.clone()).unwrap_or_default())
    });
    let open = RwSignal::new(false);
    let toggle = move |is_open: bool| {
        view! {
            <button type="button" class="button small prose-more" on:click=move |_| open.set(!is_open)>
                {if is_open { t.get().less } else { t.get().more }}
            </button>
        }
    };
    move || {
        description.with(|text| {
            let clipped = Memo::new({
                let long = is_long(text);
                move |_| long.then(|| open.get())
            });
            (!text.trim().is_empty()).then(|| {
                view! {
                    <section class="card stack" class:wide=move || clipped.get() == Some(true)>
                        <h2>{move || t.get().description}</h2>
                        <div class:clip=move || clipped.get() == Some(false)>{markdown(text)}</div>
                        {move || clipped.get().map(toggle)}
                    </section>
                }
            })
        })
    }
}

/// Whether a description takes more than the few lines that stand beside the other facts.
fn is_long(text: &str) -> bool {
    text.lines().count() > LINES || text.chars().count() > LETTERS
}

/// Tags of the model, if it has any.
#[component]
pub(super) fn Tags(
    /// The page.
    here: Here,
) -> impl IntoView {
    let t = use_viewer_words(model::words);
    let words = use_words();
    let tags = Memo::new(move |_| {
        here.model.with(|model| model.as_ref().map(|model| model.tags.clone()).unwrap_or_default())
    });
    move || {
        tags.with(|tags| {
            let title = t.get().tags;
            (!tags.is_empty()).then(|| view! {
                <section class="card stack"><h2>{title}</h2>{tag_table(title, tags, words.get().registry.none)}</section>
            })
        })
    }
}

/// Stages and aliases, each with its version.
fn in_use(model: &RegisteredModel, t: &'static model::Words) -> impl IntoView + use<> {
    let mut stages: Vec<(&str, u64)> = model
        .latest_versions
        .iter()
        .map(|version| (version.current_stage.as_str(), version.version))
        .filter(|(stage, _)| [stage::PRODUCTION, stage::STAGING].contains(stage))
        .collect();
    stages.sort_unstable();
    let nothing = stages.is_empty() && model.aliases.is_empty();
    let stages: Vec<_> =
        stages.into_iter().map(|(stage, number)| version_chip(&model.name, stage, number)).collect();
    view! {
        {nothing.then(|| view! { <p class="muted">{t.nothing_in_use}</p> })}
        {(!stages.is_empty()).then(|| view! { <div class="row">{stages}</div> })}
        {alias_links(model)}
    }
}

/// Who ran the runs of the versions that have been read.
fn people(here: Here) -> Vec<String> {
    let mut names = BTreeSet::new();
    here.versions.pages.with(|pages| {
        here.queue.runs.with(|runs| {
            for version in &pages.items {
                if let Told::Run(facts) = runs.of(version)
                    && let Some(user) = &facts.user
                    && !names.contains(user)
                {
                    names.insert(user.clone());
                }
            }
        });
    });
    let more = names.len() > PEOPLE;
    names.into_iter().take(PEOPLE).chain(more.then(|| "…".to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::is_long;

    #[test]
    fn a_few_lines_are_shown_as_they_are() {
        assert!(!is_long("# Title\n\nOne line."));
        assert!(is_long(&"word ".repeat(50)));
        assert!(is_long("1\n2\n3\n4\n5\n6"));
    }
}
