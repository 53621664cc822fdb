//! Filters of a page: each is a name in the address.

use battle::{Lang, Type};
use leptos::prelude::*;

use crate::{
    i18n::decimal,
    lab::{
        state::{CATEGORIES, Place, WAYS},
        words::{common, use_lab_words},
    },
    state::{PageWords, sort_by_key, use_words},
};

/// Makes the filters of one page; `id` begins the ids of its fields.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    place: Place,
    id: &'static str,
    words: PageWords<common::Words>,
}

/// A choice of a select: its value in the address, and its name.
type Choices = Vec<(&'static str, String)>;

impl Fields {
    /// For a page.
    pub(crate) fn new(id: &'static str) -> Self {
        Self { place: expect_context::<Place>(), id, words: use_lab_words(common::words) }
    }

    /// A field for a part of a name.
    pub(crate) fn search(self, hint: impl Fn() -> &'static str + Send + Sync + 'static) -> AnyView {
        let Self { place, id, words } = self;
        let value = place.text("q");
        let field = format!("{id}-q");
        view! {
            <div class="field filter-search">
                <label for=field.clone()>{move || words.get().search}</label>
                <input
                    id=field
                    type="search"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder=hint
                    prop:value=value
                    on:input:target=move |event| {
                        let text = event.target().value();
                        place.change(|query| query.set("q", &text));
                    }
                />
            </div>
        }
        .into_any()
    }

    /// A list to choose from.
    pub(crate) fn select(
        self,
        name: &'static str,
        label: impl Fn() -> &'static str + Send + Sync + 'static,
        choices: impl Fn() -> Choices + Send + Sync + 'static,
    ) -> AnyView {
        let Self { place, id, .. } = self;
        let value = place.text(name);
        let field = format!("{id}-{name}");
        let options = move || {
            let option = |(slug, text): (&'static str, String)| {
                view! { <option value=slug prop:selected=move || value.with(|value| value == slug)>{text}</option> }
                    .into_any()
            };
            choices().into_iter().map(option).collect::<Vec<_>>()
        };
        view! {
            <div class="field">
                <label for=field.clone()>{label}</label>
                <select
                    id=field
                    on:change:target=move |event| {
                        let value = event.target().value();
                        place.change(|query| query.set(name, &value));
                    }
                >{options}</select>
            </div>
        }
        .into_any()
    }

    /// Any type.
    pub(crate) fn kind(self, name: &'static str, label: fn(&common::Words) -> &'static str) -> AnyView {
        let words = self.words;
        self.select(
            name,
            move || label(words.get()),
            move || {
                let lang = words.lang();
                let mut kinds: Vec<Type> = Type::ALL.to_vec();
                sort_by_key(&mut kinds, |kind| battle::folded(kind.name(lang)));
                let kinds = kinds.into_iter().map(|kind| (kind.slug(), kind.name(lang).to_owned()));
                with_any(words.get(), kinds)
            },
        )
    }

    /// Physical or special.
    pub(crate) fn category(self, label: fn(&common::Words) -> &'static str) -> AnyView {
        let (words, shared) = (self.words, use_words());
        self.select(
            "category",
            move || label(words.get()),
            move || {
                let t = shared.get();
                with_any(
                    words.get(),
                    CATEGORIES.map(|(slug, category)| (slug, t.category(category).to_owned())),
                )
            },
        )
    }

    /// How a move is learnt.
    pub(crate) fn way(self) -> AnyView {
        let words = self.words;
        self.select(
            "way",
            move || words.get().way,
            move || {
                let t = words.get();
                with_any(t, WAYS.into_iter().zip(t.ways).map(|((slug, _), name)| (slug, name.to_owned())))
            },
        )
    }

    /// One of a list of named things.
    pub(crate) fn list<const N: usize>(
        self,
        name: &'static str,
        label: impl Fn() -> &'static str + Send + Sync + 'static,
        slugs: [&'static str; N],
        names: impl Fn() -> [&'static str; N] + Send + Sync + 'static,
    ) -> AnyView {
        let words = self.words;
        self.select(name, label, move || {
            with_any(words.get(), slugs.into_iter().zip(names()).map(|(slug, name)| (slug, name.to_owned())))
        })
    }

    /// A button that takes these filters away, while there are any; the first of them takes the focus then.
    pub(crate) fn clear(self, names: &'static [&'static str]) -> AnyView {
        let Self { place, words, id } = self;
        let any = Memo::new(move |_| {
            let query = place.query();
            names.iter().any(|name| query.get(name).is_some())
        });
        let clear = move |_| {
            place.change(|query| names.iter().for_each(|name| query.set(name, "")));
            // The button goes away.
            crate::browser::focus(&format!("{id}-{}", names.first().unwrap_or(&"q")));
        };
        view! {
            <Show when=move || any.get()>
                <button type="button" class="button small" on:click=clear>{move || words.get().clear}</button>
            </Show>
        }
        .into_any()
    }
}

fn with_any(t: &common::Words, choices: impl IntoIterator<Item = (&'static str, String)>) -> Choices {
    [("", t.any.to_owned())].into_iter().chain(choices).collect()
}

/// A number without more decimals than it needs, two at most.
pub(crate) fn number(lang: Lang, value: f64) -> String {
    let digits = (0..2).find(|digits| {
        let scaled = value * 10_f64.powi(*digits);
        (scaled - scaled.round()).abs() < 1e-9
    });
    decimal(lang, value, digits.map_or(2, |digits| usize::try_from(digits).unwrap_or(0)))
}
