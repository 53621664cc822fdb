//! The content of one file, as far as it can be shown without running anything.

use std::sync::Arc;

use leptos::prelude::*;
use mlflow::{ArtifactRoot, Download, List, ModelVersion};

use super::download::DownloadLink;
use crate::{
    browser::BlobUrl,
    components::{RemoteNotice, fact, facts},
    i18n::bytes,
    route::{Route, ViewPage},
    state::{Door, Keep, Loading, Problem, Registry, use_remote},
    viewer::{
        components::{Cell, Column, Table, markdown},
        state::preview::{Grid, Kind, Refusal, grid, image, looks_pickled, pretty, text},
        words::{ViewerWords, run, use_viewer_words},
    },
};

/// So much of a text is shown.
const TEXT_BYTES: u64 = 256 << 10;
/// So much of a table is shown.
const TABLE_BYTES: u64 = 2 << 20;
/// Larger pictures are not shown.
const IMAGE_BYTES: u64 = 32 << 20;
/// By so much a file without a known ending is looked at.
const SNIFFED_BYTES: u64 = 64 << 10;

/// What is shown of a file.
#[derive(Clone)]
enum Content {
    /// The text, and how much of the file it is when it is not all.
    Text(String, Option<u64>),
    /// JSON that is whole: indented, or as it is with what is wrong.
    Json(Result<String, (String, String)>),
    /// The longest start of a longer one.
    LongJson(String),
    Table(Arc<Grid>, Option<u64>),
    Markdown(String, Option<u64>),
    Image(Arc<BlobUrl>),
    NoImage,
    Onnx,
    Refused(Refusal),
    Nothing,
}

/// A file: its name and size, a way to take it along, and its content.
#[component]
pub(super) fn Preview(
    /// Whose file it is.
    root: ArtifactRoot,
    /// Its path.
    path: String,
    /// The versions that were registered from the run.
    versions: Loading<List<ModelVersion>>,
) -> impl IntoView {
    let words = use_viewer_words(run::words);
    let registry = expect_context::<Registry>();

    let about = {
        let (root, path) = (root.clone(), path.clone());
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| about(registry, door, root.clone(), path.clone()),
        )
    };
    let content = {
        let (root, path) = (root.clone(), path.clone());
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| read(registry, door, root.clone(), path.clone()),
        )
    };
    let take = {
        let (root, path) = (root.clone(), path.clone());
        move || {
            about.remote.with(|remote| remote.value().cloned()).map(|(_, download)| {
                view! { <DownloadLink root=root.clone() path=path.clone() download/> }
            })
        }
    };
    let ending =
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_owned());
    let known = move || {
        let (t, lang) = (words.get(), words.lang());
        let size = about.remote.with(|remote| remote.value().and_then(|(size, _)| *size));
        let size = size.map_or_else(|| t.unknown_size.to_owned(), |size| bytes(lang, size));
        let kind = ending.clone().unwrap_or_else(|| t.no_ending.to_owned());
        facts(vec![fact(t.size, size).into_any(), fact(t.kind, kind).into_any()])
    };
    let title = path.clone();
    let shown = move || {
        content
            .remote
            .with(|remote| remote.value().map(|content| show(content, &root, &path, versions, words)))
    };
    view! {
        <div class="row spread">
            <h3 class="wrap">{title}</h3>
            <div class="row">{take}</div>
        </div>
        {known}
        <RemoteNotice loading=about/>
        <RemoteNotice loading=content/>
        {shown}
    }
}

/// Size and place of a file.
async fn about(
    registry: Registry,
    door: Door,
    root: ArtifactRoot,
    path: String,
) -> Result<(Option<u64>, Download), Problem> {
    let client = registry.client(door).await?;
    let download = client.file(&root, &path)?;
    if download.size.is_some() {
        return Ok((download.size, download));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let list = client.folder(&root, folder).await?;
    let size = list.items.iter().find(|item| item.path == path).and_then(|item| item.file_size);
    Ok((size.and_then(|size| u64::try_from(size).ok()), download))
}

async fn read(registry: Registry, door: Door, root: ArtifactRoot, path: String) -> Result<Content, Problem> {
    let kind = Kind::of(&path);
    let limit = match kind {
        Kind::Refused(why) => return Ok(Content::Refused(why)),
        Kind::Onnx => return Ok(Content::Onnx),
        Kind::Text | Kind::Json | Kind::Markdown => TEXT_BYTES,
        Kind::Table(_) => TABLE_BYTES,
        Kind::Unknown => SNIFFED_BYTES,
        Kind::Image => {
            let bytes = registry.client(door).await?.read_file(&root, &path, IMAGE_BYTES).await?;
            let shown = image(&bytes).and_then(|image| BlobUrl::new(&bytes, image.media_type()));
            return Ok(shown.map_or(Content::NoImage, |url| Content::Image(Arc::new(url))));
        }
    };
    let head = registry.client(door).await?.head(&root, &path, limit).await?;
    if looks_pickled(&head.bytes) {
        return Ok(Content::Refused(Refusal::Pickle));
    }
    let Some(text) = text(&head.bytes, head.cut) else { return Ok(Content::Nothing) };
    let cut = head.cut.then_some(limit);
    Ok(match kind {
        Kind::Json if head.cut => Content::LongJson(text),
        Kind::Json => Content::Json(pretty(&text).map_err(|reason| (text, reason))),
        Kind::Table(separator) => Content::Table(Arc::new(grid(&text, separator, head.cut)), cut),
        Kind::Markdown => Content::Markdown(text, cut),
        _ => Content::Text(text, cut),
    })
}

fn show(
    content: &Content,
    root: &ArtifactRoot,
    path: &str,
    versions: Loading<List<ModelVersion>>,
    words: ViewerWords<run::Words>,
) -> AnyView {
    let path = path.to_owned();
    match content.clone() {
        Content::Text(text, cut) => view! { {cut.map(|limit| cut_note(limit, words))}{plain(text, path, words)} }.into_any(),
        Content::Json(Ok(text)) => plain(text, path, words),
        Content::Json(Err((text, reason))) => {
            view! { <p class="tag warn">{move || (words.get().not_json)(&reason)}</p>{plain(text, path, words)} }.into_any()
        }
        Content::LongJson(text) => view! {
            {cut_note(TEXT_BYTES, words)}
            <p class="tag warn">{move || words.get().json_cut}</p>
            {plain(text, path, words)}
        }
        .into_any(),
        Content::Table(grid, cut) => view! { {cut.map(|limit| cut_note(limit, words))}{table(grid, path, words)} }.into_any(),
        Content::Markdown(text, cut) => view! {
            {cut.map(|limit| cut_note(limit, words))}
            <div class="preview-prose">{markdown(&text)}</div>
        }
        .into_any(),
        Content::Image(url) => {
            let alt = move || (words.get().image_of)(&path);
            view! { <img class="preview-image" src=url.as_str().to_owned() alt=alt/> }.into_any()
        }
        Content::NoImage => view! { <p class="problem mild">{move || words.get().not_an_image}</p> }.into_any(),
        Content::Onnx => onnx(root.clone(), &path, versions, words),
        Content::Refused(Refusal::Pickle) => {
            view! { <p class="problem mild">{move || words.get().pickle}</p> }.into_any()
        }
        Content::Nothing => view! { <p class="muted">{move || words.get().not_shown}</p> }.into_any(),
    }
}

fn cut_note(limit: u64, words: ViewerWords<run::Words>) -> AnyView {
    view! { <p class="tag warn">{move || (words.get().cut)(&bytes(words.lang(), limit))}</p> }.into_any()
}

fn plain(text: String, path: String, words: ViewerWords<run::Words>) -> AnyView {
    let label = move || (words.get().preview_of)(&path);
    view! { <pre class="preview-text" tabindex="0" role="region" aria-label=label>{text}</pre> }.into_any()
}

fn table(grid: Arc<Grid>, path: String, words: ViewerWords<run::Words>) -> AnyView {
    let columns: Vec<Column> = grid
        .heads
        .iter()
        .zip(&grid.numeric)
        .enumerate()
        .map(|(place, (title, number))| Column {
            id: place.to_string(),
            title: title.clone(),
            number: *number,
            sortable: false,
            width: u16::try_from(title.chars().count() + 4).unwrap_or(u16::MAX).clamp(10, 30),
        })
        .collect();
    let (rows, more) = (grid.rows.len(), grid.more_columns);
    let width = columns.len();
    let cells = Callback::new(move |row: usize| {
        let cells = grid.rows.get(row).map_or(&[][..], Vec::as_slice);
        let mut cells: Vec<Cell> = cells.iter().map(|cell| Cell::text(cell.clone())).collect();
        cells.resize(width, Cell::default());
        cells
    });
    let label = Signal::derive(move || (words.get().preview_of)(&path));
    view! {
        <p class="muted small">{move || (words.get().rows)(rows)}</p>
        {(more > 0).then(|| view! { <p class="tag warn">{move || (words.get().more_columns)(more)}</p> })}
        <Table label columns=Signal::stored(columns) rows=Signal::stored(rows) cells/>
    }
    .into_any()
}

/// The ways to the inspector, for the versions that this file belongs to.
fn onnx(
    root: ArtifactRoot,
    path: &str,
    versions: Loading<List<ModelVersion>>,
    words: ViewerWords<run::Words>,
) -> AnyView {
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("/{folder}"));
    let belongs = move |version: &ModelVersion| match &root {
        ArtifactRoot::LoggedModel(id) => version.source.contains(id.as_str()),
        ArtifactRoot::Run(_) => version.source.ends_with(&format!("/artifacts{folder}")),
    };
    let links = move || {
        let t = words.get();
        let found: Vec<(String, u64)> = versions.remote.with(|remote| {
            let all = remote.value().map_or(&[][..], |list| &list.items);
            all.iter()
                .filter(|version| belongs(version))
                .map(|version| (version.name.clone(), version.version))
                .collect()
        });
        if found.is_empty() {
            return view! { <p class="muted">{t.no_inspector}</p> }.into_any();
        }
        let link = |(name, version): (String, u64)| {
            let text = (t.inspect)(&name, version);
            let href = Route::viewer(ViewPage::Inspect(name, version.to_string())).href();
            view! { <a class="button primary" href=href>{text}</a> }
        };
        view! { <div class="row">{found.into_iter().map(link).collect_view()}</div> }.into_any()
    };
    view! { <p>{move || words.get().onnx}</p>{links} }.into_any()
}
