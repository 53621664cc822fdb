//! Numbers as a file that other programs read: NumPy's format, <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.

/// The beginning of a `.npy` file of so many little-endian `f32` in one dimension; the numbers follow it.
pub(crate) fn header(count: usize) -> Vec<u8> {
    let mut text = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({count},), }}");
    // Magic, version and length take 10 bytes; with the text, which ends in a line break, it must be a multiple of 64.
    let length = (10 + text.len() + 1).next_multiple_of(64) - 10;
    while text.len() + 1 < length {
        text.push(' ');
    }
    text.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend(text.bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_numpy_writes() {
        // numpy.save of zeros(34782, float32), without the data.
        let expected = "{'descr': '<f4', 'fortran_order': False, 'shape': (34782,), }";
        let bytes = header(34_782);
        assert_eq!(bytes.len(), 128);
        assert_eq!(bytes[..10], *b"\x93NUMPY\x01\x00\x76\x00");
        let text = std::str::from_utf8(&bytes[10..]).unwrap();
        assert_eq!(text.trim_end(), expected);
        assert!(text.ends_with(" \n"));
    }
}
