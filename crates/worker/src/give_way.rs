use std::{cell::RefCell, collections::VecDeque};

use futures::channel::oneshot;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::MessageChannel;

/// Lets messages that have arrived be handled before the caller goes on.
///
/// A message to oneself comes back at once; timers that are set from timers wait for 4 ms.
pub(crate) async fn give_way() {
    let (wake, woken) = oneshot::channel();
    let sent = BELL.with(|bell| bell.as_ref().is_some_and(|bell| bell.ring(wake)));
    if sent {
        let _ = woken.await;
    }
}

thread_local! {
    static BELL: Option<Bell> = Bell::new();
}

/// A channel of this worker to itself.
struct Bell {
    channel: MessageChannel,
}

thread_local! {
    /// Who waits for a message, in the order of the messages.
    static SLEEPERS: RefCell<VecDeque<oneshot::Sender<()>>> = const { RefCell::new(VecDeque::new()) };
}

impl Bell {
    fn new() -> Option<Self> {
        let channel = MessageChannel::new().ok()?;
        let wake = Closure::<dyn FnMut()>::new(|| {
            let sleeper = SLEEPERS.with(|sleepers| sleepers.borrow_mut().pop_front());
            if let Some(sleeper) = sleeper {
                // The sleeper may have been dropped.
                let _ = sleeper.send(());
            }
        });
        channel.port1().set_onmessage(Some(wake.as_ref().unchecked_ref()));
        // It lives as long as the worker.
        wake.forget();
        Some(Self { channel })
    }

    fn ring(&self, sleeper: oneshot::Sender<()>) -> bool {
        let sent = self.channel.port2().post_message(&JsValue::NULL).is_ok();
        if sent {
            SLEEPERS.with(|sleepers| sleepers.borrow_mut().push_back(sleeper));
        }
        sent
    }
}
