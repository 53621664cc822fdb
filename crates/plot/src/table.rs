//! Tables as text.

/// Rows as CSV (RFC 4180): fields with commas, quotes or line breaks in quotes, lines ended by CR LF.
///
/// A text that spreadsheets would run as a formula, one that begins with `=`, `+`, `-` or `@` and is no number, gets an apostrophe
/// before it, since names and values of a registry are nobody's word (OWASP, "CSV injection").
#[must_use]
pub fn csv<S: AsRef<str>>(rows: impl IntoIterator<Item = impl IntoIterator<Item = S>>) -> String {
    let mut text = String::new();
    for row in rows {
        for (place, field) in row.into_iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            push_field(&mut text, field.as_ref());
        }
        text.push_str("\r\n");
    }
    text
}

fn push_field(text: &mut String, field: &str) {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
    let quoted = field.contains([',', '"', '\n', '\r']);
    if quoted {
        text.push('"');
    }
    if formula {
        text.push('\'');
    }
    if quoted {
        text.push_str(&field.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let rows = [vec!["a", "b,c", "d\"e"], vec!["", "two\nlines", "1e-5"]];
        assert_eq!(csv(rows), "a,\"b,c\",\"d\"\"e\"\r\n,\"two\nlines\",1e-5\r\n");
    }

    #[test]
    fn formulas_do_not_run_and_numbers_stay() {
        let rows = [["=1+1", "@x", "-2.5", "+3", "-inf", "-cmd,x"]];
        assert_eq!(csv(rows), "'=1+1,'@x,-2.5,+3,-inf,\"'-cmd,x\"\r\n");
    }
}
