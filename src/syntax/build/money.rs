//! Amounts of money, and the right form of what people write instead.

use super::Builder;
use super::node::Node;
use crate::quantity::Ratio;
use crate::source::Spanned;
use crate::syntax::ast::Money;
use crate::syntax::error::LiteralError;
use crate::syntax::grammar::Rule;

/// Currencies with three decimals; all others have two at most.
const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Builder {
    /// `money` or its slip `wrong_money`.
    pub(super) fn money(&mut self, node: &Node<'_>) -> Spanned<Money> {
        let span = node.span();
        let written = node.text();
        let nothing = Money { value: Ratio::ZERO, decimals: 0, currency: String::new() };
        let parts = written.split_once([' ', '\t']).filter(|_| node.rule() == Rule::money);
        let Some((number, currency)) = parts.map(|(number, currency)| (number, currency.trim())) else {
            self.report(
                span,
                LiteralError::WrongMoney {
                    written: written.to_owned(),
                    help: format!("write `{}`", right_form(written)),
                    span,
                    right: has_one_reading(written).then(|| right_form(written)),
                },
            );
            return Spanned::new(nothing, span);
        };
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if decimals > 2 && !(decimals == 3 && THREE_DECIMALS.contains(&currency)) {
            let (all, few) = (number.replace('.', ""), number.get(..number.len() + 2 - decimals).unwrap_or(number));
            let help = format!("write `{all} {currency}`, without a sign between thousands, or `{few} {currency}`");
            self.report(span, LiteralError::WrongMoney { written: written.to_owned(), help, span, right: None });
            return Spanned::new(nothing, span);
        }
        let amount = self.decimal(node, number);
        let money = Money { value: amount.value, decimals: amount.decimals, currency: currency.to_owned() };
        Spanned::new(money, span)
    }
}

/// `500 EUR`
fn right_form(written: &str) -> String {
    let letters: String = written.chars().filter(|letter| letter.is_alphabetic() || "€$£".contains(*letter)).collect();
    let currency = match letters.to_lowercase().as_str() {
        "€" | "euro" | "euros" | "eur" => "EUR",
        "$" | "dollar" | "dollars" | "usd" => "USD",
        "£" | "pond" | "pound" | "pounds" | "gbp" => "GBP",
        _ => letters.as_str(),
    };
    let number = |letter: &char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let number: String = written.chars().filter(number).collect();
    let number = number.trim_end_matches(['.', ',']);
    // The last sign stands before cents when one or two digits follow it.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = match number.rsplit_once(['.', ',']) {
        Some((whole, cents)) if cents.len() <= 2 => format!("{}.{cents:0<2}", digits(whole)),
        Some(_) | None => digits(number),
    };
    format!("{number} {currency}")
}

/// Whether the currency and its number can mean one thing only: `$` is of many countries, and `1.500` may be one and a half.
fn has_one_reading(written: &str) -> bool {
    let letters: String = written.chars().filter(|letter| letter.is_alphabetic() || "€$£".contains(*letter)).collect();
    let code = letters.len() == 3 && letters.bytes().all(|letter| letter.is_ascii_uppercase());
    let known = code || ["€", "euro", "euros", "£"].contains(&letters.to_lowercase().as_str());
    let number = |letter: &char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let number: String = written.chars().filter(number).collect();
    known && number.rsplit_once(['.', ',']).is_none_or(|(_, cents)| matches!(cents.len(), 1 | 2))
}

#[test]
fn money_is_set_right() {
    let cases = [
        ("€500", "500 EUR"),
        ("500 euro", "500 EUR"),
        ("EUR 500", "500 EUR"),
        ("500EUR", "500 EUR"),
        ("€ 12,5", "12.50 EUR"),
        ("€ 1.250,-", "1250 EUR"),
        ("1.250,00 EUR", "1250.00 EUR"),
        ("$3", "3 USD"),
    ];
    for (written, right) in cases {
        assert_eq!(right_form(written), right, "{written}");
    }
}

#[test]
fn some_money_has_several_readings() {
    for written in ["€500", "500 euro", "EUR 500", "500EUR", "€ 12,5", "1.250,00 EUR", "500,00 EUR"] {
        assert!(has_one_reading(written), "{written}");
    }
    for written in ["$3", "€ 1.250,-", "€1.250", "500 dollar", "12 pond"] {
        assert!(!has_one_reading(written), "{written}");
    }
}
