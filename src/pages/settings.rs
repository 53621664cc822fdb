//! Where models come from, as whom, and how the page looks.

use battle::Lang;
use leptos::{ev::SubmitEvent, prelude::*, reactive::spawn_local_scoped_with_cancellation};
use mlflow::Credentials;

use crate::{
    components::{ProblemPanel, flag, part, text},
    config::{ModelSource, RegistryPlace, Select},
    engine::Engine,
    i18n,
    route::{BattleQuery, Route},
    state::{Deployment, Door, Nav, Predictor, Problem, Registry, Theme, Ui, Wanted, use_words},
};

/// Every setting of the reader.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let words = use_words();
    let ui = expect_context::<Ui>();
    view! {
        <h1>{words.say(|t| t.settings.title)}</h1>
        {part(move || (!ui.storable.get()).then(|| view! {
            <p class="problem mild" role="note">{words.say(|t| t.settings.storage_off)}</p>
        }))}
        <div class="settings-columns">
            <SourceForm/>
            <Appearance/>
        </div>
    }
}

/// Which kind of registry is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bundled,
    Frozen,
    Live,
}

/// Which of a group of radio buttons a version is chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Stage,
    Alias,
    Version,
}

/// How to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SignIn {
    Nobody,
    Basic,
    Bearer,
}

/// What was typed into the form. No `Debug`: it holds secrets.
#[derive(Clone, Copy)]
struct Form {
    kind: RwSignal<Kind>,
    url: RwSignal<String>,
    model: RwSignal<String>,
    by: RwSignal<By>,
    value: RwSignal<String>,
    sign_in: RwSignal<SignIn>,
    user: RwSignal<String>,
    secret: RwSignal<String>,
}

/// How the last attempt to connect went.
#[derive(Clone, PartialEq)]
enum Attempt {
    Idle,
    Pending,
    Connected(String, u64),
    /// No model is named.
    NameMissing,
    /// No stage, alias or number is given.
    ValueMissing,
    Failed(Problem),
}

impl Form {
    fn new(source: &ModelSource) -> Self {
        let form = Self {
            kind: RwSignal::new(Kind::Bundled),
            url: RwSignal::new(String::new()),
            model: RwSignal::new(String::new()),
            by: RwSignal::new(By::Stage),
            value: RwSignal::new(String::new()),
            sign_in: RwSignal::new(SignIn::Nobody),
            user: RwSignal::new(String::new()),
            secret: RwSignal::new(String::new()),
        };
        form.fill(source);
        form
    }

    fn fill(self, source: &ModelSource) {
        match &source.registry {
            RegistryPlace::Bundled => self.kind.set(Kind::Bundled),
            RegistryPlace::Frozen { url } => {
                self.kind.set(Kind::Frozen);
                self.url.set(url.clone());
            }
            RegistryPlace::Mlflow { url } => {
                self.kind.set(Kind::Live);
                self.url.set(url.clone());
            }
        }
        self.model.set(source.model.clone());
        self.by.set(match &source.select {
            Select::Stage(_) => By::Stage,
            Select::Alias(_) => By::Alias,
            Select::Version(_) => By::Version,
        });
        self.value.set(source.select.value().to_owned());
    }

    fn source(self) -> Result<ModelSource, Attempt> {
        let model = self.model.get_untracked().trim().to_owned();
        if model.is_empty() {
            return Err(Attempt::NameMissing);
        }
        let value = self.value.get_untracked().trim().to_owned();
        if value.is_empty() {
            return Err(Attempt::ValueMissing);
        }
        // Checked before it is kept: an address with a password in it must never be stored.
        let url = || match mlflow::BaseUrl::parse(&self.url.get_untracked()) {
            Ok(url) => Ok(url.to_string()),
            Err(error) => Err(Attempt::Failed(error.into())),
        };
        let registry = match self.kind.get_untracked() {
            Kind::Bundled => RegistryPlace::Bundled,
            Kind::Frozen => RegistryPlace::Frozen { url: url()? },
            Kind::Live => RegistryPlace::Mlflow { url: url()? },
        };
        let select = match self.by.get_untracked() {
            By::Stage => Select::Stage(value),
            By::Alias => Select::Alias(value),
            By::Version => Select::Version(value),
        };
        Ok(ModelSource { registry, model, select })
    }

    fn credentials(self) -> Result<Option<Credentials>, Attempt> {
        if self.kind.get_untracked() != Kind::Live {
            return Ok(None);
        }
        let secret = self.secret.get_untracked();
        let made = match self.sign_in.get_untracked() {
            SignIn::Nobody => return Ok(None),
            SignIn::Basic => Credentials::basic(&self.user.get_untracked(), &secret),
            SignIn::Bearer => Credentials::bearer(&secret),
        };
        made.map(Some).map_err(|error| Attempt::Failed(error.into()))
    }
}

/// Registry, model, version and credentials.
#[component]
fn SourceForm() -> impl IntoView {
    let words = use_words();
    let registry = expect_context::<Registry>();
    let engine = expect_context::<Predictor>().engine;
    let ui = expect_context::<Ui>();
    let nav = expect_context::<Nav>();
    let deployment = expect_context::<Deployment>();

    let form = Form::new(&registry.source.get_untracked());
    let attempt = RwSignal::new(Attempt::Idle);
    let request = RwSignal::new(None::<(ModelSource, Option<Credentials>)>);
    Effect::new(move || {
        let Some((source, credentials)) = request.get() else { return };
        let engine = engine.clone();
        attempt.set(Attempt::Pending);
        spawn_local_scoped_with_cancellation(async move {
            let result = connect(&engine, &source, credentials.clone()).await;
            attempt.set(match result {
                Ok(version) => {
                    ui.keep_source(Some(source.clone()));
                    // A version chosen in another registry means nothing in this one.
                    nav.set_battle(BattleQuery { model: None, ..nav.battle_now() });
                    registry.credentials.set(credentials);
                    registry.source.set(source.clone());
                    Attempt::Connected(source.model, version)
                }
                Err(problem) => Attempt::Failed(problem),
            });
        });
    });
    let ask = move || match form.source().and_then(|source| Ok((source, form.credentials()?))) {
        Ok(asked) => request.set(Some(asked)),
        Err(incomplete) => attempt.set(incomplete),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        ask();
    };
    let reset = move |_| {
        // Ends a connection attempt that is under way: its answer must not undo this.
        request.set(None);
        let source = deployment.config.defaults.clone();
        form.fill(&source);
        form.sign_in.set(SignIn::Nobody);
        form.user.set(String::new());
        form.secret.set(String::new());
        ui.keep_source(None);
        registry.credentials.set(None);
        registry.source.set(source);
        attempt.set(Attempt::Idle);
    };
    let retry = Callback::new(move |()| ask());
    let outcome = move || match attempt.get() {
        Attempt::Idle => ().into_any(),
        Attempt::Pending => view! { <p class="muted">{words.get().settings.connecting}</p> }.into_any(),
        Attempt::Connected(model, version) => {
            view! { <p class="tag good">{(words.get().settings.connected)(&model, version)}</p> }.into_any()
        }
        Attempt::NameMissing => {
            view! { <p class="problem">{words.get().settings.missing_name}</p> }.into_any()
        }
        Attempt::ValueMissing => {
            view! { <p class="problem">{words.get().settings.missing_value}</p> }.into_any()
        }
        Attempt::Failed(problem) => {
            // What a server can be examined for is nothing that a folder of files has.
            let live = form.kind.get_untracked() == Kind::Live;
            let examined = if live { form.url.get_untracked() } else { String::new() };
            view! { <ProblemPanel problem retry server=examined/> }.into_any()
        }
    };

    view! {
        <form class="card stack" on:submit=submit novalidate>
            <fieldset class="field">
                <legend>{words.say(|t| t.settings.source)}</legend>
                <div class="segments">
                    {radio("place", form.kind, Kind::Bundled, words.say(|t| t.settings.bundled))}
                    {radio("place", form.kind, Kind::Frozen, words.say(|t| t.settings.frozen))}
                    {radio("place", form.kind, Kind::Live, words.say(|t| t.settings.mlflow))}
                </div>
            </fieldset>
            {part(move || (form.kind.get() != Kind::Bundled).then(|| view! {
                <div class="field">
                    <label for="url">{part(move || {
                        let t = &words.get().settings;
                        if form.kind.get() == Kind::Frozen { t.frozen_url } else { t.url }
                    })}</label>
                    <input id="url" type="text" inputmode="url" autocomplete="url" spellcheck="false" autocapitalize="none"
                        aria-describedby="url-hint" bind:value=form.url/>
                    <p id="url-hint" class="muted small">{part(move || {
                        let t = &words.get().settings;
                        if form.kind.get() == Kind::Frozen { t.frozen_hint } else { t.url_hint }
                    })}</p>
                </div>
            }))}
            <div class="field">
                <label for="model-name">{words.say(|t| t.settings.model_name)}</label>
                <input id="model-name" type="text" autocomplete="off" spellcheck="false" autocapitalize="none" bind:value=form.model/>
            </div>
            <fieldset class="field">
                <legend>{words.say(|t| t.settings.select_by)}</legend>
                <div class="segments">
                    {radio("by", form.by, By::Stage, words.say(|t| t.settings.by_stage))}
                    {radio("by", form.by, By::Alias, words.say(|t| t.settings.by_alias))}
                    {radio("by", form.by, By::Version, words.say(|t| t.settings.by_version))}
                </div>
            </fieldset>
            <div class="field">
                <label for="select-value">{words.say(|t| t.settings.select_value)}</label>
                <input id="select-value" type="text" autocomplete="off" spellcheck="false" autocapitalize="none" bind:value=form.value/>
            </div>
            {part(move || (form.kind.get() == Kind::Live).then(|| view! {
                <fieldset class="field">
                    <legend>{words.say(|t| t.settings.credentials)}</legend>
                    <div class="segments">
                        {radio("sign-in", form.sign_in, SignIn::Nobody, words.say(|t| t.settings.credentials_none))}
                        {radio("sign-in", form.sign_in, SignIn::Basic, words.say(|t| t.settings.credentials_basic))}
                        {radio("sign-in", form.sign_in, SignIn::Bearer, words.say(|t| t.settings.credentials_bearer))}
                    </div>
                    <p class="muted small">{words.say(|t| t.settings.credentials_hint)}</p>
                </fieldset>
                {part(move || (form.sign_in.get() == SignIn::Basic).then(|| view! {
                    <div class="field">
                        <label for="user">{words.say(|t| t.settings.user)}</label>
                        <input id="user" type="text" autocomplete="username" spellcheck="false" autocapitalize="none" bind:value=form.user/>
                    </div>
                }))}
                {part(move || (form.sign_in.get() != SignIn::Nobody).then(|| view! {
                    <div class="field">
                        <label for="secret">{part(move || {
                            let t = &words.get().settings;
                            if form.sign_in.get() == SignIn::Basic { t.password } else { t.token }
                        })}</label>
                        <input id="secret" type="password" autocomplete="current-password" bind:value=form.secret/>
                    </div>
                }))}
            }))}
            <div class="row">
                <button type="submit" class="button primary" disabled=flag(move || attempt.get() == Attempt::Pending)>
                    {words.say(|t| t.settings.connect)}
                </button>
                <button type="button" class="button" on:click=reset>{words.say(|t| t.settings.reset)}</button>
                <a class="button" href=text(move || Route::Battle(nav.battle()).href())>{words.say(|t| t.shell.to_battle)}</a>
            </div>
            <div role="status">{part(outcome)}</div>
        </form>
    }
}

/// The version that a source means.
async fn connect(
    engine: &Engine,
    source: &ModelSource,
    credentials: Option<Credentials>,
) -> Result<u64, Problem> {
    let wanted = Wanted {
        door: Door { place: source.registry.clone(), credentials },
        name: source.model.clone(),
        selector: source.select.selector(),
    };
    Ok(engine.resolve(wanted.question()).await??.version)
}

/// Theme and language.
#[component]
fn Appearance() -> impl IntoView {
    let words = use_words();
    let ui = expect_context::<Ui>();
    let theme = move |value: Theme| {
        view! {
            <label>
                <input type="radio" name="theme" prop:checked=flag(move || ui.theme.get() == value)
                    on:change=move |_| ui.set_theme(value)/>
                <span>{part(move || {
                    let t = &words.get().shell;
                    match value {
                        Theme::System => t.theme_system,
                        Theme::Light => t.theme_light,
                        Theme::Dark => t.theme_dark,
                    }
                })}</span>
            </label>
        }
    };
    let language = move |value: Lang, name: &'static str| {
        view! {
            <label lang=i18n::texts(value).code>
                <input type="radio" name="language" prop:checked=flag(move || ui.lang.get() == value)
                    on:change=move |_| ui.set_lang(value)/>
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <section class="card stack" aria-labelledby="appearance-title">
            <h2 id="appearance-title">{words.say(|t| t.settings.appearance)}</h2>
            <fieldset class="field">
                <legend>{words.say(|t| t.shell.theme)}</legend>
                <div class="segments">{Theme::ALL.map(theme)}</div>
            </fieldset>
            <fieldset class="field">
                <legend>{words.say(|t| t.settings.language)}</legend>
                <div class="segments">{language(Lang::En, "English")}{language(Lang::Fr, "Français")}</div>
            </fieldset>
        </section>
    }
}

/// One radio button of a group.
fn radio<T: Copy + PartialEq + Send + Sync + 'static>(
    group: &'static str,
    chosen: RwSignal<T>,
    value: T,
    label: impl Fn() -> &'static str + Send + 'static,
) -> impl IntoView {
    view! {
        <label>
            <input type="radio" name=group prop:checked=flag(move || chosen.get() == value)
                on:change=move |_| chosen.set(value)/>
            <span>{label}</span>
        </label>
    }
}
