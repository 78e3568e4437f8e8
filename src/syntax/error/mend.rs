//! What to write instead, for the mistakes of which that is known.

use super::{LiteralError, SyntaxError};
use crate::diagnostic::{Applicability, Suggestion};

impl SyntaxError {
    /// The edits that mend it.
    pub(in crate::syntax) fn suggestion(&self) -> Option<Suggestion> {
        match self {
            Self::Unexpected { right, .. } | Self::UnknownClause { right, .. } => {
                right.clone().map(|edit| Suggestion::certain(edit.span, edit.text))
            }
            Self::ForeignCharacter { edits, .. } if !edits.is_empty() => {
                Some(Suggestion { edits: edits.clone(), applicability: Applicability::Certain })
            }
            // With it the text can read differently from what it says: somebody has to look.
            Self::TextDirection { span, .. } => Some(Suggestion::maybe(*span, "")),
            Self::StrangeCharacter { span, no_width: true, .. } => Some(Suggestion::certain(*span, "")),
            Self::Literal(literal) => literal.suggestion(),
            Self::ForeignWord { right, span, .. } | Self::WrongSign { right, span, .. } => {
                Some(Suggestion::maybe(*span, right.as_str()))
            }
            Self::ForeignCharacter { .. }
            | Self::StrangeCharacter { .. }
            | Self::UnknownItem { .. }
            | Self::MisplacedEdition { .. }
            | Self::AmendsTwice { .. }
            | Self::NoReason { .. }
            | Self::MisplacedAllow { .. }
            | Self::Unclosed { .. }
            | Self::StrayCloser { .. }
            | Self::MissingBrace { .. }
            | Self::UnclosedQuote { .. }
            | Self::ProseLayout { .. }
            | Self::UnclosedProse { .. }
            | Self::TooDeep { .. }
            | Self::Mixed { .. }
            | Self::ChainedComparison { .. }
            | Self::OneCondition { .. }
            | Self::ReservedName { .. }
            | Self::Twice { .. }
            | Self::NoBound { .. }
            | Self::MixedRows { .. }
            | Self::UnknownType { .. }
            | Self::NeedsParentheses { .. }
            | Self::NotRows { .. }
            | Self::NothingExpected { .. }
            | Self::EmptyBlock { .. }
            | Self::Misspelt { .. }
            | Self::SomethingMissing { .. }
            | Self::StraySign { .. }
            | Self::QuotesForgotten { .. }
            | Self::QuotesTooMany { .. }
            | Self::WrongName { .. }
            | Self::EmptyCell { .. }
            | Self::TierInWords { .. }
            | Self::ForeignComment { .. }
            | Self::Leftover { .. }
            | Self::MergeConflict { .. }
            | Self::LimitOutsideTable { .. }
            | Self::OtherDocument { .. }
            | Self::NothingHere { .. }
            | Self::SecondContract { .. }
            | Self::WrongBracket { .. } => None,
        }
    }
}

impl LiteralError {
    /// The edit that mends it.
    pub fn suggestion(&self) -> Option<Suggestion> {
        match self {
            Self::DecimalComma { right, span } | Self::WrongRange { right, span } => {
                Some(Suggestion::certain(*span, right.as_str()))
            }
            Self::RoundTheClock { right, span, .. } => Some(Suggestion::certain(*span, *right)),
            Self::WrongPercent { right, span } => Some(Suggestion::maybe(*span, right.as_str())),
            Self::WrongTime { right, span, sure } => Some(Suggestion::new(*span, right.as_str(), *sure)),
            Self::WrongUnit { right, span, .. }
            | Self::WrongDuration { right, span, .. }
            | Self::ForeignDay { right, span, .. }
            | Self::WrongDate { right, span, .. }
            | Self::WrongMoney { right, span, .. } => {
                right.as_ref().map(|right| Suggestion::certain(*span, right.as_str()))
            }
            Self::NoSuchMoment { .. } | Self::OutOfRange { .. } | Self::NoUnit { .. } | Self::WrongMonthDay { .. } => {
                None
            }
        }
    }
}
