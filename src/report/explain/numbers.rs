//! A formula with numbers in place of its names.

use crate::eval::derive::Worked;
use crate::model::{Formula, FormulaKind, GroupAggregate, StepValue};
use crate::report::doc::scribe::Scribe;
use crate::report::page::Math;
use crate::report::rounding;

/// Members of a group that are written out; the value of more stands as one number.
const WRITTEN: usize = 6;

/// The formula in numbers; `None` where there would be but one.
pub(in crate::report) fn numbers(scribe: &Scribe<'_>, formula: &Formula, worked: &Worked) -> Option<Math> {
    (!worked.parts.is_empty() && worked.parts.len() <= WRITTEN).then(|| with_numbers(scribe, formula, worked))
}

/// What is measured, in the stretch of time that the formula asks for.
pub(in crate::report) fn inner(formula: &Formula) -> &Formula {
    if let FormulaKind::OverLast(_, inner) | FormulaKind::OverAny(_, _, inner) = &formula.kind {
        inner
    } else {
        formula
    }
}

fn with_numbers(scribe: &Scribe<'_>, formula: &Formula, worked: &Worked) -> Math {
    match (&formula.kind, worked.parts.as_slice()) {
        (FormulaKind::Add(a, b), [x, y]) => two(scribe, "+", (a, x, 0), (b, y, 0)),
        (FormulaKind::Sub(a, b), [x, y]) => two(scribe, "−", (a, x, 0), (b, y, 1)),
        (FormulaKind::Mul(a, b), [x, y]) => two(scribe, "×", (a, x, 1), (b, y, 2)),
        (FormulaKind::Div(a, b), [x, y]) => {
            Math::Fraction(Box::new(with_numbers(scribe, a, x)), Box::new(with_numbers(scribe, b, y)))
        }
        (FormulaKind::ShareOfSets(..), [x, y]) => {
            Math::Fraction(Box::new(number(scribe, x)), Box::new(number(scribe, y)))
        }
        (FormulaKind::Rounded(inner, decimals), [x]) => {
            let name = scribe.fill("formula.rounded", &[("decimals", &decimals.to_string())]);
            Math::of(name, with_numbers(scribe, inner, x))
        }
        (FormulaKind::Measure(id, _), [x]) => match scribe.model.measure(*id).steps.last().map(|step| &step.value) {
            Some(StepValue::Formula(result)) => with_numbers(scribe, result, x),
            Some(StepValue::Set(_)) | None => number(scribe, worked),
        },
        (FormulaKind::OverGroup(aggregate, ..), members) if !members.is_empty() && members.len() <= WRITTEN => {
            over(scribe, *aggregate, members)
        }
        (_, _) => number(scribe, worked),
    }
}

fn two(
    scribe: &Scribe<'_>,
    symbol: &'static str,
    (a, x, before): (&Formula, &Worked, u8),
    (b, y, after): (&Formula, &Worked, u8),
) -> Math {
    let (a, b) = (with_numbers(scribe, a, x), with_numbers(scribe, b, y));
    Math::joined(symbol, [fenced(a, before), fenced(b, after)])
}

fn fenced(math: Math, least: u8) -> Math {
    if tightness(&math) < least { Math::Fenced(Box::new(math)) } else { math }
}

/// 0 for sums, 1 for products, 2 for what holds together.
fn tightness(math: &Math) -> u8 {
    let Math::Row(parts) = math else { return 2 };
    let loosest = parts.iter().filter_map(|part| if let Math::Symbol(symbol) = part { Some(*symbol) } else { None });
    let loosest = loosest.map(|symbol| u8::from(!matches!(symbol, "+" | "−")));
    loosest.min().unwrap_or(2)
}

fn over(scribe: &Scribe<'_>, aggregate: GroupAggregate, members: &[Worked]) -> Math {
    let all = || members.iter().map(|one| number(scribe, one));
    let one = || Math::Number("1".to_owned());
    match aggregate {
        GroupAggregate::Sum => Math::joined("+", all()),
        GroupAggregate::Product => Math::joined("×", all()),
        GroupAggregate::Mean => {
            let count = Math::Number(members.len().to_string());
            Math::Fraction(Box::new(Math::joined("+", all())), Box::new(count))
        }
        GroupAggregate::Lowest => Math::of("min", Math::joined(";", all())),
        GroupAggregate::Highest => Math::of("max", Math::joined(";", all())),
        GroupAggregate::Redundant => {
            let down = all().map(|up| Math::Fenced(Box::new(Math::joined("−", [one(), up]))));
            Math::joined("−", [one(), Math::joined("×", down)])
        }
    }
}

fn number(scribe: &Scribe<'_>, worked: &Worked) -> Math {
    match &worked.value {
        Some(value) => Math::Number(rounding::exact(scribe.locale, value, None)),
        None => Math::Words("?".to_owned()),
    }
}
