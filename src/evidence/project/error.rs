use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Everything that can be wrong with a project file, also once the contract and the files are known.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub(in crate::evidence) enum ProjectError {
    /// Not TOML.
    #[error("this is not TOML: {message}")]
    #[diagnostic(
        code("SLA0401"),
        help("`sla.toml` follows https://toml.io: `key = \"text\"`, tables as `[evidence.tickets]`")
    )]
    Syntax {
        /// What the TOML reader says.
        message: String,
        #[label("here")]
        span: Span,
    },
    /// A key that means nothing.
    #[error("unknown key `{key}` in {of}")]
    #[diagnostic(code("SLA0402"))]
    UnknownKey {
        /// As written.
        key: String,
        /// `[evidence.tickets]`
        of: String,
        #[help]
        did_you_mean: Option<String>,
        #[label("not a key of {of}")]
        span: Span,
    },
    /// A number where a text belongs.
    #[error("`{key}` must be {expected}, not {found}")]
    #[diagnostic(code("SLA0403"))]
    WrongType {
        /// Its key.
        key: String,
        /// `a text`
        expected: &'static str,
        /// `a number`
        found: &'static str,
        #[label("this is {found}")]
        span: Span,
    },
    /// Something without which nothing works.
    #[error("{of} lacks `{key}`")]
    #[diagnostic(code("SLA0404"), help("write `{example}`"))]
    Lacks {
        /// `[evidence.tickets]`
        of: String,
        /// The key.
        key: &'static str,
        /// A line that would do.
        example: &'static str,
        #[label("`{key}` must be given here")]
        span: Span,
    },
    /// A setting with a value that it cannot have.
    #[error("`{key}` cannot be `{written}`")]
    #[diagnostic(code("SLA0405"), help("accepted: {accepted}"))]
    BadSetting {
        /// Its key.
        key: &'static str,
        /// As written.
        written: String,
        /// In words.
        accepted: &'static str,
        #[label("not a value of `{key}`")]
        span: Span,
    },
    /// `preset = "service-now"`
    #[error("there is no preset `{name}`")]
    #[diagnostic(code("SLA0406"))]
    UnknownPreset {
        /// As written.
        name: String,
        #[help]
        help: String,
        #[label("not known")]
        span: Span,
    },
    /// `[evidence.waits] preset = "jira"`
    #[error("the preset `{name}` says nothing of `{table}`")]
    #[diagnostic(code("SLA0406"), help("it is for {has}"))]
    PresetWithout {
        /// The preset.
        name: String,
        /// The table.
        table: &'static str,
        /// The tables that it is for.
        has: String,
        #[label("nothing of `{table}`")]
        span: Span,
    },
    /// A time zone that is none, or two.
    #[error("`{written}` is {why}")]
    #[diagnostic(code("SLA0408"))]
    Zone {
        /// As written.
        written: String,
        /// Why not.
        why: String,
        #[help]
        help: Option<String>,
        #[label("which time is that?")]
        span: Span,
    },
    /// A `datetime` format that makes no moment.
    #[error("`{format}` is not a format of timestamps: {why}")]
    #[diagnostic(code("SLA0409"), help("known: {known}"))]
    Datetime {
        /// As written.
        format: String,
        /// Why not.
        why: String,
        /// What may stand there.
        known: &'static str,
        #[label("this format")]
        span: Span,
    },
    /// Two formats between which a text could not decide.
    #[error("the formats `{first}` and `{second}` differ only in whether day or month comes first")]
    #[diagnostic(
        code("SLA0410"),
        help("keep the one that the export uses: `5/3/2016` fits both, and neither may be guessed")
    )]
    DayOrMonth {
        /// The earlier one.
        first: String,
        /// The later one.
        second: String,
        #[label("the other order")]
        span: Span,
    },
    /// A pattern without a file.
    #[error("no file matches `{pattern}`")]
    #[diagnostic(
        code("SLA0411"),
        help(
            "paths are relative to the folder of `sla.toml`; a table that is known to be empty needs a file with its header only"
        )
    )]
    NoFile {
        /// As written.
        pattern: String,
        #[label("matches nothing")]
        span: Span,
    },
    /// A pattern that is none, or a folder that cannot be read.
    #[error("`{pattern}` cannot be listed: {why}")]
    #[diagnostic(code("SLA0412"), help("a path, or a pattern such as `data/incidents-*.csv`"))]
    BadPattern {
        /// As written.
        pattern: String,
        /// What the system says.
        why: String,
        #[label("this pattern")]
        span: Span,
    },
    /// A mapping of a column that the table does not have.
    #[error("`{table}` has no column `{column}` in this contract")]
    #[diagnostic(code("SLA0413"))]
    UnknownColumn {
        /// The table.
        table: &'static str,
        /// As written.
        column: String,
        #[help]
        did_you_mean: Option<String>,
        #[label("the contract declares no such column")]
        span: Span,
    },
    /// A mapping to a value that the contract does not declare.
    #[error("`{value}` is not a value of `{column}`")]
    #[diagnostic(code("SLA0414"))]
    UnknownValue {
        /// As written.
        value: String,
        /// The column.
        column: String,
        #[help]
        did_you_mean: Option<String>,
        #[label("not declared in the contract")]
        span: Span,
    },
    /// A status that means two things.
    #[error("the status `{status}` is in two lists, `{first}` and `{second}`")]
    #[diagnostic(
        code("SLA0415"),
        help("a ticket is in one state at a time; `responded` alone may name a status of another list")
    )]
    StatusTwice {
        /// The status.
        status: String,
        /// The earlier list.
        first: &'static str,
        /// The later list.
        second: &'static str,
        #[label("also in `{first}`")]
        span: Span,
    },
    /// A file name that tells nothing.
    #[error("`{file}` does not say how it is written")]
    #[diagnostic(code("SLA0416"), help("add `format = \"csv\"` (or `tsv`, `json`, `jsonl`, `toml`)"))]
    UnknownFormat {
        /// The file.
        file: String,
        #[label("csv, tsv, json, jsonl or toml?")]
        span: Span,
    },
    /// Standard input twice.
    #[error("standard input is read for two tables")]
    #[diagnostic(code("SLA0417"), help("it can be read once: name a file for the other table"))]
    InputTwice {
        #[label("read here again")]
        span: Span,
    },
    /// Waits or changes of nothing.
    #[error("`{table}` is given without `tickets`")]
    #[diagnostic(code("SLA0418"), help("each of its rows belongs to a ticket: add `[evidence.tickets]`"))]
    NoTickets {
        /// The table.
        table: &'static str,
        #[label("of which tickets?")]
        span: Span,
    },
    /// A table about things of which the contract declares none.
    #[error("the contract declares no `{what}`, so `{table}` says nothing to it")]
    #[diagnostic(code("SLA0419"), help("declare `{example}` in the contract, or leave the table out"))]
    NothingDeclared {
        /// The table.
        table: &'static str,
        /// `ticket`
        what: &'static str,
        /// `ticket incident`
        example: &'static str,
        #[label("no use for this table")]
        span: Span,
    },
    /// A plan, and the contract has none.
    #[error("the contract declares no plans")]
    #[diagnostic(code("SLA0421"), help("leave `plan` out, or declare `plan standard, dedicated` in the contract"))]
    NoPlans {
        #[label("which plan?")]
        span: Span,
    },
    /// A column with two sources.
    #[error("`{column}` is in `{first}` and in `{second}`")]
    #[diagnostic(
        code("SLA0420"),
        help(
            "keep one: `columns` takes it from the file, `defaults` gives every row one value, `absent` says that there is none"
        )
    )]
    ColumnTwice {
        /// The column.
        column: String,
        /// The earlier list.
        first: &'static str,
        /// The later list.
        second: &'static str,
        #[label("also in `{first}`")]
        span: Span,
    },
}
