//! How lines are told apart: by colour, by dashes and by marks, so that none of them alone carries the meaning.

/// How many colours a palette has.
pub const COLOURS: usize = 8;

const DASHES: [&str; 5] = ["", "7 4", "2 3", "10 3 2 3", "14 5"];
const SHAPES: usize = 6;

/// The looks of a line by its number: neighbours differ in colour, dashes and marks, and no two of the first 120 look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style(pub usize);

impl Style {
    /// The colour's number in the palette.
    #[must_use]
    pub fn colour(self) -> usize {
        self.0 % COLOURS
    }

    /// SVG's `stroke-dasharray`, empty for a solid line.
    #[must_use]
    pub fn dashes(self) -> &'static str {
        DASHES[self.0 % DASHES.len()]
    }

    /// The outline of its mark around a point, as SVG path data.
    #[must_use]
    pub fn mark(self, x: f64, y: f64, radius: f64) -> String {
        let corners: &[(f64, f64)] = match self.0 % SHAPES {
            0 => {
                let (left, width) = (x - radius, radius * 2.0);
                return format!(
                    "M{left:.1} {y:.1}a{radius} {radius} 0 1 0 {width} 0a{radius} {radius} 0 1 0 -{width} 0Z"
                );
            }
            1 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            2 => &[(0.0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
            3 => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
            4 => &[(0.0, 1.2), (1.15, -0.9), (-1.15, -0.9)],
            _ => &PLUS,
        };
        let mut path = String::new();
        for (place, (right, down)) in corners.iter().enumerate() {
            let letter = if place == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{letter}{:.1} {:.1}", x + right * radius, y + down * radius));
        }
        path.push('Z');
        path
    }
}

const PLUS: [(f64, f64); 12] = [
    (-0.4, -1.2),
    (0.4, -1.2),
    (0.4, -0.4),
    (1.2, -0.4),
    (1.2, 0.4),
    (0.4, 0.4),
    (0.4, 1.2),
    (-0.4, 1.2),
    (-0.4, 0.4),
    (-1.2, 0.4),
    (-1.2, -0.4),
    (-0.4, -0.4),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn neighbours_differ_in_everything_and_120_lines_in_something() {
        let look = |number| {
            let style = Style(number);
            (style.colour(), style.dashes(), style.mark(0.0, 0.0, 4.0))
        };
        for number in 0..119 {
            let (one, next) = (look(number), look(number + 1));
            assert!(one.0 != next.0 && one.1 != next.1 && one.2 != next.2);
        }
        assert_eq!((0..120).map(look).collect::<BTreeSet<_>>().len(), 120);
    }

    #[test]
    fn marks_are_closed_outlines() {
        assert_eq!(Style(0).mark(10.0, 5.0, 3.0), "M7.0 5.0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z");
        assert_eq!(Style(1).mark(0.0, 0.0, 10.0), "M-9.0 -9.0L9.0 -9.0L9.0 9.0L-9.0 9.0Z");
    }
}
