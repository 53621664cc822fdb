//! Where the numbers of rows lie.

/// Numbers of some rows, row by row or column by column.
#[derive(Clone, Copy, Debug)]
pub enum Table<'a, T> {
    /// Row-major, `rows × width`; `width` is at least 1.
    Rows { cells: &'a [T], width: usize },
    /// Column-major, `columns × stride`, of which each column has `count` numbers from `first`.
    Columns { cells: &'a [T], stride: usize, first: usize, count: usize },
}

impl<'a, T: Copy> Table<'a, T> {
    /// Number of rows.
    pub(crate) fn count(&self) -> usize {
        match *self {
            Self::Rows { cells, width } => cells.len() / width,
            Self::Columns { count, .. } => count,
        }
    }

    /// Up to `most` of the rows from one on.
    pub(crate) fn part(&self, from: usize, most: usize) -> Self {
        let from = from.min(self.count());
        let length = (self.count() - from).min(most);
        match *self {
            Self::Rows { cells, width } => {
                Self::Rows { cells: &cells[from * width..][..length * width], width }
            }
            Self::Columns { cells, stride, first, .. } => {
                Self::Columns { cells, stride, first: first + from, count: length }
            }
        }
    }

    /// One column; `space` holds it where it is not in one piece, and is as long.
    #[inline(always)]
    pub(crate) fn column<'b>(&self, column: usize, space: &'b mut [T]) -> &'b [T]
    where
        'a: 'b,
    {
        match *self {
            Self::Rows { cells, width } => {
                for (number, row) in space.iter_mut().zip(cells.chunks_exact(width)) {
                    *number = row[column];
                }
                space
            }
            Self::Columns { cells, stride, first, count } => &cells[column * stride + first..][..count],
        }
    }

    /// One number.
    #[inline(always)]
    pub(crate) fn cell(&self, row: usize, column: usize) -> T {
        match *self {
            Self::Rows { cells, width } => cells[row * width + column],
            Self::Columns { cells, stride, first, .. } => cells[column * stride + first + row],
        }
    }
}
