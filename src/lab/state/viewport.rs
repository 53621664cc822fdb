//! Which part of a table of square cells is on screen.

/// Sizes are pixels of the page; cells have one size in both directions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Viewport {
    /// Of the cells' part of the screen.
    pub(crate) size: (f64, f64),
    /// Columns and rows.
    pub(crate) cells: (usize, usize),
    /// The side of a cell.
    pub(crate) cell: f64,
    /// The table's point at the screen's corner.
    pub(crate) origin: (f64, f64),
}

/// Cells are no larger than this.
const LARGEST: f64 = 64.0;

/// Cells of this size can be read.
const READABLE: f64 = 22.0;

impl Viewport {
    /// All of the table.
    pub(crate) fn fit(size: (f64, f64), cells: (usize, usize)) -> Self {
        let mut view = Self { size, cells, cell: 1.0, origin: (0.0, 0.0) };
        view.cell = view.smallest();
        view.clamp();
        view
    }

    /// All of the table, unless it is so much longer in one direction that cells would be tiny: then a part of it.
    pub(crate) fn begin(size: (f64, f64), cells: (usize, usize)) -> Self {
        let mut view = Self::fit(size, cells);
        let (columns, rows) = view.counts();
        let longer = (size.0 / columns).max(size.1 / rows);
        if longer > 2.0 * view.cell && view.cell < READABLE {
            view.zoom(longer.min(READABLE) / view.cell, (0.0, 0.0));
        }
        view
    }

    #[allow(clippy::cast_precision_loss, reason = "few")]
    fn counts(&self) -> (f64, f64) {
        (self.cells.0.max(1) as f64, self.cells.1.max(1) as f64)
    }

    /// The cell size at which all of it is on screen.
    fn smallest(&self) -> f64 {
        let (columns, rows) = self.counts();
        (self.size.0 / columns).min(self.size.1 / rows).min(LARGEST)
    }

    /// Whether all of it is on screen.
    pub(crate) fn is_whole(&self) -> bool {
        self.cell <= self.smallest() * 1.000_001
    }

    /// Zooms by a factor; what is at this point of the screen stays there.
    pub(crate) fn zoom(&mut self, factor: f64, at: (f64, f64)) {
        let cell = (self.cell * factor).clamp(self.smallest(), LARGEST.max(self.smallest()));
        let real = cell / self.cell;
        self.origin.0 = (self.origin.0 + at.0) * real - at.0;
        self.origin.1 = (self.origin.1 + at.1) * real - at.1;
        self.cell = cell;
        self.clamp();
    }

    /// Moves the table by so many pixels.
    pub(crate) fn pan(&mut self, by: (f64, f64)) {
        self.origin.0 -= by.0;
        self.origin.1 -= by.1;
        self.clamp();
    }

    /// Takes another size and keeps what is on screen; what was whole stays whole.
    pub(crate) fn resize(&mut self, size: (f64, f64)) {
        let whole = self.is_whole();
        self.size = size;
        if whole {
            *self = Self::fit(size, self.cells);
        } else {
            self.zoom(1.0, (0.0, 0.0));
        }
    }

    /// Column and row at a point of the screen.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and few")]
    pub(crate) fn cell_at(&self, at: (f64, f64)) -> Option<(usize, usize)> {
        let (x, y) = ((self.origin.0 + at.0) / self.cell, (self.origin.1 + at.1) / self.cell);
        let inside = x >= 0.0 && y >= 0.0 && at.0 >= 0.0 && at.1 >= 0.0;
        let cell = (x as usize, y as usize);
        (inside && cell.0 < self.cells.0 && cell.1 < self.cells.1).then_some(cell)
    }

    /// The corner of a cell on screen.
    #[allow(clippy::cast_precision_loss, reason = "few")]
    pub(crate) fn corner(&self, (column, row): (usize, usize)) -> (f64, f64) {
        (column as f64 * self.cell - self.origin.0, row as f64 * self.cell - self.origin.1)
    }

    /// Moves the table as little as shows a cell.
    pub(crate) fn reveal(&mut self, cell: (usize, usize)) {
        let (x, y) = self.corner(cell);
        let out = |at: f64, size: f64| at.min(0.0) + (at + self.cell - size).max(0.0);
        self.pan((-out(x, self.size.0), -out(y, self.size.1)));
    }

    fn clamp(&mut self) {
        let (columns, rows) = self.counts();
        let within =
            |origin: f64, count: f64, size: f64| origin.clamp(0.0, (count * self.cell - size).max(0.0));
        self.origin = (within(self.origin.0, columns, self.size.0), within(self.origin.1, rows, self.size.1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_rows_begin_with_cells_that_can_be_read() {
        assert!(Viewport::begin((800.0, 800.0), (187, 187)).is_whole());
        assert!(Viewport::begin((800.0, 700.0), (187, 187)).is_whole());
        let few = Viewport::begin((800.0, 800.0), (187, 5));
        assert_eq!((few.cell, few.origin), (22.0, (0.0, 0.0)));
        assert_eq!(Viewport::begin((800.0, 800.0), (5, 5)).cell, 64.0);
    }

    #[test]
    fn all_of_it_fits_and_never_leaves() {
        let mut view = Viewport::fit((400.0, 300.0), (100, 100));
        assert_eq!((view.cell, view.origin, view.is_whole()), (3.0, (0.0, 0.0), true));
        view.pan((50.0, -50.0));
        view.zoom(0.1, (0.0, 0.0));
        assert_eq!((view.cell, view.origin), (3.0, (0.0, 0.0)));
        assert_eq!(view.cell_at((299.0, 0.0)), Some((99, 0)));
        assert_eq!(view.cell_at((301.0, 0.0)), None);
        assert_eq!(view.cell_at((-1.0, 0.0)), None);
    }

    #[test]
    fn zooming_keeps_the_point() {
        let mut view = Viewport::fit((300.0, 300.0), (100, 100));
        let at = (151.0, 91.0);
        let before = view.cell_at(at);
        view.zoom(4.0, at);
        assert_eq!((view.cell, view.cell_at(at), view.is_whole()), (12.0, before, false));
        view.zoom(1000.0, at);
        assert_eq!(view.cell, 64.0);
    }

    #[test]
    fn a_cell_is_revealed_with_the_least_movement() {
        let mut view = Viewport::fit((300.0, 300.0), (100, 100));
        view.zoom(10.0, (0.0, 0.0));
        view.reveal((9, 10));
        assert_eq!(view.origin, (0.0, 30.0));
        view.reveal((0, 0));
        assert_eq!(view.origin, (0.0, 0.0));
        view.resize((600.0, 600.0));
        assert_eq!((view.cell, view.is_whole()), (30.0, false));
    }
}
