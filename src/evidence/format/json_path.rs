//! Where rows and values stand in JSON that is nested: `issues[].changelog.histories[].items`, `fields.status.name`,
//! `^created`.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// A value with its place in the document.
pub(super) type Raw<'t> = &'t RawValue;

/// What stands in an object, by key.
type Members<'t> = BTreeMap<String, Raw<'t>>;

/// The way from a document to its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowPath<'p>(Vec<Step<'p>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step<'p> {
    /// The value of a key.
    Key(&'p str),
    /// Each value of a list.
    Each,
}

/// Why there are no rows.
#[derive(Debug)]
pub(super) enum Fault<'t> {
    /// The text is not JSON.
    Json(serde_json::Error),
    /// A value is no list, and no rows can be in it.
    NotAList(&'t str),
}

impl From<serde_json::Error> for Fault<'_> {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl<'p> RowPath<'p> {
    /// `None` for a plain key, that of the list of rows itself.
    pub(super) fn parse(path: &'p str) -> Option<Self> {
        if !path.contains(['.', '[']) {
            return None;
        }
        let mut steps = Vec::new();
        for part in path.split('.') {
            let (key, each) = part.strip_suffix("[]").map_or((part, false), |key| (key, true));
            steps.extend((!key.is_empty()).then_some(Step::Key(key)));
            steps.extend(each.then_some(Step::Each));
        }
        if steps.last() != Some(&Step::Each) {
            steps.push(Step::Each);
        }
        Some(Self(steps))
    }

    /// Gives every row, with the rows that it stands in, the nearest last. `false` when the document has no such list.
    pub(super) fn walk<'t>(
        &self,
        document: Raw<'t>,
        each: &mut dyn FnMut(&'t str, &[&'t str]),
    ) -> Result<bool, Fault<'t>> {
        let mut above = Vec::new();
        walk(document, &self.0, &mut above, each)
    }
}

fn walk<'t>(
    value: Raw<'t>,
    steps: &[Step<'_>],
    above: &mut Vec<&'t str>,
    each: &mut dyn FnMut(&'t str, &[&'t str]),
) -> Result<bool, Fault<'t>> {
    match steps {
        [] => {
            each(value.get(), above);
            Ok(true)
        }
        [Step::Key(key), rest @ ..] => match member(value, key)? {
            Some(found) => walk(found, rest, above, each),
            // In a row there may be nothing of what the rows below it stand in.
            None => Ok(!above.is_empty()),
        },
        [Step::Each, rest @ ..] => {
            match value.get().as_bytes().first() {
                Some(b'[') => {}
                Some(b'n') => return Ok(true),
                Some(_) | None => return Err(Fault::NotAList(value.get())),
            }
            for one in serde_json::from_str::<Vec<Raw<'t>>>(value.get())? {
                if rest.is_empty() {
                    each(one.get(), above);
                } else {
                    above.push(one.get());
                    walk(one, rest, above, each)?;
                    above.pop();
                }
            }
            Ok(true)
        }
    }
}

/// What stands under a key; `None` where there is no such key, and where the value is no object.
fn member<'t>(value: Raw<'t>, key: &str) -> Result<Option<Raw<'t>>, serde_json::Error> {
    if value.get().as_bytes().first() != Some(&b'{') {
        return Ok(None);
    }
    let mut members: Members<'t> = serde_json::from_str(value.get())?;
    Ok(members.remove(key))
}

/// Whether a header leads into a row rather than to a key of it.
pub(super) fn is_path(header: &str) -> bool {
    header.starts_with('^') || header.contains('.')
}

/// The value that a path leads to from a row: `fields.status.name` goes into objects, each `^` at the beginning out to
/// the row around it.
pub(super) fn value<'t>(row: &'t str, above: &[&'t str], path: &str) -> Result<Option<&'t str>, serde_json::Error> {
    let keys = path.trim_start_matches('^');
    let out = path.len() - keys.len();
    let Some(from) = [row].into_iter().chain(above.iter().rev().copied()).nth(out) else { return Ok(None) };
    let mut found: Raw<'t> = serde_json::from_str(from)?;
    for key in keys.split('.') {
        match member(found, key)? {
            Some(inner) => found = inner,
            None => return Ok(None),
        }
    }
    Ok(Some(found.get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JIRA: &str = r#"{ "issues": [
        { "key": "A-1", "fields": { "status": { "name": "Done" }, "priority": null },
          "changelog": { "histories": [ { "created": "2024-03-01", "items": [ { "field": "status" }, { "field": "x" } ] } ] } },
        { "key": "A-2", "fields": {} } ] }"#;

    fn rows(path: &str) -> Option<Vec<(String, usize)>> {
        let document: Raw<'_> = serde_json::from_str(JIRA).unwrap();
        let mut found = Vec::new();
        let has = RowPath::parse(path).unwrap().walk(document, &mut |row, above| {
            found.push((row.to_owned(), above.len()));
        });
        has.unwrap().then_some(found)
    }

    #[test]
    fn rows_in_rows() {
        let items = rows("issues[].changelog.histories[].items").unwrap();
        assert_eq!(items, [(r#"{ "field": "status" }"#.to_owned(), 2), (r#"{ "field": "x" }"#.to_owned(), 2)]);
        assert_eq!(items, rows("issues[].changelog.histories[].items[]").unwrap());
        assert_eq!(rows("issues[]").unwrap().len(), 2);
        assert_eq!(rows("tickets[]"), None);
        assert_eq!(RowPath::parse("issues"), None);
    }

    #[test]
    fn values_in_and_around_a_row() {
        let (row, above) = (r#"{"a":{"b":[1],"c":"x"}}"#, [r#"{"key":"A-1"}"#, r#"{"created":"2024"}"#]);
        let of = |path| value(row, &above, path).unwrap();
        assert_eq!(of("a.c"), Some(r#""x""#));
        assert_eq!(of("a.b"), Some("[1]"));
        assert_eq!((of("a.c.d"), of("z"), of("^^^key")), (None, None, None));
        assert_eq!((of("^created"), of("^^key")), (Some(r#""2024""#), Some(r#""A-1""#)));
    }

    #[test]
    fn what_is_no_list_is_a_fault() {
        let document: Raw<'_> = serde_json::from_str(JIRA).unwrap();
        let found = RowPath::parse("issues[].fields[]").unwrap().walk(document, &mut |_, _| {});
        assert!(matches!(found, Err(Fault::NotAList(text)) if text.starts_with("{ \"status\"")));
    }
}
