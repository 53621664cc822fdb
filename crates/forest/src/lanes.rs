//! Bytes of 16 rows side by side, in a SIMD register where there is one.

use crate::layout::LANES;

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
use portable as machine;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use wasm as machine;
#[cfg(target_arch = "x86_64")]
use x86 as machine;

/// All bits of a lane where something holds, none where it does not.
#[derive(Clone, Copy)]
pub(crate) struct Mask(machine::Register);

impl Mask {
    /// Where a byte exceeds a bound.
    #[inline(always)]
    pub(crate) fn exceeds(bytes: &[i8; LANES], bound: i8) -> Self {
        Self(machine::exceeds(machine::load(&bytes.map(i8::cast_unsigned)), bound))
    }

    /// A mask of given lanes.
    #[inline(always)]
    pub(crate) fn of(lanes: &[u8; LANES]) -> Self {
        Self(machine::load(lanes))
    }

    /// A bit for each lane, the lowest for the first one.
    #[inline(always)]
    pub(crate) fn bits(self) -> u16 {
        machine::bits(self.0)
    }
}

/// For each of 16 lanes a number of up to 8 bits, the highest bit first: the lanes of `planes` are its bits.
#[inline(always)]
pub(crate) fn numbers(planes: impl Iterator<Item = u16>) -> [u8; LANES] {
    let mut numbers = machine::load(&[0; LANES]);
    for plane in planes {
        numbers = machine::append(numbers, machine::spread(plane));
    }
    machine::store(numbers)
}

/// Each byte of a word is this one.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn repeat(byte: u16) -> u64 {
    u64::from(byte & 0xff) * 0x0101_0101_0101_0101
}

/// Bit `i` in byte `i`.
#[cfg(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))]
const BITS: u64 = 0x8040_2010_0804_0201;

#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "loads and stores through references to 16 bytes, which any address may be")]
mod x86 {
    //! SSE2, which every x86-64 processor has.

    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_and_si128, _mm_cmpeq_epi8, _mm_cmpgt_epi8, _mm_loadu_si128,
        _mm_movemask_epi8, _mm_set_epi64x, _mm_set1_epi8, _mm_set1_epi64x, _mm_storeu_si128, _mm_sub_epi8,
    };

    use super::{BITS, repeat};

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

    #[inline(always)]
    pub(super) fn exceeds(bytes: Register, bound: i8) -> Register {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_cmpgt_epi8(bytes, _mm_set1_epi8(bound)) }
    }

    #[inline(always)]
    pub(super) fn bits(mask: Register) -> u16 {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_movemask_epi8(mask) as u16 }
    }

    #[inline(always)]
    pub(super) fn spread(bits: u16) -> Register {
        // SAFETY: SSE2 is part of x86-64.
        unsafe {
            let bytes = _mm_set_epi64x(repeat(bits >> 8).cast_signed(), repeat(bits).cast_signed());
            let each = _mm_set1_epi64x(BITS.cast_signed());
            _mm_cmpeq_epi8(_mm_and_si128(bytes, each), each)
        }
    }

    #[inline(always)]
    pub(super) fn append(number: Register, bit: Register) -> Register {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_sub_epi8(_mm_add_epi8(number, number), bit) }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[expect(unsafe_code, reason = "loads and stores through references to 16 bytes, which any address may be")]
mod wasm {
    //! WebAssembly's 128-bit SIMD.

    use std::arch::wasm32::{
        i8x16_add, i8x16_bitmask, i8x16_eq, i8x16_gt, i8x16_splat, i8x16_sub, i8x16_swizzle, i16x8_splat,
        u64x2, u64x2_splat, v128, v128_and, v128_load, v128_store,
    };

    use super::BITS;

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
    pub(super) fn exceeds(bytes: Register, bound: i8) -> Register {
        i8x16_gt(bytes, i8x16_splat(bound))
    }

    #[inline(always)]
    pub(super) fn bits(mask: Register) -> u16 {
        i8x16_bitmask(mask)
    }

    #[inline(always)]
    pub(super) fn spread(bits: u16) -> Register {
        let bytes = i8x16_swizzle(i16x8_splat(bits.cast_signed()), u64x2(0, 0x0101_0101_0101_0101));
        let each = u64x2_splat(BITS);
        i8x16_eq(v128_and(bytes, each), each)
    }

    #[inline(always)]
    pub(super) fn append(number: Register, bit: Register) -> Register {
        i8x16_sub(i8x16_add(number, number), bit)
    }
}

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
mod portable {
    //! For every other machine.

    pub(super) type Register = [u8; 16];

    pub(super) fn load(bytes: &[u8; 16]) -> Register {
        *bytes
    }

    pub(super) fn store(register: Register) -> [u8; 16] {
        register
    }

    pub(super) fn exceeds(bytes: Register, bound: i8) -> Register {
        bytes.map(|byte| if byte.cast_signed() > bound { 0xff } else { 0 })
    }

    pub(super) fn bits(mask: Register) -> u16 {
        (0..16).fold(0, |bits, lane| bits | u16::from(mask[lane] & 1) << lane)
    }

    pub(super) fn spread(bits: u16) -> Register {
        std::array::from_fn(|lane| if bits >> lane & 1 == 1 { 0xff } else { 0 })
    }

    pub(super) fn append(number: Register, bit: Register) -> Register {
        std::array::from_fn(|lane| (number[lane] << 1) | (bit[lane] & 1))
    }
}
