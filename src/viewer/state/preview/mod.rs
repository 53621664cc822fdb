//! What an artifact is, and its content in a form to be shown.

mod csv;
mod json;
mod kind;

pub(crate) use csv::{Grid, grid};
pub(crate) use json::pretty;
pub(crate) use kind::{Kind, Refusal, image, looks_pickled};

/// A head of a file as text, when it is one: UTF-8 without zero bytes. A character that the head's end cuts is left out.
pub(crate) fn text(bytes: &[u8], cut: bool) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if cut && error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    (!text.contains('\0')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_utf_8_and_may_be_cut_in_a_character() {
        assert_eq!(text("\u{feff}Pokémon".as_bytes(), false).as_deref(), Some("Pokémon"));
        assert_eq!(text(b"Pok\xc3", true).as_deref(), Some("Pok"));
        assert_eq!(text(b"Pok\xc3", false), None);
        assert_eq!(text(b"Pok\xff\xff", true), None);
        assert_eq!(text(b"a\0b", false), None);
    }
}
