//! WebAssembly's 128-bit SIMD.

use std::arch::wasm32::{
    f32x4_le, f32x4_mul, f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sub, i8x16_bitmask, i8x16_gt,
    i8x16_narrow_i16x8, i8x16_shuffle, i8x16_splat, i16x8_narrow_i32x4, i32x4_trunc_sat_f32x4, u64x2_shl,
    u64x2_shr, v128, v128_any_true, v128_load, v128_store,
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

/// Eight numbers of two bytes.
#[inline(always)]
pub(super) fn store_numbers(register: Register, numbers: &mut [u16; 8]) {
    // SAFETY: 16 bytes are behind the reference, and the store takes any alignment.
    unsafe { v128_store(numbers.as_mut_ptr().cast(), register) };
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
pub(super) fn exceeded(bytes: Register, number: i8) -> Register {
    i8x16_gt(i8x16_splat(number), bytes)
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

#[inline(always)]
pub(super) fn cells(numbers: &[f32; 4], low: f32, scale: f32, last: f32, cells: &mut [i32; 4]) {
    // SAFETY: four numbers are behind each reference, and load and store take any alignment.
    unsafe {
        let place =
            f32x4_mul(f32x4_sub(v128_load(numbers.as_ptr().cast()), f32x4_splat(low)), f32x4_splat(scale));
        // The first of two numbers where the second is NaN.
        let place = f32x4_pmin(f32x4_splat(last), f32x4_pmax(f32x4_splat(0.0), place));
        v128_store(cells.as_mut_ptr().cast(), i32x4_trunc_sat_f32x4(place));
    }
}
