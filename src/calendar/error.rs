use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// What only the calendar can tell about a contract.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum CalendarError {
    /// An `ensure` fails: some time lies in none of its windows.
    #[error("no window covers {when}")]
    #[diagnostic(code("SLA0380"), help("extend one of the windows over it; {often}{read_in}"))]
    Gap {
        /// The first such time, in local time with its weekdays.
        when: String,
        /// How many there are until the end of 2100.
        often: String,
        /// Where windows keep several zones: the one that the message uses.
        read_in: String,
        /// The `ensure` line.
        #[label("promised here")]
        ensure: Span,
        /// The window that closes when the gap begins.
        #[label("closes when the gap begins")]
        closing: Option<Span>,
        /// The window that opens when the gap ends.
        #[label("opens when the gap ends")]
        opening: Option<Span>,
    },
    /// An `ensure` fails: some time lies in two of its windows.
    #[error("`{first}` and `{second}` both cover {when}")]
    #[diagnostic(code("SLA0381"), help("end one window where the other begins; {often}{read_in}"))]
    Overlap {
        /// The first such time, in local time with its weekdays.
        when: String,
        /// How many there are until the end of 2100.
        often: String,
        /// Where windows keep several zones: the one that the message uses.
        read_in: String,
        /// A window.
        first: String,
        /// Another.
        second: String,
        /// The `ensure` line.
        #[label("promised here")]
        ensure: Span,
        /// The one window.
        #[label("open at that time")]
        first_span: Span,
        /// The other.
        #[label("open at that time, too")]
        second_span: Span,
    },
    /// No instant from 1990 to 2100 lies in the window.
    #[error("window `{name}` never opens")]
    #[diagnostic(
        code("SLA0382"),
        severity(Warning),
        help(
            "a clock that counts it never runs; look for days that are always closed, or for `within` and `outside` that leave nothing"
        )
    )]
    NeverOpen {
        /// Its name.
        name: String,
        /// Its name's place.
        #[label("no time from 1990 to 2100 lies in it")]
        span: Span,
    },
    /// `public XX` of a region whose holidays are not built in.
    #[error("no public holidays are known for `{code}`")]
    #[diagnostic(code("SLA0383"))]
    UnknownRegion {
        /// As written.
        code: String,
        /// The code.
        #[label("not a known region")]
        span: Span,
        /// What would be right.
        #[help]
        help: String,
    },
    /// `with` or `without` an option that the region does not have.
    #[error("the public holidays of {region} have no option `{option}`")]
    #[diagnostic(code("SLA0384"))]
    UnknownOption {
        /// Name of the region.
        region: &'static str,
        /// As written.
        option: String,
        /// The option.
        #[label("not an option of this region")]
        span: Span,
        /// What would be right.
        #[help]
        help: String,
    },
}
