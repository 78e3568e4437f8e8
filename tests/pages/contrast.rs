//! Colours of the style sheet, light, dark and on paper, after WCAG 2.2 level AA.
#![expect(clippy::float_arithmetic, reason = "contrast as the standard writes it; no verdict hangs on it")]

use std::collections::BTreeMap;

type Colours = BTreeMap<String, String>;

/// The colours of a `:root { … }`.
fn colours(rule: &str) -> Colours {
    let body = rule.split_once(":root {").unwrap().1.split_once('}').unwrap().0;
    let pairs = body.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
}

fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').unwrap_or_else(|| panic!("{colour}"));
    let digits = if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_can_be_read_in_the_light_in_the_dark_and_on_paper() {
    let css = sla::report::page::built_in("report.css").unwrap();
    let light = colours(css);
    let (_, rest) = css.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    let mut dark = light.clone();
    dark.extend(colours(rest));
    let (_, rest) = css.split_once("@media print").unwrap();
    let mut paper = light.clone();
    paper.extend(colours(rest));
    for (scheme, colours) in [("light", light), ("dark", dark), ("paper", paper)] {
        let page = &colours["paper"];
        // Text on the page, and on the grey of code.
        for name in ["ink", "soft", "accent", "good", "bad", "unsure"] {
            let found = contrast(&colours[name], page);
            assert!(found >= 4.5, "{scheme}: --{name} on the page: {found:.2}");
        }
        assert!(contrast(&colours["ink"], &colours["faint"]) >= 4.5, "{scheme}: code");
        // Letters in the hours of a week.
        for name in ["w0", "w1", "w2", "w3"] {
            let found = contrast(&colours["on"], &colours[name]);
            assert!(found >= 4.5, "{scheme}: letters on --{name}: {found:.2}");
            // And the hours themselves, as a drawing (1.4.11).
            assert!(contrast(&colours[name], page) >= 3.0, "{scheme}: --{name} on the page");
        }
    }
    assert!(contrast("#767676", "#fff") > 4.5 && contrast("#777", "#fff") < 4.5, "as published");
}
