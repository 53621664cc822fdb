//! What of a matrix is drawn in the room that the page has for it: its cells, and the names beside them.

use super::Viewport;

/// From this size of a cell on, in pixels, names stand beside rows and columns.
pub(crate) const NAMED: f64 = 11.0;

/// No part of the canvas is smaller than this, in pixels.
const LEAST: f64 = 40.0;

/// A room of this width in pixels leaves more to names.
const WIDE: f64 = 520.0;

/// The part of the matrix that is drawn, and where. Every change lays it out anew, so that it is never taller than its rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Board {
    /// The cells' part of the canvas, which lies [`margin`](Self::margin) pixels from the canvas's corner in both directions.
    pub(crate) view: Viewport,
    /// Space at the left and at the top: for names where cells are large enough for them, else for the colours of types.
    pub(crate) margin: f64,
    /// The greatest width and height that the canvas may take; none yet before the page has been measured.
    room: Option<(f64, f64)>,
}

impl Board {
    /// So many columns and rows, in a page that has not been measured.
    pub(crate) fn new(cells: (usize, usize)) -> Self {
        Self { view: Viewport::fit((1.0, 1.0), cells), margin: 0.0, room: None }
    }

    /// All cells with a side of so many pixels, and every name.
    #[allow(clippy::cast_precision_loss, reason = "few")]
    pub(crate) fn all(cells: (usize, usize), side: f64) -> Self {
        let size = (cells.0 as f64 * side, cells.1 as f64 * side);
        Self { view: Viewport::fit(size, cells), margin: margin(WIDE, true), room: None }
    }

    /// The whole canvas.
    pub(crate) fn canvas(&self) -> (f64, f64) {
        (self.view.size.0 + self.margin, self.view.size.1 + self.margin)
    }

    /// The page has this room. What is on screen stays so; the first time, a part that can be read is. Whether it was the first time.
    pub(crate) fn give(&mut self, room: (f64, f64)) -> bool {
        let first = self.room.replace(room).is_none();
        if first {
            self.show(self.view.cells);
        } else {
            self.lay(self.view.is_whole());
        }
        first
    }

    /// Other columns and rows, from the beginning.
    pub(crate) fn show(&mut self, cells: (usize, usize)) {
        let Some((width, height)) = self.room else {
            *self = Self::new(cells);
            return;
        };
        let margin = margin(width, false);
        self.view = Viewport::begin(((width - margin).max(LEAST), (height - margin).max(LEAST)), cells);
        self.lay(self.view.is_whole());
    }

    /// Zooms by a factor; what is at this point of the cells' part stays where it is on the canvas, unless names come to stand there.
    pub(crate) fn zoom(&mut self, factor: f64, at: (f64, f64)) {
        let before = self.margin;
        self.view.zoom(factor, at);
        self.lay(self.view.is_whole());
        let moved = |at: f64| (self.margin - before).min(at);
        self.view.pan((-moved(at.0), -moved(at.1)));
    }

    /// What is in sight, as addresses say it: the first column and row, and how many columns; nothing while all are. It does not depend on
    /// the room.
    pub(crate) fn sight(&self) -> String {
        let Viewport { size, cell, origin, .. } = self.view;
        if self.room.is_none() || self.view.is_whole() {
            return String::new();
        }
        format!("{:.2},{:.2},{:.2}", origin.0 / cell, origin.1 / cell, size.0 / cell)
    }

    /// Shows what an address says is in sight, as far as there is such a part.
    pub(crate) fn see(&mut self, sight: &str) {
        let numbers: Vec<f64> = sight.split(',').filter_map(|number| number.parse().ok()).collect();
        let &[column, row, columns] = numbers.as_slice() else { return };
        if !(column.is_finite() && row.is_finite() && columns.is_finite() && columns > 0.0) {
            return;
        }
        // Names beside the cells leave less room for them, and come with the cells' size: the second time they are there.
        for _ in 0..2 {
            self.zoom(self.view.size.0 / columns / self.view.cell, (0.0, 0.0));
        }
        let Viewport { cell, origin, .. } = self.view;
        self.view.pan((origin.0 - column * cell, origin.1 - row * cell));
    }

    /// All columns and rows.
    pub(crate) fn whole(&mut self) {
        self.lay(true);
    }

    /// Takes the size that the cells need now.
    #[allow(clippy::cast_precision_loss, reason = "few")]
    fn lay(&mut self, whole: bool) {
        let Some((width, height)) = self.room else { return };
        let with = |named| {
            let margin = margin(width, named);
            let size = ((width - margin).max(LEAST), (height - margin).max(LEAST));
            let cell = if whole { Viewport::fit(size, self.view.cells).cell } else { self.view.cell };
            (cell, margin, (size.0, size.1.min((self.view.cells.1 as f64 * cell).max(LEAST))))
        };
        let (cell, margin, size) = with(true);
        let (margin, size) = if cell >= NAMED {
            (margin, size)
        } else {
            let (_, margin, size) = with(false);
            (margin, size)
        };
        self.margin = margin;
        if whole {
            self.view = Viewport::fit(size, self.view.cells);
        } else {
            self.view.resize(size);
        }
    }
}

/// The margin beside cells in a room of some width, with names or without.
fn margin(width: f64, named: bool) -> f64 {
    match (named, width < WIDE) {
        (false, _) => 8.0,
        (true, true) => 64.0,
        (true, false) => 104.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_rows_are_zoomed_and_stay_so_as_their_frame_grows() {
        let mut board = Board::new((187, 5));
        board.give((800.0, 760.0));
        assert_eq!((board.view.cell, board.margin, board.view.size), (22.0, 104.0, (696.0, 110.0)));
        board.zoom(2.0, (0.0, 0.0));
        let zoomed = board;
        assert_eq!((board.view.cell, board.view.size), (44.0, (696.0, 220.0)));
        board.give((800.0, 760.0));
        assert_eq!(board, zoomed);
        board.whole();
        assert!(board.view.is_whole());
        assert_eq!((board.margin, board.view.size), (8.0, (792.0, LEAST)));
    }

    #[test]
    fn a_whole_matrix_stays_whole_in_another_room() {
        let mut board = Board::new((187, 187));
        board.give((800.0, 760.0));
        assert_eq!((board.margin, board.view.size, board.view.is_whole()), (8.0, (792.0, 752.0), true));
        board.give((360.0, 360.0));
        assert_eq!((board.margin, board.view.size, board.view.is_whole()), (8.0, (352.0, 352.0), true));
        board.zoom(20.0, (0.0, 0.0));
        assert_eq!((board.margin, board.view.size, board.view.is_whole()), (64.0, (296.0, 296.0), false));
    }

    #[test]
    fn what_is_under_the_pointer_stays_there_when_names_come_and_go() {
        let mut board = Board::new((187, 187));
        board.give((800.0, 760.0));
        board.zoom(2.5, (0.0, 0.0));
        board.view.pan((-300.0, -300.0));
        let on_canvas = |board: &Board| board.view.cell_at((500.0 - board.margin, 400.0 - board.margin));
        let (held, narrow) = (on_canvas(&board), board.margin);
        board.zoom(1.5, (500.0 - narrow, 400.0 - narrow));
        assert_eq!((on_canvas(&board), narrow, board.margin), (held, 8.0, 104.0));
        let wide = board.margin;
        board.zoom(1.0 / 1.5, (500.0 - wide, 400.0 - wide));
        assert_eq!((on_canvas(&board), board.margin), (held, 8.0));
    }

    #[test]
    fn what_is_in_sight_is_found_again_in_another_room() {
        let mut board = Board::new((187, 187));
        assert_eq!(board.sight(), "");
        board.give((800.0, 760.0));
        assert_eq!(board.sight(), "");
        board.zoom(5.0, (0.0, 0.0));
        board.view.pan((-20.5 * board.view.cell, -40.0 * board.view.cell));
        let sight = board.sight();
        assert!(sight.starts_with("20.50,40.00,"), "{sight}");
        let mut other = Board::new((187, 187));
        other.give((600.0, 700.0));
        other.see(&sight);
        assert_eq!(other.sight(), sight);
        for nonsense in ["", "1,2", "a,b,c", "1,2,0", "1,2,NaN", "1,2,-3", "inf,0,9", "1,2,3,4"] {
            let before = other;
            other.see(nonsense);
            assert_eq!(other, before, "{nonsense}");
        }
        other.see("0,0,187");
        assert_eq!(other.sight(), "", "all of them are no part");
        other.see("1e300,1e300,1e-300");
        assert!(other.view.cell.is_finite() && other.view.origin.0.is_finite() && !other.view.is_whole());
    }

    #[test]
    fn other_rows_begin_anew() {
        let mut board = Board::new((187, 187));
        board.show((187, 5));
        board.give((800.0, 760.0));
        board.zoom(2.0, (0.0, 0.0));
        board.show((5, 5));
        assert_eq!((board.view.cell, board.view.size, board.view.is_whole()), (64.0, (696.0, 320.0), true));
        let saved = Board::all((5, 3), 14.0);
        assert_eq!((saved.canvas(), saved.view.cell), ((174.0, 146.0), 14.0));
        board.show((0, 0));
        assert!(board.view.cell.is_finite() && board.view.cell > 0.0);
    }
}
