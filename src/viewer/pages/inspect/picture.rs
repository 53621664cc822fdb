//! A picture: boxes that are links, over lines.

use inspector::{Point, Size};
use leptos::{html, prelude::*};

/// A box of a picture.
pub(super) struct Shown {
    /// Upper left corner, in rem.
    pub(super) at: Point,
    /// Where a click leads.
    pub(super) href: String,
    /// What it says, one element for each line.
    pub(super) lines: Vec<String>,
    /// What its looks say, for those who do not see it.
    pub(super) aside: &'static str,
    /// Classes of the style sheet.
    pub(super) class: &'static str,
    /// Whether it is the chosen one.
    pub(super) chosen: bool,
}

/// A line of a picture.
pub(super) struct Line {
    /// Its points, in rem.
    pub(super) points: Vec<Point>,
    /// Whether it is lit.
    pub(super) lit: bool,
}

/// Draws boxes of one size and lines between them, in a frame that scrolls. `frame` is where the frame becomes known, `name` is what
/// the picture shows.
pub(super) fn picture(
    name: String,
    frame: NodeRef<html::Div>,
    extent: Size,
    size: Size,
    boxes: Vec<Shown>,
    lines: &[Line],
) -> AnyView {
    let (width, height) = (extent.width, extent.height);
    let paths: Vec<_> = lines
        .iter()
        .filter(|line| !line.points.is_empty())
        .map(|line| {
            let class = if line.lit { "picture-line lit" } else { "picture-line" };
            view! { <path class=class d=path(&line.points)></path> }.into_any()
        })
        .collect();
    let boxes: Vec<_> = boxes
        .into_iter()
        .map(|shown| {
            let lines: Vec<_> = shown
                .lines
                .into_iter()
                .map(|line| view! { <span class="picture-text">{line}</span> }.into_any())
                .collect();
            let aside = (!shown.aside.is_empty())
                .then(|| view! { <span class="visually-hidden">{shown.aside}</span> }.into_any());
            view! {
                <li
                    class="picture-place"
                    style:left=format!("{:.3}rem", shown.at.x)
                    style:top=format!("{:.3}rem", shown.at.y)
                    style:width=format!("{:.3}rem", size.width)
                    style:height=format!("{:.3}rem", size.height)
                >
                    <a
                        class=format!("picture-box {}", shown.class)
                        href=shown.href
                        aria-current=shown.chosen.then_some("true")
                    >{lines}{aside}</a>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="picture-frame" node_ref=frame tabindex="0" role="group" aria-label=name>
            <div class="picture" style:width=format!("{width:.3}rem") style:height=format!("{height:.3}rem")>
                <svg class="picture-lines" viewBox=format!("0 0 {width:.3} {height:.3}") aria-hidden="true">{paths}</svg>
                <ul class="picture-boxes">{boxes}</ul>
            </div>
        </div>
    }
    .into_any()
}

/// A line through the points that leaves and arrives straight.
fn path(points: &[Point]) -> String {
    let mut commands = String::new();
    let mut before: Option<&Point> = None;
    for point in points {
        match before {
            None => commands.push_str(&format!("M{:.2} {:.2}", point.x, point.y)),
            Some(from) => {
                let middle = f64::midpoint(from.y, point.y);
                commands.push_str(&format!(
                    "C{:.2} {middle:.2} {:.2} {middle:.2} {:.2} {:.2}",
                    from.x, point.x, point.x, point.y
                ));
            }
        }
        before = Some(point);
    }
    commands
}

/// Scrolls a frame sideways so that this share of its picture, from the left, is in its middle. In a later frame the reader may have
/// left the page, and the frame with it.
pub(super) fn centre(frame: NodeRef<html::Div>, share: f64) {
    let Some(frame) = frame.try_get_untracked().flatten() else { return };
    let Some(picture) = frame.first_element_child() else { return };
    #[allow(clippy::cast_possible_truncation, reason = "pixels")]
    let left = (share * f64::from(picture.client_width())) as i32 - frame.client_width() / 2;
    frame.set_scroll_left(left.max(0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_leave_and_arrive_straight() {
        let points = [Point { x: 1.0, y: 0.0 }, Point { x: 3.0, y: 2.0 }];
        assert_eq!(path(&points), "M1.00 0.00C1.00 1.00 3.00 1.00 3.00 2.00");
        assert_eq!(path(&[]), "");
    }
}
