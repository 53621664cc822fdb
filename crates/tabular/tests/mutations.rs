//! Attributes changed at random are refused or computed with, in bounded time and without a panic.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::case::{Attribute, Case, Number, Values};

/// Changed copies of each case.
const COPIES: u64 = 12;

/// Numbers that look random and are the same in every run (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    fn integer(&mut self) -> i64 {
        const EXTREMES: [i64; 9] = [i64::MIN, -1, 0, 1, 2, 255, 1 << 31, 1 << 40, i64::MAX];
        EXTREMES[self.below(EXTREMES.len())]
    }

    fn number(&mut self) -> Number {
        const EXTREMES: [f64; 7] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 1e-40, 3e38, -1.0];
        Number(EXTREMES[self.below(EXTREMES.len())])
    }

    /// Shortens a list, lengthens it, empties it or changes an element of it.
    fn list<T: Clone>(&mut self, list: &mut Vec<T>, element: impl Fn(&mut Self) -> T) {
        let at = self.below(list.len());
        match self.below(6) {
            0 => list.truncate(at),
            1 => list.extend(list.clone()),
            2 => list.clear(),
            3 => list.push(element(self)),
            _ if list.is_empty() => list.push(element(self)),
            _ => list[at] = element(self),
        }
    }

    fn attribute(&mut self, attribute: &mut Attribute) {
        let text = |random: &mut Self| ["", "LEAF", "BRANCH_EQ", "SOFTMAX", "é"][random.below(5)].to_owned();
        match attribute {
            Attribute::Int(value) => *value = self.integer(),
            Attribute::Float(value) => *value = self.number(),
            Attribute::Text(value) => *value = text(self),
            Attribute::Ints(values) => self.list(values, Self::integer),
            Attribute::Floats(values) => self.list(values, Self::number),
            Attribute::Texts(values) => self.list(values, text),
            Attribute::Tensor(tensor) => {
                match &mut tensor.values {
                    Values::Float16(values) | Values::Float(values) | Values::Double(values) => {
                        self.list(values, Self::number);
                    }
                    Values::Bool(values) => self.list(values, |random| random.below(2) == 0),
                    Values::Uint8(values) => self.list(values, |random| random.integer() as u8),
                    Values::Int16(values) => self.list(values, |random| random.integer() as i16),
                    Values::Int32(values) => self.list(values, |random| random.integer() as i32),
                    Values::Int64(values) => self.list(values, Self::integer),
                    Values::String(values) => self.list(values, text),
                }
                match self.below(8) {
                    0 => self.list(&mut tensor.shape, |random| random.integer() as usize),
                    _ => tensor.shape = vec![tensor.values.len()],
                }
            }
        }
    }

    /// Changes, removes or retypes one attribute.
    fn change(&mut self, case: &mut Case) {
        let names: Vec<String> = case.attributes.keys().cloned().collect();
        let Some(name) = names.get(self.below(names.len())) else { return };
        match self.below(8) {
            0 => drop(case.attributes.remove(name)),
            1 => drop(case.attributes.insert(name.clone(), Attribute::Ints(vec![self.integer()]))),
            _ => self.attribute(case.attributes.get_mut(name).unwrap()),
        }
    }
}

#[test]
fn nothing_panics() {
    let mut random = Random(7);
    let (mut answered, mut refused) = (0, 0);
    for case in common::case::all().into_iter().chain(common::case::checked_in("standard")) {
        for _ in 0..COPIES {
            let mut case = case.clone();
            for _ in 0..=random.below(3) {
                random.change(&mut case);
            }
            match case.run(false) {
                Ok(_) => answered += 1,
                Err(_) => refused += 1,
            }
        }
    }
    assert!(answered > 500 && refused > 500, "{answered} answered, {refused} refused");
}
