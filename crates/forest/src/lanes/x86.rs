//! SSE2, which every x86-64 processor has.

use std::arch::x86_64::{
    __m128i, _mm_and_si128, _mm_castps_si128, _mm_cmpeq_epi8, _mm_cmpgt_epi8, _mm_cmpnle_ps,
    _mm_cvttps_epi32, _mm_loadu_ps, _mm_loadu_si128, _mm_max_ps, _mm_min_ps, _mm_movemask_epi8, _mm_mul_ps,
    _mm_or_si128, _mm_packs_epi16, _mm_packs_epi32, _mm_set_epi64x, _mm_set1_epi8, _mm_set1_ps,
    _mm_setzero_ps, _mm_setzero_si128, _mm_sll_epi64, _mm_srl_epi64, _mm_storeu_si128, _mm_sub_ps,
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

/// Eight numbers of two bytes.
#[inline(always)]
pub(super) fn store_numbers(register: Register, numbers: &mut [u16; 8]) {
    // SAFETY: 16 bytes are behind the reference, and the store takes any alignment.
    unsafe { _mm_storeu_si128(numbers.as_mut_ptr().cast(), register) };
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
pub(super) fn exceeded(bytes: Register, number: i8) -> Register {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_cmpgt_epi8(_mm_set1_epi8(number), bytes) }
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

#[inline(always)]
pub(super) fn cells(numbers: &[f32; 4], low: f32, scale: f32, last: f32, cells: &mut [i32; 4]) {
    // SAFETY: four numbers are behind each reference, and load and store take any alignment; SSE2 is part of x86-64.
    unsafe {
        let above = _mm_sub_ps(_mm_loadu_ps(numbers.as_ptr()), _mm_set1_ps(low));
        let place = _mm_mul_ps(above, _mm_set1_ps(scale));
        // The second of two numbers where the first is NaN.
        let place = _mm_min_ps(_mm_max_ps(place, _mm_setzero_ps()), _mm_set1_ps(last));
        _mm_storeu_si128(cells.as_mut_ptr().cast(), _mm_cvttps_epi32(place));
    }
}
