//! `amends`, `replace`, `add`, `remove`.

use super::node::Node;
use super::{Builder, literal};
use crate::source::Spanned;
use crate::syntax::ast::{Amends, Change, File, Removal};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

impl Builder {
    /// `amends`, which stands once, before what it changes.
    pub(super) fn amends(&mut self, node: &Node<'_>, file: &mut File) {
        let mut parts = node.parts();
        let head = parts.need();
        let mut words = head.parts();
        let path = literal::text(&words.need());
        if let Some(first) = &file.amends {
            let (first, span) = (first.path.span, path.span);
            return self.report(span, SyntaxError::AmendsTwice { span, first });
        }
        let label = words.maybe(Rule::label).map(|label| literal::text(&label.only()));
        file.amends = Some(Amends { path, label, fields: parts.map(|field| self.header_field(&field)).collect() });
    }
}

/// `replace` or `add`, before the item with this index.
pub(super) fn change(node: &Node<'_>, item: usize) -> Change {
    Change { item, replaces: node.keyword().rule() == Rule::kw_replace, span: node.span() }
}

/// `remove norm rfc`
pub(super) fn removal(node: &Node<'_>) -> Removal {
    let removed = node.only();
    let mut parts = removed.parts();
    let kind = literal::as_written(&parts.need());
    let names = match parts.next() {
        None => Vec::new(),
        Some(names) if names.rule() == Rule::names => names.parts().map(|name| literal::name(&name)).collect(),
        Some(text) => vec![literal::text(&text)],
    };
    Removal { span: node.span(), kind: Spanned::new(kind.value, kind.span), names }
}
