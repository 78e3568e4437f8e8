/// A project file in the making.
#[derive(Debug, Default)]
pub(super) struct Page {
    out: String,
}

impl Page {
    /// A comment.
    pub(super) fn remark(&mut self, words: &str) {
        self.line(&format!("# {words}"));
    }

    /// A comment that asks for an answer.
    pub(super) fn question(&mut self, words: &str) {
        self.line(&format!("# ? {words}"));
    }

    /// `key = value`
    pub(super) fn setting(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {value}"));
    }

    /// A setting that holds once its `#` is taken away.
    pub(super) fn offer(&mut self, key: &str, value: &str) {
        self.line(&format!("# {key} = {value}"));
    }

    pub(super) fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    pub(super) fn gap(&mut self) {
        self.out.push('\n');
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// A text as TOML writes it, on one line; fit for comments too.
pub(super) fn text(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A key as TOML writes it: bare where it can be.
pub(super) fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if is_bare { name.to_owned() } else { text(name) }
}

/// A list of texts; one alone stands without brackets where `short`.
pub(super) fn list(texts: &[String], short: bool) -> String {
    match texts {
        [one] if short => text(one),
        texts => format!("[{}]", texts.iter().map(|one| text(one)).collect::<Vec<_>>().join(", ")),
    }
}

/// `1 row`, `12 rows`.
pub(super) fn many(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[test]
fn texts_and_keys_are_toml() {
    for written in ["plain", "a \"quoted\" \\ one", "two\nlines\r\ttab", "\u{0}\u{7f}\u{85}é", "", "a.b", "1 - High"] {
        let line = format!("{} = {}", key(written), text(written));
        let table: toml::Table = line.parse().unwrap();
        assert_eq!(table.get(written).and_then(toml::Value::as_str), Some(written), "{line}");
        let remark: toml::Table = format!("# {}", text(written)).parse().unwrap();
        assert!(remark.is_empty());
    }
}
