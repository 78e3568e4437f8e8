//! `priorities`, `ticket`, `outage`, `maintenance`, `matrix`.

use super::node::{Node, Parts};
use super::{Builder, literal};
use crate::diagnostic::nearest;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Column, ColumnKind, Grid, GridRow, Level, Matrix, Name, Priorities, Table, Ticket};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

const TYPES: [&str; 6] = ["yes/no", "percent", "number", "text", "duration", "instant"];

impl Builder {
    pub(super) fn priorities(&mut self, mut parts: Parts<'_>) -> Priorities {
        let node = parts.need();
        Priorities { keyword: node.keyword().span(), levels: node.parts().map(|level| self::level(&level)).collect() }
    }

    pub(super) fn ticket(&mut self, mut parts: Parts<'_>) -> Ticket {
        let head = self.head(&parts.need().only());
        let mut ticket = Ticket { head, columns: Vec::new(), waiting: Vec::new(), priority: None };
        for clause in parts {
            match clause.rule() {
                Rule::waiting => ticket.waiting.extend(clause.parts().map(|reason| level(&reason))),
                Rule::priority_source => {
                    let source = priority_source(&clause);
                    self.once(&mut ticket.priority, "priority", source.span, source, |source| source.span);
                }
                _ => ticket.columns.push(self.column(&clause, "ticket", &["waiting", "priority"])),
            }
        }
        ticket
    }

    pub(super) fn table(&mut self, mut parts: Parts<'_>) -> Table {
        let table = literal::as_written(&parts.need());
        Table { table, columns: parts.map(|column| self.column(&column, "table", &[])).collect() }
    }

    /// `keywords` begin other lines of the block: a column that is nearly called so is a slip.
    pub(super) fn column(&mut self, node: &Node<'_>, block: &str, keywords: &[&str]) -> Column {
        let mut parts = node.parts();
        let name_node = parts.need();
        let misspelt = self.check_spelling(&name_node, block, keywords);
        let label = parts.maybe(Rule::label).map(|label| literal::text(&label.only()));
        let kind = self.column_kind(&parts.need(), misspelt);
        Column { name: literal::name(&name_node), label, kind }
    }

    fn column_kind(&mut self, node: &Node<'_>, misspelt: bool) -> Spanned<ColumnKind> {
        let inner = node.only();
        if inner.rule() == Rule::column_type {
            let kind = match inner.keyword().rule() {
                Rule::kw_yes_no => ColumnKind::YesNo,
                Rule::kw_percent => ColumnKind::Percent,
                Rule::kw_number => ColumnKind::Number,
                Rule::kw_text => ColumnKind::Text,
                Rule::kw_duration => ColumnKind::Duration,
                _ => ColumnKind::Instant,
            };
            return Spanned::new(kind, node.span());
        }
        let levels: Vec<Level> = inner.parts().map(|value| level(&value)).collect();
        if let [only] = levels.as_slice()
            && !misspelt
        {
            let (word, span) = (only.name.value.clone(), only.name.span);
            let help = nearest(&word, TYPES).map(|right| format!("did you mean `{right}`?")).or_else(|| {
                let types = TYPES.map(|known| format!("`{known}`")).join(", ");
                Some(format!("a type is one of {types}, or all values of an enumeration: `{word} | …`"))
            });
            self.report(span, SyntaxError::UnknownType { word, span, help });
        }
        Spanned::new(ColumnKind::Enumeration(levels), node.span())
    }

    pub(super) fn matrix(&mut self, mut parts: Parts<'_>) -> Matrix {
        let head = parts.need();
        let mut names = head.parts();
        let (ticket, rows, columns) =
            (literal::name(&names.need()), literal::name(&names.need()), literal::name(&names.need()));
        let clause = names.next().map(|clause| literal::text(&clause.only()));
        let table = self.grid(parts, head.span());
        Matrix { span: head.span(), ticket, rows, columns, clause, table }
    }

    fn grid(&mut self, mut parts: Parts<'_>, head: Span) -> Grid<Name> {
        let Some(header) = parts.next() else {
            if parts.complete {
                let help = Some("begin with a header row: `impact \\ urgency | high | low`".to_owned());
                self.report(head, SyntaxError::EmptyBlock { block: "matrix", span: head, help });
            }
            return Grid { corner: Vec::new(), header: head, heads: Vec::new(), rows: Vec::new() };
        };
        let mut cells = header.parts();
        let corner = cells.maybe(Rule::row_title).map(|title| values(title.parts())).unwrap_or_default();
        let rows = parts.filter_map(|row| self.matrix_row(&row)).collect();
        Grid { corner, header: header.span(), heads: values(cells), rows }
    }

    fn matrix_row(&mut self, node: &Node<'_>) -> Option<GridRow<Name>> {
        let mut cells = node.parts();
        let title = cells.maybe(Rule::row_title).map(|title| values(title.parts())).unwrap_or_default();
        let span = node.span();
        match <[Name; 1]>::try_from(title) {
            Ok([name]) => Some(GridRow { span, name, cells: values(cells) }),
            Err(title) => {
                let problem = match title.is_empty() {
                    true => "a row of a matrix begins with a value",
                    false => "the header is the first row of a matrix",
                };
                self.report(span, SyntaxError::MixedRows { problem, span, help: None });
                None
            }
        }
    }
}

fn values(nodes: Parts<'_>) -> Vec<Name> {
    nodes.map(|value| literal::value(&value)).collect()
}

fn level(node: &Node<'_>) -> Level {
    let mut parts = node.parts();
    let name = literal::value(&parts.need());
    Level { name, label: parts.next().map(|label| literal::text(&label.only())) }
}

/// `recorded`, `from matrix`, `recorded, checked against rules`
fn priority_source(node: &Node<'_>) -> Name {
    let words = node.all();
    let span = words.get(1).zip(words.last()).map_or(node.span(), |(first, last)| first.span().to(last.span()));
    let value = match (node.has(Rule::kw_from), node.has(Rule::kw_checked), node.has(Rule::kw_rules)) {
        (true, _, false) => "from matrix",
        (true, _, true) => "from rules",
        (false, true, false) => "recorded, checked against matrix",
        (false, true, true) => "recorded, checked against rules",
        (false, false, _) => "recorded",
    };
    Spanned::new(value.to_owned(), span)
}
