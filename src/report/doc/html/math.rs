//! Formulas as MathML Core, which browsers draw without help.

use super::super::tree::Math;
use super::escaped;

/// On a line of its own, or within one. Browsers break no line within a formula, so a long one is several, each with
/// the operator that joins it to the one before.
pub(super) fn broken(math: &Math) -> String {
    let mut parts = Vec::new();
    flatten(math, &mut parts);
    let mut pieces: Vec<Vec<&Math>> = Vec::new();
    for part in parts {
        let joins = matches!(part, Math::Symbol(symbol) if !matches!(*symbol, "=" | "≥" | "≤" | "<" | ">" | "≠"));
        match pieces.last_mut() {
            Some(piece) if !joins => piece.push(part),
            Some(_) | None => pieces.push(vec![part]),
        }
    }
    let drawn_piece = |piece: Vec<&Math>| match piece.as_slice() {
        [Math::Words(words)] => escaped(words),
        parts => {
            let inner: String = parts.iter().map(|part| drawn(part)).collect();
            format!("<math displaystyle=\"true\">{inner}</math>")
        }
    };
    pieces.into_iter().map(drawn_piece).collect::<Vec<_>>().join(" ")
}

fn flatten<'m>(math: &'m Math, parts: &mut Vec<&'m Math>) {
    match math {
        Math::Row(inner) => inner.iter().for_each(|part| flatten(part, parts)),
        Math::Name(_)
        | Math::Number(_)
        | Math::Words(_)
        | Math::Symbol(_)
        | Math::Fraction(..)
        | Math::Of(..)
        | Math::Fenced(_)
        | Math::Size(_)
        | Math::Over { .. } => parts.push(math),
    }
}

fn drawn(math: &Math) -> String {
    match math {
        Math::Name(name) => format!("<mi>{}</mi>", escaped(name)),
        Math::Number(value) => format!("<mn>{}</mn>", escaped(value)),
        Math::Words(words) => format!("<mtext>{}</mtext>", escaped(words)),
        Math::Symbol(symbol) => format!("<mo lspace=\"0.28em\" rspace=\"0.28em\">{}</mo>", escaped(symbol)),
        Math::Row(parts) => format!("<mrow>{}</mrow>", parts.iter().map(drawn).collect::<String>()),
        Math::Fraction(over, under) => format!("<mfrac>{}{}</mfrac>", drawn(over), drawn(under)),
        Math::Of(name, of) => format!("<mrow>{}{}</mrow>", drawn(name), fenced("(", of, ")")),
        Math::Fenced(inner) => fenced("(", inner, ")"),
        Math::Size(inner) => fenced("|", inner, "|"),
        Math::Over { symbol, index, through, of } => format!(
            "<mrow><munder><mo movablelimits=\"false\">{symbol}</mo><mrow><mi>{}</mi><mo>∈</mo><mtext>{}</mtext></mrow></munder>{}</mrow>",
            escaped(index),
            escaped(through),
            drawn(of)
        ),
    }
}

fn fenced(open: &str, inner: &Math, close: &str) -> String {
    format!("<mrow><mo fence=\"true\">{open}</mo>{}<mo fence=\"true\">{close}</mo></mrow>", drawn(inner))
}
