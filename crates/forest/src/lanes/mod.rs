//! 128 bits side by side, in a SIMD register where there is one.

#[cfg(any(test, not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))))]
#[cfg_attr(test, allow(dead_code, reason = "only compiled to be sure that it can be"))]
mod portable;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[expect(unsafe_code, reason = "loads and stores through references to 16 bytes, which any address may be")]
mod wasm;

#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "loads and stores through references to 16 bytes, which any address may be")]
mod x86;

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
use portable as machine;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use wasm as machine;
#[cfg(target_arch = "x86_64")]
use x86 as machine;

/// Bytes of a register.
pub(crate) const LANES: usize = 16;
/// Bits of a register.
pub(crate) const BITS: usize = 8 * LANES;

/// 128 bits, or 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word(machine::Register);

impl Word {
    /// All bits 0.
    #[inline(always)]
    pub(crate) fn zeros() -> Self {
        Self::load(&[0; LANES])
    }

    /// All bits 1.
    #[inline(always)]
    pub(crate) fn ones() -> Self {
        Self::load(&[u8::MAX; LANES])
    }

    #[inline(always)]
    pub(crate) fn load(bytes: &[u8; LANES]) -> Self {
        Self(machine::load(bytes))
    }

    #[inline(always)]
    pub(crate) fn store(self) -> [u8; LANES] {
        machine::store(self.0)
    }

    #[inline(always)]
    pub(crate) fn and(self, other: Self) -> Self {
        Self(machine::and(self.0, other.0))
    }

    #[inline(always)]
    pub(crate) fn or(self, other: Self) -> Self {
        Self(machine::or(self.0, other.0))
    }

    #[inline(always)]
    pub(crate) fn xor(self, other: Self) -> Self {
        Self(machine::xor(self.0, other.0))
    }

    /// Whether a bit is 1.
    #[inline(always)]
    pub(crate) fn any(self) -> bool {
        machine::any(self.0)
    }

    /// The bytes of the lower halves of two words, by turns.
    #[inline(always)]
    fn mix_low(self, other: Self) -> Self {
        Self(machine::mix_low(self.0, other.0))
    }

    /// The bytes of the upper halves of two words, by turns.
    #[inline(always)]
    fn mix_high(self, other: Self) -> Self {
        Self(machine::mix_high(self.0, other.0))
    }

    /// Numbers of 16 bits from their lower bytes, which these are, and their upper ones.
    #[inline(always)]
    pub(crate) fn with_upper(self, upper: Self, numbers: &mut [u16; LANES]) {
        let (low, high) = numbers.split_at_mut(LANES / 2);
        if let (Some(low), Some(high)) = (low.first_chunk_mut(), high.first_chunk_mut()) {
            machine::store_numbers(self.mix_low(upper).0, low);
            machine::store_numbers(self.mix_high(upper).0, high);
        }
    }

    /// All bits of each byte that a number exceeds, as signed numbers.
    #[inline(always)]
    pub(crate) fn exceeded(bytes: &[i8; LANES], number: i8) -> Self {
        Self(machine::exceeded(machine::load(&bytes.map(i8::cast_unsigned)), number))
    }

    /// A bit for each byte that exceeds a bound, as signed numbers; the lowest for the first.
    #[inline(always)]
    pub(crate) fn exceeding(bytes: &[i8; LANES], bound: i8) -> u16 {
        machine::exceeding(machine::load(&bytes.map(i8::cast_unsigned)), bound)
    }
}

/// Swaps, in every byte, the bits of `a` that are `SHIFT` above a mask with the bits of `b` below it.
#[inline(always)]
fn swap<const SHIFT: u32>(a: &mut Word, b: &mut Word, mask: u8) {
    let mask = Word::load(&[mask; LANES]);
    let change = Word(machine::shift_right::<SHIFT>(a.0)).xor(*b).and(mask);
    *b = b.xor(change);
    *a = a.xor(Word(machine::shift_left::<SHIFT>(change.0)));
}

/// The bits of byte `j` of eight words are a matrix of 8 × 8, which is turned: bit `i` of that byte of word `k` changes
/// places with bit `k` of word `i` (Warren, Hacker's Delight, 2002, §7-3).
#[inline(always)]
pub(crate) fn turn(mut words: [Word; 8]) -> [Word; 8] {
    for (a, b) in [(0, 4), (1, 5), (2, 6), (3, 7)] {
        let (low, high) = words.split_at_mut(b);
        swap::<4>(&mut low[a], &mut high[0], 0x0f);
    }
    for (a, b) in [(0, 2), (1, 3), (4, 6), (5, 7)] {
        let (low, high) = words.split_at_mut(b);
        swap::<2>(&mut low[a], &mut high[0], 0x33);
    }
    for (a, b) in [(0, 1), (2, 3), (4, 5), (6, 7)] {
        let (low, high) = words.split_at_mut(b);
        swap::<1>(&mut low[a], &mut high[0], 0x55);
    }
    words
}

/// Where [`turn`] takes the byte of a row of 128 from: byte `row / 8` of word `row % 8`.
#[inline(always)]
pub(crate) fn turned(row: usize) -> usize {
    row % 8 * LANES + row / 8
}

/// Puts the bytes of eight words in order that lie as [`turned`] says.
#[inline(always)]
fn in_order([a, b, c, d, e, f, g, h]: [Word; 8]) -> [Word; 8] {
    let mix = |a: Word, b: Word| (a.mix_low(b), a.mix_high(b));
    let ((ae, ae2), (cg, cg2)) = (mix(a, e), mix(c, g));
    let ((bf, bf2), (dh, dh2)) = (mix(b, f), mix(d, h));
    let half = |ae: Word, bf: Word, cg: Word, dh: Word| {
        let ((even, even2), (odd, odd2)) = (mix(ae, cg), mix(bf, dh));
        let ((first, second), (third, fourth)) = (mix(even, odd), mix(even2, odd2));
        [first, second, third, fourth]
    };
    let ([a, b, c, d], [e, f, g, h]) = (half(ae, bf, cg, dh), half(ae2, bf2, cg2, dh2));
    [a, b, c, d, e, f, g, h]
}

/// Planes of bits → numbers: `planes[i]` holds bit `i` of 128 numbers, of which [`numbers`] makes a byte each.
#[inline(always)]
pub(crate) fn numbers(planes: [Word; 8]) -> [Word; 8] {
    in_order(turn(planes))
}

/// A bit for each of 16 numbers that is not at most its bound, the lowest for the first.
#[inline(always)]
pub(crate) fn above(numbers: &[f32; LANES], bounds: &[f32; LANES]) -> u16 {
    machine::above(numbers, bounds)
}

/// The whole parts of (x - `low`) · `scale` for 16 numbers, but at least 0 and at most `last`; 0 for NaN.
#[inline(always)]
pub(crate) fn cells(numbers: &[f32; LANES], low: f32, scale: f32, last: i32) -> [i32; LANES] {
    let mut cells = [0; LANES];
    for (cells, numbers) in cells.as_chunks_mut().0.iter_mut().zip(numbers.as_chunks().0) {
        machine::cells(numbers, low, scale, last as f32, cells);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_out_in_order() {
        let wanted: Vec<u8> = (0..BITS).map(|i| (i * 37 % 251) as u8).collect();
        let planes = std::array::from_fn(|bit| {
            let byte = |j: usize| (0..8).fold(0, |byte, k| byte | (wanted[8 * j + k] >> bit & 1) << k);
            Word::load(&std::array::from_fn(byte))
        });
        assert_eq!(numbers(planes).map(Word::store).concat(), wanted);
        let bytes: Vec<u8> =
            (0..BITS).map(|at| wanted[(0..BITS).find(|&row| turned(row) == at).unwrap_or(0)]).collect();
        let words = std::array::from_fn(|i| Word::load(&std::array::from_fn(|j| bytes[LANES * i + j])));
        assert_eq!(turn(words).map(Word::store), planes.map(Word::store));
    }

    #[test]
    fn bytes_become_wider_numbers() {
        let (low, high): ([u8; LANES], [u8; LANES]) =
            (std::array::from_fn(|i| 200 + i as u8), std::array::from_fn(|i| i as u8));
        let mut numbers = [0; LANES];
        Word::load(&low).with_upper(Word::load(&high), &mut numbers);
        assert_eq!(numbers, std::array::from_fn(|i| 257 * i as u16 + 200));
        let mut half = [0; LANES / 2];
        portable::store_numbers(portable::mix_low(portable::load(&low), portable::load(&high)), &mut half);
        assert_eq!(half, numbers[..LANES / 2]);
    }

    #[test]
    fn numbers_above_a_bound() {
        let mut numbers: [f32; LANES] = std::array::from_fn(|i| i as f32);
        numbers[0] = f32::NAN;
        numbers[15] = f32::INFINITY;
        assert_eq!(above(&numbers, &[8.0; LANES]), 0xfe01);
        assert_eq!(portable::above(&numbers, &[8.0; LANES]), 0xfe01);
        assert_eq!(above(&numbers, &[f32::INFINITY; LANES]), 1);
        assert_eq!(above(&numbers, &[f32::NAN; LANES]), 0xffff);
        assert_eq!(portable::above(&numbers, &[f32::NAN; LANES]), 0xffff);
    }

    #[test]
    fn cells_of_numbers() {
        let mut numbers: [f32; LANES] = std::array::from_fn(|i| 0.75 * i as f32);
        (numbers[1], numbers[2], numbers[3]) = (f32::NAN, f32::INFINITY, f32::NEG_INFINITY);
        (numbers[4], numbers[5]) = (1e30, -1e30);
        let wanted = [0, 0, 10, 0, 10, 0, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10];
        assert_eq!(cells(&numbers, 1.0, 1.0, 10), wanted);
        let mut some = [0; 4];
        for (numbers, wanted) in numbers.as_chunks().0.iter().zip(wanted.as_chunks::<4>().0) {
            portable::cells(numbers, 1.0, 1.0, 10.0, &mut some);
            assert_eq!(some, *wanted);
        }
    }

    #[test]
    fn bytes_that_exceed_a_bound() {
        let bytes: [i8; LANES] = std::array::from_fn(|i| i as i8 - 8);
        assert_eq!(Word::exceeding(&bytes, -8), 0xfffe);
        assert_eq!(Word::exceeding(&bytes, 6), 0x8000);
        let below: [u8; LANES] = std::array::from_fn(|i| if i < 11 { u8::MAX } else { 0 });
        assert_eq!(Word::exceeded(&bytes, 3).store(), below);
        let word = portable::load(&bytes.map(i8::cast_unsigned));
        assert_eq!(portable::exceeded(word, 3).to_le_bytes(), below);
    }
}
