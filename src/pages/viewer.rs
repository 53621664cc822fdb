//! The frame in which the registry viewer, a program of its own, is shown.

use leptos::{html, prelude::*, reactive::spawn_local_scoped_with_cancellation};
use protocol::BUILD_ID;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::HtmlElement;

use crate::{
    components::ProblemPanel,
    handover::Handover,
    route::Route,
    state::{Nav, Predictor, Problem, Registry, Ui, use_words},
};

#[wasm_bindgen(inline_js = r#"
export async function loadViewer(build) {
  const at = (file) => new URL(`${file}?build=${build}`, document.baseURI).href;
  const viewer = await import(at("viewer.js"));
  await viewer.default({ module_or_path: at("viewer_bg.wasm") });
  return viewer;
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = loadViewer, catch)]
    async fn load_viewer(build: &str) -> Result<JsValue, JsValue>;

    type Viewer;
    #[wasm_bindgen(method)]
    fn show(this: &Viewer, root: HtmlElement, handover: &str, authorization: Option<String>);
    #[wasm_bindgen(method)]
    fn tell(this: &Viewer, handover: &str, authorization: Option<String>);
    #[wasm_bindgen(method)]
    fn hide(this: &Viewer);
}

/// What has become of the viewer's program.
#[derive(Clone)]
enum Program {
    Loading,
    Failed(String),
    Running(SendWrapper<std::rc::Rc<Viewer>>),
}

/// Loads the viewer, shows it, keeps it informed, and takes it away again.
#[component]
pub(crate) fn ViewerFrame() -> impl IntoView {
    let words = use_words();
    let root = NodeRef::<html::Div>::new();
    let program = RwSignal::new(Program::Loading);
    spawn_local_scoped_with_cancellation(async move {
        program.set(match load_viewer(BUILD_ID).await {
            Ok(viewer) => Program::Running(SendWrapper::new(std::rc::Rc::new(viewer.unchecked_into()))),
            Err(error) => Program::Failed(said(&error)),
        });
    });

    let told = told();
    let shown = StoredValue::new(false);
    Effect::new(move || {
        let (handover, authorization) = told();
        let (Program::Running(viewer), Some(root)) = (program.get(), root.get()) else { return };
        if shown.get_value() {
            viewer.tell(&handover, authorization);
        } else {
            shown.set_value(true);
            viewer.show(root.into(), &handover, authorization);
        }
    });
    on_cleanup(move || {
        if let Program::Running(viewer) = program.get_untracked() {
            viewer.hide();
        }
    });

    let notice = move || match program.get() {
        Program::Running(_) => ().into_any(),
        Program::Loading => {
            view! { <p class="muted" role="status">{words.get().shell.loading}</p> }.into_any()
        }
        Program::Failed(message) => view! { <ProblemPanel problem=Problem::Viewer(message)/> }.into_any(),
    };
    view! { {notice} <div class="viewer" node_ref=root></div> }
}

/// What the viewer is to know, tracked.
fn told() -> impl Fn() -> (String, Option<String>) + Copy {
    let ui = expect_context::<Ui>();
    let nav = expect_context::<Nav>();
    let registry = expect_context::<Registry>();
    let model = expect_context::<Predictor>().model.remote;
    let predicting = Memo::new(move |_| {
        model.with(|remote| remote.value().map(|model| (model.version.name.clone(), model.version.version)))
    });
    move || {
        let handover = Handover {
            lang: ui.lang.get(),
            source: registry.source.get(),
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
