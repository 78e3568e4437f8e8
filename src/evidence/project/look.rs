//! `[report]`: how the pages of a project look.

use std::fmt;
use std::str::FromStr;

use crate::source::Spanned;

use super::error::ProjectError;
use super::walk::{Reader, Value};

/// Keys of `[report]`.
const KEYS: [&str; 4] = ["logo", "logo_alt", "accent", "accent_dark"];

/// `[report]`: what its pages show besides the report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// `logo`: path of a picture, relative to the project file.
    pub logo: Option<Spanned<String>>,
    /// `logo_alt`: what it says in words; none: the name of the provider.
    pub logo_alt: Option<Spanned<String>>,
    /// `accent`: colour of links and rules on white.
    pub accent: Option<Spanned<Rgb>>,
    /// `accent_dark`: the same on the dark page; none: the nearest to `accent` that can be read there.
    pub accent_dark: Option<Spanned<Rgb>>,
}

/// A colour: red, green and blue of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Rgb {
    type Err = ();

    /// `#0b4f9e`, `#fff`
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits: Vec<u8> = text
            .strip_prefix('#')
            .ok_or(())?
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()).ok_or(()))
            .collect::<Result<_, ()>>()?;
        match digits.as_slice() {
            [a, b, c, d, e, f] => Ok(Self([a * 16 + b, c * 16 + d, e * 16 + f])),
            [r, g, b] => Ok(Self([r * 17, g * 17, b * 17])),
            _ => Err(()),
        }
    }
}

pub(super) fn read(reader: &mut Reader, value: &Value<'_>) -> Look {
    let mut look = Look::default();
    for (key, value) in reader.table("report", value).into_iter().flatten() {
        match key.get_ref().as_ref() {
            "logo" => look.logo = reader.text("logo", value),
            "logo_alt" => look.logo_alt = reader.text("logo_alt", value),
            "accent" => look.accent = colour(reader, "accent", value),
            "accent_dark" => look.accent_dark = colour(reader, "accent_dark", value),
            other => reader.unknown(other, key.span(), "[report]", &KEYS),
        }
    }
    if let (None, Some(dark)) = (&look.accent, &look.accent_dark) {
        let (span, example) = (dark.span, "accent = \"#0b4f9e\"");
        reader.push(span, ProjectError::Lacks { of: "[report]".into(), key: "accent", example, span });
    }
    look
}

fn colour(reader: &mut Reader, key: &'static str, value: &Value<'_>) -> Option<Spanned<Rgb>> {
    let Spanned { value: written, span } = reader.text(key, value)?;
    match written.parse() {
        Ok(colour) => Some(Spanned::new(colour, span)),
        Err(()) => {
            let accepted = "red, green and blue, each as two digits from `0` to `f`: `#0b4f9e`";
            reader.push(span, ProjectError::BadSetting { key, written, accepted, span });
            None
        }
    }
}

#[test]
fn colours_are_read_and_written() {
    let cases = [
        ("#0b4f9e", Some("#0b4f9e")),
        ("#0B4F9E", Some("#0b4f9e")),
        ("#fa0", Some("#ffaa00")),
        ("0b4f9e", None),
        ("#0b4f9", None),
        ("#0b4f9g", None),
        ("blue", None),
        ("#é12345", None),
    ];
    for (text, want) in cases {
        assert_eq!(text.parse::<Rgb>().map(|colour| colour.to_string()).ok().as_deref(), want, "{text}");
    }
}
