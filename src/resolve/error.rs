use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Everything that can be wrong with a name.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum ResolveError {
    /// Nothing of that name is declared.
    #[error("unknown {what} `{name}`")]
    #[diagnostic(code("SLA0201"))]
    Unknown {
        /// What was expected there: `window`, `clock`.
        what: String,
        /// As written.
        name: String,
        /// Where first.
        #[label("no {what} is declared by this name")]
        span: Span,
        /// Where else.
        #[label(collection, "here too")]
        again: Vec<Span>,
        /// What would be right.
        #[help]
        did_you_mean: Option<String>,
    },
    /// An amendment removes what is still used.
    #[error("the amendment removes the {what} `{name}`, which is still in use")]
    #[diagnostic(code("SLA0201"), help("replace or remove what uses it too; or leave out this `remove`"))]
    Removed {
        /// What it was: `window`, `clock`.
        what: String,
        /// As written.
        name: String,
        /// Where it is used first.
        #[label("used here")]
        span: Span,
        /// Where else.
        #[label(collection, "here too")]
        again: Vec<Span>,
        /// The line of the amendment.
        #[label("removed here")]
        removed: Option<Span>,
    },
    /// The name stands for something else.
    #[error("`{name}` is {found}, not {wanted}")]
    #[diagnostic(code("SLA0202"))]
    OtherKind {
        /// As written.
        name: String,
        /// With its article: `a window`.
        found: String,
        /// With its article: `a clock`.
        wanted: String,
        /// Where.
        #[label("{wanted} is needed here")]
        span: Span,
        /// Its declaration.
        #[label("`{name}` is declared here")]
        declared: Option<Span>,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// A table has no such column.
    #[error("{table} has no column `{name}`")]
    #[diagnostic(code("SLA0203"))]
    UnknownColumn {
        /// `ticket `incident``, `the outages`.
        table: String,
        /// As written.
        name: String,
        /// Where first.
        #[label("no such column")]
        span: Span,
        /// Where else.
        #[label(collection, "here too")]
        again: Vec<Span>,
        /// What would be right.
        #[help]
        did_you_mean: Option<String>,
    },
    /// An enumeration has no such value.
    #[error("`{name}` is not {of}")]
    #[diagnostic(code("SLA0204"))]
    UnknownValue {
        /// `a priority`, `a value of `impact``.
        of: String,
        /// As written.
        name: String,
        /// Where first.
        #[label("not {of}")]
        span: Span,
        /// Where else.
        #[label(collection, "here too")]
        again: Vec<Span>,
        /// What would be right.
        #[help]
        did_you_mean: Option<String>,
    },
    /// Two things that share a namespace have one name.
    #[error("`{name}` is declared twice")]
    #[diagnostic(code("SLA0205"), help("every {what} needs a name of its own"))]
    DeclaredTwice {
        /// The name.
        name: String,
        /// Who must differ: `window, measure, component and group`, `column`.
        what: String,
        /// The second time.
        #[label(primary, "declared again here")]
        second: Span,
        /// The first time.
        #[label("first declared here")]
        first: Span,
    },
    /// A word of the language, or something built in, is declared.
    #[error("`{name}` cannot be declared: it is {what}")]
    #[diagnostic(code("SLA0206"))]
    Reserved {
        /// The name.
        name: String,
        /// `a measure`, `a day of the week`.
        what: String,
        /// Where.
        #[label("this name is taken by the language")]
        span: Span,
        /// What would be right.
        #[help]
        help: String,
    },
    /// Definitions that need each other.
    #[error("{}", cycle_words(what, names))]
    #[diagnostic(code("SLA0207"), help("{}", cycle_help(names)))]
    Cycle {
        /// `window`, `measure`, `step`.
        what: &'static str,
        /// The names on the way round, in order.
        names: Vec<String>,
        /// Where the first one needs the next.
        #[label(primary, "to know this one, all of them must be known")]
        span: Span,
        /// Where the others do.
        #[label(collection, "which needs this one")]
        others: Vec<Span>,
    },
    /// Definitions that are built on one another without end.
    #[error("more than {limit} definitions are built on one another here")]
    #[diagnostic(code("SLA0213"), help("no reader follows so many steps: say it more directly"))]
    TooDeep {
        /// `window`, `measure`, `step`.
        what: &'static str,
        /// How many are allowed.
        limit: usize,
        /// Where the limit is passed.
        #[label("this {what} is one too deep")]
        span: Span,
    },
    /// A local name of a measure is also a global one.
    #[error("the step `{name}` has the name of {found}")]
    #[diagnostic(
        code("SLA0208"),
        help(
            "names inside a measure differ from those of windows, measures, components and groups, so that no reader takes one for the other: rename the step"
        )
    )]
    StepShadows {
        /// The name.
        name: String,
        /// `a window`.
        found: String,
        /// The step.
        #[label(primary, "this step")]
        span: Span,
        /// What it hides.
        #[label("{found} of this name")]
        declared: Span,
    },
    /// Something that may stand once stands twice.
    #[error("a second {what}")]
    #[diagnostic(code("SLA0209"), help("a file has one {what}: put the lines together"))]
    Twice {
        /// `` `contract` header ``
        what: String,
        /// The second.
        #[label(primary, "the second one")]
        second: Span,
        /// The first.
        #[label("the first one")]
        first: Span,
    },
    /// No `contract` header.
    #[error("this file has no `contract` header")]
    #[diagnostic(
        code("SLA0210"),
        help("begin with `contract \"Name\" {{ timezone Europe/Amsterdam; period month }}`, after `edition 1`")
    )]
    NoContract {
        /// Where it should stand.
        #[label("expected after this line")]
        span: Span,
    },
    /// The first clause is not `edition …`.
    #[error("this file does not say its edition")]
    #[diagnostic(
        code("SLA0211"),
        help(
            "make `edition 1` the first line: it fixes the words and the defaults of the language, so that the contract keeps its meaning"
        )
    )]
    NoEdition {
        /// Start of the file.
        #[label("`edition 1` is expected here")]
        span: Span,
    },
    /// An edition of the language that this program does not know.
    #[error("edition {edition} is not known to this program")]
    #[diagnostic(code("SLA0212"), help("this program reads `edition 1`; a later edition needs a newer program"))]
    UnknownEdition {
        /// As written.
        edition: u32,
        /// Where.
        #[label("only edition 1 is known")]
        span: Span,
    },
    /// `allow` of a lint that there is not.
    #[error("there is no lint `{name}`")]
    #[diagnostic(code("SLA0223"), help("{help}"))]
    UnknownLint {
        /// As written.
        name: String,
        /// Where.
        #[label("not the name of a lint")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// `allow` of an error.
    #[error("`{code}` cannot be allowed: that is for warnings about a contract")]
    #[diagnostic(code("SLA0224"), help("remove this line, and mend what it says; `sla explain {code}` shows how"))]
    NotALint {
        /// The code.
        code: String,
        /// Where.
        #[label("not a warning")]
        span: Span,
    },
}

fn cycle_words(what: &str, names: &[String]) -> String {
    match names {
        [only] => format!("the {what} `{only}` is defined by itself"),
        all => {
            let round = all.iter().chain(all.first());
            let path = round.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ");
            format!("these {what}s are defined by each other: {path}")
        }
    }
}

fn cycle_help(names: &[String]) -> String {
    match names {
        [_] => "say what it is made of without naming itself".to_owned(),
        _ => "one of them has to be said without the others".to_owned(),
    }
}
