//! From lines and axes to what is drawn.

use crate::{Axis, Point, Style, Ticks, columns};

/// Room between the drawing's edges and its frame, in pixels.
const TOP: f64 = 10.0;
const RIGHT: f64 = 16.0;
const BOTTOM: f64 = 44.0;
const TITLE: f64 = 22.0;
/// About the width of a character of a tick's text.
const CHARACTER: f64 = 6.8;
/// Lines of so many points at most have a mark at each.
const ALL_MARKS: usize = 24;
/// Marks of a longer line.
const SOME_MARKS: usize = 7;

/// Writes a tick.
pub type TickText<'a> = &'a dyn Fn(&Axis, f64, &Ticks) -> String;

/// A line to be drawn; its points are in order of `x`.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its points.
    pub points: &'a [Point],
    /// What it was before it was smoothed, drawn faintly.
    pub raw: Option<&'a [Point]>,
    /// Its looks.
    pub style: Style,
}

/// What is to be drawn.
#[derive(Clone, Copy)]
pub struct Chart<'a> {
    /// The lines.
    pub lines: &'a [Line<'a>],
    /// To the right.
    pub x: Axis,
    /// Upwards.
    pub y: Axis,
    /// Width and height in pixels, with the room for texts.
    pub size: (f64, f64),
    /// Whether points are joined by a line.
    pub joined: bool,
    /// Writes the ticks.
    pub ticks: TickText<'a>,
}

/// The part of a drawing that holds the lines, in pixels from the top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Frame {
    /// Where a place along the x axis is.
    #[must_use]
    pub fn x(&self, place: f64) -> f64 {
        self.left + place * self.width
    }

    /// Where a place along the y axis is.
    #[must_use]
    pub fn y(&self, place: f64) -> f64 {
        self.top + (1.0 - place) * self.height
    }

    /// Whether a place in pixels is in it or on its edge.
    #[must_use]
    pub fn holds(&self, x: f64, y: f64) -> bool {
        let near = |at: f64, from: f64, length: f64| (from - 0.5..=from + length + 0.5).contains(&at);
        near(x, self.left, self.width) && near(y, self.top, self.height)
    }

    /// Where a point is; none when an axis cannot show it.
    #[must_use]
    pub fn point(&self, x: &Axis, y: &Axis, point: Point) -> Option<(f64, f64)> {
        Some((self.x(x.place(point.x)?), self.y(y.place(point.y)?)))
    }
}

/// A line as SVG path data.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// Its looks.
    pub style: Style,
    /// The line.
    pub line: String,
    /// The line before it was smoothed, or nothing.
    pub faint: String,
    /// Its marks within the frame; those at its edge reach beyond it.
    pub marks: String,
    /// How many points the line has after thinning out.
    pub drawn: usize,
}

/// A chart with every place computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width and height in pixels.
    pub size: (f64, f64),
    /// Where the lines are.
    pub frame: Frame,
    /// Places in pixels and texts along the x axis; texts that would touch are left out.
    pub x_ticks: Vec<(f64, String)>,
    /// Places in pixels and texts along the y axis.
    pub y_ticks: Vec<(f64, String)>,
    /// The lines, in their order.
    pub strokes: Vec<Stroke>,
}

impl Chart<'_> {
    /// Computes everything. A line of any length gets at most two points per pixel column and two more (see [`columns`]).
    #[must_use]
    pub fn draw(&self) -> Drawing {
        let (width, height) = (self.size.0.max(120.0), self.size.1.max(120.0));
        let inner_height = height - TOP - BOTTOM;
        let y = self.y.ticks(count(inner_height / 48.0));
        let y_texts: Vec<String> = y.values.iter().map(|value| (self.ticks)(&self.y, *value, &y)).collect();
        let longest = y_texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        let left = (TITLE + 10.0 + text_width(longest)).min(width / 2.0);
        let frame = Frame { left, top: TOP, width: width - left - RIGHT, height: inner_height };
        let x = self.x.ticks(count(frame.width / 84.0));
        let x_texts = x
            .values
            .iter()
            .filter_map(|value| Some((frame.x(self.x.place(*value)?), (self.ticks)(&self.x, *value, &x))));
        let y_ticks = y
            .values
            .iter()
            .zip(y_texts)
            .filter_map(|(value, text)| Some((frame.y(self.y.place(*value)?), text)));
        Drawing {
            size: (width, height),
            frame,
            x_ticks: apart(x_texts),
            y_ticks: y_ticks.collect(),
            strokes: self.lines.iter().map(|line| self.stroke(line, &frame)).collect(),
        }
    }

    fn stroke(&self, line: &Line, frame: &Frame) -> Stroke {
        let pieces = self.pieces(line.points, frame);
        let drawn: usize = pieces.iter().map(Vec::len).sum();
        let every = if !self.joined || drawn <= ALL_MARKS { 1 } else { drawn.div_ceil(SOME_MARKS) };
        let radius = if self.joined { 3.5 } else { 5.0 };
        let places = pieces.iter().flatten().skip(every / 2).step_by(every);
        let seen = places.filter(|(x, y)| frame.holds(*x, *y));
        let marks = seen.map(|(x, y)| line.style.mark(*x, *y, radius)).collect();
        let joined = |pieces: &[Vec<(f64, f64)>]| {
            if self.joined { pieces.iter().map(|piece| path(piece)).collect() } else { String::new() }
        };
        let faint = line.raw.map(|raw| joined(&self.pieces(raw, frame))).unwrap_or_default();
        Stroke { style: line.style, line: joined(&pieces), faint, marks, drawn }
    }

    /// The parts of a line that hang together, in pixels, thinned out. Of points outside the frame those next to it stay, so that the
    /// line reaches its edge.
    fn pieces(&self, points: &[Point], frame: &Frame) -> Vec<Vec<(f64, f64)>> {
        let start = points.partition_point(|point| point.x < self.x.low).saturating_sub(1);
        let end = (points.partition_point(|point| point.x <= self.x.high) + 1).min(points.len());
        let inside = points.get(start..end).unwrap_or_default();
        inside
            .chunk_by(|one, next| self.y.place(one.y).is_some() == self.y.place(next.y).is_some())
            .map(|piece| {
                let places: Vec<_> =
                    piece.iter().filter_map(|point| frame.point(&self.x, &self.y, *point)).collect();
                columns(&places)
            })
            .filter(|piece| !piece.is_empty())
            .collect()
    }
}

/// A number of ticks.
fn count(rough: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 2 and 20")]
    let count = rough.clamp(2.0, 20.0) as usize;
    count
}

fn text_width(characters: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "short texts")]
    let characters = characters as f64;
    characters * CHARACTER
}

/// Texts around places, without those that would touch the one before.
fn apart(ticks: impl Iterator<Item = (f64, String)>) -> Vec<(f64, String)> {
    let mut kept: Vec<(f64, String)> = Vec::new();
    let mut free = f64::NEG_INFINITY;
    for (place, text) in ticks {
        let half = text_width(text.chars().count()) / 2.0;
        if place - half >= free {
            free = place + half + 8.0;
            kept.push((place, text));
        }
    }
    kept
}

/// The drawing commands of a line; a lone point becomes a dot.
fn path(piece: &[(f64, f64)]) -> String {
    let mut commands = String::with_capacity(piece.len() * 12);
    for (place, (x, y)) in piece.iter().enumerate() {
        let letter = if place == 0 { 'M' } else { 'L' };
        commands.push_str(&format!("{letter}{x:.1} {y:.1}"));
    }
    if piece.len() == 1 {
        commands.push_str("h0.1");
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AxisKind;

    fn points(values: &[f64]) -> Vec<Point> {
        values.iter().enumerate().map(|(x, y)| Point::new(x as f64, *y)).collect()
    }

    fn draw(lines: &[Line], log: bool, range: (f64, f64)) -> Drawing {
        let y =
            Axis::over(AxisKind::Number, log, lines.iter().flat_map(|line| line.points.iter().map(|p| p.y)))
                .unwrap();
        let x = Axis { kind: AxisKind::Whole, log: false, low: range.0, high: range.1 };
        let ticks = |_: &Axis, value: f64, ticks: &Ticks| format!("{value:.*}", ticks.decimals());
        Chart { lines, x, y, size: (640.0, 300.0), joined: true, ticks: &ticks }.draw()
    }

    #[test]
    fn a_line_goes_through_its_points_and_breaks_where_there_is_no_number() {
        let values = points(&[0.0, 1.0, f64::NAN, 0.5, f64::INFINITY, 1.0]);
        let drawing = draw(&[Line { points: &values, raw: None, style: Style(0) }], false, (0.0, 5.0));
        let Frame { left, top, width, height } = drawing.frame;
        assert_eq!((top, height), (10.0, 246.0));
        let x = |step: f64| left + step / 5.0 * width;
        let expected =
            format!("M{:.1} 256.0L{:.1} 10.0M{:.1} 133.0h0.1M{:.1} 10.0h0.1", x(0.0), x(1.0), x(3.0), x(5.0));
        assert_eq!((drawing.strokes[0].line.as_str(), drawing.strokes[0].drawn), (expected.as_str(), 4));
        assert_eq!(drawing.strokes[0].marks.matches('Z').count(), 4);
        let texts: Vec<&str> = drawing.x_ticks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["0", "1", "2", "3", "4", "5"]);
        assert_eq!(drawing.y_ticks.first().unwrap(), &(256.0, "0.0".to_owned()));
    }

    #[test]
    fn a_logarithm_shows_no_zero() {
        let values = points(&[0.0, 1.0, 10.0, -5.0, 100.0]);
        let drawing = draw(&[Line { points: &values, raw: None, style: Style(0) }], true, (0.0, 4.0));
        assert_eq!((drawing.strokes[0].line.matches('M').count(), drawing.strokes[0].drawn), (2, 3));
    }

    #[test]
    fn a_part_of_the_steps_reaches_both_edges() {
        let values = points(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
        let drawing = draw(&[Line { points: &values, raw: None, style: Style(0) }], false, (3.5, 5.5));
        // 3 and 6 lie outside, next to the edges.
        assert_eq!((drawing.strokes[0].drawn, drawing.strokes[0].marks.matches('Z').count()), (4, 2));
    }

    #[test]
    fn a_hundred_thousand_points_stay_light() {
        let values: Vec<f64> = (0..100_000).map(|step| (f64::from(step) * 0.37).sin()).collect();
        let values = points(&values);
        let drawing =
            draw(&[Line { points: &values, raw: Some(&values), style: Style(3) }], false, (0.0, 99_999.0));
        let stroke = &drawing.strokes[0];
        assert!(stroke.drawn <= 2 * 640 + 2, "{}", stroke.drawn);
        assert!(stroke.line.len() < 20_000 && stroke.faint.len() < 20_000);
        assert_eq!(stroke.marks.matches('Z').count(), SOME_MARKS);
    }

    #[test]
    fn texts_do_not_touch() {
        let ticks = [(0.0, "10,000"), (30.0, "20,000"), (60.0, "30,000")];
        let kept = apart(ticks.into_iter().map(|(place, text)| (place, text.to_owned())));
        assert_eq!(kept.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [0.0, 60.0]);
    }
}
