//! What may be drawn a frame later than what matters most.

use std::time::Duration;

use leptos::prelude::*;

/// For what matters most so long is waited, in milliseconds, before the rest is drawn without it.
const PATIENCE: u64 = 120;

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
                // A task that a frame's callback asks for comes after its painting.
                let after = move || {
                    if waits.try_set_value(false).is_none() {
                        count();
                    }
                };
                set_timeout(after, Duration::ZERO);
            });
        }
    });
    painted
}
