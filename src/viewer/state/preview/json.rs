//! JSON with line breaks and indents. Members keep their order and numbers their digits: nothing but white space changes.

use serde::de::IgnoredAny;

/// Deeper values stand at this depth.
const MAX_INDENT: usize = 40;

/// The same JSON, indented by two spaces a level.
///
/// # Errors
/// Why it is not JSON, in English.
pub(crate) fn pretty(text: &str) -> Result<String, String> {
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| error.to_string())?;
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => {
                out.push('"');
                while let Some(c) = rest.next() {
                    out.push(c);
                    match c {
                        '"' => break,
                        '\\' => out.extend(rest.next()),
                        _ => {}
                    }
                }
            }
            '{' | '[' => {
                out.push(c);
                while rest.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(end) = rest.next_if(|c| matches!(c, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            c if c.is_ascii_whitespace() => {}
            c => out.push(c),
        }
    }
    Ok(out)
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth.min(MAX_INDENT)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_white_space_changes() {
        let text = r#"{"z":1.50e400,"a":[ ],"t":"a\"{,\\","o":{ "x":[1,null]}}"#;
        let expected = "{\n  \"z\": 1.50e400,\n  \"a\": [],\n  \"t\": \"a\\\"{,\\\\\",\n  \"o\": {\n    \"x\": [\n      1,\n      null\n    ]\n  }\n}";
        assert_eq!(pretty(text).as_deref(), Ok(expected));
        assert_eq!(pretty(expected).as_deref(), Ok(expected));
        assert_eq!(pretty(" 12345678901234567890123 ").as_deref(), Ok("12345678901234567890123"));
    }

    #[test]
    fn what_is_not_json_says_why() {
        assert_eq!(pretty(r#"{"a": NaN}"#), Err("expected value at line 1 column 7".to_owned()));
        assert!(pretty(&"[".repeat(100_000)).is_err());
        assert!(pretty("").is_err());
    }
}
