//! The little of YAML that PyYAML writes in block style: keys by indent, scalars plain, quoted, and folded over lines.

pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// `name: value` or `name:`; none for list items and continued lines.
pub(super) fn key(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let (name, value) = line.strip_suffix(':').map(|name| (name, "")).or_else(|| line.split_once(": "))?;
    (!name.starts_with("- ")).then(|| (scalar(name), value.trim()))
}

/// As [`key`], for names without quotes, whatever the value ends with.
fn entry(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    line.split_once(": ").or_else(|| line.strip_suffix(':').map(|name| (name, "")))
}

/// A plain or quoted scalar without its quotes or comment.
pub(super) fn scalar(text: &str) -> String {
    let text = text.trim();
    for quote in ['\'', '"'] {
        if let Some(inner) = text.strip_prefix(quote)
            && let Some(end) = inner.rfind(quote)
        {
            return inner[..end].to_owned();
        }
    }
    text.split(" #").next().unwrap_or_default().trim_end().to_owned()
}

/// The scalar at a path of keys, the first of which stands without indent; its lines are joined.
pub(super) fn find(text: &str, path: &[&str]) -> Option<String> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    let mut level = 0;
    for (place, wanted) in path.iter().enumerate() {
        loop {
            let line = lines.peek()?;
            let here = indent(line);
            if place > 0 && here < level {
                return None;
            }
            if here == level && entry(line).is_some_and(|(name, _)| name == *wanted) {
                break;
            }
            lines.next();
        }
        if place + 1 < path.len() {
            lines.next();
            let next = indent(lines.peek()?);
            if next <= level {
                return None;
            }
            level = next;
        }
    }
    let first = lines.next()?;
    let mut value = entry(first)?.1.trim().to_owned();
    for line in lines.take_while(|line| indent(line) > level) {
        // In double quotes, a backslash at the end of a line joins it to the next without a space.
        if value.starts_with('"') && ends_in_escape(&value) {
            value.pop();
            let next = line.trim();
            value.push_str(next.strip_prefix('\\').filter(|rest| rest.starts_with(' ')).unwrap_or(next));
        } else {
            value.push(' ');
            value.push_str(line.trim());
        }
    }
    Some(unquoted(&value))
}

fn ends_in_escape(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

fn unquoted(text: &str) -> String {
    if text.starts_with('\'') {
        return scalar(text).replace("''", "'");
    }
    if !text.starts_with('"') {
        return scalar(text);
    }
    let text = scalar(text);
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        let digits = match letters.next() {
            Some('n') => {
                plain.push('\n');
                continue;
            }
            Some('t') => {
                plain.push('\t');
                continue;
            }
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some(other) => {
                plain.push(other);
                continue;
            }
            None => break,
        };
        let code: String = letters.by_ref().take(digits).collect();
        plain.push(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}'));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_found_by_their_path_and_joined_over_lines() {
        let text = "a: 1\nflavors:\n  signature:\n    inputs: wrong\nsignature:\n  inputs: '[{\"a\":\n    ''b''}]'\n  outputs: null\nsize: 80 # bytes\n";
        assert_eq!(find(text, &["signature", "inputs"]).as_deref(), Some("[{\"a\": 'b'}]"));
        assert_eq!(find(text, &["signature", "outputs"]).as_deref(), Some("null"));
        assert_eq!(find(text, &["signature", "params"]), None);
        assert_eq!(find(text, &["size"]).as_deref(), Some("80"));
        assert_eq!(find(text, &["inputs"]), None);
        assert_eq!(find("signature:\n", &["signature", "inputs"]), None);
        assert_eq!(find("signature: null\nb:\n  inputs: x\n", &["signature", "inputs"]), None);
    }

    #[test]
    fn double_quotes_have_escapes_and_continued_lines() {
        let text = "s:\n  a: \"[{\\\"n\\\": \\\"\\xE9\\u2640\\U0001F600\\\", \\\n    \\ \\\"b\\\": 1}]\"\n";
        assert_eq!(find(text, &["s", "a"]).as_deref(), Some("[{\"n\": \"é♀😀\",  \"b\": 1}]"));
        assert_eq!(find("a: \"\\uZZZZ\\\"", &["a"]).as_deref(), Some("\u{fffd}"));
    }
}
