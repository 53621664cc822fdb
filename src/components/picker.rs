//! Choosing a Pokémon: a combobox that searches as one types.

use battle::{Pokedex, Pokemon};
use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    prelude::*,
};
use web_sys::HtmlInputElement;

use super::{TypeChip, flag, optional, part, text};
use crate::{browser, state::use_words};

/// An editable combobox with a list (the ARIA Authoring Practices' pattern); French and English names are found.
#[component]
pub(crate) fn Picker(
    /// Unique within the page.
    id: &'static str,
    /// What is chosen, such as "Pokémon A".
    #[prop(into)]
    label: Signal<&'static str>,
    /// Who is chosen now; nobody while the address names nobody.
    #[prop(into)]
    chosen: Signal<Option<&'static Pokemon>>,
    /// Called with another choice.
    #[prop(into)]
    choose: Callback<&'static Pokemon>,
) -> impl IntoView {
    let words = use_words();

    let open = RwSignal::new(false);
    // What was typed since the list opened; nothing means everyone.
    let query = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);

    let found = Memo::new(move |_| {
        if !open.get() {
            return Vec::new();
        }
        let all = query.with(|query| Pokedex::get().search(query));
        all.into_iter().filter(|pokemon| pokemon.can_fight()).map(|pokemon| pokemon.id).collect::<Vec<_>>()
    });
    let by_place = move |place: usize| {
        found.with_untracked(|found| found.get(place).and_then(|id| Pokedex::get().pokemon_by_id(*id)))
    };
    let name = move || {
        let lang = words.lang();
        chosen.get().map(|pokemon| pokemon.names.get(lang).to_owned()).unwrap_or_default()
    };
    let option_id = move |place: usize| format!("{id}-{place}");
    let status = move || {
        let t = words.get();
        open.get().then(|| match found.with(Vec::len) {
            0 => (t.battle.nobody_found)(&query.get()),
            count => (t.battle.found)(count),
        })
    };

    let typed = RwSignal::new(String::new());
    Effect::new(move || {
        let name = name();
        if !open.get() {
            typed.set(name);
        }
    });

    let show = move || {
        if !open.get_untracked() {
            query.set(String::new());
            let here = chosen.get_untracked().map(|pokemon| pokemon.id);
            open.set(true);
            let place = found.with_untracked(|found| found.iter().position(|id| Some(*id) == here));
            active.set(place.unwrap_or(0));
        }
    };
    let close = move || open.set(false);
    let pick = move |place: usize| {
        if let Some(pokemon) = by_place(place) {
            close();
            if chosen.get_untracked() != Some(pokemon) {
                choose.run(pokemon);
            }
        }
    };
    let step = move |by: isize| {
        let count = found.with_untracked(Vec::len);
        if count > 0 {
            active.update(|place| *place = place.saturating_add_signed(by).min(count - 1));
            browser::reveal(&option_id(active.get_untracked()));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let is_open = open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !is_open => show(),
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "PageDown" if is_open => step(8),
            "PageUp" if is_open => step(-8),
            "Enter" if is_open => pick(active.get_untracked()),
            "Escape" if is_open => close(),
            _ => return,
        }
        event.prevent_default();
    };
    let select_all = |event: FocusEvent| event_target::<HtmlInputElement>(&event).select();
    let on_input = move |event| {
        let value = event_target_value(&event);
        typed.set(value.clone());
        open.set(true);
        query.set(value);
        active.set(0);
    };
    // The list becomes visible only after this turn, so its active row is brought into sight later.
    Effect::new(move || {
        if open.get() {
            request_animation_frame(move || {
                // The reader may have left the page by then.
                if let Some(active) = active.try_get_untracked() {
                    browser::reveal(&option_id(active));
                }
            });
        }
    });

    view! {
        <div class="picker">
            <label for=id>{part(move || label.get())}</label>
            <div class="picker-field">
                <input
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=text(move || open.get().to_string())
                    aria-controls=format!("{id}-list")
                    aria-describedby=format!("{id}-hint")
                    aria-activedescendant=optional(move || {
                        (open.get() && found.with(|found| !found.is_empty())).then(|| option_id(active.get()))
                    })
                    prop:value=text(move || typed.get())
                    on:input=on_input
                    on:keydown=on_key
                    on:focus=select_all
                    on:click=move |_| show()
                    on:blur=move |_| close()
                />
                <svg class="icon picker-arrow" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 9 6 6 6-6"></path></svg>
            </div>
            <span id=format!("{id}-hint") class="visually-hidden">{words.say(|t| t.battle.search_hint)}</span>
            <ul
                id=format!("{id}-list")
                class="picker-list"
                role="listbox"
                aria-label=label
                hidden=flag(move || !open.get() || found.with(Vec::is_empty))
            >
                {part(move || found.get().into_iter().enumerate().filter_map(|(place, pokemon)| {
                    let pokemon = Pokedex::get().pokemon_by_id(pokemon)?;
                    Some(view! {
                        <li
                            id=option_id(place)
                            role="option"
                            aria-selected=text(move || (active.get() == place).to_string())
                            // Keeps the focus in the field, so that it does not close the list first.
                            on:mousedown=move |event| event.prevent_default()
                            on:click=move |_| pick(place)
                        >
                            <span class="picker-number number">{format!("{:03}", pokemon.dex_number)}</span>
                            <span class="picker-name">{pokemon.names.get(words.lang())}</span>
                            <TypeChip kind=pokemon.types.0/>
                            {pokemon.types.1.map(|kind| view! { <TypeChip kind/> })}
                        </li>
                    })
                }).collect_view())}
            </ul>
            <p class="picker-status" class:visually-hidden=flag(move || !(open.get() && found.with(Vec::is_empty))) role="status">{part(status)}</p>
        </div>
    }
}
