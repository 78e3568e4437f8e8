//! Everything that can be wrong with the text of a contract.

mod literal;
mod mend;

use miette::Diagnostic;
use thiserror::Error;

use crate::diagnostic::Edit;
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
        /// The same as an edit, where it can mean nothing else.
        right: Option<Edit>,
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
        /// What is surely meant.
        right: Option<Edit>,
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
    #[diagnostic(code("SLA0106"), help("{}", unclosed_help(*closer)))]
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
        help: String,
    },
    /// `"""Text"""` on one line, or text behind the opening quotes.
    #[error("prose stands on lines of its own")]
    #[diagnostic(code("SLA0110"), help("{help}"))]
    ProseLayout {
        /// Where.
        #[label("text on the line of the quotes")]
        span: Span,
        /// What would be right.
        help: &'static str,
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
    /// `binnen`, `Fenster`, `if`
    #[error("the language has another word for `{word}`")]
    #[diagnostic(code("SLA0137"), help("write `{right}`"))]
    ForeignWord {
        /// As written.
        word: String,
        /// What to write.
        right: String,
        /// Where.
        #[label("`{right}` is meant here")]
        span: Span,
    },
    /// `witin`
    #[error("`{word}` is not a word of the language")]
    #[diagnostic(code("SLA0157"), help("{help}"))]
    Misspelt {
        /// As written.
        word: String,
        /// Where.
        #[label("misspelt?")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// A comma, a colon, a bar or a word that is not there.
    #[error("`{word}` is missing here")]
    #[diagnostic(code("SLA0148"), help("{help}"))]
    SomethingMissing {
        /// What.
        word: String,
        /// Where it should stand.
        #[label("`{word}` expected here")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// `opened,`, `provider: "…"`
    #[error("this `{sign}` is one too many")]
    #[diagnostic(code("SLA0149"), help("{help}"))]
    StraySign {
        /// Which.
        sign: String,
        /// Where.
        #[label("the line reads without it")]
        span: Span,
        /// Others of its kind.
        #[label(collection, "and without this one")]
        again: Vec<Span>,
        /// What would be right.
        help: String,
    },
    /// `=>`, `==`, `=` for `is`
    #[error("`{written}` where the language has `{right}`")]
    #[diagnostic(code("SLA0150"), help("write `{right}`"))]
    WrongSign {
        /// As written.
        written: String,
        /// What to write.
        right: String,
        /// Where.
        #[label("`{right}` is meant here")]
        span: Span,
    },
    /// `provider Acme Support Ltd`
    #[error("a text stands between quotes")]
    #[diagnostic(code("SLA0151"), help("{help}"))]
    QuotesForgotten {
        /// Where.
        #[label("words of your own")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// `timezone "Europe/Amsterdam"`
    #[error("this stands without quotes")]
    #[diagnostic(code("SLA0152"), help("{help}"))]
    QuotesTooMany {
        /// Where.
        #[label("quotes are for texts that people read")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// `oplos tijd`, `resolved-in-time`
    #[error("{why}")]
    #[diagnostic(code("SLA0153"), help("{help}"))]
    WrongName {
        /// Which rule of names is broken.
        why: &'static str,
        /// Where.
        #[label("not a name")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// `| |`, `| -`
    #[error("this cell says nothing")]
    #[diagnostic(code("SLA0154"), help("{help}, when the contract sets no limit there"))]
    EmptyCell {
        /// Where.
        #[label("a limit is expected here, or `none`")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// `99.5% or more : none`
    #[error("this is not how the rows of an amount are written")]
    #[diagnostic(code("SLA0156"), help("{help}"))]
    TierInWords {
        /// The row.
        #[label("rows begin with `from`, `above`, `to` or `below`")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// `// …`, `/* … */`, `-- …`, `<!-- … -->`
    #[error("a comment begins with `#`, not with `{mark}`")]
    #[diagnostic(code("SLA0142"), help("{help}"))]
    ForeignComment {
        /// With what it begins.
        mark: &'static str,
        /// Its first line.
        #[label("a comment")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// A bullet, the number of a heading, a code fence, bold type.
    #[error("{what} is no part of the language")]
    #[diagnostic(code("SLA0143"), help("{help}"))]
    Leftover {
        /// What, with its article.
        what: &'static str,
        /// Where.
        #[label("left over from another text")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// `<<<<<<< HEAD`
    #[error("two versions of these lines were left in the file")]
    #[diagnostic(
        code("SLA0144"),
        help("keep the lines that were agreed, and remove the others together with these three lines")
    )]
    MergeConflict {
        /// The first mark.
        #[label(primary, "one version begins")]
        span: Span,
        /// The mark between them.
        #[label("the other begins")]
        middle: Span,
        /// The last mark.
        #[label("and ends")]
        end: Span,
    },
    /// `P1 = 4h`
    #[error("limits by priority stand in a table")]
    #[diagnostic(code("SLA0158"), help("{help}"))]
    LimitOutsideTable {
        /// The line.
        #[label("a row of a table, outside of one")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// A web page, a document in Rich Text Format.
    #[error("this file is {what}, not a contract in plain text")]
    #[diagnostic(code("SLA0145"), help("{help}"))]
    OtherDocument {
        /// What, with its article.
        what: &'static str,
        /// Its first line.
        #[label("it begins like one")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A file without a clause.
    #[error("{what}")]
    #[diagnostic(
        code("SLA0146"),
        help(
            "begin with `edition 1`, then `contract \"Name\" {{ timezone Europe/Amsterdam }}`; `sla new` makes a contract to start from"
        )
    )]
    NothingHere {
        /// What it holds.
        what: &'static str,
        /// Its beginning.
        #[label("a contract is expected here")]
        span: Span,
    },
    /// Another contract behind the first.
    #[error("a file holds one contract, and here another one begins")]
    #[diagnostic(code("SLA0155"), help("move it, from this line on, to a file of its own"))]
    SecondContract {
        /// Its first line.
        #[label(primary, "the second contract")]
        span: Span,
        /// The first one.
        #[label("the first one")]
        first: Span,
    },
    /// `[ … ]`, or `(` before the lines of a block.
    #[error("`{bracket}` where the language has `{right}`")]
    #[diagnostic(code("SLA0147"), help("write `{right}` here, and its partner where this part ends"))]
    WrongBracket {
        /// As written.
        bracket: char,
        /// What to write.
        right: char,
        /// Where.
        #[label("a bracket of another shape")]
        span: Span,
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
    #[diagnostic(code("SLA0114"), help("{help}"))]
    ForeignCharacter {
        /// What it is.
        what: String,
        /// What the language has.
        right: String,
        /// Where.
        #[label("here")]
        span: Span,
        /// Where else.
        #[label(collection, "here too")]
        again: Vec<Span>,
        /// What to write.
        help: String,
        /// What to put in the place of each; none where something else may be meant.
        edits: Vec<Edit>,
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
        /// Whether it has no width, so that nobody sees that it goes.
        no_width: bool,
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

fn unclosed_help(closer: char) -> &'static str {
    match closer {
        '}' => "write `}` on a line of its own, behind the last line of this block",
        _ => "write `)` behind what belongs together: each `(` has its own",
    }
}
