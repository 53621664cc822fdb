//! For every other machine.

pub(super) type Register = u128;

pub(super) fn load(bytes: &[u8; 16]) -> Register {
    u128::from_le_bytes(*bytes)
}

pub(super) fn store(register: Register) -> [u8; 16] {
    register.to_le_bytes()
}

/// Eight numbers of two bytes.
pub(super) fn store_numbers(register: Register, numbers: &mut [u16; 8]) {
    let bytes = register.to_le_bytes();
    for (number, &bytes) in numbers.iter_mut().zip(bytes.as_chunks().0) {
        *number = u16::from_le_bytes(bytes);
    }
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

/// All bits of a byte, or none.
pub(super) fn exceeded(bytes: Register, number: i8) -> Register {
    load(&bytes.to_le_bytes().map(|byte| if number > byte.cast_signed() { u8::MAX } else { 0 }))
}

pub(super) fn exceeding(bytes: Register, bound: i8) -> u16 {
    let exceeds = bytes.to_le_bytes().map(|byte| u16::from(byte.cast_signed() > bound));
    exceeds.iter().rev().fold(0, |bits, bit| bits << 1 | bit)
}

pub(super) fn above(numbers: &[f32; 16], bounds: &[f32; 16]) -> u16 {
    let pairs = numbers.iter().zip(bounds).rev();
    pairs.fold(0, |bits, (number, bound)| bits << 1 | u16::from(crate::canonical::exceeds(*number, *bound)))
}

/// Bits that cross from one half to the other are masked by those who shift.
pub(super) fn shift_right<const BITS: u32>(register: Register) -> Register {
    register >> BITS
}

pub(super) fn shift_left<const BITS: u32>(register: Register) -> Register {
    register << BITS
}

pub(super) fn cells(numbers: &[f32; 4], low: f32, scale: f32, last: f32, cells: &mut [i32; 4]) {
    for (cell, number) in cells.iter_mut().zip(numbers) {
        // The comparisons are false for NaN.
        let place = (number - low) * scale;
        let place = if place > 0.0 { place } else { 0.0 };
        *cell = if place < last { place as i32 } else { last as i32 };
    }
}
