//! Formulas as MathML Core, which browsers draw without help.

use super::super::tree::Math;
use super::escaped;

/// A formula wider than this many characters is taken apart, so that the line can break within it.
const WIDEST: usize = 48;

/// On a line of its own, or within one. Browsers break no line within a formula, so a long one is several, each with
/// the operator that joins it to the one before; words stand between them as text.
pub(super) fn broken(math: &Math) -> String {
    let mut line = Line::default();
    line.put(math);
    line.close();
    line.out
}

/// A formula in pieces between which the line may break.
#[derive(Default)]
struct Line {
    out: String,
    /// The piece that is being made.
    piece: String,
    /// Whether the next piece stands against the one before.
    tight: bool,
}

impl Line {
    fn put(&mut self, math: &Math) {
        match math {
            Math::Row(parts) => parts.iter().for_each(|part| self.put(part)),
            Math::Words(words) => self.words(words),
            Math::Name(name) if width(math) > WIDEST => self.words(name),
            Math::Symbol(symbol) => {
                if !matches!(*symbol, "=" | "≈" | "≥" | "≤" | "<" | ">" | "≠") {
                    self.close();
                }
                self.piece.push_str(&drawn(math));
            }
            Math::Fraction(over, under) if width(math) > WIDEST => {
                self.operand(over);
                self.put(&Math::Symbol("/"));
                self.operand(under);
            }
            Math::Of(name, of) if width(math) > WIDEST => {
                self.put(name);
                self.close();
                self.tight = true;
                self.fenced("(", of, ")");
            }
            Math::Fenced(inner) if width(math) > WIDEST => self.fenced("(", inner, ")"),
            Math::Size(inner) if width(math) > WIDEST => self.fenced("|", inner, "|"),
            Math::Over { symbol, index, through, of } if width(math) > WIDEST => {
                self.piece.push_str(&over(symbol, index, through));
                self.put(of);
            }
            Math::Name(_)
            | Math::Number(_)
            | Math::Fraction(..)
            | Math::Of(..)
            | Math::Fenced(_)
            | Math::Size(_)
            | Math::Over { .. } => self.piece.push_str(&drawn(math)),
        }
    }

    /// Above or below the line of a fraction that became a slash.
    fn operand(&mut self, math: &Math) {
        match math {
            Math::Name(_) | Math::Number(_) | Math::Of(..) | Math::Fenced(_) | Math::Size(_) => self.put(math),
            Math::Row(_) | Math::Words(_) | Math::Symbol(_) | Math::Fraction(..) | Math::Over { .. } => {
                self.fenced("(", math, ")");
            }
        }
    }

    fn fenced(&mut self, open: &str, inner: &Math, close: &str) {
        self.words(open);
        self.tight = true;
        self.put(inner);
        self.close();
        self.out.push_str(close);
        self.tight = false;
    }

    fn words(&mut self, words: &str) {
        self.close();
        self.gap();
        self.out.push_str(&escaped(words));
    }

    fn close(&mut self) {
        if !self.piece.is_empty() {
            self.gap();
            let piece = std::mem::take(&mut self.piece);
            self.out.push_str(&format!("<math displaystyle=\"true\">{piece}</math>"));
        }
    }

    fn gap(&mut self) {
        if !self.out.is_empty() && !self.tight {
            self.out.push(' ');
        }
        self.tight = false;
    }
}

/// How many characters wide it is drawn, roughly.
fn width(math: &Math) -> usize {
    match math {
        Math::Name(text) | Math::Number(text) | Math::Words(text) => text.chars().count(),
        Math::Symbol(_) => 3,
        Math::Row(parts) => parts.iter().map(width).sum(),
        Math::Fraction(over, under) => width(over).max(width(under)),
        Math::Of(name, of) => width(name) + width(of) + 2,
        Math::Fenced(inner) | Math::Size(inner) => width(inner) + 2,
        Math::Over { symbol: _, index, through, of } => index.chars().count() + through.chars().count() + 1 + width(of),
    }
}

fn drawn(math: &Math) -> String {
    match math {
        Math::Name(name) => format!("<mi>{}</mi>", escaped(name)),
        Math::Number(value) => format!("<mn>{}</mn>", escaped(value)),
        Math::Words(words) => words_drawn(words),
        Math::Symbol(symbol) => format!("<mo lspace=\"0.28em\" rspace=\"0.28em\">{}</mo>", escaped(symbol)),
        Math::Row(parts) => format!("<mrow>{}</mrow>", parts.iter().map(drawn).collect::<String>()),
        Math::Fraction(over, under) => format!("<mfrac>{}{}</mfrac>", drawn(over), drawn(under)),
        Math::Of(name, of) => format!("<mrow>{}{}</mrow>", drawn(name), fenced("(", of, ")")),
        Math::Fenced(inner) => fenced("(", inner, ")"),
        Math::Size(inner) => fenced("|", inner, "|"),
        Math::Over { symbol, index, through, of } => {
            format!("<mrow>{}{}</mrow>", over(symbol, index, through), drawn(of))
        }
    }
}

/// Not `mtext`: that counts as space, and an operator among spaces loses its own.
fn words_drawn(words: &str) -> String {
    let upright = if words.chars().count() == 1 { " mathvariant=\"normal\"" } else { "" };
    format!("<mi{upright}>{}</mi>", escaped(words))
}

fn over(symbol: &str, index: &str, through: &str) -> String {
    format!(
        "<munder><mo movablelimits=\"false\">{symbol}</mo><mrow><mi>{}</mi><mo>∈</mo>{}</mrow></munder>",
        escaped(index),
        words_drawn(through)
    )
}

fn fenced(open: &str, inner: &Math, close: &str) -> String {
    format!("<mrow><mo fence=\"true\">{open}</mo>{}<mo fence=\"true\">{close}</mo></mrow>", drawn(inner))
}
