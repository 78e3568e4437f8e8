//! `contract` and `conventions`.

use super::node::{Node, Parts};
use super::{Builder, literal};
use crate::source::Spanned;
use crate::syntax::ast::{Contract, Convention, Conventions, HeaderField, PeriodKind};
use crate::syntax::grammar::Rule;

impl Builder {
    pub(super) fn contract(&mut self, mut parts: Parts<'_>) -> Contract {
        let name = literal::text(&parts.need().only());
        Contract { name, fields: parts.map(|clause| self.header_field(&clause)).collect() }
    }

    pub(super) fn header_field(&mut self, node: &Node<'_>) -> HeaderField {
        let mut parts = node.parts();
        let value = parts.need();
        match node.rule() {
            Rule::provider => HeaderField::Provider(literal::text(&value)),
            Rule::customer => HeaderField::Customer(literal::text(&value)),
            Rule::version => HeaderField::Version(literal::text(&value)),
            Rule::timezone => HeaderField::Timezone(literal::as_written(&value)),
            Rule::locale => HeaderField::Locale(literal::as_written(&value)),
            Rule::currency => HeaderField::Currency(literal::as_written(&value)),
            Rule::effective => {
                let from = self.date(&value);
                HeaderField::Effective { from, to: parts.next().map(|to| self.date(&to)) }
            }
            _ => HeaderField::Period(period_kind(&value)),
        }
    }

    pub(super) fn conventions(&mut self, mut parts: Parts<'_>) -> Conventions {
        let keyword = parts.need().span();
        Conventions { keyword, lines: parts.map(|line| self.convention(&line)).collect() }
    }

    fn convention(&mut self, node: &Node<'_>) -> Convention {
        let mut parts = node.parts();
        if node.rule() == Rule::choice {
            return Convention::Choice { key: literal::words(&parts.need()), value: literal::words(&parts.need()) };
        }
        self.whole_where::<u32>(&parts.need(), "1: the line says how long one workday is", |n| *n == 1);
        Convention::Workday { span: node.span(), length: self.elapsed(&parts.need()) }
    }
}

pub(super) fn period_kind(node: &Node<'_>) -> Spanned<PeriodKind> {
    let first_month = node.parts().next().map_or(1, |starting| month(&starting.only()));
    let kind = match node.keyword().rule() {
        Rule::kw_month => PeriodKind::Month,
        Rule::kw_quarter => PeriodKind::Quarter { first_month },
        Rule::kw_half_year => PeriodKind::HalfYear,
        _ => PeriodKind::Year { first_month },
    };
    Spanned::new(kind, node.span())
}

/// 1 to 12.
fn month(node: &Node<'_>) -> u32 {
    match node.keyword().rule() {
        Rule::january => 1,
        Rule::february => 2,
        Rule::march => 3,
        Rule::april => 4,
        Rule::may => 5,
        Rule::june => 6,
        Rule::july => 7,
        Rule::august => 8,
        Rule::september => 9,
        Rule::october => 10,
        Rule::november => 11,
        _ => 12,
    }
}
