//! Expressions in canonical words, on one line: for requirements and steps in reports, and for messages.

use crate::quantity::Ratio;
use crate::syntax::ast::{
    Aggregate, BinaryOp, BudgetSpan, CalendarUnit, CompareOp, Expr, ExprKind, Limit, Literal, LocalInstant, Rows,
    SliceFigure, SliceTest, Stretch, TimeBound, WeightTotal,
};

/// How tightly an expression holds together; what stands inside a tighter one needs parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tight {
    Or,
    And,
    Not,
    Compare,
    Share,
    Sets,
    Add,
    Mul,
    Aggregate,
    Where,
    Of,
    Atom,
}

/// `expr` as its author would write it, without comments and needless parentheses.
pub(super) fn expr(expr: &Expr) -> String {
    match &expr.value {
        ExprKind::Name(text) => name(text),
        ExprKind::Literal(value) => literal(value),
        ExprKind::Binary { op, left, right } => binary(op.value, left, right),
        ExprKind::ShareOf { part, whole } => {
            format!("{} as share of {}", inside(part, Tight::Share), inside(whole, Tight::Sets))
        }
        ExprKind::Compare { op, left, right } => {
            format!("{} {} {}", inside(left, Tight::Share), symbol(op.value), inside(right, Tight::Share))
        }
        ExprKind::Between { value, low, high } => {
            let [value, low, high] = [value, low, high].map(|part| inside(part, Tight::Share));
            format!("{value} from {low} to {high}")
        }
        ExprKind::Is { value, right, negated } => {
            let not = if *negated { " not" } else { "" };
            format!("{} is{not} {}", inside(value, Tight::Share), inside(right, Tight::Share))
        }
        ExprKind::IsMissing { value, negated } => {
            let not = if *negated { " not" } else { "" };
            format!("{} is{not} missing", inside(value, Tight::Share))
        }
        ExprKind::In { value, list, negated } => {
            let not = if *negated { " not" } else { "" };
            let list: Vec<String> = list.iter().map(self::expr).collect();
            format!("{}{not} in ({})", inside(value, Tight::Share), list.join(", "))
        }
        ExprKind::Not(of) => format!("not {}", inside(of, Tight::Compare)),
        ExprKind::Where { subject, predicate } => {
            format!("{} where {}", inside(subject, Tight::Where), condition(predicate))
        }
        ExprKind::With { subject, predicate } => {
            format!("{} with {}", inside(subject, Tight::Where), condition(predicate))
        }
        ExprKind::Lasting { subject, at_most, length } => {
            format!("{} lasting {} {}", inside(subject, Tight::Where), extent(*at_most), length.value)
        }
        ExprKind::Announced { subject, notice } => {
            format!("{} announced at least {} before", inside(subject, Tight::Where), time_bound(&notice.value))
        }
        ExprKind::Weighted { subject, column, of } => {
            let of = match of {
                None => String::new(),
                Some(WeightTotal::Number(total)) => format!(" of {}", literal(&Literal::Number(total.value.clone()))),
                Some(WeightTotal::Column(total)) => format!(" of {}", name(&total.value)),
            };
            format!("{} weighted by {}{of}", inside(subject, Tight::Where), name(&column.value))
        }
        ExprKind::Quorum { least, group, of } => {
            format!("at least {} of {} in {}", least.value, name(&group.value), inside(of, Tight::Aggregate))
        }
        ExprKind::First { budget, per, of } => {
            format!("first {} per {} of {}", budget.value, budget_span(*per), inside(of, Tight::Aggregate))
        }
        ExprKind::Over { value, over } => format!("{} {}", inside(value, Tight::Share), self::over(&over.value)),
        ExprKind::Aggregate { word, of } => aggregate(word.value, of),
        ExprKind::Of { what, of } => format!("{} of {}", inside(what, Tight::Of), inside(of, Tight::Of)),
        ExprKind::Qualified { qualifier, kind } => format!("{} {}", qualifier.value, name(&kind.value)),
        ExprKind::Rounded { value, decimals } => {
            format!("{} rounded to {} decimals", inside(value, Tight::Share), decimals.value)
        }
    }
}

fn tight(kind: &ExprKind) -> Tight {
    match kind {
        ExprKind::Name(_) | ExprKind::Literal(_) | ExprKind::Qualified { .. } => Tight::Atom,
        ExprKind::Of { .. } => Tight::Of,
        ExprKind::Where { .. } | ExprKind::With { .. } | ExprKind::Lasting { .. } => Tight::Where,
        ExprKind::Announced { .. } | ExprKind::Weighted { .. } => Tight::Where,
        ExprKind::Aggregate { .. } | ExprKind::Quorum { .. } | ExprKind::First { .. } => Tight::Aggregate,
        ExprKind::Binary { op, left: _, right: _ } => match op.value {
            BinaryOp::Mul | BinaryOp::Div => Tight::Mul,
            BinaryOp::Add | BinaryOp::Sub => Tight::Add,
            BinaryOp::Within | BinaryOp::Outside => Tight::Sets,
            BinaryOp::And => Tight::And,
            BinaryOp::Or => Tight::Or,
        },
        ExprKind::ShareOf { .. } | ExprKind::Rounded { .. } | ExprKind::Over { .. } => Tight::Share,
        ExprKind::Compare { .. }
        | ExprKind::Between { .. }
        | ExprKind::Is { .. }
        | ExprKind::IsMissing { .. }
        | ExprKind::In { .. } => Tight::Compare,
        ExprKind::Not(_) => Tight::Not,
    }
}

/// `part` where only what holds at least as tightly as `least` stands without parentheses.
fn inside(part: &Expr, least: Tight) -> String {
    let text = expr(part);
    if tight(&part.value) < least { format!("({text})") } else { text }
}

/// After `where` and `with` stands one condition; several need parentheses.
pub(super) fn condition(predicate: &Expr) -> String {
    inside(predicate, Tight::Compare)
}

fn binary(op: BinaryOp, left: &Expr, right: &Expr) -> String {
    let (word, level) = match op {
        BinaryOp::Add => ("+", Tight::Add),
        BinaryOp::Sub => ("-", Tight::Add),
        BinaryOp::Mul => ("*", Tight::Mul),
        BinaryOp::Div => ("/", Tight::Mul),
        BinaryOp::Within => ("within", Tight::Sets),
        BinaryOp::Outside => ("outside", Tight::Sets),
        BinaryOp::And => ("and", Tight::And),
        BinaryOp::Or => ("or", Tight::Or),
    };
    // `within`, `outside`, `and` and `or` do not mix without parentheses (semantics 1.4).
    let is_word = |op| matches!(op, BinaryOp::Within | BinaryOp::Outside | BinaryOp::And | BinaryOp::Or);
    let other_word = |part: &Expr| matches!(&part.value, ExprKind::Binary { op: inner, .. } if is_word(inner.value) && is_word(op) && inner.value != op);
    let left_text = if other_word(left) { format!("({})", expr(left)) } else { inside(left, level) };
    // All of them group to the left: an equal level on the right was in parentheses.
    let right_text =
        if other_word(right) || tight(&right.value) <= level { format!("({})", expr(right)) } else { expr(right) };
    format!("{left_text} {word} {right_text}")
}

fn aggregate(word: Aggregate, of: &Expr) -> String {
    let text = inside(of, Tight::Aggregate);
    let name = aggregate_word(word);
    match word {
        Aggregate::Length | Aggregate::Count | Aggregate::Share => format!("{name} of {text}"),
        // `mean availability of services`: the `of` is that of the measure or clock.
        Aggregate::Longest
        | Aggregate::Shortest
        | Aggregate::Mean
        | Aggregate::Median
        | Aggregate::Percentile(_)
        | Aggregate::Sum
        | Aggregate::Lowest
        | Aggregate::Highest
        | Aggregate::Product
        | Aggregate::Redundant
        | Aggregate::Pooled
        | Aggregate::Latest => format!("{name} {text}"),
    }
}

/// As written.
pub(super) fn aggregate_word(word: Aggregate) -> String {
    let word = match word {
        Aggregate::Length => "length",
        Aggregate::Count => "count",
        Aggregate::Longest => "longest",
        Aggregate::Shortest => "shortest",
        Aggregate::Share => "share",
        Aggregate::Mean => "mean",
        Aggregate::Median => "median",
        Aggregate::Percentile(percent) => return format!("percentile {percent}"),
        Aggregate::Sum => "sum",
        Aggregate::Lowest => "lowest",
        Aggregate::Highest => "highest",
        Aggregate::Product => "product",
        Aggregate::Redundant => "redundant",
        Aggregate::Pooled => "pooled",
        Aggregate::Latest => "latest",
    };
    word.to_owned()
}

/// A name, in backticks where the language has taken the word.
pub(super) fn name(text: &str) -> String {
    if crate::syntax::RESERVED.contains(&text) { format!("`{text}`") } else { text.to_owned() }
}

/// As written.
pub(super) fn symbol(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Less => "<",
        CompareOp::AtMost => "<=",
        CompareOp::More => ">",
        CompareOp::AtLeast => ">=",
        CompareOp::Equal => "=",
        CompareOp::NotEqual => "!=",
    }
}

/// `failed / total > 5%`
pub(super) fn slice_test(test: &SliceTest) -> String {
    let figure = match &test.figure.value {
        SliceFigure::Percentile(percent) => format!("percentile {percent}"),
        SliceFigure::Word(word) => word.value.clone(),
        SliceFigure::Share(part, whole) => format!("{} / {}", part.value, whole.value),
    };
    format!("{figure} {} {}", symbol(test.op.value), literal(&test.bound.value))
}

/// `at most`, `at least`
pub(super) fn extent(at_most: bool) -> &'static str {
    if at_most { "at most" } else { "at least" }
}

/// As written.
pub(super) fn literal(value: &Literal) -> String {
    match value {
        Literal::Percent(percent) => format!("{}%", decimal(&percent.value, 2, percent.decimals)),
        Literal::Elapsed(elapsed) => elapsed.to_string(),
        Literal::Calendar(bound) => time_bound(bound),
        Literal::Money(money) => format!("{} {}", decimal(&money.value, 0, money.decimals), money.currency),
        Literal::Number(number) => decimal(&number.value, 0, number.decimals),
        Literal::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        Literal::Date(date) => date.to_string(),
        Literal::Instant(instant) => self::instant(*instant),
        Literal::Period(period) => period.clone(),
        Literal::NotAgreed => "not agreed yet".to_owned(),
        Literal::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
    }
}

/// `value × 10^shift` with so many digits after the point.
pub(super) fn decimal(value: &Ratio, shift: u32, decimals: u32) -> String {
    let digits = value.scaled_half_up(shift + decimals).to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let places = decimals as usize;
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// `2024-03-01 18:00`, with seconds and offset where they were written.
pub(super) fn instant(instant: LocalInstant) -> String {
    let local = instant.local.to_string();
    let local = local.strip_suffix(":00").unwrap_or(&local);
    match instant.offset {
        None => local.to_owned(),
        Some(seconds) => {
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.unsigned_abs() / 60;
            format!("{local} {sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

/// `4h`, `2 workdays of sw1`, `end of workday 0`
pub(super) fn time_bound(bound: &TimeBound) -> String {
    match bound {
        TimeBound::Elapsed(elapsed) => elapsed.to_string(),
        TimeBound::Calendar { count, unit, window } => {
            let of = window.as_ref().map_or_else(String::new, |window| format!(" of {}", name(&window.value)));
            format!("{}{of}", calendar(*count, *unit))
        }
        TimeBound::NotAgreed => "not agreed yet".to_owned(),
        TimeBound::EndOfWorkday(count) => format!("end of workday {count}"),
    }
}

/// `1 workday`, `2 weeks`
pub(super) fn calendar(count: u32, unit: CalendarUnit) -> String {
    let word = match unit {
        CalendarUnit::Workday => "workday",
        CalendarUnit::Day => "day",
        CalendarUnit::Week => "week",
        CalendarUnit::Month => "month",
        CalendarUnit::Year => "year",
    };
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {word}{s}")
}

/// `<= 4h`, with the comparison that a bare limit stands for.
pub(super) fn limit(limit: &Limit, strict: bool) -> String {
    let sign = if limit.strict.unwrap_or(strict) { "<" } else { "<=" };
    format!("{sign} {}", time_bound(&limit.time.value))
}

/// `maintenance of productie where …`
pub(super) fn rows(rows: &Rows) -> String {
    let of = rows.of.as_ref().map_or_else(String::new, |of| format!(" of {}", name(&of.value)));
    let filter = rows.filter.as_ref().map_or_else(String::new, |filter| format!(" where {}", condition(filter)));
    let announced: String = rows
        .announced
        .iter()
        .map(|notice| format!(" announced at least {} before", time_bound(&notice.value)))
        .collect();
    let lasting: String =
        rows.lasting.iter().map(|it| format!(" lasting {} {}", extent(it.at_most), it.length.value)).collect();
    format!("{}{of}{filter}{announced}{lasting}", rows.table.value)
}

/// `over the last 12 months`, `over any 30 days`
pub(super) fn over(over: &Stretch) -> String {
    match over {
        Stretch::Last(time) => format!("over the last {}", time_bound(time)),
        Stretch::Any(time) => format!("over any {}", time_bound(time)),
    }
}

fn budget_span(per: BudgetSpan) -> &'static str {
    match per {
        BudgetSpan::Period => "period",
        BudgetSpan::Month => "month",
        BudgetSpan::Quarter => "quarter",
        BudgetSpan::HalfYear => "half-year",
        BudgetSpan::Year => "year",
    }
}

#[test]
fn decimals_stay_as_written() {
    let shown = |numerator, denominator, shift, decimals| decimal(&Ratio::new(numerator, denominator), shift, decimals);
    assert_eq!(shown(17, 20, 2, 1), "85.0");
    assert_eq!(shown(1, 2000, 2, 2), "0.05");
    assert_eq!(shown(-5, 2, 0, 1), "-2.5");
    assert_eq!(shown(3, 1, 0, 0), "3");
}
