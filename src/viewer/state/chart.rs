//! What a chart shows, before it is drawn: lines of points with names, and how their values are written.

use battle::Lang;
use plot::{Axis, AxisKind, Point, Ticks};

use crate::i18n::{day, decimal, metric, short_day};

/// A line, or the points of a cloud.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlotLine {
    /// What it is, for the legend.
    pub(crate) name: String,
    /// Its points by `x`; what is not finite breaks it.
    pub(crate) points: Vec<Point>,
    /// What it was before it was smoothed.
    pub(crate) raw: Option<Vec<Point>>,
    /// What is to be said of it beside its name, such as how many of its points are here.
    pub(crate) note: String,
}

/// Everything that a chart shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plot {
    /// The lines; their places are their looks.
    pub(crate) lines: Vec<PlotLine>,
    /// What `x` is.
    pub(crate) x_title: String,
    /// What `y` is.
    pub(crate) y_title: String,
    /// The kind of `x`.
    pub(crate) x_kind: AxisKind,
    /// Whether `y` goes by its logarithm.
    pub(crate) log: bool,
    /// Only this part of `x`.
    pub(crate) range: Option<(f64, f64)>,
    /// Points alone, not joined by lines.
    pub(crate) cloud: bool,
}

/// Points that are in no line, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LeftOut {
    /// Not a number, or infinite.
    pub(crate) not_finite: usize,
    /// Zero or less, on a logarithmic axis.
    pub(crate) not_positive: usize,
}

impl Plot {
    /// The axes that hold the lines that are not hidden; none without a point to show.
    pub(crate) fn axes(&self, hidden: &[usize]) -> Option<(Axis, Axis)> {
        let points = || self.visible(hidden).flat_map(|(_, line)| &line.points);
        let mut x = Axis::over(self.x_kind, false, points().map(|point| point.x))?;
        if let Some((from, to)) = self.range.filter(|(from, to)| from < to) {
            (x.low, x.high) = (from, to);
        } else if self.cloud {
            x = x.padded(0.04);
        }
        let inside = points().filter(|point| (x.low..=x.high).contains(&point.x)).map(|point| point.y);
        let y = Axis::over(AxisKind::Number, self.log, inside)
            .or_else(|| Axis::over(AxisKind::Number, self.log, points().map(|point| point.y)))?;
        Some((x, y.padded(0.04)))
    }

    /// The lines that are not hidden, with their places.
    pub(crate) fn visible(&self, hidden: &[usize]) -> impl Iterator<Item = (usize, &PlotLine)> {
        self.lines.iter().enumerate().filter(|(place, _)| !hidden.contains(place))
    }

    /// What is in the table and not in the picture.
    pub(crate) fn left_out(&self, hidden: &[usize]) -> LeftOut {
        let mut out = LeftOut::default();
        for point in self.visible(hidden).flat_map(|(_, line)| &line.points) {
            if !point.y.is_finite() {
                out.not_finite += 1;
            } else if self.log && point.y <= 0.0 {
                out.not_positive += 1;
            }
        }
        out
    }

    /// A value of `x` as text.
    pub(crate) fn x_text(&self, lang: Lang, value: f64) -> String {
        match self.x_kind {
            AxisKind::Number => metric(lang, value),
            AxisKind::Whole => decimal(lang, value, 0),
            AxisKind::Duration => length(lang, value),
            AxisKind::Time => moment(lang, whole(value)),
        }
    }
}

/// The text of a tick.
pub(crate) fn tick_text(lang: Lang, axis: &Axis, value: f64, ticks: &Ticks) -> String {
    const DAY: f64 = 86_400_000.0;
    match axis.kind {
        AxisKind::Duration => length(lang, value),
        AxisKind::Time if ticks.step >= DAY => day(lang, whole(value)),
        AxisKind::Time => {
            let time = plot::time_of_day(whole(value));
            if axis.high - axis.low > DAY {
                format!("{} {time}", short_day(lang, whole(value)))
            } else {
                time
            }
        }
        AxisKind::Number | AxisKind::Whole => {
            let greatest = axis.low.abs().max(axis.high.abs());
            let linear = ticks.step > 0.0;
            if value == 0.0 {
                "0".to_owned()
            } else if (linear && (greatest >= 1e7 || ticks.decimals() > 5))
                || (!linear && !(1e-4..1e7).contains(&value.abs()))
            {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 6")]
                let digits =
                    (value.abs().log10().floor() - ticks.step.log10().floor()).clamp(0.0, 6.0) as usize;
                let text = format!("{value:.*e}", if linear { digits } else { 0 }).replace('-', "−");
                if lang == Lang::Fr { text.replace('.', ",") } else { text }
            } else if linear {
                decimal(lang, value, ticks.decimals())
            } else {
                metric(lang, value).trim_end_matches('0').trim_end_matches(['.', ',']).to_owned()
            }
        }
    }
}

/// A moment in milliseconds since 1970, to the millisecond where it has any.
pub(crate) fn moment(lang: Lang, milliseconds: i64) -> String {
    format!("{}, {}", day(lang, milliseconds), plot::time_of_day(milliseconds))
}

/// A length of time in milliseconds.
pub(crate) fn length(lang: Lang, milliseconds: f64) -> String {
    let text = plot::duration(milliseconds);
    if lang == Lang::Fr { text.replace(" d", " j") } else { text }
}

/// Milliseconds as a whole number.
pub(crate) fn whole(value: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "saturates")]
    let value = value as i64;
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn line(points: &[(f64, f64)]) -> PlotLine {
        let points = points.iter().map(|(x, y)| Point::new(*x, *y)).collect();
        PlotLine { name: "a".to_owned(), points, raw: None, note: String::new() }
    }

    #[test]
    fn axes_hold_what_is_not_hidden_and_lies_in_the_range() {
        let mut plot = Plot {
            lines: vec![line(&[(0.0, 1.0), (10.0, 2.0), (20.0, 100.0)]), line(&[(50.0, -3.0)])],
            ..Plot::default()
        };
        let (x, y) = plot.axes(&[1]).unwrap();
        assert_eq!((x.low, x.high), (0.0, 20.0));
        assert!(y.low < 1.0 && y.high > 100.0 && y.low > -4.0);
        plot.range = Some((0.0, 10.0));
        let (x, y) = plot.axes(&[]).unwrap();
        assert_eq!((x.low, x.high), (0.0, 10.0));
        assert!(y.high < 3.0);
        assert_eq!(plot.axes(&[0, 1]), None);
    }

    #[test]
    fn what_cannot_be_drawn_is_counted() {
        let mut plot = Plot {
            lines: vec![line(&[(0.0, f64::NAN), (1.0, 0.0), (2.0, -1.0), (3.0, 5.0)])],
            ..Plot::default()
        };
        assert_eq!(plot.left_out(&[]), LeftOut { not_finite: 1, not_positive: 0 });
        plot.log = true;
        assert_eq!(plot.left_out(&[]), LeftOut { not_finite: 1, not_positive: 2 });
        assert_eq!(plot.left_out(&[0]), LeftOut::default());
    }

    fn ticks(kind: AxisKind, log: bool, low: f64, high: f64) -> Vec<String> {
        let axis = Axis { kind, log, low, high };
        let ticks = axis.ticks(4);
        ticks.values.iter().map(|value| tick_text(Lang::En, &axis, *value, &ticks)).collect()
    }

    #[test]
    fn ticks_are_written_as_short_as_they_can_be() {
        assert_eq!(ticks(AxisKind::Number, false, 0.0, 1.0), ["0", "0.5", "1.0"]);
        assert_eq!(ticks(AxisKind::Whole, false, 0.0, 30_000.0), ["0", "10,000", "20,000", "30,000"]);
        assert_eq!(ticks(AxisKind::Number, false, 0.0, 4e9), ["0", "1e9", "2e9", "3e9", "4e9"]);
        assert_eq!(ticks(AxisKind::Number, true, 1e-5, 1.0), ["0.0001", "0.01", "1"]);
        assert_eq!(ticks(AxisKind::Number, true, 1e-9, 1e-5), ["1e−9", "1e−8", "1e−7", "1e−6", "1e−5"]);
        assert_eq!(
            ticks(AxisKind::Number, false, 1e-7, 3e-7),
            ["1.0e−7", "1.5e−7", "2.0e−7", "2.5e−7", "3.0e−7"]
        );
        let day = 86_400_000.0;
        assert_eq!(
            ticks(AxisKind::Time, false, 0.0, day / 2.0),
            ["00:00", "03:00", "06:00", "09:00", "12:00"]
        );
        assert_eq!(
            ticks(AxisKind::Duration, false, 0.0, 240_000.0),
            ["0 s", "1 min", "2 min", "3 min", "4 min"]
        );
    }

    #[test]
    fn places_are_written_by_their_kind() {
        let text = |kind, value| Plot { x_kind: kind, ..Plot::default() }.x_text(Lang::En, value);
        assert_eq!(text(AxisKind::Whole, 12_345.0), "12,345");
        assert_eq!(text(AxisKind::Time, 1_795_380_560_862.0), "22\u{a0}Nov 2026, 20:49:20.862");
        assert_eq!(length(Lang::Fr, 86_400_000.0 * 3.5), "3 j 12 h");
        assert_eq!(text(AxisKind::Duration, 61_000.0), "1 min 1 s");
    }
}
