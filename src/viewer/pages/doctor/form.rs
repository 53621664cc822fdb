//! Which server is examined, and as whom.

use leptos::{ev::SubmitEvent, prelude::*};
use mlflow::{BaseUrl, Credentials};

use super::Desk;
use crate::{
    components::ProblemPanel,
    state::Problem,
    viewer::{
        state::Place,
        words::{
            doctor::{self, Words},
            use_viewer_words,
        },
    },
};

/// How to sign in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SignIn {
    Nobody,
    /// With what the registry that is open is read with.
    Registry,
    Basic,
    Bearer,
}

/// Tells the credentials with which an address is read already.
pub(super) type Own = StoredValue<Box<dyn Fn(&str) -> Option<Credentials> + Send + Sync>>;

/// Address and credentials.
#[component]
pub(super) fn DoctorForm(
    /// The address that the page's own address holds, or that of the registry.
    #[prop(into)]
    url: Signal<String>,
    /// What is examined.
    desk: Desk,
    /// Credentials that are known already.
    own: Own,
) -> impl IntoView {
    let words = use_viewer_words(doctor::words);
    let place = expect_context::<Place>();
    let typed = RwSignal::new(String::new());
    let sign_in = RwSignal::new(SignIn::Nobody);
    let user = RwSignal::new(String::new());
    let secret = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<Problem>);
    let known = move |url: &str| own.with_value(|own| own(url));
    Effect::new(move || {
        let url = url.get();
        let is_known = known(&url).is_some();
        // A reader who chose how to sign in to this server keeps it.
        if typed.with_untracked(|typed| *typed != url) {
            sign_in.set(if is_known { SignIn::Registry } else { SignIn::Nobody });
            secret.set(String::new());
        }
        typed.set(url);
    });

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let url = typed.get_untracked().trim().to_owned();
        typed.set(url.clone());
        let secret = secret.get_untracked();
        let credentials = match sign_in.get_untracked() {
            SignIn::Nobody => Ok(None),
            SignIn::Registry => Ok(untrack(|| known(&url))),
            SignIn::Basic => Credentials::basic(&user.get_untracked(), &secret).map(Some),
            SignIn::Bearer => Credentials::bearer(&secret).map(Some),
        };
        match credentials {
            Err(error) => wrong.set(Some(error.into())),
            Ok(credentials) => {
                wrong.set(None);
                desk.order(url.clone(), credentials);
                // What is no address may hold a password, and the page's address is no place for that.
                if BaseUrl::parse(&url).is_ok() {
                    place.step(|query| query.set("url", &url));
                }
            }
        }
    };
    let radio = move |value: SignIn, label: fn(&Words) -> &'static str| {
        view! {
            <label>
                <input type="radio" name="doctor-sign-in" prop:checked=move || sign_in.get() == value
                    on:change=move |_| sign_in.set(value)/>
                <span>{move || label(words.get())}</span>
            </label>
        }
        .into_any()
    };
    let is_known = move || typed.with(|typed| known(typed).is_some());
    let fields = move || {
        let t = words.get();
        let basic = sign_in.get() == SignIn::Basic;
        let named = basic.then(|| {
            view! {
                <div class="field">
                    <label for="doctor-user">{t.user}</label>
                    <input id="doctor-user" type="text" autocomplete="off" spellcheck="false" autocapitalize="none"
                        bind:value=user/>
                </div>
            }
        });
        (basic || sign_in.get() == SignIn::Bearer).then(|| {
            view! {
                {named}
                <div class="field">
                    <label for="doctor-secret">{if basic { t.password } else { t.token }}</label>
                    <input id="doctor-secret" type="password" autocomplete="off" bind:value=secret/>
                </div>
            }
        })
    };
    view! {
        <form class="card stack doctor-form" on:submit=submit novalidate>
            <div class="field">
                <label for="doctor-url">{move || words.get().address}</label>
                <input id="doctor-url" type="text" inputmode="url" autocomplete="url" spellcheck="false"
                    autocapitalize="none" aria-describedby="doctor-url-hint" bind:value=typed/>
                <p id="doctor-url-hint" class="muted small">{move || words.get().address_hint}</p>
            </div>
            <fieldset class="field">
                <legend>{move || words.get().credentials}</legend>
                <div class="segments">
                    {radio(SignIn::Nobody, |t| t.nobody)}
                    {move || is_known().then(|| radio(SignIn::Registry, |t| t.the_registrys))}
                    {radio(SignIn::Basic, |t| t.basic)}
                    {radio(SignIn::Bearer, |t| t.bearer)}
                </div>
                <p class="muted small">{move || words.get().credentials_hint}</p>
            </fieldset>
            {fields}
            {move || wrong.get().map(|problem| view! { <ProblemPanel problem mild=true/> })}
            <div class="row">
                <button type="submit" class="button primary">{move || {
                    let t = words.get();
                    if desk.examination.with(Option::is_some) { t.again } else { t.examine }
                }}</button>
                {move || desk.is_busy().then(|| view! {
                    <button type="button" class="button" on:click=move |_| desk.stop()>{words.get().stop}</button>
                })}
            </div>
        </form>
    }
}
