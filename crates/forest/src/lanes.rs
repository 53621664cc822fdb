//! 128 bits side by side, in a SIMD register where there is one.

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

#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "loads and stores through references to 16 bytes, which any address may be")]
mod x86 {
    //! SSE2, which every x86-64 processor has.

    use std::arch::x86_64::{
        __m128i, _mm_and_si128, _mm_castps_si128, _mm_cmpeq_epi8, _mm_cmpgt_epi8, _mm_cmpnle_ps,
        _mm_loadu_ps, _mm_loadu_si128, _mm_movemask_epi8, _mm_or_si128, _mm_packs_epi16, _mm_packs_epi32,
        _mm_set_epi64x, _mm_set1_epi8, _mm_setzero_si128, _mm_sll_epi64, _mm_srl_epi64, _mm_storeu_si128,
        _mm_unpackhi_epi8, _mm_unpacklo_epi8, _mm_xor_si128,
    };

    pub(super) type Register = __m128i;

    #[inline(always)]
    pub(super) fn load(bytes: &[u8; 16]) -> Register {
        // SAFETY: 16 bytes are behind the reference, and the load takes any alignment.
        unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
    }

    #[inline(always)]
    pub(super) fn store(register: Register) -> [u8; 16] {
        let mut bytes = [0; 16];
        // SAFETY: as for the load.
        unsafe { _mm_storeu_si128(bytes.as_mut_ptr().cast(), register) };
        bytes
    }

    macro_rules! sse2 {
        ($($name:ident = $intrinsic:ident;)*) => {$(
            #[inline(always)]
            pub(super) fn $name(a: Register, b: Register) -> Register {
                // SAFETY: SSE2 is part of x86-64.
                unsafe { $intrinsic(a, b) }
            }
        )*};
    }

    sse2! {
        and = _mm_and_si128;
        or = _mm_or_si128;
        xor = _mm_xor_si128;
        mix_low = _mm_unpacklo_epi8;
        mix_high = _mm_unpackhi_epi8;
    }

    #[inline(always)]
    pub(super) fn any(register: Register) -> bool {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(register, _mm_setzero_si128())) != 0xffff }
    }

    #[inline(always)]
    pub(super) fn exceeding(bytes: Register, bound: i8) -> u16 {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_movemask_epi8(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(bound))) as u16 }
    }

    #[inline(always)]
    pub(super) fn above(numbers: &[f32; 16], bounds: &[f32; 16]) -> u16 {
        let four = |i: usize| {
            let (numbers, bounds) = (&numbers[i..i + 4], &bounds[i..i + 4]);
            // SAFETY: four numbers are behind each reference, and the loads take any alignment.
            unsafe {
                let (numbers, bounds) = (_mm_loadu_ps(numbers.as_ptr()), _mm_loadu_ps(bounds.as_ptr()));
                _mm_castps_si128(_mm_cmpnle_ps(numbers, bounds))
            }
        };
        // SAFETY: SSE2 is part of x86-64.
        unsafe {
            let (low, high) = (_mm_packs_epi32(four(0), four(4)), _mm_packs_epi32(four(8), four(12)));
            _mm_movemask_epi8(_mm_packs_epi16(low, high)) as u16
        }
    }

    #[inline(always)]
    pub(super) fn shift_right<const BITS: u32>(register: Register) -> Register {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_srl_epi64(register, _mm_set_epi64x(0, i64::from(BITS))) }
    }

    #[inline(always)]
    pub(super) fn shift_left<const BITS: u32>(register: Register) -> Register {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_sll_epi64(register, _mm_set_epi64x(0, i64::from(BITS))) }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[expect(unsafe_code, reason = "loads and stores through references to 16 bytes, which any address may be")]
mod wasm {
    //! WebAssembly's 128-bit SIMD.

    use std::arch::wasm32::{
        f32x4_le, i8x16_bitmask, i8x16_gt, i8x16_narrow_i16x8, i8x16_shuffle, i8x16_splat,
        i16x8_narrow_i32x4, u64x2_shl, u64x2_shr, v128, v128_any_true, v128_load, v128_store,
    };
    pub(super) use std::arch::wasm32::{v128_and as and, v128_or as or, v128_xor as xor};

    pub(super) type Register = v128;

    #[inline(always)]
    pub(super) fn load(bytes: &[u8; 16]) -> Register {
        // SAFETY: 16 bytes are behind the reference, and the load takes any alignment.
        unsafe { v128_load(bytes.as_ptr().cast()) }
    }

    #[inline(always)]
    pub(super) fn store(register: Register) -> [u8; 16] {
        let mut bytes = [0; 16];
        // SAFETY: as for the load.
        unsafe { v128_store(bytes.as_mut_ptr().cast(), register) };
        bytes
    }

    #[inline(always)]
    pub(super) fn mix_low(a: Register, b: Register) -> Register {
        i8x16_shuffle::<0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23>(a, b)
    }

    #[inline(always)]
    pub(super) fn mix_high(a: Register, b: Register) -> Register {
        i8x16_shuffle::<8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31>(a, b)
    }

    #[inline(always)]
    pub(super) fn any(register: Register) -> bool {
        v128_any_true(register)
    }

    #[inline(always)]
    pub(super) fn exceeding(bytes: Register, bound: i8) -> u16 {
        i8x16_bitmask(i8x16_gt(bytes, i8x16_splat(bound)))
    }

    #[inline(always)]
    pub(super) fn above(numbers: &[f32; 16], bounds: &[f32; 16]) -> u16 {
        let four = |i: usize| {
            let (numbers, bounds) = (&numbers[i..i + 4], &bounds[i..i + 4]);
            // SAFETY: four numbers are behind each reference, and the loads take any alignment.
            unsafe { f32x4_le(v128_load(numbers.as_ptr().cast()), v128_load(bounds.as_ptr().cast())) }
        };
        let (low, high) = (i16x8_narrow_i32x4(four(0), four(4)), i16x8_narrow_i32x4(four(8), four(12)));
        !i8x16_bitmask(i8x16_narrow_i16x8(low, high))
    }

    #[inline(always)]
    pub(super) fn shift_right<const BITS: u32>(register: Register) -> Register {
        u64x2_shr(register, BITS)
    }

    #[inline(always)]
    pub(super) fn shift_left<const BITS: u32>(register: Register) -> Register {
        u64x2_shl(register, BITS)
    }
}

#[cfg(any(test, not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))))]
#[cfg_attr(test, allow(dead_code, reason = "only compiled to be sure that it can be"))]
mod portable {
    //! For every other machine.

    pub(super) type Register = u128;

    pub(super) fn load(bytes: &[u8; 16]) -> Register {
        u128::from_le_bytes(*bytes)
    }

    pub(super) fn store(register: Register) -> [u8; 16] {
        register.to_le_bytes()
    }

    pub(super) fn and(a: Register, b: Register) -> Register {
        a & b
    }

    pub(super) fn or(a: Register, b: Register) -> Register {
        a | b
    }

    pub(super) fn xor(a: Register, b: Register) -> Register {
        a ^ b
    }

    fn mix(a: Register, b: Register, first: usize) -> Register {
        let (a, b) = (a.to_le_bytes(), b.to_le_bytes());
        load(&std::array::from_fn(|i| if i % 2 == 0 { a[first + i / 2] } else { b[first + i / 2] }))
    }

    pub(super) fn mix_low(a: Register, b: Register) -> Register {
        mix(a, b, 0)
    }

    pub(super) fn mix_high(a: Register, b: Register) -> Register {
        mix(a, b, 8)
    }

    pub(super) fn any(register: Register) -> bool {
        register != 0
    }

    pub(super) fn exceeding(bytes: Register, bound: i8) -> u16 {
        let exceeds = bytes.to_le_bytes().map(|byte| u16::from(byte.cast_signed() > bound));
        exceeds.iter().rev().fold(0, |bits, bit| bits << 1 | bit)
    }

    pub(super) fn above(numbers: &[f32; 16], bounds: &[f32; 16]) -> u16 {
        let pairs = numbers.iter().zip(bounds).rev();
        pairs.fold(0, |bits, (number, bound)| {
            bits << 1 | u16::from(crate::canonical::exceeds(*number, *bound))
        })
    }

    /// Bits that cross from one half to the other are masked by those who shift.
    pub(super) fn shift_right<const BITS: u32>(register: Register) -> Register {
        register >> BITS
    }

    pub(super) fn shift_left<const BITS: u32>(register: Register) -> Register {
        register << BITS
    }
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
    fn bytes_that_exceed_a_bound() {
        let bytes: [i8; LANES] = std::array::from_fn(|i| i as i8 - 8);
        assert_eq!(Word::exceeding(&bytes, -8), 0xfffe);
        assert_eq!(Word::exceeding(&bytes, 6), 0x8000);
    }
}
