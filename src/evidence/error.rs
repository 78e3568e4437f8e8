mod declared;
mod moment;
mod warning;

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

pub(super) use declared::DeclaredError;
pub(super) use moment::MomentError;
pub(super) use warning::EvidenceWarning;

/// Everything that can be wrong with a file of evidence and its rows. Labels count from the start of the row.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub(super) enum EvidenceError {
    // ---- the file as a whole: nothing of it can be skipped -------------------------------------------------------
    /// It cannot be opened, or reading stopped half way.
    #[error("`{file}` cannot be read: {why}")]
    #[diagnostic(code("SLA0501"), help("a file that is read in part would be judged as if it were whole"))]
    Unreadable {
        file: String,
        why: String,
        #[label("named here")]
        span: Span,
    },
    /// Not in the encoding that it says, or that `sla.toml` says.
    #[error("`{file}` is {why}")]
    #[diagnostic(code("SLA0502"), help("{help}"))]
    NotText {
        file: String,
        why: String,
        help: &'static str,
        #[label("named here")]
        span: Span,
    },
    /// No header line.
    #[error("`{file}` is empty, without a header even")]
    #[diagnostic(
        code("SLA0503"),
        help(
            "a table in which nothing happened has its header line and no rows; an empty file may be a failed export"
        )
    )]
    NoHeader {
        file: String,
        #[label("named here")]
        span: Span,
    },
    /// The file ends inside quotes.
    #[error("the quote that opens here is never closed")]
    #[diagnostic(
        code("SLA0504"),
        help(
            "everything after it would be read as one field; close it, or write a quote inside a field twice: `\"\"`"
        )
    )]
    OpenQuote {
        #[label("opens here")]
        span: Span,
    },
    /// Not JSON or TOML.
    #[error("this is not {format}: {why}")]
    #[diagnostic(code("SLA0505"), help("{help}"))]
    Syntax {
        format: &'static str,
        why: String,
        help: &'static str,
        #[label("here")]
        span: Span,
    },
    /// No rows under the key.
    #[error("`{file}` holds no list `{key}`")]
    #[diagnostic(
        code("SLA0506"),
        help("rows are an array under the table's name; for another key say `rows = \"…\"` in `sla.toml`")
    )]
    NoRows {
        file: String,
        key: String,
        #[label("named here")]
        span: Span,
    },
    /// A column that must be there is not.
    #[error("`{table}` needs the column `{column}`, and the file has none")]
    #[diagnostic(code("SLA0507"))]
    NoColumn {
        table: &'static str,
        column: String,
        #[help]
        help: String,
        #[label("no `{column}` here")]
        span: Span,
    },
    /// A mapping names a header that the file does not have.
    #[error("the file has no column `{header}`, which `sla.toml` names as `{column}`")]
    #[diagnostic(code("SLA0508"))]
    NoHeaderOf {
        header: String,
        column: String,
        #[help]
        did_you_mean: Option<String>,
        #[label("no `{header}` here")]
        span: Span,
    },
    /// A header that stands twice.
    #[error("the file has two columns `{header}`, and `{column}` comes from it")]
    #[diagnostic(code("SLA0509"), help("rename one of them in the export: which one is meant is not guessed"))]
    HeaderTwice {
        header: String,
        column: String,
        #[label("the second one")]
        second: Span,
        #[label("the first one")]
        first: Span,
    },
    /// The header has one column, and looks as if it had several.
    #[error("the header is one column, but it looks as if {name} separated several")]
    #[diagnostic(code("SLA0510"), help("say `delimiter = \"{written}\"` in `sla.toml`"))]
    OtherDelimiter {
        name: &'static str,
        written: String,
        #[label("{name}")]
        span: Span,
    },
    // ---- the row as a whole --------------------------------------------------------------------------------------
    /// More or fewer fields than the header has.
    #[error("this row has {found} fields, the header has {expected}")]
    #[diagnostic(
        code("SLA0520"),
        help(
            "a field that holds the delimiter or a line break needs quotes around it; is the delimiter `{delimiter}`?"
        )
    )]
    Ragged {
        found: usize,
        expected: usize,
        delimiter: char,
        #[label("{found} fields instead of {expected}")]
        span: Span,
    },
    /// `"abc"def`
    #[error("text follows a closing quote")]
    #[diagnostic(code("SLA0521"), help("a quote inside a quoted field is written twice: `\"\"`"))]
    AfterQuote {
        #[label("after the quote")]
        span: Span,
    },
    /// Latin-1, most often.
    #[error("this row is not UTF-8")]
    #[diagnostic(
        code("SLA0522"),
        help(
            "export as UTF-8 (in Excel: `CSV UTF-8`); for accented letters as Windows wrote them, say `encoding = \"windows-1252\"`"
        )
    )]
    NotUtf8 {
        #[label("from here on")]
        span: Span,
    },
    /// A NUL byte.
    #[error("a NUL byte stands in this row")]
    #[diagnostic(
        code("SLA0536"),
        help(
            "text holds none: the file is damaged, or UTF-16 without the mark at its start; then say `encoding = \"utf-16le\"`"
        )
    )]
    Nul {
        #[label("the byte 0")]
        span: Span,
    },
    /// A JSON row that is no object, or a cell that is a list.
    #[error("{what} stands where {expected} belongs")]
    #[diagnostic(code("SLA0523"), help("{help}"))]
    Shape {
        what: &'static str,
        expected: &'static str,
        help: &'static str,
        #[label("this is {what}")]
        span: Span,
    },
    /// A key twice in one object.
    #[error("the key `{key}` stands twice in this row")]
    #[diagnostic(code("SLA0524"), help("keep one: which one is meant is not guessed"))]
    KeyTwice {
        key: String,
        #[label("the second one")]
        span: Span,
    },
    // ---- its values ----------------------------------------------------------------------------------------------
    /// A value that must be there is not.
    #[error("this row has no `{column}`")]
    #[diagnostic(code("SLA0525"), help("{help}"))]
    Missing {
        column: String,
        help: String,
        #[label("`{column}` is missing")]
        span: Span,
    },
    /// Outside an enumeration.
    #[error("`{text}` is not a value of `{column}`")]
    #[diagnostic(code("SLA0526"), help("{help}"))]
    UnknownValue {
        text: String,
        column: String,
        help: String,
        #[label("not declared in the contract")]
        span: Span,
    },
    /// A ticket kind that the contract does not have.
    #[error("`{text}` is not a kind of ticket")]
    #[diagnostic(code("SLA0527"), help("{help}; rows that the contract is not about are left out with `only.kind`"))]
    UnknownKind {
        text: String,
        help: String,
        #[label("not declared in the contract")]
        span: Span,
    },
    /// Neither component nor group.
    #[error("`{text}` is not a component")]
    #[diagnostic(code("SLA0528"), help("{help}"))]
    UnknownComponent {
        text: String,
        help: String,
        #[label("not declared in the contract")]
        span: Span,
    },
    /// A reason for waiting that the ticket's kind does not have.
    #[error("`{text}` is not a reason for which `{kind}` waits")]
    #[diagnostic(code("SLA0529"), help("{help}"))]
    UnknownReason {
        text: String,
        kind: String,
        help: String,
        #[label("not after `waiting on` in the contract")]
        span: Span,
    },
    /// A change of something that is no column.
    #[error("`{text}` is not a field whose changes matter to `{kind}`")]
    #[diagnostic(
        code("SLA0530"),
        help(
            "{help}; leave other fields out with `only.field = [\"status\", \"priority\"]`, or rename with `values.field`"
        )
    )]
    UnknownField {
        text: String,
        kind: String,
        help: String,
        #[label("neither `status`, `priority` nor a column of `{kind}`")]
        span: Span,
    },
    /// A status without a meaning.
    #[error("nothing says what the status `{text}` means")]
    #[diagnostic(code("SLA0531"), help("{help}"))]
    UnknownStatus {
        text: String,
        help: String,
        #[label("in none of the lists in `sla.toml`")]
        span: Span,
    },
    /// Neither yes nor no.
    #[error("`{text}` in `{column}` is neither yes nor no")]
    #[diagnostic(
        code("SLA0532"),
        help("accepted: {accepted}; for other words say `values.{column} = {{ \"{text}\" = \"yes\" }}`")
    )]
    NotYesNo {
        text: String,
        column: String,
        accepted: &'static str,
        #[label("yes or no?")]
        span: Span,
    },
    /// Not a number.
    #[error("`{text}` in `{column}` is not a number")]
    #[diagnostic(code("SLA0533"), help("{help}"))]
    NotANumber {
        text: String,
        column: String,
        help: String,
        #[label("which number is that?")]
        span: Span,
    },
    /// Not a percentage.
    #[error("`{text}` in `{column}` is not a percentage")]
    #[diagnostic(code("SLA0534"), help("{help}"))]
    NotAPercentage {
        text: String,
        column: String,
        help: String,
        #[label("how much is that?")]
        span: Span,
    },
    /// Not a length of time.
    #[error("`{text}` in `{column}` is not a duration")]
    #[diagnostic(
        code("SLA0535"),
        help("accepted: `1h30m`, `45s`, `1:30:00`, `PT1H30M`; for bare numbers say `duration = \"minutes\"`")
    )]
    NotADuration {
        text: String,
        column: String,
        #[label("how long is that?")]
        span: Span,
    },
    // ---- what it says against other values and rows --------------------------------------------------------------
    /// A ticket twice.
    #[error("the ticket `{id}` is already on {first}")]
    #[diagnostic(
        code("SLA0550"),
        help(
            "a ticket has one row; if the export has a row for every update, say `keep = \"last\"`, and read it as `changes`, too"
        )
    )]
    TicketTwice {
        id: String,
        first: String,
        #[label("the second time")]
        span: Span,
    },
    /// An outage or maintenance twice.
    #[error("the identifier `{id}` of `{table}` is already on {first}")]
    #[diagnostic(
        code("SLA0550"),
        help("an identifier names one row: give each its own, or leave `id` empty where nobody judges the row")
    )]
    RowTwice {
        table: &'static str,
        id: String,
        first: String,
        #[label("the second time")]
        span: Span,
    },
    /// An interval backwards.
    #[error("this ends before it starts")]
    #[diagnostic(code("SLA0551"), help("are day and month swapped, or the two columns?"))]
    EndBeforeStart {
        #[label("the end")]
        to: Span,
        #[label("the start")]
        from: Span,
    },
    /// Resolved before opened.
    #[error("`{moment}` lies before `opened`")]
    #[diagnostic(code("SLA0552"), help("are day and month swapped, or the two columns?"))]
    BeforeOpened {
        moment: String,
        #[label("`{moment}`")]
        at: Span,
        #[label("`opened`")]
        opened: Span,
    },
    /// A row about a ticket that nobody has.
    #[error("no file of `tickets` holds the ticket `{id}`")]
    #[diagnostic(code("SLA0553"), help("{help}"))]
    UnknownTicket {
        id: String,
        help: String,
        #[label("unknown ticket")]
        span: Span,
    },
    /// A resolution or a closure before the ticket was opened.
    #[error("this change makes `{id}` {what} before it was opened")]
    #[diagnostic(code("SLA0554"), help("`opened` is {opened}; are day and month swapped?"))]
    ChangeBeforeOpened {
        id: String,
        what: &'static str,
        opened: String,
        #[label("before `opened`")]
        span: Span,
    },
    /// A row of what the contract declares beside tickets: events, amounts, judgements, samples, components.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Declared(#[from] DeclaredError),
    /// A moment.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Moment(#[from] MomentError),
}

impl EvidenceError {
    /// `SLA0531`
    pub(super) fn code_text(&self) -> String {
        self.code().map(|code| code.to_string()).unwrap_or_default()
    }

    /// The same with its label moved `by` bytes towards the start, and cut off at `length`: for a line cut out of a
    /// document.
    pub(super) fn moved_back(mut self, by: usize, length: usize) -> Self {
        let at = |offset: u32| u32::try_from((offset as usize).saturating_sub(by).min(length)).unwrap_or(u32::MAX);
        if let Self::Syntax { span, .. } | Self::NotUtf8 { span } | Self::Nul { span } = &mut self {
            (span.start, span.end) = (at(span.start), at(span.end));
        }
        self
    }
}
