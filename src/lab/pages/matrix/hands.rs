//! Mouse and fingers on the board: what is pointed at, moved and pinched.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use web_sys::{HtmlCanvasElement, PointerEvent};

use crate::lab::state::Board;

/// A pointer that moves further is no click, in pixels.
const CLICK: f64 = 5.0;

/// Column and row.
type Cell = (usize, usize);

/// A pointer that is down: its number, where it is, and how far it has come.
#[derive(Debug, Clone, Copy)]
struct Finger {
    id: i32,
    at: (f64, f64),
    moved: f64,
}

/// The pointers that are down.
#[derive(Clone)]
pub(super) struct Hands {
    fingers: Rc<RefCell<Vec<Finger>>>,
    board: RwSignal<Board>,
}

impl Hands {
    /// None yet; they move and zoom `board`.
    pub(super) fn new(board: RwSignal<Board>) -> Self {
        Self { fingers: Rc::default(), board }
    }

    /// Where a pointer is, from the corner of the cells.
    fn point(&self, event: &PointerEvent) -> (f64, f64) {
        let margin = self.board.with_untracked(|board| board.margin);
        (f64::from(event.offset_x()) - margin, f64::from(event.offset_y()) - margin)
    }

    fn cell(&self, at: (f64, f64)) -> Option<Cell> {
        self.board.with_untracked(|board| board.view.cell_at(at))
    }

    /// A pointer comes down.
    pub(super) fn down(&self, event: &PointerEvent, canvas: Option<&HtmlCanvasElement>) {
        let at = self.point(event);
        self.fingers.borrow_mut().push(Finger { id: event.pointer_id(), at, moved: 0.0 });
        if let Some(canvas) = canvas {
            // A pointer that is gone already needs not be held.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
    }

    /// A pointer moves: one that is down moves the board, two zoom it. Returns what a pointer that is not down is over.
    pub(super) fn moved(&self, event: &PointerEvent) -> Option<Option<Cell>> {
        let now = self.point(event);
        let mut fingers = self.fingers.borrow_mut();
        let other = fingers.iter().find(|finger| finger.id != event.pointer_id()).copied();
        let Some(finger) = fingers.iter_mut().find(|finger| finger.id == event.pointer_id()) else {
            return Some(self.cell(now));
        };
        let before = finger.at;
        finger.at = now;
        finger.moved += (now.0 - before.0).hypot(now.1 - before.1);
        let held = finger.moved <= CLICK;
        match other {
            Some(other) => {
                let apart = |at: (f64, f64)| (at.0 - other.at.0).hypot(at.1 - other.at.1).max(1.0);
                let middle = (f64::midpoint(now.0, other.at.0), f64::midpoint(now.1, other.at.1));
                self.board.update(|board| board.zoom(apart(now) / apart(before), middle));
            }
            None if !held => {
                self.board.update(|board| board.view.pan((now.0 - before.0, now.1 - before.1)));
            }
            None => {}
        }
        None
    }

    /// A pointer is lifted or lost. Returns the cell that was clicked.
    pub(super) fn up(&self, event: &PointerEvent) -> Option<Cell> {
        let mut fingers = self.fingers.borrow_mut();
        let alone = fingers.len() == 1;
        let at = fingers.iter().position(|finger| finger.id == event.pointer_id())?;
        let finger = fingers.remove(at);
        let clicked = alone && finger.moved <= CLICK && event.type_() == "pointerup";
        clicked.then(|| self.cell(finger.at)).flatten()
    }
}
