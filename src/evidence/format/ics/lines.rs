use std::borrow::Cow;

/// A content line, its folds undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// In upper case.
    pub name: String,
    /// Names in upper case, values without their quotes.
    pub parameters: Vec<(String, String)>,
    /// As written, with its escapes.
    pub value: Cow<'t, str>,
    /// Where the value stands in the document: that of a folded one up to the end of the first line.
    pub at: (usize, usize),
    /// Where the line starts.
    pub start: usize,
}

impl Line<'_> {
    /// The value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value as a text, its escapes undone.
    pub(super) fn text(&self) -> Cow<'_, str> {
        if !self.value.contains('\\') {
            return Cow::Borrowed(&self.value);
        }
        let mut text = String::with_capacity(self.value.len());
        let mut rest = self.value.chars();
        while let Some(char) = rest.next() {
            match char {
                '\\' => match rest.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => {}
                },
                other => text.push(other),
            }
        }
        Cow::Owned(text)
    }
}

/// The content lines of a document.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// A line of the file, without its ending, and where the next one starts.
    fn physical(&self, at: usize) -> Option<(&'t str, usize)> {
        let rest = self.text.get(at..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr(b'\n', rest.as_bytes());
        let line = rest.get(..end.unwrap_or(rest.len()))?;
        Some((line.strip_suffix('\r').unwrap_or(line), at + end.map_or(rest.len(), |end| end + 1)))
    }

    /// The next content line, or where one stands that is none.
    pub(super) fn next(&mut self) -> Option<Result<Line<'t>, (usize, usize)>> {
        loop {
            let start = self.at;
            let (first, mut next) = self.physical(start)?;
            let mut whole = Cow::Borrowed(first);
            while let Some((more, after)) = self.physical(next) {
                let Some(more) = more.strip_prefix([' ', '\t']) else { break };
                whole.to_mut().push_str(more);
                next = after;
            }
            self.at = next;
            if whole.trim().is_empty() {
                continue;
            }
            return Some(taken_apart(whole, start, start + first.len()).ok_or((start, start + first.len())));
        }
    }
}

/// `NAME;PARAMETER=value:value`
fn taken_apart(line: Cow<'_, str>, start: usize, end: usize) -> Option<Line<'_>> {
    let mut quoted = false;
    let mut cuts = Vec::new();
    let mut colon = None;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b';' if !quoted => cuts.push(at),
            b':' if !quoted => {
                colon = Some(at);
                break;
            }
            _ => {}
        }
    }
    let colon = colon?;
    cuts.push(colon);
    let mut parts = cuts.iter().scan(0, |from, to| {
        let part = line.get(*from..*to);
        *from = to + 1;
        Some(part)
    });
    let name = parts.next()??.trim().to_ascii_uppercase();
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return None;
    }
    let mut parameters = Vec::new();
    for part in parts {
        let (name, value) = part?.split_once('=')?;
        parameters.push((name.trim().to_ascii_uppercase(), value.trim_matches('"').to_owned()));
    }
    let value = match line {
        Cow::Borrowed(line) => Cow::Borrowed(line.get(colon + 1..)?),
        Cow::Owned(line) => Cow::Owned(line.get(colon + 1..)?.to_owned()),
    };
    Some(Line { name, parameters, value, at: ((start + colon + 1).min(end), end), start })
}
