//! Every battle at once: the frame of it. What predicts them is a part of the lab.

use battle::Pokedex;
use leptos::prelude::*;

use super::ProgramFrame;
use crate::{
    components::{ModelCard, part},
    i18n::count,
    state::use_words,
};

/// What it is, the lab's panel, and the model beside it.
#[component]
pub(crate) fn FieldPage() -> impl IntoView {
    let words = use_words();
    let intro = move || {
        let t = words.get();
        (t.field.intro)(&count(t.lang, Pokedex::get().fighters().count()))
    };
    view! {
        <div class="stack">
            <h1>{words.say(|t| t.field.title)}</h1>
            <p>{part(intro)}</p>
        </div>
        <div class="detail-columns">
            <ProgramFrame name="lab"/>
            <ModelCard/>
        </div>
    }
}
