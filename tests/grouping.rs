//! How expressions group (semantics 1.4), and where lines go on (1.1).

use sla::diagnostic::Diagnostics;
use sla::source::SourceId;
use sla::syntax::ast::{Expr, ExprKind, Item, NormClause, RequirementKind};

/// The expression as it was read, every part in brackets.
fn read(text: &str) -> String {
    let contract = format!("edition 1\nkpi k {{\n  {text}\n}}\n");
    let mut problems = Diagnostics::default();
    let file = sla::syntax::parse(SourceId(0), &contract, &mut problems).expect("a kpi");
    let said: Vec<String> = problems.iter().map(|problem| problem.diagnostic.to_string()).collect();
    assert!(said.is_empty(), "{text}: {said:?}");
    let Some(Item::Norm(norm)) = file.items.first() else { panic!("{text}") };
    let lines = norm.clauses.iter().map(|clause| {
        let NormClause::Requirement(line) = clause else { panic!("{text}: {clause:?}") };
        let RequirementKind::Formula(formula) = &line.value else { panic!("{text}: {line:?}") };
        show(formula, &contract)
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn show(expr: &Expr, text: &str) -> String {
    let part = |expr: &Expr| show(expr, text);
    let not = |negated: &bool| if *negated { "not " } else { "" };
    match &expr.value {
        ExprKind::Name(name) => name.clone(),
        ExprKind::Literal(_) => expr.span.slice(text).to_owned(),
        ExprKind::Binary { op, left, right } => format!("[{} {} {}]", part(left), op.span.slice(text), part(right)),
        ExprKind::ShareOf { part: some, whole } => format!("[{} / all {}]", part(some), part(whole)),
        ExprKind::Compare { op, left, right } => format!("[{} {:?} {}]", part(left), op.value, part(right)),
        ExprKind::Between { value, low, high } => format!("[{} {}..{}]", part(value), part(low), part(high)),
        ExprKind::Is { value, right, negated } => format!("[{} is {}{}]", part(value), not(negated), part(right)),
        ExprKind::IsMissing { value, negated } => format!("[{} is {}missing]", part(value), not(negated)),
        ExprKind::In { value, list, negated } => {
            let list: Vec<String> = list.iter().map(part).collect();
            format!("[{} {}in {}]", part(value), not(negated), list.join(" "))
        }
        ExprKind::Not(inner) => format!("[not {}]", part(inner)),
        ExprKind::Where { subject, predicate } => format!("[{} where {}]", part(subject), part(predicate)),
        ExprKind::With { subject, predicate } => format!("[{} with {}]", part(subject), part(predicate)),
        ExprKind::Lasting { subject, at_most, length } => {
            format!("[{} {} {}]", part(subject), if *at_most { "<=" } else { ">=" }, length.value)
        }
        ExprKind::Announced { subject, .. } => format!("[{} announced]", part(subject)),
        ExprKind::Weighted { subject, column, .. } => format!("[{} by {}]", part(subject), column.value),
        ExprKind::Quorum { least, group, of } => format!("[{} {} in {}]", least.value, group.value, part(of)),
        ExprKind::First { budget, per, of } => format!("[{} {per:?} of {}]", budget.value, part(of)),
        ExprKind::Over { value, over } => format!("[{} {}]", part(value), over.span.slice(text)),
        ExprKind::Aggregate { word, of } => format!("[{:?} {}]", word.value, part(of)),
        ExprKind::Of { what, of } => format!("[{} of {}]", part(what), part(of)),
        ExprKind::Qualified { qualifier, kind } => format!("[{} {}]", qualifier.value, kind.value),
        ExprKind::Rounded { value, decimals } => format!("[{} ~ {}]", part(value), decimals.value),
    }
}

#[test]
fn operators_group() {
    let cases = [
        ("a + b * c - d / e", "[[a + [b * c]] - [d / e]]"),
        ("a - b - c", "[[a - b] - c]"),
        ("a of b of c", "[[a of b] of c]"),
        ("mean a of b * mean c of d", "[[Mean [a of b]] * [Mean [c of d]]]"),
        ("length of a outside b", "[[Length a] outside b]"),
        ("length of (a outside b)", "[Length [a outside b]]"),
        ("percentile 95 of a of b", "[Percentile(95) [a of b]]"),
        ("a outside b as share of c outside d", "[[a outside b] / all [c outside d]]"),
        ("a - b as share of c rounded to 2 decimals", "[[[a - b] / all c] ~ 2]"),
        ("a or b or c", "[[a or b] or c]"),
        ("a outside b or c", "[[a outside b] or c]"),
        ("a or b outside c", "[a or [b outside c]]"),
        ("a where b is c or d", "[[a where [b is c]] or d]"),
        ("a where b in (c, d) outside e", "[[a where [b in c d]] outside e]"),
        ("a where not b is c", "[a where [not [b is c]]]"),
        ("a where (b is c and d is not e)", "[a where [[b is c] and [d is not e]]]"),
        ("a of b where c is d lasting at least 5m", "[[[a of b] where [c is d]] >= 5m]"),
        (
            "share of a where b is c with d <= 6h >= 90%",
            "[[Share [[a where [b is c]] with [d AtMost 6h]]] AtLeast 90%]",
        ),
        ("share of a with (d <= 6h) >= 90%", "[[Share [a with [d AtMost 6h]]] AtLeast 90%]"),
        ("a >= 1 and not b < 2 and c is missing", "[[[a AtLeast 1] and [not [b Less 2]]] and [c is missing]]"),
        ("not not a is b", "[not [not [a is b]]]"),
        ("a + b from 1 to 2", "[[a + b] 1..2]"),
        ("a within 4h", "[a AtMost 4h]"),
        ("a within b", "[a within b]"),
        ("a in less than 4h", "[a Less 4h]"),
        ("count of opened a", "[Count [opened a]]"),
        ("(a or b) within c", "[[a or b] within c]"),
        ("a where b is c announced at least 48h before lasting at most 6h", "[[[a where [b is c]] announced] <= 6h]"),
        ("length of a weighted by b of 1200 outside c", "[[Length [a by b]] outside c]"),
        ("a outside at least 2 of g in b lasting at least 5m", "[a outside [2 g in [b >= 5m]]]"),
        ("length of at least 2 of g in (a or b)", "[Length [2 g in [a or b]]]"),
        ("a outside first 10h per year of b where c is d or e", "[[a outside [10h Year of [b where [c is d]]]] or e]"),
        ("a - b over any 30 days <= 4", "[[[a - b] over any 30 days] AtMost 4]"),
        ("mean a of g over the last 12 months >= 99%", "[[[Mean [a of g]] over the last 12 months] AtLeast 99%]"),
    ];
    for (text, want) in cases {
        assert_eq!(read(text), want, "{text}");
    }
}

#[test]
fn lines_go_on_next_to_operators_only() {
    let cases = [
        ("a +\n  b", "[a + b]"),
        ("a\n  + b", "[a + b]"),
        ("a\n  outside b\n  or c", "[[a outside b] or c]"),
        ("a\n  within b", "[a within b]"),
        ("a >= 1\n  and b # why\n  # and more\n\n  and c", "[[[a AtLeast 1] and b] and c]"),
        ("length of (\n  a\n)", "[Length a]"),
        ("a in (\n  b,\n  c\n  , d)", "[a in b c d]"),
        ("a\n  b", "a; b"),
        ("a; b;; c", "a; b; c"),
        ("(a or b)\n  (c)", "[a or b]; c"),
    ];
    for (text, want) in cases {
        assert_eq!(read(text), want, "{text}");
    }
}
