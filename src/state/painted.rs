//! What may be drawn a frame later than what matters most.

use std::time::Duration;

use leptos::prelude::*;

/// Counts the frames in which something that `track` reads has changed, each once it has been painted.
pub(crate) fn frames_painted(track: impl Fn() + 'static) -> RwSignal<u32> {
    let painted = RwSignal::new(0_u32);
    let waits = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        track();
        if before.is_none() || waits.get_value() {
            return;
        }
        waits.set_value(true);
        request_animation_frame(move || {
            // A task that a frame's callback asks for comes after its painting. By then the page may have been left.
            set_timeout(
                move || {
                    if waits.try_set_value(false).is_none() {
                        painted.try_update(|count| *count = count.wrapping_add(1));
                    }
                },
                Duration::ZERO,
            );
        });
    });
    painted
}
