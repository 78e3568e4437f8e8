//! `norm` and `kpi`, and their tables.

use super::node::{Node, Parts};
use super::{Builder, literal, mixing};
use crate::diagnostic::nearest;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    By, ByBody, ByRow, Cell, Expr, ExprKind, GridRow, Head2, Limit, Lost, Norm, NormClause, Requirement,
    RequirementKind,
};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

/// First words of the lines of a norm, for misspellings.
const NORM_KEYWORDS: [&str; 10] =
    ["source", "clock", "where", "empty", "counted", "within", "each", "every", "for", "stale"];

impl Builder {
    pub(super) fn norm(&mut self, mut parts: Parts<'_>) -> Norm {
        let head_node = parts.need();
        let head = self.head(&head_node.only());
        self.told_limit = false;
        let kpi = head_node.has(Rule::kw_kpi);
        let aim = head_node.has(Rule::kw_aim);
        let clauses = parts.map(|clause| self.norm_clause(&clause, kpi)).collect();
        Norm { kpi, aim, objective: None, head, clauses }
    }

    pub(super) fn norm_clause(&mut self, node: &Node<'_>, kpi: bool) -> NormClause {
        match node.rule() {
            Rule::norm_clock => NormClause::Clock(literal::name(&node.only())),
            Rule::norm_where => NormClause::Where(self.expression(&node.only())),
            Rule::norm_empty => NormClause::Empty(literal::words(&node.only())),
            Rule::norm_source => NormClause::Source(literal::text(&node.only())),
            Rule::counted_by => NormClause::CountedBy(literal::words(&node.only())),
            Rule::norm_every => NormClause::Every(super::header::period_kind(&node.only())),
            Rule::norm_stale => NormClause::Stale(self.time_bound(&node.only())),
            Rule::frequency_line => {
                let frequency = self.frequency(&node.only());
                let span = frequency.span;
                NormClause::Requirement(Box::new(Spanned::new(RequirementKind::Frequency(frequency), span)))
            }
            Rule::by => NormClause::By(self.by(node.parts(), kpi)),
            _ => NormClause::Requirement(Box::new(self.bounded_requirement(&node.only(), kpi))),
        }
    }

    /// A requirement; a norm holds no bare measure, since a misspelt keyword would pass for one.
    fn bounded_requirement(&mut self, node: &Node<'_>, kpi: bool) -> Requirement {
        let requirement = self.requirement(node);
        if let RequirementKind::Formula(formula) = &requirement.value {
            self.check_limit_outside_table(node.text(), formula);
        }
        let bare = match &requirement.value {
            RequirementKind::Formula(formula) => Some(formula),
            RequirementKind::ForEach { requirement, .. } | RequirementKind::Together { requirement, .. } => {
                Some(requirement)
            }
            RequirementKind::Frequency(_)
            | RequirementKind::Share { .. }
            | RequirementKind::Slices(_)
            | RequirementKind::Limit(_)
            | RequirementKind::Count { .. }
            | RequirementKind::EachLasts { .. }
            | RequirementKind::Due { .. }
            | RequirementKind::PerPeriod { .. }
            | RequirementKind::Announced { .. }
            | RequirementKind::NoneOverlapping { .. } => None,
        };
        if let Some(formula) = bare.filter(|formula| !kpi && !self.told_depth && !mixing::is_condition(&formula.value))
        {
            let span = formula.span;
            let meant = match &formula.value {
                ExprKind::Name(name) => nearest(name, NORM_KEYWORDS).map(|word| format!("did you mean `{word} …`?")),
                _ => None,
            };
            let help = meant.or_else(|| Some("add a bound such as `>= 99.5%`, or make it a `kpi`".to_owned()));
            self.report(span, SyntaxError::NoBound { span, help });
        }
        requirement
    }

    /// `P1 = 4h`: a limit of a priority, which stands in a table. Of several lines in a norm the first is told of.
    fn check_limit_outside_table(&mut self, written: &str, formula: &Expr) {
        let ExprKind::Compare { left, .. } = &formula.value else { return };
        let ExprKind::Name(level) = &left.value else { return };
        if !self.levels.contains(level) {
            return;
        }
        let span = formula.span;
        if std::mem::replace(&mut self.told_limit, true) {
            return self.lost.push(Lost { span, item: false });
        }
        let limit = written.trim_start_matches(level.as_str()).trim_start_matches([' ', '=', '<', '>', '\t']);
        let help = format!("write `by priority {{ {level} | {limit} }}`, with a line for each priority");
        self.report(span, SyntaxError::LimitOutsideTable { span, help });
    }

    pub(in crate::syntax) fn by(&mut self, mut parts: Parts<'_>, kpi: bool) -> By {
        let head = parts.need();
        let attributes = literal::names(&head);
        let span = head.span();
        let complete = parts.complete;
        let lines: Vec<Node<'_>> = parts.collect();
        let colon_rows = lines.first().is_some_and(|line| line.rule() == Rule::by_row);
        let body = match colon_rows {
            true => ByBody::Rows(lines.iter().filter_map(|line| self.by_row(line, kpi)).collect()),
            false => self.by_table(&lines),
        };
        if lines.is_empty() && complete {
            let help = Some("write a row for each value: `urgent | 4h`".to_owned());
            self.report(span, SyntaxError::EmptyBlock { block: "by", span, help });
        }
        By { span, attributes, body }
    }

    fn by_row(&mut self, node: &Node<'_>, kpi: bool) -> Option<ByRow> {
        if node.rule() != Rule::by_row {
            self.mixed_rows(node.span(), "rows with `|` and rows with `:` stand in one table");
            return None;
        }
        let mut parts = node.parts();
        let mut names = Vec::new();
        while let Some(value) = parts.maybe(Rule::value) {
            names.push(literal::value(&value));
        }
        let label = parts.maybe(Rule::label).map(|label| literal::text(&label.only()));
        let clause = parts.maybe(Rule::clause_number).map(|clause| literal::text(&clause.only()));
        let requirement = parts.next().map(|requirement| self.bounded_requirement(&requirement, kpi));
        Some(ByRow { names, label, clause, requirement })
    }

    fn by_table(&mut self, lines: &[Node<'_>]) -> ByBody {
        let (mut header, mut heads, mut rows) = (None, Vec::new(), Vec::new());
        for (index, line) in lines.iter().enumerate() {
            match line.rule() {
                Rule::by_header if index == 0 => {
                    header = Some(line.span());
                    heads = line.parts().map(|head| self.table_head(&head)).collect();
                }
                Rule::by_header => self.mixed_rows(line.span(), "the header is the first row of a table"),
                Rule::grid_row => rows.push(self.grid_row(line)),
                _ => self.mixed_rows(line.span(), "rows with `|` and rows with `:` stand in one table"),
            }
        }
        ByBody::Table { header, heads, rows }
    }

    fn mixed_rows(&mut self, span: Span, problem: &'static str) {
        let help = Some("make two `by` tables of it".to_owned()).filter(|_| problem.contains(':'));
        self.report(span, SyntaxError::MixedRows { problem, span, help });
    }

    fn table_head(&mut self, node: &Node<'_>) -> Head2 {
        if node.rule() == Rule::value {
            return Head2::Value(literal::value(node));
        }
        let mut parts = node.parts();
        let share = self.percent(&parts.need());
        Head2::Share { share, strict: parts.need().rule() == Rule::less_than_head }
    }

    fn grid_row(&mut self, node: &Node<'_>) -> GridRow<Spanned<Cell>> {
        let mut parts = node.parts();
        let name = literal::value(&parts.need());
        GridRow { span: node.span(), name, cells: parts.map(|cell| self.cell(&cell)).collect() }
    }

    fn cell(&mut self, node: &Node<'_>) -> Spanned<Cell> {
        let cell = match node.parts().next() {
            None => Cell::None,
            Some(frequency) if frequency.rule() == Rule::frequency => Cell::Frequency(self.frequency(&frequency)),
            Some(limit) if limit.rule() == Rule::limit => Cell::Limit(self.limit(&limit)),
            Some(bare) => {
                let mut parts = bare.parts();
                let less = parts.maybe(Rule::less).map(|_| true);
                let strict = less.or_else(|| parts.maybe(Rule::no_longer).map(|_| false));
                Cell::Limit(Limit { strict, time: self.time_bound(&parts.need()) })
            }
        };
        Spanned::new(cell, node.span())
    }
}
