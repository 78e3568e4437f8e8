//! Windows as expressions, and what can be said of their days without a calendar.

use chrono::Weekday;

use super::checker::Checker;
use super::error::FormulaError;
use super::typed::{Days, WindowBody, WindowExpr};
use super::words;
use crate::resolve::{Kind, Symbol};
use crate::source::Spanned;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind};

impl Checker<'_, '_> {
    /// A window, `always`, or windows combined; anything else is reported.
    pub(super) fn window_expr(&mut self, expr: &Expr) -> Option<WindowExpr> {
        match &expr.value {
            ExprKind::Name(name) if name == "always" => Some(WindowExpr::Always),
            ExprKind::Name(name) => {
                let name = Spanned::new(name.clone(), expr.span);
                if let Some(symbol) = self.names.find(&[Kind::Holidays], &name.value)
                    && self.names.find(&[Kind::Window], &name.value).is_none()
                {
                    self.holidays_are_no_window(&name, symbol);
                    return None;
                }
                self.window_id(&name).map(WindowExpr::Window)
            }
            ExprKind::Binary { op, left, right } => {
                let combine = match op.value {
                    BinaryOp::Within => WindowExpr::Intersection,
                    BinaryOp::Outside => WindowExpr::Difference,
                    BinaryOp::Or => WindowExpr::Union,
                    BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::And => {
                        self.not_a_window(expr);
                        return None;
                    }
                };
                let (left, right) = (self.window_expr(left), self.window_expr(right));
                Some(combine(Box::new(left?), Box::new(right?)))
            }
            ExprKind::Literal(_)
            | ExprKind::ShareOf { .. }
            | ExprKind::Compare { .. }
            | ExprKind::Between { .. }
            | ExprKind::Is { .. }
            | ExprKind::IsMissing { .. }
            | ExprKind::In { .. }
            | ExprKind::Not(_)
            | ExprKind::Where { .. }
            | ExprKind::With { .. }
            | ExprKind::Lasting { .. }
            | ExprKind::Announced { .. }
            | ExprKind::Weighted { .. }
            | ExprKind::Quorum { .. }
            | ExprKind::First { .. }
            | ExprKind::Over { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Of { .. }
            | ExprKind::Qualified { .. }
            | ExprKind::Rounded { .. } => {
                self.not_a_window(expr);
                None
            }
        }
    }

    fn not_a_window(&mut self, expr: &Expr) {
        let text = words::expr(expr);
        let help = match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            Some(name) => format!("a name stands without quotes: write `{name}`"),
            None => "a window is a name, `always`, or windows joined by `within`, `outside` or `or`".to_owned(),
        };
        self.report(expr.span, FormulaError::NotAWindow { help, text, span: expr.span });
    }

    /// Holidays have days and no hours: a window made of them says which.
    pub(super) fn holidays_are_no_window(&mut self, name: &Spanned<String>, symbol: Symbol) {
        self.names.mark_used(Kind::Holidays, symbol.index);
        let help = format!("make it one with `window … {{ {} 00:00-24:00 }}`", name.value);
        self.names.other_kind(name, symbol, "a window", Some(help), self.out);
    }

    /// Whether a window opens on every day, as far as its lines alone tell; `None` where only the calendar could.
    pub(super) fn opens_every_day(&self, window: &WindowExpr) -> Option<bool> {
        match window {
            WindowExpr::Always => Some(true),
            WindowExpr::Window(id) => self.facts.every_day.get(id.index()).copied().flatten(),
            WindowExpr::Union(a, b) => match (self.opens_every_day(a), self.opens_every_day(b)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false) | None, Some(false) | None) => None,
            },
            WindowExpr::Intersection(a, b) => match (self.opens_every_day(a), self.opens_every_day(b)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true) | None, Some(true) | None) => None,
            },
            WindowExpr::Difference(a, _) => self.opens_every_day(a).filter(|every| !every),
        }
    }

    /// The same for a whole window.
    pub(super) fn every_day(&self, body: &WindowBody) -> Option<bool> {
        match body {
            WindowBody::Algebra(expr) => self.opens_every_day(expr),
            WindowBody::Lines { regular, dated } => {
                // Days on which the line does not open although it names them make it a business window.
                let open = |weekday| {
                    let lines = regular.iter().filter(|line| line.closed.is_empty());
                    lines.flat_map(|line| &line.days).any(|days| has_weekday(*days, weekday))
                };
                if WEEK.into_iter().all(open) {
                    let closes = dated.iter().any(|(_, _, spans)| spans.is_empty());
                    return if closes { None } else { Some(true) };
                }
                Some(false)
            }
        }
    }
}

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Whether these days hold every such weekday.
fn has_weekday(days: Days, weekday: Weekday) -> bool {
    match days {
        Days::Weekdays(from, to) => weekday.days_since(from) <= to.days_since(from),
        Days::Holidays(_) | Days::NthWeekday(..) | Days::AfterNthWeekday(..) => false,
    }
}
