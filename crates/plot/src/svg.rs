//! A drawing as a file.

use std::fmt::Write as _;

use crate::{Drawing, Palette, Stroke};

/// The height of a line of the legend, in pixels.
const ROW: f64 = 20.0;

impl Drawing {
    /// The height of [`Drawing::svg`]'s picture with so many names, in pixels.
    #[must_use]
    pub fn svg_height(&self, names: usize) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "some hundreds")]
        let names = names as f64;
        self.size.1 + names * ROW + 12.0
    }

    /// The drawing as an SVG document that needs nothing else: a title, the axes' titles, and a legend with one name for each stroke.
    #[must_use]
    pub fn svg(&self, title: &str, axes: (&str, &str), names: &[String], palette: &Palette) -> String {
        let ((width, plot), height) = (self.size, self.svg_height(names.len()));
        let frame = &self.frame;
        let mut out = format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" "#,
                r#"font-family="system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif" font-size="12">"#,
                "\n<title>{title}</title>\n",
                r#"<rect width="{w}" height="{h}" fill="{surface}"/>"#,
                "\n"
            ),
            w = width,
            h = height,
            title = escaped(title),
            surface = escaped(&palette.surface),
        );
        let mut grid = String::new();
        for (y, _) in &self.y_ticks {
            grid.push_str(&format!("M{:.1} {y:.1}h{:.1}", frame.left, frame.width));
        }
        for (x, _) in &self.x_ticks {
            grid.push_str(&format!("M{x:.1} {:.1}v{:.1}", frame.top, frame.height));
        }
        let (ink, muted) = (escaped(&palette.ink), escaped(&palette.muted));
        // Writing to a String cannot fail.
        let _ = writeln!(out, r#"<path d="{grid}" fill="none" stroke="{}"/>"#, escaped(&palette.grid));
        let mut text = |x: f64, y: f64, anchor: &str, fill: &str, rest: &str, words: &str| {
            let words = escaped(words);
            let _ = writeln!(
                out,
                r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}" fill="{fill}"{rest}>{words}</text>"#
            );
        };
        for (y, words) in &self.y_ticks {
            text(frame.left - 6.0, y + 4.0, "end", &muted, "", words);
        }
        let bottom = frame.top + frame.height;
        for (x, words) in &self.x_ticks {
            text(*x, bottom + 16.0, "middle", &muted, "", words);
        }
        text(frame.left + frame.width / 2.0, bottom + 36.0, "middle", &ink, "", axes.0);
        let (x, y) = (14.0, frame.top + frame.height / 2.0);
        text(x, y, "middle", &ink, &format!(r#" transform="rotate(-90 {x} {y:.1})""#), axes.1);
        let mut row = plot + ROW / 2.0;
        for name in names {
            text(54.0, row + 4.0, "start", &ink, "", &shortened(name, width - 60.0));
            row += ROW;
        }
        let _ = writeln!(
            out,
            r#"<svg x="{l:.1}" y="{t:.1}" width="{w:.1}" height="{h:.1}" viewBox="{l:.1} {t:.1} {w:.1} {h:.1}">"#,
            l = frame.left,
            t = frame.top,
            w = frame.width,
            h = frame.height
        );
        for stroke in &self.strokes {
            push_line(&mut out, stroke, palette);
        }
        out.push_str("</svg>\n");
        // Not cut at the frame's edge.
        for stroke in &self.strokes {
            push_marks(&mut out, stroke, palette);
        }
        let mut row = plot + ROW / 2.0;
        for stroke in self.strokes.iter().take(names.len()) {
            let line = if stroke.line.is_empty() { String::new() } else { format!("M12 {row}H44") };
            let marks = stroke.style.mark(28.0, row, 4.0);
            let sample = Stroke { line, faint: String::new(), marks, ..stroke.clone() };
            push_line(&mut out, &sample, palette);
            push_marks(&mut out, &sample, palette);
            row += ROW;
        }
        out.push_str("</svg>\n");
        out
    }
}

fn push_line(out: &mut String, stroke: &Stroke, palette: &Palette) {
    let colour = escaped(palette.colour(stroke.style.colour()));
    let line = r#"fill="none" stroke-width="2" stroke-linejoin="round" stroke-linecap="round""#;
    // Writing to a String cannot fail.
    if !stroke.faint.is_empty() {
        let _ =
            writeln!(out, r#"<path d="{}" {line} stroke="{colour}" stroke-opacity="0.3"/>"#, stroke.faint);
    }
    if !stroke.line.is_empty() {
        let dashes = match stroke.style.dashes() {
            "" => String::new(),
            dashes => format!(r#" stroke-dasharray="{dashes}""#),
        };
        let _ = writeln!(out, r#"<path d="{}" {line} stroke="{colour}"{dashes}/>"#, stroke.line);
    }
}

fn push_marks(out: &mut String, stroke: &Stroke, palette: &Palette) {
    if !stroke.marks.is_empty() {
        let colour = escaped(palette.colour(stroke.style.colour()));
        // Writing to a String cannot fail.
        let _ = writeln!(out, r#"<path d="{}" fill="{colour}"/>"#, stroke.marks);
    }
}

/// Text for XML 1.0, which has no control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// At most as much of a text as fits, by a usual width of characters.
fn shortened(text: &str, width: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width on a screen")]
    let most = (width / 7.0).max(8.0) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Frame, Style};

    fn drawing() -> Drawing {
        Drawing {
            size: (400.0, 200.0),
            frame: Frame { left: 40.0, top: 10.0, width: 340.0, height: 146.0 },
            x_ticks: vec![(40.0, "0".to_owned())],
            y_ticks: vec![(156.0, "<1".to_owned())],
            strokes: vec![Stroke {
                style: Style(1),
                line: "M40 50L80 90".to_owned(),
                faint: String::new(),
                marks: "M1 1Z".to_owned(),
                drawn: 2,
            }],
        }
    }

    fn palette() -> Palette {
        Palette {
            surface: "white".to_owned(),
            ink: "black".to_owned(),
            muted: "gray".to_owned(),
            grid: "silver".to_owned(),
            series: vec!["red".to_owned(), "rgb(1, 2, 3)".to_owned()],
        }
    }

    #[test]
    fn the_file_holds_texts_lines_and_a_legend() {
        let svg = drawing().svg("Loss & more", ("Step", "Value"), &["run <b>".to_owned()], &palette());
        assert!(
            svg.starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="232""#),
            "{svg}"
        );
        for part in [
            "<title>Loss &amp; more</title>",
            r#"<text x="34.0" y="160.0" text-anchor="end" fill="gray">&lt;1</text>"#,
            r#"<path d="M40 50L80 90" fill="none" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" stroke="rgb(1, 2, 3)" stroke-dasharray="7 4"/>"#,
            ">run &lt;b&gt;</text>",
            r#"<path d="M12 210H44""#,
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert!(svg.ends_with("</svg>\n</svg>\n") || svg.ends_with("</svg>\n"));
    }

    #[test]
    fn marks_are_not_cut_at_the_frames_edge() {
        let svg = drawing().svg("", ("", ""), &[], &palette());
        let clipped = svg.find("<path d=\"M40 50L80 90\"").unwrap();
        let end = svg.find("</svg>").unwrap();
        assert!(clipped < end && end < svg.find("<path d=\"M1 1Z\"").unwrap(), "{svg}");
    }

    #[test]
    fn hostile_names_stay_text() {
        let svg = drawing().svg("\u{0}\"><script>", ("", ""), &["x".repeat(500)], &palette());
        assert!(svg.contains("<title>\u{fffd}&quot;&gt;&lt;script&gt;</title>"));
        assert!(!svg.contains(&"x".repeat(60)) && svg.contains("x…</text>"));
    }
}
