//! Logo and colour of a project.

use crate::evidence::Rgb;
use crate::source::{Span, Spanned};

use super::contrast::{nearest_on, passes_on};
use super::error::FrameError;

/// The paper of the page, in light and in dark; `report.css` says so too, and a test holds them together.
const PAPER: Rgb = Rgb([0xff, 0xff, 0xff]);
const DARK: Rgb = Rgb([0x17, 0x19, 0x1d]);

/// A picture on the cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The whole picture, as a `data:` address.
    pub src: String,
    /// What it says, for those who do not see it.
    pub alt: String,
}

/// The colour of links and rules, `#0b4f9e`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accent {
    /// On white.
    pub light: String,
    /// On the dark page.
    pub dark: String,
}

/// The kinds of picture that a page can hold, by how they begin.
const PICTURES: [(&str, &[u8]); 2] = [("image/png", b"\x89PNG\r\n\x1a\n"), ("image/jpeg", b"\xff\xd8\xff")];

impl Logo {
    /// Of the bytes of a picture; `None` where they are no SVG, PNG, JPEG or WebP.
    pub fn of(bytes: &[u8], alt: &str) -> Option<Self> {
        let known = PICTURES.iter().find(|(_, begins)| bytes.starts_with(begins)).map(|(kind, _)| *kind);
        let kind = known
            .or_else(|| is_webp(bytes).then_some("image/webp"))
            .or_else(|| is_svg(bytes).then_some("image/svg+xml"))?;
        Some(Self { src: format!("data:{kind};base64,{}", base64(bytes)), alt: alt.to_owned() })
    }
}

fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// Browsers draw an SVG from a file only when it says that it is one.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('<')
        && text.contains("<svg")
        && text.contains("http://www.w3.org/2000/svg")
}

impl Accent {
    /// Of what a project says: colours that it gives are taken as they are. What cannot be read on the page is told,
    /// with the nearest colour that can. Without a colour for the dark page the nearest one that can be read is taken.
    pub fn of(light: &Spanned<Rgb>, dark: Option<&Spanned<Rgb>>) -> (Self, Vec<FrameError>) {
        let mut problems = Vec::new();
        let mut judge = |colour: Rgb, span: Span, paper: Rgb, page: &'static str| {
            if !passes_on(paper, colour) {
                let nearest = nearest_on(paper, colour).to_string();
                problems.push(FrameError::Contrast { written: colour.to_string(), page, nearest, span });
            }
        };
        judge(light.value, light.span, PAPER, "on white");
        let dark = match dark {
            None => nearest_on(DARK, light.value),
            Some(dark) => {
                judge(dark.value, dark.span, DARK, "on the dark page");
                dark.value
            }
        };
        (Self { light: light.value.to_string(), dark: dark.to_string() }, problems)
    }
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, n| bits << 8 | u32::from(three.get(n).copied().unwrap_or(0)));
        for n in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * n) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if n <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[test]
fn base64_of_the_standard() {
    let cases = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
    assert_eq!(cases, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
}

#[test]
fn papers_are_those_of_the_style_sheet() {
    let css = super::built_in("report.css").expect("a style sheet");
    let papers: Vec<&str> = css.split("--paper: ").skip(1).filter_map(|rest| rest.split(';').next()).collect();
    assert_eq!(papers, ["#ffffff", &DARK.to_string()]);
    assert_eq!(PAPER.to_string(), "#ffffff");
}
