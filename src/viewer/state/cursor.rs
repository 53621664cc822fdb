//! The cursor of a chart: where it is, where a key moves it, and what stands there.

use plot::{Point, nearest_by_x, next_x, previous_x};

use super::Plot;

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cursor {
    /// At a place of `x`, across all lines.
    At(f64),
    /// On one point of a cloud: the line's place, the point's place.
    On(usize, usize),
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the next point.
    Next,
    /// To the point before.
    Previous,
    /// A tenth forward.
    Forward,
    /// A tenth back.
    Back,
    /// To the first point.
    First,
    /// To the last point.
    Last,
}

impl Step {
    /// What a key means, by the name that browsers give it.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowRight" | "ArrowUp" => Self::Next,
            "ArrowLeft" | "ArrowDown" => Self::Previous,
            "PageUp" => Self::Forward,
            "PageDown" => Self::Back,
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }
}

impl Plot {
    /// Where a key moves the cursor; none when there is no point.
    pub(crate) fn step(&self, hidden: &[usize], cursor: Option<Cursor>, step: Step) -> Option<Cursor> {
        if self.cloud { self.step_on(hidden, cursor, step) } else { self.step_at(hidden, cursor, step) }
    }

    fn step_at(&self, hidden: &[usize], cursor: Option<Cursor>, step: Step) -> Option<Cursor> {
        let (from, to) = self.range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        let inside = |points: &'_ [Point]| -> std::ops::Range<usize> {
            points.partition_point(|point| point.x < from)..points.partition_point(|point| point.x <= to)
        };
        let lines = || self.visible(hidden).map(|(_, line)| &line.points[inside(&line.points)]);
        let first =
            lines().filter_map(|points| points.first()).map(|point| point.x).min_by(f64::total_cmp)?;
        let last = lines().filter_map(|points| points.last()).map(|point| point.x).max_by(f64::total_cmp)?;
        let Some(Cursor::At(x)) = cursor else {
            return Some(Cursor::At(if step == Step::Last { last } else { first }));
        };
        let tenth = (last - first) / 10.0;
        let near = |x: f64| {
            let nearest = lines().filter_map(|points| Some(points[nearest_by_x(points, x)?].x));
            nearest.min_by(|one, other| (one - x).abs().total_cmp(&(other - x).abs()))
        };
        let place = match step {
            Step::First => first,
            Step::Last => last,
            Step::Next => next_x(lines(), x).unwrap_or(last),
            Step::Previous => previous_x(lines(), x).unwrap_or(first),
            Step::Forward => near((x + tenth).min(last))
                .filter(|place| *place > x)
                .or_else(|| next_x(lines(), x))
                .unwrap_or(last),
            Step::Back => near((x - tenth).max(first))
                .filter(|place| *place < x)
                .or_else(|| previous_x(lines(), x))
                .unwrap_or(first),
        };
        Some(Cursor::At(place))
    }

    fn step_on(&self, hidden: &[usize], cursor: Option<Cursor>, step: Step) -> Option<Cursor> {
        let mut points: Vec<(f64, usize, usize)> = self
            .visible(hidden)
            .flat_map(|(number, line)| {
                line.points.iter().enumerate().map(move |(place, point)| (point, number, place))
            })
            .filter(|(point, ..)| self.shows(**point))
            .map(|(point, number, place)| (point.x, number, place))
            .collect();
        points.sort_by(|one, other| one.0.total_cmp(&other.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        let end = points.len().checked_sub(1)?;
        let here = points.iter().position(|(_, line, place)| Some(Cursor::On(*line, *place)) == cursor);
        let tenth = (points.len() / 10).max(1);
        let there = match (step, here) {
            (Step::First, _) => 0,
            (Step::Last, _) => end,
            (_, None) => 0,
            (Step::Next, Some(here)) => here + 1,
            (Step::Previous, Some(here)) => here.saturating_sub(1),
            (Step::Forward, Some(here)) => here + tenth,
            (Step::Back, Some(here)) => here.saturating_sub(tenth),
        };
        let (_, line, place) = points[there.min(end)];
        Some(Cursor::On(line, place))
    }

    /// Whether a point can be drawn.
    pub(crate) fn shows(&self, point: Point) -> bool {
        point.y.is_finite() && point.x.is_finite() && (!self.log || point.y > 0.0)
    }

    /// The `x` of the cursor.
    pub(crate) fn x_of(&self, cursor: Cursor) -> Option<f64> {
        match cursor {
            Cursor::At(x) => Some(x),
            Cursor::On(line, place) => Some(self.lines.get(line)?.points.get(place)?.x),
        }
    }

    /// The points at the cursor, by their line: of every line the nearest, or the one point of a cloud.
    pub(crate) fn readings(&self, hidden: &[usize], cursor: Cursor) -> Vec<(usize, Point)> {
        match cursor {
            Cursor::On(line, place) => {
                let shown = self.lines.get(line).filter(|_| !hidden.contains(&line));
                let point = shown.and_then(|line| line.points.get(place));
                point.map(|point| (line, *point)).into_iter().collect()
            }
            Cursor::At(x) => self
                .visible(hidden)
                .filter_map(|(number, line)| Some((number, line.points[nearest_by_x(&line.points, x)?])))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viewer::state::PlotLine;

    fn line(points: &[(f64, f64)]) -> PlotLine {
        let points = points.iter().map(|(x, y)| Point::new(*x, *y)).collect();
        PlotLine { name: String::new(), points, raw: None, note: String::new() }
    }

    #[test]
    fn keys_visit_the_points_of_all_lines_that_are_shown() {
        let mut plot = Plot {
            lines: vec![line(&[(0.0, 1.0), (10.0, 2.0), (100.0, 3.0)]), line(&[(5.0, 9.0), (10.0, 8.0)])],
            ..Plot::default()
        };
        let walk = |plot: &Plot, hidden: &[usize], steps: &[Step]| {
            let mut cursor = None;
            steps
                .iter()
                .map(|step| {
                    cursor = plot.step(hidden, cursor, *step);
                    plot.x_of(cursor.unwrap()).unwrap()
                })
                .collect::<Vec<_>>()
        };
        use Step::*;
        assert_eq!(
            walk(&plot, &[], &[Next, Next, Next, Next, Next, Previous]),
            [0.0, 5.0, 10.0, 100.0, 100.0, 10.0]
        );
        assert_eq!(walk(&plot, &[1], &[Next, Next, Previous, Previous]), [0.0, 10.0, 0.0, 0.0]);
        assert_eq!(walk(&plot, &[], &[Last, Back, First, Forward]), [100.0, 10.0, 0.0, 10.0]);
        plot.range = Some((1.0, 50.0));
        assert_eq!(walk(&plot, &[], &[First, Last]), [5.0, 10.0]);
        assert_eq!(plot.step(&[0, 1], None, Next), None);
        let readings = plot.readings(&[], Cursor::At(10.0));
        assert_eq!(readings, [(0, Point::new(10.0, 2.0)), (1, Point::new(10.0, 8.0))]);
    }

    #[test]
    fn a_cloud_is_visited_from_left_to_right() {
        let cloud = Plot {
            lines: vec![
                line(&[(3.0, 1.0)]),
                line(&[(1.0, 2.0)]),
                line(&[(2.0, f64::NAN)]),
                line(&[(3.0, 0.0)]),
            ],
            cloud: true,
            ..Plot::default()
        };
        let mut cursor = None;
        let mut seen = Vec::new();
        for _ in 0..4 {
            cursor = cloud.step(&[], cursor, Step::Next);
            seen.push(cursor.unwrap());
        }
        assert_eq!(seen, [Cursor::On(1, 0), Cursor::On(0, 0), Cursor::On(3, 0), Cursor::On(3, 0)]);
        assert_eq!(cloud.readings(&[], Cursor::On(0, 0)), [(0, Point::new(3.0, 1.0))]);
        assert_eq!(cloud.readings(&[0], Cursor::On(0, 0)), []);
        assert_eq!(cloud.readings(&[], Cursor::On(9, 9)), []);
        assert_eq!(Step::of_key("ArrowUp"), Some(Step::Next));
        assert_eq!(Step::of_key("a"), None);
    }
}
