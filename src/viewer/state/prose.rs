//! Markdown from a registry as a tree of known elements and texts: nothing in it becomes markup by itself.
//!
//! Raw HTML is text. Links lead to `http`, `https` and `mailto` only, other addresses stand beside their words; pictures are not
//! loaded, but linked.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// Longer texts are cut.
pub(crate) const MAX_BYTES: usize = 1 << 20;
/// Elements in elements; what is deeper stands in the last of them.
const MAX_DEPTH: usize = 24;
/// The first heading's level: the page and its sections have those above.
const FIRST_HEADING: usize = 3;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// Text as it is.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element, one of those that [`prose`] makes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Element {
    /// Its name.
    pub(crate) tag: &'static str,
    /// Its class, may be empty.
    pub(crate) class: &'static str,
    /// Where a link leads: `http`, `https` or `mailto`.
    pub(crate) href: Option<String>,
    /// The first number of a list that does not begin at 1.
    pub(crate) start: Option<u64>,
    /// What it holds.
    pub(crate) children: Vec<Node>,
}

/// A text, or its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Prose {
    /// Its blocks.
    pub(crate) nodes: Vec<Node>,
    /// Whether there is more than was asked for.
    pub(crate) more: bool,
    /// Whether it is longer than [`MAX_BYTES`].
    pub(crate) cut: bool,
}

/// Reads a text until so many bytes of words have come.
pub(crate) fn prose(markdown: &str, bytes: usize) -> Prose {
    let text = beginning(markdown);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder = Builder::default();
    let mut more = false;
    for event in Parser::new_ext(text, options) {
        if builder.bytes > bytes {
            more = true;
            break;
        }
        builder.take(event);
    }
    Prose { nodes: builder.finish(), more, cut: text.len() < markdown.len() }
}

/// The first words outside headings, on one line, for lists.
pub(crate) fn first_words(markdown: &str, letters: usize) -> String {
    let start: String = markdown.chars().take(letters.saturating_mul(8)).collect();
    let nodes = prose(&start, letters.saturating_mul(4)).nodes;
    let mut words = String::new();
    for node in nodes.iter().filter(|node| !is_heading(node)) {
        collect(node, &mut words);
    }
    if words.trim().is_empty() {
        nodes.iter().for_each(|node| collect(node, &mut words));
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(letters) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

fn is_heading(node: &Node) -> bool {
    matches!(node, Node::Element(Element { tag: "h3" | "h4" | "h5" | "h6", .. }))
}

fn collect(node: &Node, words: &mut String) {
    match node {
        Node::Text(text) => words.push_str(text),
        Node::Element(element) => {
            element.children.iter().for_each(|child| collect(child, words));
            if !matches!(element.tag, "em" | "strong" | "s" | "code" | "a" | "span") {
                words.push(' ');
            }
        }
    }
}

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[derive(Default)]
struct Builder {
    done: Vec<Node>,
    /// Elements that are not at their end, and how many elements each start made: none for those that are too deep.
    open: Vec<Element>,
    starts: Vec<usize>,
    /// The levels of the headings above.
    outline: Vec<usize>,
    in_head: bool,
    links: usize,
    bytes: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.bytes += text.len();
                self.push(element("code", vec![Node::Text(text.into_string())]));
            }
            Event::FootnoteReference(name) => self.text(&name),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.push(element("br", Vec::new())),
            Event::Rule => self.push(element("hr", Vec::new())),
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }),
        }
    }

    fn text(&mut self, text: &str) {
        self.bytes += text.len();
        let place = self.open.last_mut().map_or(&mut self.done, |element| &mut element.children);
        match place.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => place.push(Node::Text(text.to_owned())),
        }
    }

    fn push(&mut self, node: Node) {
        self.bytes += 1;
        self.open.last_mut().map_or(&mut self.done, |element| &mut element.children).push(node);
    }

    fn start(&mut self, tag: Tag<'_>) {
        self.bytes += 1;
        let mut elements = self.elements(tag);
        if self.open.len() + elements.len() > MAX_DEPTH {
            elements.clear();
        }
        self.starts.push(elements.len());
        self.open.append(&mut elements);
    }

    fn elements(&mut self, tag: Tag<'_>) -> Vec<Element> {
        let plain = |tag| vec![Element { tag, ..Element::default() }];
        match tag {
            Tag::Paragraph => plain("p"),
            Tag::HtmlBlock => vec![Element { tag: "p", class: "prose-raw", ..Element::default() }],
            Tag::Heading { level, .. } => {
                let level = level as usize;
                while self.outline.last().is_some_and(|above| *above >= level) {
                    self.outline.pop();
                }
                self.outline.push(level);
                plain(match FIRST_HEADING + self.outline.len() - 1 {
                    FIRST_HEADING => "h3",
                    4 => "h4",
                    5 => "h5",
                    _ => "h6",
                })
            }
            Tag::BlockQuote(_) => plain("blockquote"),
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                let code = Element { tag: "code", ..Element::default() };
                vec![Element { tag: "pre", ..Element::default() }, code]
            }
            Tag::List(None) => plain("ul"),
            Tag::List(start) => {
                vec![Element { tag: "ol", start: start.filter(|start| *start != 1), ..Element::default() }]
            }
            Tag::Item => plain("li"),
            Tag::Table(alignments) => {
                let numbers = alignments.contains(&Alignment::Right);
                let class = if numbers { "table number" } else { "table" };
                let frame = Element { tag: "div", class: "scroll-x", ..Element::default() };
                vec![frame, Element { tag: "table", class, ..Element::default() }]
            }
            Tag::TableHead => {
                self.in_head = true;
                vec![
                    Element { tag: "thead", ..Element::default() },
                    Element { tag: "tr", ..Element::default() },
                ]
            }
            Tag::TableRow => plain("tr"),
            Tag::TableCell => plain(if self.in_head { "th" } else { "td" }),
            Tag::Emphasis => plain("em"),
            Tag::Strong => plain("strong"),
            Tag::Strikethrough => plain("s"),
            Tag::Link { link_type, dest_url, .. } => {
                let address = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    dest_url.into_string()
                };
                vec![self.link(address, "")]
            }
            Tag::Image { dest_url, .. } => vec![self.link(dest_url.into_string(), "prose-picture")],
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => plain("span"),
        }
    }

    /// A link, or what stands for one where it leads nowhere. A link in a link is none.
    fn link(&mut self, address: String, class: &'static str) -> Element {
        self.links += 1;
        let tag = if self.links == 1 && leads_out(&address) { "a" } else { "span" };
        Element { tag, class, href: Some(address), ..Element::default() }
    }

    fn end(&mut self, end: TagEnd) {
        let count = self.starts.pop().unwrap_or(0);
        if matches!(end, TagEnd::Link | TagEnd::Image) {
            self.links = self.links.saturating_sub(1);
        }
        if end == TagEnd::TableHead {
            self.in_head = false;
        }
        for _ in 0..count {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        if let Some(address) = element.href.take() {
            if element.children.is_empty() {
                element.children.push(Node::Text(address.clone()));
            }
            if element.tag == "a" {
                element.href = Some(address);
            } else if self.links == 0 && !address.is_empty() {
                let beside =
                    Element { tag: "code", children: vec![Node::Text(address)], ..Element::default() };
                element.children.extend([
                    Node::Text(" (".to_owned()),
                    Node::Element(beside),
                    Node::Text(")".to_owned()),
                ]);
            }
        }
        self.push(Node::Element(element));
    }

    fn finish(mut self) -> Vec<Node> {
        while !self.open.is_empty() {
            self.close();
        }
        self.done
    }
}

fn element(tag: &'static str, children: Vec<Node>) -> Node {
    Node::Element(Element { tag, children, ..Element::default() })
}

fn leads_out(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| start.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in short, texts in quotes.
    fn shown(markdown: &str) -> String {
        fn write(node: &Node) -> String {
            match node {
                Node::Text(text) => format!("{text:?}"),
                Node::Element(element) => {
                    let mut name = element.tag.to_owned();
                    if !element.class.is_empty() {
                        name = format!("{name}.{}", element.class);
                    }
                    if let Some(href) = &element.href {
                        name = format!("{name}<{href}>");
                    }
                    if let Some(start) = element.start {
                        name = format!("{name}#{start}");
                    }
                    let children: Vec<String> = element.children.iter().map(write).collect();
                    if children.is_empty() { name } else { format!("{name}({})", children.join(" ")) }
                }
            }
        }
        prose(markdown, usize::MAX).nodes.iter().map(write).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blocks_and_words_become_elements() {
        assert_eq!(
            shown(
                "## v4\n\nOne **bold** `x`\nline  \nend\n\n- a\n- [x] ~~b~~\n\n3. c\n\n> q\n\n---\n```sh\nls <x>\n```"
            ),
            concat!(
                r#"h3("v4") p("One " strong("bold") " " code("x") " line" br "end") "#,
                r#"ul(li("a") li("☑ " s("b"))) ol#3(li("c")) blockquote(p("q")) hr pre(code("ls <x>\n"))"#
            )
        );
        assert_eq!(
            shown("|a|b|\n|-|-:|\n|1|2|"),
            r#"div.scroll-x(table.table number(thead(tr(th("a") th("b"))) tr(td("1") td("2"))))"#
        );
    }

    #[test]
    fn headings_form_an_outline_without_gaps_below_the_pages_own() {
        assert_eq!(
            shown("## a\n# b\n#### c\n##### d\n###### e\n###### f\n## g"),
            r#"h3("a") h3("b") h4("c") h5("d") h6("e") h6("f") h4("g")"#
        );
    }

    #[test]
    fn raw_html_is_text() {
        assert_eq!(
            shown("<script>alert(1)</script>\n\nx <img src=x onerror=alert(1)> &lt;b&gt;"),
            r#"p.prose-raw("<script>alert(1)</script>\n") p("x <img src=x onerror=alert(1)> <b>")"#
        );
    }

    #[test]
    fn links_lead_out_or_nowhere_and_pictures_are_links() {
        assert_eq!(
            shown("[a](https://h/p) <me@h.org>"),
            r#"p(a<https://h/p>("a") " " a<mailto:me@h.org>("me@h.org"))"#
        );
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//h/x",
            "x/y",
            "vbscript:x",
            "ht\ttps:x",
        ] {
            let link = shown(&format!("[a](<{address}>)"));
            assert!(!link.contains("a<"), "{link}");
            assert!(link.starts_with(r#"p(span("a" " (" code("#), "{link}");
        }
        assert_eq!(shown("![cat](http://h/c.png)"), r#"p(a.prose-picture<http://h/c.png>("cat"))"#);
        assert_eq!(shown("![](HTTP://h/c.png)"), r#"p(a.prose-picture<HTTP://h/c.png>("HTTP://h/c.png"))"#);
        assert_eq!(
            shown("[![cat](http://h/c.png)](http://h/)"),
            r#"p(a<http://h/>(span.prose-picture("cat")))"#
        );
        assert_eq!(shown("[a]()"), r#"p(span("a"))"#);
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = shown(&format!("{}x", "> ".repeat(5000)));
        assert_eq!(deep.matches("blockquote").count(), MAX_DEPTH);
        assert!(deep.contains(r#""x""#), "{}", &deep[..60]);
        shown(&format!("{}x", "[".repeat(20_000)));
        shown(&"*a **b ".repeat(10_000));
        shown(&"- ".repeat(20_000));
    }

    #[test]
    fn only_the_beginning_is_read_and_elements_are_closed() {
        let long = "word ".repeat(50_000);
        let start = prose(&format!("- a\n- {long}\n\nend"), 100);
        assert!(start.more && !start.cut);
        assert_eq!(start.nodes.len(), 1);
        let all = prose(&format!("- a\n- {long}\n\nend"), usize::MAX);
        assert!(!all.more);
        assert_eq!(all.nodes.len(), 2);
        let huge = prose(&"é".repeat(MAX_BYTES), usize::MAX);
        assert!(huge.cut && !huge.more);
        assert_eq!(prose("", 10), Prose::default());
    }

    #[test]
    fn first_words_leave_headings_and_marks_out() {
        assert_eq!(
            first_words("## v4\n\nThe **recipe** of `v2`,\n\n- one\n- two", 100),
            "The recipe of v2, one two"
        );
        assert_eq!(first_words("# Only a title", 100), "Only a title");
        assert_eq!(first_words("Pokémon ♀ abc", 9), "Pokémon ♀…");
        assert_eq!(first_words("", 9), "");
    }
}
