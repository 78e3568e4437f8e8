//! Everything that can be wrong with the text of a contract.

mod literal;

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

pub use literal::LiteralError;

/// Everything that `syntax` can complain about.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum SyntaxError {
    /// Something else was expected here.
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code("SLA0101"))]
    Unexpected {
        /// What could stand here.
        expected: String,
        /// What stands here.
        found: String,
        /// Where.
        #[label("{found} cannot stand here")]
        span: Span,
        /// What would be right, when that can be guessed.
        #[help]
        help: Option<String>,
    },
    /// An item begins with a word that is no item keyword.
    #[error("`{word}` does not begin an item")]
    #[diagnostic(code("SLA0102"))]
    UnknownItem {
        /// The word.
        word: String,
        /// Where.
        #[label("not known here")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// A clause begins with a word that no clause of its block begins with.
    #[error("`{word}` does not begin a line of `{block}`")]
    #[diagnostic(code("SLA0103"))]
    UnknownClause {
        /// The word.
        word: String,
        /// The block's keyword.
        block: String,
        /// Where.
        #[label("not known here")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// `edition` further down, or twice.
    #[error("`edition` stands once, as the first line")]
    #[diagnostic(code("SLA0105"), help("remove this line"))]
    MisplacedEdition {
        /// Where.
        #[label("not here")]
        span: Span,
    },
    /// A second `amends`.
    #[error("a contract amends one other contract")]
    #[diagnostic(code("SLA0165"), help("amend one, and let that one amend the other; or `use` what only declares"))]
    AmendsTwice {
        /// The second.
        #[label(primary, "a second one")]
        span: Span,
        /// The first.
        #[label("amended here")]
        first: Span,
    },
    /// An `allow` without a reason.
    #[error("`allow {lint}` says no reason")]
    #[diagnostic(code("SLA0180"), help("write `allow {lint} \"why this is meant\"`"))]
    NoReason {
        /// The name of the lint.
        lint: String,
        /// The line, or the empty reason.
        #[label("why is it allowed?")]
        span: Span,
    },
    /// An `allow` above nothing that it could be about.
    #[error("`allow` stands on the line above an item, or above `contract`")]
    #[diagnostic(code("SLA0181"))]
    MisplacedAllow {
        /// The line.
        #[label("{found}")]
        span: Span,
        /// What is there instead: `below it stands `use``.
        found: &'static str,
        /// What would be right.
        #[help]
        help: String,
    },
    /// An opening bracket without its closing one.
    #[error("this `{opener}` is never closed")]
    #[diagnostic(code("SLA0106"))]
    Unclosed {
        /// The bracket.
        opener: char,
        /// Where it opens.
        #[label("opens here")]
        span: Span,
        /// Where the closing one was missed.
        #[label("`{closer}` expected before this")]
        missed: Span,
        /// The closing one.
        closer: char,
    },
    /// A closing bracket without an opening one.
    #[error("this `{closer}` closes nothing")]
    #[diagnostic(code("SLA0107"), help("remove it, or open a bracket before it"))]
    StrayCloser {
        /// The bracket.
        closer: char,
        /// Where.
        #[label("nothing is open here")]
        span: Span,
    },
    /// A block without its `{`.
    #[error("the `{{` of this block is missing")]
    #[diagnostic(code("SLA0108"), help("end this line with `{{`"))]
    MissingBrace {
        /// The end of its head.
        #[label("expected here")]
        span: Span,
    },
    /// A text whose second quote is missing.
    #[error("this text has no closing quote")]
    #[diagnostic(code("SLA0109"), help("{help}"))]
    UnclosedQuote {
        /// From the quote to the end of the line.
        #[label("begins here")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// `"""Text"""` on one line, or text behind the opening quotes.
    #[error("prose stands on lines of its own")]
    #[diagnostic(
        code("SLA0110"),
        help("end this line after `\"\"\"`, then the text on lines of its own, then `\"\"\"` alone on a line")
    )]
    ProseLayout {
        /// Where.
        #[label("text on the line of the quotes")]
        span: Span,
    },
    /// Prose whose second `"""` is missing.
    #[error("this prose has no closing `\"\"\"`")]
    #[diagnostic(code("SLA0111"), help("end it with `\"\"\"` alone on a line"))]
    UnclosedProse {
        /// The opening quotes.
        #[label("begins here")]
        span: Span,
        /// What it would swallow.
        #[label("`\"\"\"` expected before this")]
        missed: Span,
    },
    /// Brackets or operators nested past the limit.
    #[error("this is nested more than {limit} deep")]
    #[diagnostic(code("SLA0112"), help("give parts of it names of their own, with `is` in a `measure`"))]
    TooDeep {
        /// The limit.
        limit: usize,
        /// Where it is passed.
        #[label("too deep here")]
        span: Span,
    },
    /// A control character that turns text around on the screen.
    #[error("invisible character {code} changes the order in which text is shown")]
    #[diagnostic(code("SLA0113"), help("remove it: with it a contract can read differently from what it says"))]
    TextDirection {
        /// `U+202E`
        code: String,
        /// Where.
        #[label("here")]
        span: Span,
    },
    /// A character that a word processor puts in the place of a plain one.
    #[error("{what} where the language has {right}")]
    #[diagnostic(code("SLA0114"), help("write {right}"))]
    ForeignCharacter {
        /// What it is.
        what: String,
        /// What to write.
        right: String,
        /// Where.
        #[label("here")]
        span: Span,
    },
    /// A character without meaning.
    #[error("{what} has no meaning here")]
    #[diagnostic(code("SLA0115"))]
    StrangeCharacter {
        /// What it is.
        what: String,
        /// Where.
        #[label("here")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// `a within b outside c`, `a and b or c`
    #[error("`{first}` and `{second}` are mixed without parentheses")]
    #[diagnostic(code("SLA0124"), help("say with parentheses which comes first: the language does not guess"))]
    Mixed {
        /// One operator.
        first: &'static str,
        /// The other.
        second: &'static str,
        /// Where the one stands.
        #[label("this")]
        first_span: Span,
        /// Where the other stands.
        #[label("and this")]
        second_span: Span,
    },
    /// `a < b < c`
    #[error("comparisons do not follow on each other")]
    #[diagnostic(code("SLA0125"), help("join two comparisons with `and`, or write `from … to …`"))]
    ChainedComparison {
        /// The second one.
        #[label("a second comparison")]
        span: Span,
        /// The first one.
        #[label("after this one")]
        first: Span,
    },
    /// `outages where a is b and c is d`
    #[error("`{word}` takes one condition")]
    #[diagnostic(code("SLA0126"), help("put parentheses around both: `{word} (… {joined} …)`"))]
    OneCondition {
        /// `where` or `with`.
        word: &'static str,
        /// `and` or `or`.
        joined: &'static str,
        /// The word that joins.
        #[label("a second condition")]
        span: Span,
    },
    /// A reserved word where a name is declared or used.
    #[error("`{word}` is a reserved word")]
    #[diagnostic(code("SLA0127"), help("choose another name, or write it between backticks"))]
    ReservedName {
        /// The word.
        word: String,
        /// Where.
        #[label("not a name")]
        span: Span,
    },
    /// A clause that stands once, twice.
    #[error("`{clause}` stands twice")]
    #[diagnostic(code("SLA0128"), help("keep one of them"))]
    Twice {
        /// Which.
        clause: &'static str,
        /// The second one.
        #[label("again here")]
        span: Span,
        /// The first one.
        #[label("first here")]
        first: Span,
    },
    /// A line of a norm that compares nothing.
    #[error("this line of a norm has no bound")]
    #[diagnostic(code("SLA0129"))]
    NoBound {
        /// The line.
        #[label("measured, but compared with nothing")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// Rows of a `by` that do not go together, or a header that is not the first row.
    #[error("{problem}")]
    #[diagnostic(code("SLA0130"))]
    MixedRows {
        /// What.
        problem: &'static str,
        /// The row.
        #[label("this row")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// `users percentage`
    #[error("`{word}` is not a type of column")]
    #[diagnostic(code("SLA0131"))]
    UnknownType {
        /// The word.
        word: String,
        /// Where.
        #[label("not a type")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// `not` or a condition where a value is meant.
    #[error("`{word}` needs parentheses here")]
    #[diagnostic(code("SLA0132"), help("put parentheses around `{word} …`"))]
    NeedsParentheses {
        /// Which.
        word: &'static str,
        /// Where.
        #[label("in the middle of a calculation")]
        span: Span,
    },
    /// `no (a or b) overlapping c`
    #[error("rows of a table are expected here")]
    #[diagnostic(
        code("SLA0133"),
        help(
            "write `maintenance` or `outages`, then `of` a component or group, `where` a condition, `lasting at least` a duration, as far as needed"
        )
    )]
    NotRows {
        /// Where.
        #[label("not rows of a table")]
        span: Span,
    },
    /// `expect stelsel` without a value.
    #[error("this says what is looked at, not what is expected")]
    #[diagnostic(
        code("SLA0134"),
        help(
            "go on with `is` and a value, with `shown as` and a rounded value, or with a verdict: `met`, `breached`, `undecided`, `empty`, `measured`"
        )
    )]
    NothingExpected {
        /// Where.
        #[label("expected to be what?")]
        span: Span,
    },
    /// An item or a block that must hold something and is empty.
    #[error("this `{block}` is empty")]
    #[diagnostic(code("SLA0135"))]
    EmptyBlock {
        /// Its keyword.
        block: &'static str,
        /// Where.
        #[label("nothing in it")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// A number, a time, a day, a duration or money.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Literal(#[from] LiteralError),
}
