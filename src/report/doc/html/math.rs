//! Formulas as MathML Core, which browsers draw without help.

use super::super::tree::Math;
use super::escaped;

/// On a line of its own.
pub(super) fn display(math: &Math) -> String {
    format!("<math displaystyle=\"true\">{}</math>", drawn(math))
}

/// Within a line.
pub(super) fn inline(math: &Math) -> String {
    format!("<math>{}</math>", drawn(math))
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
