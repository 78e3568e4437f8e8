//! What a contract is about as a whole: `applies to`, `objective`, `entitlements`.

use super::node::{Node, Parts};
use super::{Builder, literal};
use crate::source::Spanned;
use crate::syntax::ast::{Applies, Entitled, EntitlementRow, Entitlements, Item, Objective};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

impl Builder {
    pub(super) fn applies(&mut self, mut parts: Parts<'_>) -> Applies {
        let node = parts.need();
        Applies { span: node.span(), filter: self.expression(&node.only()) }
    }

    /// Its norms know whose they are.
    pub(super) fn objective(&mut self, mut parts: Parts<'_>) -> Objective {
        let mut head = parts.need().parts();
        let name = literal::text(&head.need());
        let clause = head.next().map(|clause| literal::text(&clause.only()));
        let complete = parts.complete;
        let mut items: Vec<Item> = parts.filter_map(|node| self.whole_item(&node)).collect();
        for item in &mut items {
            match item {
                Item::Norm(norm) => norm.objective = Some(name.clone()),
                Item::Cadence(cadence) => cadence.norm.objective = Some(name.clone()),
                _ => {}
            }
        }
        if items.is_empty() && complete {
            let help = Some("put the norms and kpis into it that show whether it is reached".to_owned());
            self.report(name.span, SyntaxError::EmptyBlock { block: "objective", span: name.span, help });
        }
        Objective { name, clause, items }
    }

    pub(super) fn entitlements(&mut self, mut parts: Parts<'_>) -> Entitlements {
        let head = parts.need();
        let mut head_parts = head.parts();
        let mut table = Entitlements {
            keyword: head.keyword().span(),
            label: head_parts.maybe(Rule::string).map(|label| literal::text(&label)),
            clause: head_parts.next().map(|clause| literal::text(&clause.only())),
            header: None,
            plans: Vec::new(),
            rows: Vec::new(),
        };
        for (index, line) in parts.enumerate() {
            match line.rule() {
                Rule::plan_header if index == 0 => {
                    table.header = Some(line.span());
                    table.plans = line.parts().map(|plan| literal::value(&plan)).collect();
                }
                Rule::plan_header => {
                    let (problem, span) = ("the header is the first row of a table", line.span());
                    self.report(span, SyntaxError::MixedRows { problem, span, help: None });
                }
                _ => table.rows.push(entitlement_row(&line)),
            }
        }
        table
    }
}

fn entitlement_row(node: &Node<'_>) -> EntitlementRow {
    let mut parts = node.parts();
    let what = literal::text(&parts.need());
    let norm = parts.maybe(Rule::entitled_norm).map(|norm| literal::name(&norm.only()));
    EntitlementRow { span: node.span(), what, norm, cells: parts.map(|cell| entitled(&cell)).collect() }
}

fn entitled(node: &Node<'_>) -> Spanned<Entitled> {
    let inner = node.only();
    let entitled = match inner.rule() {
        Rule::yes_no => Entitled::YesNo(inner.has(Rule::kw_yes)),
        Rule::string => Entitled::Text(literal::text(&inner).value),
        _ => Entitled::NotAgreed,
    };
    Spanned::new(entitled, node.span())
}
