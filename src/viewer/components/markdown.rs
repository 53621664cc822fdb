//! Descriptions from the registry: a small part of Markdown, shown as text only. Nothing in it becomes markup.

use leptos::prelude::*;

/// Longer descriptions are cut.
const MAX_CHARS: usize = 20_000;

/// A part of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Block {
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
    Code(String),
}

/// A description with headings, paragraphs, lists and code blocks.
pub(crate) fn markdown(text: &str) -> impl IntoView + use<> {
    let blocks = blocks(text).into_iter().map(|block| match block {
        Block::Heading(text) => view! { <p class="prose-heading">{text}</p> }.into_any(),
        Block::Paragraph(text) => view! { <p>{text}</p> }.into_any(),
        Block::Code(text) => view! { <pre>{text}</pre> }.into_any(),
        Block::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
            view! { <ul>{items}</ul> }.into_any()
        }
    });
    view! { <div class="prose">{blocks.collect_view()}</div> }
}

fn blocks(text: &str) -> Vec<Block> {
    let text: String = text.chars().take(MAX_CHARS).collect();
    let mut blocks: Vec<Block> = Vec::new();
    let mut code: Option<Vec<&str>> = None;
    // Whether the next line continues the last paragraph.
    let mut joined = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            match code.take() {
                Some(lines) => blocks.push(Block::Code(lines.join("\n"))),
                None => code = Some(Vec::new()),
            }
            joined = false;
            continue;
        }
        if let Some(lines) = &mut code {
            lines.push(line);
            continue;
        }
        let line = line.trim();
        let item = ["- ", "* ", "+ "].into_iter().find_map(|mark| line.strip_prefix(mark));
        let heading =
            line.strip_prefix('#').map(|rest| rest.trim_start_matches('#')).and_then(|r| r.strip_prefix(' '));
        match (line, heading, item, blocks.last_mut()) {
            ("", ..) => {}
            (_, Some(heading), ..) => blocks.push(Block::Heading(plain(heading))),
            (_, _, Some(item), Some(Block::List(items))) => items.push(plain(item)),
            (_, _, Some(item), _) => blocks.push(Block::List(vec![plain(item)])),
            (_, _, _, Some(Block::Paragraph(text))) if joined => {
                text.push(' ');
                text.push_str(&plain(line));
            }
            _ => blocks.push(Block::Paragraph(plain(line))),
        }
        joined = !line.is_empty() && heading.is_none() && item.is_none();
    }
    if let Some(lines) = code {
        blocks.push(Block::Code(lines.join("\n")));
    }
    blocks
}

/// A line without the marks of emphasis and code. A star between spaces is no mark.
fn plain(line: &str) -> String {
    let letters: Vec<char> = line.trim().chars().collect();
    let is_space =
        |place: Option<usize>| place.and_then(|place| letters.get(place)).is_none_or(|c| c.is_whitespace());
    let is_mark = |place: usize| match letters.get(place) {
        Some('`') => true,
        Some('*') => !(is_space(place.checked_sub(1)) && is_space(Some(place + 1))),
        _ => false,
    };
    (0..letters.len()).filter(|place| !is_mark(*place)).filter_map(|place| letters.get(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_description_are_told_apart() {
        let text = "# Title\n\nOne **bold**\nline\n\n- a\n- `b`\n\nTwo\n```\nx - y\n```\n";
        assert_eq!(
            blocks(text),
            [
                Block::Heading("Title".to_owned()),
                Block::Paragraph("One bold line".to_owned()),
                Block::List(vec!["a".to_owned(), "b".to_owned()]),
                Block::Paragraph("Two".to_owned()),
                Block::Code("x - y".to_owned()),
            ]
        );
    }

    #[test]
    fn odd_texts_stay_texts() {
        assert_eq!(blocks(""), []);
        assert_eq!(plain("*two* **words**, 2 * 3"), "two words, 2 * 3");
        assert_eq!(blocks("#tag"), [Block::Paragraph("#tag".to_owned())]);
        assert_eq!(blocks("```\nopen"), [Block::Code("open".to_owned())]);
        assert_eq!(
            blocks("<img src=x onerror=alert(1)>"),
            [Block::Paragraph("<img src=x onerror=alert(1)>".to_owned())]
        );
    }
}
