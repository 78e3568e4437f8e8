//! Source texts and the places in them: the only byte arithmetic of the program.

pub mod document;

use std::sync::Arc;

/// Which source text a [`Span`] lies in: an index into a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A half-open byte range `start..end` in one source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text that the range lies in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { source, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// From the start of `self` to the end of `other`; both must lie in one text.
    pub fn to(self, other: Span) -> Self {
        Self { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text that this range covers; empty when the range does not fit `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// A label of miette knows an offset and no text: the upper half of the offset says which text it lies in.
impl From<Span> for miette::SourceSpan {
    fn from(span: Span) -> Self {
        let offset = (u64::from(span.source.0) << 32) | u64::from(span.start);
        let offset = usize::try_from(offset).expect("an offset has 64 bits here");
        (offset, (span.end - span.start) as usize).into()
    }
}

const _: () = assert!(usize::BITS >= 64, "labels keep the number of their text in the upper half of an offset");

/// The inverse: where a label points.
impl From<&miette::LabeledSpan> for Span {
    fn from(label: &miette::LabeledSpan) -> Self {
        let offset = label.offset() as u64;
        let low = |offset: u64| usize::try_from(offset & u64::from(u32::MAX)).unwrap_or(usize::MAX);
        let source = SourceId(u32::try_from(offset >> 32).unwrap_or(u32::MAX));
        Self::new(source, low(offset), low(offset) + label.len())
    }
}

/// A value and the place where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

/// One source text with the name that diagnostics print.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path as the user gave it, `/`-separated.
    pub name: Arc<str>,
    /// The text without a byte-order mark.
    pub text: Arc<str>,
}

/// All source texts of one run.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// Adds a text; a leading byte-order mark is dropped. The same text under the same name is there once.
    pub fn add(&mut self, name: &str, text: &str) -> SourceId {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let same = |source: &Source| *source.name == *name && *source.text == *text;
        let index = self.sources.iter().position(same).unwrap_or(self.sources.len());
        let id = SourceId(u32::try_from(index).unwrap_or(u32::MAX));
        if index < self.sources.len() {
            return id;
        }
        self.sources.push(Source { name: name.into(), text: text.into() });
        id
    }

    /// The source with this id; `None` for an id of another map.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    /// 1-based line and column (in characters) of a byte offset.
    pub fn line_column(&self, id: SourceId, offset: u32) -> (usize, usize) {
        let text = self.get(id).map_or("", |source| &source.text);
        let before = text.get(..offset as usize).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        (line, column)
    }
}
