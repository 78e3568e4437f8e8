//! Languages that there are words in, as values of `--locale`.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::model::Locale;
use crate::report::words;

/// Reads a language; offers those that have words of their own.
pub(super) fn parser() -> impl TypedValueParser<Value = Locale> {
    let offered = words::spoken().map(|(locale, name)| PossibleValue::new(locale.code()).help(name));
    PossibleValuesParser::new(offered).map(|code| Locale::from_code(&code).expect("one of those offered"))
}
