//! What is drawn in one frame, and what may be drawn a frame later than what matters most.

use std::time::Duration;

use leptos::prelude::*;

/// What belongs together is waited for so long, in milliseconds: half of the time that seems to be none (Nielsen, Usability Engineering,
/// 1993).
const MOMENT: u64 = 50;

/// For what matters most so long is waited, in milliseconds, before the rest is drawn without it.
const PATIENCE: u64 = 120;

/// Follows `asked`, but keeps what was there until `is_ready`, or for [`MOMENT`] if that does not come: a frame that shows half of an
/// answer would hold up the one with the whole of it.
pub(crate) fn once_ready<T>(asked: Memo<T>, is_ready: Memo<bool>) -> RwSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let shown = RwSignal::new(asked.get_untracked());
    // The page may have been left when a timer ends.
    let show = move || {
        if let Some(asked) = asked.try_get_untracked()
            && shown.try_with_untracked(|shown| *shown != asked) == Some(true)
        {
            shown.set(asked);
        }
    };
    Effect::new(move || {
        asked.track();
        if is_ready.get() {
            show();
        } else {
            set_timeout(show, Duration::from_millis(MOMENT));
        }
    });
    shown
}

/// Counts changes of what `ready` reads, each once the frame has been painted in which `ready` is true, or after [`PATIENCE`] if that
/// does not come.
pub(crate) fn once_painted(ready: impl Fn() -> bool + Copy + 'static) -> RwSignal<u32> {
    let painted = RwSignal::new(0_u32);
    let waits = StoredValue::new(false);
    // The page may have been left when a timer ends.
    let count = move || {
        painted.try_update(|count| *count = count.wrapping_add(1));
    };
    Effect::new(move |before: Option<()>| {
        let is_ready = ready();
        if before.is_none() {
            return;
        }
        if !is_ready {
            let late = move || {
                if waits.try_get_value() == Some(false) && !untrack(ready) {
                    count();
                }
            };
            set_timeout(late, Duration::from_millis(PATIENCE));
        } else if !waits.get_value() {
            waits.set_value(true);
            request_animation_frame(move || {
                // The frame after it.
                let after = move || {
                    if waits.try_set_value(false).is_none() {
                        count();
                    }
                };
                request_animation_frame(after);
            });
        }
    });
    painted
}
