//! The lints that `allow` names.

use super::ResolveError;
use crate::diagnostic::{Allow, Diagnostics, Over, code, did_you_mean, lint};
use crate::syntax::ast::{Above, File};

/// Every `allow` of a contract whose lint there is.
pub(super) fn allows(file: &File, out: &mut Diagnostics) -> Vec<Allow> {
    let mut allows = Vec::new();
    for allow in &file.allows {
        let (name, span) = (&allow.lint.value, allow.lint.span);
        let over = match allow.above {
            Above::Item(item) => Over::Item(item),
            Above::Contract => Over::File(allow.span.source),
            Above::Amends => Over::Everything,
        };
        match lint::known(name) {
            Some(lint) => allows.push(Allow { lint, span: allow.span, line: allow.line, over }),
            None if code::page(name).is_some() && lint::name_of(name).is_none() => {
                out.push(span, ResolveError::NotALint { code: name.clone(), span });
            }
            None => out.push(span, ResolveError::UnknownLint { name: name.clone(), span, help: lint_meant(name) }),
        }
    }
    allows
}

/// What to write for a name that is no lint's: a code has one, and a slip is near one.
fn lint_meant(name: &str) -> String {
    let of_code = lint::name_of(&name.to_ascii_uppercase()).map(|lint| format!("`{name}` is called `{lint}`"));
    let names = || lint::all().map(|lint| lint.name);
    of_code.or_else(|| did_you_mean(name, names())).unwrap_or_else(|| {
        "`sla explain --list` lists the lints, and every warning shows the name of its own".to_owned()
    })
}
