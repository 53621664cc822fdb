//! The frame in which another program is shown: the registry viewer, or the lab.

use leptos::{html, prelude::*, reactive::spawn_local_scoped_with_cancellation};
use protocol::BUILD_ID;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::HtmlElement;

use crate::{
    components::ProblemPanel,
    handover::{Handover, Predicting},
    route::Route,
    state::{Deployment, Nav, Predictor, Problem, Registry, Ui, use_words},
};

#[wasm_bindgen(inline_js = r#"
export async function loadProgram(name, build) {
  const at = (file) => new URL(`${file}?build=${build}`, document.baseURI).href;
  const styled = Promise.all(STYLES[name].map((style) => addStyle(at(`${style}.css`))));
  const program = await import(at(`${name}.js`));
  await Promise.all([styled, program.default({ module_or_path: at(`${name}_bg.wasm`) })]);
  return program;
}

const STYLES = { viewer: ["viewer", "doctor", "inspect", "runs", "curves"], lab: ["viewer", "lab", "why", "many", "team"] };

function addStyle(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(`${href} could not be loaded`));
    };
    document.head.append(link);
  });
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = loadProgram, catch)]
    async fn load_program(name: &str, build: &str) -> Result<JsValue, JsValue>;

    type Program;
    #[wasm_bindgen(method)]
    fn show(this: &Program, root: HtmlElement, handover: &str, authorization: Option<String>);
    #[wasm_bindgen(method)]
    fn tell(this: &Program, handover: &str, authorization: Option<String>);
    #[wasm_bindgen(method)]
    fn hide(this: &Program);
}

/// What has become of the program.
#[derive(Clone)]
enum Phase {
    Loading,
    Failed(String),
    Running(SendWrapper<std::rc::Rc<Program>>),
}

/// Loads a program, shows it, keeps it informed, and takes it away again.
#[component]
pub(crate) fn ProgramFrame(
    /// What its files are called: `viewer`, `lab`.
    name: &'static str,
) -> impl IntoView {
    let words = use_words();
    let root = NodeRef::<html::Div>::new();
    let phase = RwSignal::new(Phase::Loading);
    spawn_local_scoped_with_cancellation(async move {
        phase.set(match load_program(name, BUILD_ID).await {
            Ok(program) => Phase::Running(SendWrapper::new(std::rc::Rc::new(program.unchecked_into()))),
            Err(error) => Phase::Failed(said(&error)),
        });
    });

    let told = told();
    let shown = StoredValue::new(false);
    Effect::new(move || {
        let (handover, authorization) = told();
        let (Phase::Running(program), Some(root)) = (phase.get(), root.get()) else { return };
        if shown.get_value() {
            program.tell(&handover, authorization);
        } else {
            shown.set_value(true);
            program.show(root.into(), &handover, authorization);
        }
    });
    on_cleanup(move || {
        if let Phase::Running(program) = phase.get_untracked() {
            program.hide();
        }
    });

    let notice = move || match phase.get() {
        Phase::Running(_) => ().into_any(),
        Phase::Loading => view! { <p class="muted" role="status">{words.get().shell.loading}</p> }.into_any(),
        Phase::Failed(message) => view! { <ProblemPanel problem=Problem::Program(message)/> }.into_any(),
    };
    view! { {notice} <div class="viewer" node_ref=root></div> }
}

/// What the program is to know, tracked.
fn told() -> impl Fn() -> (String, Option<String>) + Copy {
    let ui = expect_context::<Ui>();
    let nav = expect_context::<Nav>();
    let registry = expect_context::<Registry>();
    let model = expect_context::<Predictor>().model.remote;
    let predicting = Memo::new(move |_| {
        model.with(|remote| match remote.value() {
            // A worker that was started again no longer shares the file of the model before.
            Some(model) if remote.is_settled() => Predicting::Ready(model.shared()),
            _ if remote.problem().is_some() => Predicting::Failed,
            _ => Predicting::Loading,
        })
    });
    let sprites = expect_context::<Deployment>().config.sprites;
    let sprites = StoredValue::new(sprites);
    move || {
        let handover = Handover {
            lang: ui.lang.get(),
            source: registry.source.get(),
            sprites: sprites.get_value(),
            predicting: predicting.get(),
            battle: Route::Battle(nav.battle()).href(),
        };
        let authorization =
            registry.credentials.with(|held| held.as_ref().map(|held| held.header().to_owned()));
        (handover.write(), authorization)
    }
}

/// What the browser threw, in its words.
fn said(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| error.message().into())
}
