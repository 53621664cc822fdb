/// The time between two looks at the messages, in milliseconds.
const BEAT: f64 = 5.0;
const FIRST: usize = 512;
/// A slow model may take milliseconds for a battle.
const LEAST: usize = 16;
/// More at a time is no faster, and the block's features take memory.
const MOST: usize = 8192;

/// How many battles to work on before the next look at the messages. Follows the speed of the model, so that a cancel is heard in
/// time whatever the model and the machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    battles: usize,
}

impl Pace {
    pub(crate) fn new() -> Self {
        Self { battles: FIRST }
    }

    /// Battles of the next block.
    pub(crate) fn battles(self) -> usize {
        self.battles
    }

    /// The block of [`Self::battles`] took so long. The next one is at most four times as large.
    pub(crate) fn took(&mut self, milliseconds: f64) {
        let fitting = self.battles as f64 * (BEAT / milliseconds.max(BEAT / 4.0));
        self.battles = (fitting as usize).clamp(LEAST, MOST);
    }
}
