//! Which rows of a long list are drawn.

/// The height of a row in CSS pixels, as the style sheet draws it.
pub(crate) const ROW_HEIGHT: u32 = 36;
/// Rows are drawn in blocks of so many, so that few scroll events change anything.
const BLOCK: usize = 8;

/// The rows to draw: those in sight, and a block or two on either side.
///
/// `scrolled` and `height` are those of the scrolled element, in CSS pixels.
pub(crate) fn rows_in_sight(scrolled: f64, height: f64, rows: usize) -> std::ops::Range<usize> {
    let row = f64::from(ROW_HEIGHT);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded; negative and NaN are 0"
    )]
    let (first, count) = ((scrolled / row).floor() as usize, (height / row).ceil() as usize);
    let start = (first / BLOCK).saturating_sub(1) * BLOCK;
    let end = (first.saturating_add(count) / BLOCK).saturating_add(2).saturating_mul(BLOCK);
    let end = end.min(rows);
    start.min(end)..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_sight_is_drawn_and_a_block_around_it() {
        assert_eq!(rows_in_sight(0.0, 360.0, 50_000), 0..24);
        assert_eq!(rows_in_sight(3600.0, 360.0, 50_000), 88..120);
        assert_eq!(rows_in_sight(0.0, 360.0, 5), 0..5);
    }

    #[test]
    fn a_small_scroll_draws_the_same_rows() {
        assert_eq!(rows_in_sight(36.0 * 8.0, 360.0, 1000), rows_in_sight(36.0 * 9.0 + 5.0, 360.0, 1000));
    }

    #[test]
    fn past_the_end_and_nonsense_draw_the_last_rows_or_none() {
        assert_eq!(rows_in_sight(1e9, 360.0, 20), 20..20);
        assert_eq!(rows_in_sight(f64::NAN, -1.0, 20), 0..16);
        assert_eq!(rows_in_sight(-50.0, f64::INFINITY, 3), 0..3);
    }
}
