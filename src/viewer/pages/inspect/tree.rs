//! One tree as a picture and as a table, with the way of a battle lit.

use std::sync::Arc;

use inspector::{Point, Size, TreeNode, TreePart, What};
use leptos::{html, prelude::*};
use protocol::{Inspect, Inspected};

use super::{
    Inspecting, Opened,
    graph::address,
    picture::{Line, Shown, centre, picture},
    table::{says, table, text},
    unexpected,
};
use crate::{
    components::{RemoteNotice, facts},
    i18n::count,
    route::Route,
    state::{Arena, Keep, Loading, Nav, use_remote},
    viewer::{
        state::{
            Place,
            inspect::{Asked, SAMPLE, TREE_BOX, folds, tree_layout, weight},
        },
        words::{
            inspect::{Words, words},
            use_viewer_words,
        },
    },
};

pub(super) fn tree(inspecting: Inspecting, opened: Opened) -> AnyView {
    let words = use_viewer_words(words);
    let place = expect_context::<Place>();
    let nav = expect_context::<Nav>();
    let asked = Memo::new(move |_| Asked::read(&place.query(), nav.battle()));
    let (model, runs) = (Arc::clone(&opened.model), opened.model.not_runnable.is_none());
    let question = Memo::new(move |_| {
        asked.with(|asked| {
            let battle = if runs { asked.ids() } else { None };
            let (levels, sample) = (Asked::levels(battle.is_some()), if runs { SAMPLE } else { 0 });
            (asked.ensemble, asked.tree, battle, asked.unfolded(), levels, sample)
        })
    });
    let loaded: Loading<TreePart> = {
        let has_trees = !opened.model.ensembles.is_empty();
        use_remote(
            Keep::Always,
            move || question.get(),
            move |(ensemble, tree, battle, unfolded, levels, sample)| {
                let (inspecting, opened) = (inspecting.clone(), opened.clone());
                async move {
                    if !has_trees {
                        return std::future::pending().await;
                    }
                    let what = Inspect::Tree { ensemble, tree, battle, unfolded, levels, sample };
                    match inspecting.ask(opened.key, opened.download, what).await? {
                        Inspected::Tree(part) => Ok(*part),
                        _ => Err(unexpected()),
                    }
                }
            },
        )
    };
    let trees = Memo::new(move |_| {
        let ensemble = asked.with(|asked| asked.ensemble);
        model.ensembles.get(ensemble).map(|ensemble| ensemble.trees.total)
    });
    let frame = NodeRef::<html::Div>::new();
    // Another tree begins where its lit leaf, or else its root, is in sight.
    Effect::new(move |before: Option<Option<usize>>| {
        let shown = loaded.remote.with(|remote| remote.value().map(|part| (part.tree, middle(part))));
        let Some((tree, x)) = shown else { return before.flatten() };
        if before.flatten() != Some(tree) {
            request_animation_frame(move || centre(frame, x));
        }
        Some(tree)
    });
    let content = move || {
        let (t, lang) = (words.get(), words.lang());
        loaded.remote.with(|remote| {
            remote.value().map(|part| {
                let drawn = Drawn { part, place, asked: asked.get(), t, lang };
                view! {
                    <p class="muted">{(t.tree_size)(part.splits, part.depth)}</p>
                    {drawn.refused()}
                    {drawn.picture(frame)}
                    <div class="stack" role="status">{drawn.detail()}</div>
                    <details>
                        <summary>{t.tree_table}</summary>
                        {drawn.twin()}
                    </details>
                }
                .into_any()
            })
        })
    };
    view! {
        <section class="card stack" aria-labelledby="inspect-tree">
            <h2 id="inspect-tree">{move || match trees.get() {
                Some(trees) => (words.get().tree_of)(asked.with(|asked| asked.tree), trees),
                None => words.get().tree.to_owned(),
            }}</h2>
            {move || match trees.get() {
                None => view! { <p class="muted">{words.get().no_ensemble}</p> }.into_any(),
                // What follows the address is in closures of its own, so that boxes keep the focus.
                Some(trees) => view! {
                    {chooser(place, asked, trees)}
                    {move || way(&asked.get(), runs, words.get(), words.lang())}
                    <RemoteNotice loading=loaded/>
                    {content}
                }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// Where what is to be seen first is, as a share of the picture's width.
fn middle(part: &TreePart) -> f64 {
    let layout = tree_layout(part);
    let lit = part.nodes.iter().rposition(|node| node.lit).unwrap_or(0);
    layout.places.get(lit).map_or(0.0, |at| (at.x + TREE_BOX.width / 2.0) / layout.width)
}

/// The number of the tree, and the ways to its neighbours. Made once, so that what is typed stays.
fn chooser(place: Place, asked: Memo<Asked>, trees: usize) -> AnyView {
    let words = use_viewer_words(words);
    let link = move |to: fn(usize, usize) -> Option<usize>,
                     name: fn(&Words) -> &'static str,
                     sign: &'static str| {
        let tree = move || asked.with(|asked| to(asked.tree, trees));
        let href = move || {
            tree().map(|tree| address(place, |query| asked.with(|asked| asked.other_tree(query, tree))))
        };
        let off = move || tree().is_none().then_some("true");
        view! { <a class="button" href=href aria-label=move || name(words.get()) aria-disabled=off>{sign}</a> }
            .into_any()
    };
    let before = link(|tree, _| tree.checked_sub(1), |t| t.previous, "‹");
    let after = link(|tree, trees| Some(tree + 1).filter(|tree| *tree < trees), |t| t.next, "›");
    let number = NodeRef::<html::Input>::new();
    let show = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = number.get_untracked().and_then(|input| input.value().trim().parse::<usize>().ok());
        if let Some(tree) = typed {
            let asked = asked.get_untracked();
            place.step(|query| *query = asked.other_tree(query.clone(), tree.min(trees.saturating_sub(1))));
        }
    };
    view! {
        <form class="row" on:submit=show>
            {before}
            <label class="row">
                <span>{move || (words.get().tree_number)(trees)}</span>
                <input
                    class="select inspect-number" type="number" min="0" max=trees.saturating_sub(1) step="1" inputmode="numeric"
                    prop:value=move || asked.with(|asked| asked.tree.to_string()) node_ref=number
                />
            </label>
            <button class="button" type="submit">{move || words.get().show_tree}</button>
            {after}
        </form>
    }
    .into_any()
}

/// Whose way is lit.
fn way(asked: &Asked, runs: bool, t: &'static Words, lang: battle::Lang) -> AnyView {
    let arena = Arena::resolve(&asked.battle).ok().filter(|_| runs);
    match arena {
        None => view! { <p class="muted">{t.no_battle}</p> }.into_any(),
        Some(arena) => {
            let href = Route::Battle(asked.battle.clone()).href();
            let side = |side: &crate::state::Corner| {
                format!("{} ({})", side.pokemon.names.get(lang), side.used.names.get(lang))
            };
            let names = format!("{} – {}", side(&arena.a), side(&arena.b));
            view! { <p>{t.lit}" "<a href=href>{names}</a></p> }.into_any()
        }
    }
}

/// A part of a tree on the page.
struct Drawn<'a> {
    part: &'a TreePart,
    place: Place,
    asked: Asked,
    t: &'static Words,
    lang: battle::Lang,
}

impl Drawn<'_> {
    fn refused(&self) -> Option<AnyView> {
        let refused = self.part.refused;
        (refused > 0).then(|| view! { <p class="tag warn">{(self.t.refused)(refused)}</p> }.into_any())
    }

    /// What a node asks or votes.
    fn says(&self, node: &TreeNode) -> String {
        match &node.what {
            What::Split(split) => {
                format!("{} {} {}", split.column_name(), split.sign(), split.right(self.part.doubles))
            }
            What::Leaf(_) => weight(self.part, node).unwrap_or_default(),
        }
    }

    /// The battle's value of the column, where the battle passes.
    fn value(&self, node: &TreeNode) -> Option<String> {
        match &node.what {
            What::Split(split) if node.lit => split.value.map(|value| value.text(self.part.doubles)),
            _ => None,
        }
    }

    /// Which answer of the parent leads here.
    fn answer(&self, node: &TreeNode) -> Option<&'static str> {
        node.parent.map(|_| if node.is_true { self.t.yes } else { self.t.no })
    }

    fn href(&self, node: &TreeNode) -> String {
        let folded = matches!(&node.what, What::Split(split) if !split.unfolded);
        address(self.place, |query| {
            if folded { self.asked.unfold(query, node.id) } else { self.asked.choose(query, node.id) }
        })
    }

    /// The lines of a box: the column, the comparison, and where it comes from with the battle's value.
    fn shown(&self, node: &TreeNode, at: Point) -> Shown {
        let t = self.t;
        let (mut lines, last, class, unfolds) = match &node.what {
            What::Leaf(_) => (vec![self.says(node)], Some(t.leaf.to_owned()), "leaf", false),
            What::Split(split) => {
                let comparison = format!("{} {}", split.sign(), split.right(self.part.doubles));
                let lines = vec![split.column_name(), comparison];
                if split.unfolded {
                    (lines, self.value(node).map(|value| (t.here)(&value)), "", false)
                } else {
                    (lines, Some((t.more_splits)(split.splits)), "folded", true)
                }
            }
        };
        let last: Vec<String> = self.answer(node).map(str::to_owned).into_iter().chain(last).collect();
        lines.push(last.join(" · "));
        let class = match (class, node.lit) {
            ("leaf", true) => "leaf lit",
            (_, true) => "lit",
            (class, false) => class,
        };
        let aside = if unfolds {
            t.unfold
        } else if node.lit {
            t.on_the_way
        } else {
            ""
        };
        Shown { at, href: self.href(node), lines, aside, class, chosen: self.asked.node == Some(node.id) }
    }

    fn picture(&self, frame: NodeRef<html::Div>) -> AnyView {
        let layout = tree_layout(self.part);
        let boxes = self.part.nodes.iter().zip(&layout.places).map(|(node, &at)| self.shown(node, at));
        let lines: Vec<Line> = self
            .part
            .nodes
            .iter()
            .zip(&layout.places)
            .map(|(node, at)| {
                let parent = node.parent.and_then(|parent| layout.places.get(parent));
                let middle = TREE_BOX.width / 2.0;
                let points = parent.map_or_else(Vec::new, |parent| {
                    vec![
                        Point { x: parent.x + middle, y: parent.y + TREE_BOX.height },
                        Point { x: at.x + middle, y: at.y },
                    ]
                });
                Line { points, lit: node.lit }
            })
            .collect();
        let extent = Size { width: layout.width, height: layout.height };
        picture((self.t.tree_picture)(self.part.tree), frame, extent, TREE_BOX, boxes.collect(), &lines)
    }

    /// What is known of the chosen node.
    fn detail(&self) -> AnyView {
        let t = self.t;
        let ending = self.part.lit_leaf().and_then(|leaf| weight(self.part, leaf));
        let ending =
            ending.map(|weight| view! { <p><strong>{(t.lit_leaf)(&weight)}</strong></p> }.into_any());
        let chosen = self.part.nodes.iter().enumerate().find(|(_, node)| self.asked.node == Some(node.id));
        let Some((at, node)) = chosen else {
            return view! { {ending} <p class="muted small">{t.choose_node}</p> }.into_any();
        };
        let mut said = vec![
            says(t.node, node.id.to_string()),
            says(t.level, node.depth.to_string()),
            says(t.question, self.says(node)),
        ];
        if let What::Split(split) = &node.what {
            said.push(says(t.splits, count(self.lang, split.splits)));
            said.push(says(
                t.when_missing,
                if split.missing_tracks_true { t.missing_yes } else { t.missing_no },
            ));
            if let Some(value) = &split.value {
                said.push(says(t.this_battle, value.text(self.part.doubles)));
            }
        }
        let cover = node.cover.zip(self.part.sample);
        let cover =
            cover.map(|(count, sample)| view! { <p>{(t.cover)(count, sample.battles)}</p> }.into_any());
        let fold = folds(node).then(|| {
            let href = address(self.place, |query| self.asked.fold(query, self.part, at));
            view! { <p><a class="button" href=href>{t.fold}</a></p> }.into_any()
        });
        let heading = (t.chosen)(&self.says(node));
        view! { {ending} <h3 class="wrap inspect-text">{heading}</h3> {facts(said)} {cover} {fold} }
            .into_any()
    }

    /// All nodes in the order of the picture, from the root down.
    fn twin(&self) -> AnyView {
        let t = self.t;
        let rows = self
            .part
            .nodes
            .iter()
            .map(|node| {
                let name = match self.answer(node) {
                    Some(answer) => format!("{} ({answer})", node.id),
                    None => node.id.to_string(),
                };
                let more = match &node.what {
                    What::Split(split) if !split.unfolded => (t.more_splits)(split.splits),
                    _ => String::new(),
                };
                let here = match (node.lit, self.value(node)) {
                    (true, Some(value)) => value,
                    (true, None) => t.on_the_way.to_owned(),
                    (false, _) => String::new(),
                };
                vec![
                    view! { <a href=self.href(node)>{name}</a> }.into_any(),
                    text(node.depth.to_string()),
                    text(self.says(node)),
                    text(more),
                    text(here),
                    text(node.cover.map(|count| count.to_string()).unwrap_or_default()),
                ]
            })
            .collect();
        let passing = (t.passing)(self.part.sample.map_or(0, |sample| sample.battles));
        let heads = [t.node, t.level, t.question, t.splits, t.this_battle].map(str::to_owned);
        table(t.tree_table, heads.into_iter().chain([passing]), rows)
    }
}
