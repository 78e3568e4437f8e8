//! From stored bytes to UTF-8: by the mark that a file begins with, or by what `sla.toml` says. Nothing is guessed from
//! what the bytes look like, and nothing is replaced by a question mark.

use std::fmt;
use std::io;

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::input::{BLOCK, Input};

/// How the text of a file is written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `utf-8`
    Utf8,
    /// `utf-16`: the mark at its start says in which order.
    Utf16,
    /// `utf-16le`
    Utf16Le,
    /// `utf-16be`
    Utf16Be,
    /// `windows-1252`
    Windows1252,
}

impl Encoding {
    /// Those that `sla.toml` may name.
    pub(super) const ALL: [(&str, Self); 5] = [
        ("utf-8", Self::Utf8),
        ("utf-16", Self::Utf16),
        ("utf-16le", Self::Utf16Le),
        ("utf-16be", Self::Utf16Be),
        ("windows-1252", Self::Windows1252),
    ];

    /// The same, for people.
    pub(super) const ACCEPTED: &str = "`utf-8`, `utf-16`, `utf-16le`, `utf-16be`, `windows-1252`; without it, UTF-8, or UTF-16 by the mark at its start";

    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 | Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// Why the bytes of a file are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotText {
    /// The mark at its start says another encoding than `sla.toml`.
    OtherMark { said: Encoding, mark: Encoding },
    /// `utf-16`, and no mark says in which order.
    NoMark,
    /// Bytes that are no character, the first of them at this offset.
    NoCharacter { of: Encoding, at: u64 },
}

impl NotText {
    /// What to do about it.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::OtherMark { .. } => "the mark tells; leave `encoding` out, or export the file again",
            Self::NoMark => "say `encoding = \"utf-16le\"` (as Windows writes it) or `encoding = \"utf-16be\"`",
            Self::NoCharacter { .. } => {
                "the file is damaged, or in another encoding: export it as UTF-8 (in Excel: `CSV UTF-8`)"
            }
        }
    }
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherMark { said, mark } => {
                write!(f, "not {}: it begins with the mark of {}", said.name(), mark.name())
            }
            Self::NoMark => {
                f.write_str("not UTF-16 with a mark at its start, so nothing says in which order its bytes are")
            }
            Self::NoCharacter { of, at } => write!(f, "not {}: the bytes at offset {at} are no character", of.name()),
        }
    }
}

impl std::error::Error for NotText {}

/// The text of a file, block by block, without the mark at its start.
pub(super) struct Text {
    input: Input,
    said: Option<Encoding>,
    state: State,
}

enum State {
    /// Nothing has been read.
    Start,
    /// Whether it is UTF-8 is for the readers of rows to say.
    AsStored,
    /// UTF-16, or a code page.
    Decoding { decoder: Box<Decoder>, of: Encoding, offset: u64, stored: Vec<u8> },
}

/// Bytes that Windows-1252 has no character for.
const UNASSIGNED: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

impl Text {
    pub(super) fn new(input: Input, said: Option<Encoding>) -> Self {
        Self { input, said, state: State::Start }
    }

    /// Appends up to about [`BLOCK`] bytes of UTF-8 to `block`; `false` when the file is over then.
    ///
    /// # Errors
    ///
    /// When reading fails; of kind [`io::ErrorKind::InvalidData`] and with a [`NotText`] inside when the bytes are no text.
    pub(super) fn read_block(&mut self, block: &mut Vec<u8>) -> io::Result<bool> {
        match &mut self.state {
            State::AsStored => self.input.read_block(block),
            State::Start => {
                let mut stored = Vec::new();
                let goes_on = self.input.read_block(&mut stored)?;
                let (of, mark) = begin(&stored, self.said).map_err(invalid)?;
                let mut stored = stored.split_off(mark);
                let decoder = match of {
                    Encoding::Utf8 => {
                        self.state = State::AsStored;
                        block.append(&mut stored);
                        return Ok(goes_on);
                    }
                    Encoding::Utf16Le => UTF_16LE.new_decoder_without_bom_handling(),
                    Encoding::Utf16 | Encoding::Utf16Be => UTF_16BE.new_decoder_without_bom_handling(),
                    Encoding::Windows1252 => WINDOWS_1252.new_decoder_without_bom_handling(),
                };
                let mut decoder = Box::new(decoder);
                let mut offset = mark as u64;
                decode(&mut decoder, of, &stored, !goes_on, &mut offset, block).map_err(invalid)?;
                stored.clear();
                self.state = State::Decoding { decoder, of, offset, stored };
                Ok(goes_on)
            }
            State::Decoding { decoder, of, offset, stored } => {
                let goes_on = self.input.read_block(stored)?;
                decode(decoder, *of, stored, !goes_on, offset, block).map_err(invalid)?;
                stored.clear();
                Ok(goes_on)
            }
        }
    }

    /// The SHA-256 of all bytes as stored.
    pub(super) fn sha256(self) -> io::Result<String> {
        self.input.sha256()
    }
}

fn invalid(why: NotText) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// The encoding of a file that begins with these bytes, and how many of them are its mark.
fn begin(stored: &[u8], said: Option<Encoding>) -> Result<(Encoding, usize), NotText> {
    let (mark, length) = match stored {
        [0xef, 0xbb, 0xbf, ..] => (Some(Encoding::Utf8), 3),
        [0xff, 0xfe, ..] => (Some(Encoding::Utf16Le), 2),
        [0xfe, 0xff, ..] => (Some(Encoding::Utf16Be), 2),
        _ => (None, 0),
    };
    match (said, mark) {
        (None, mark) => Ok((mark.unwrap_or(Encoding::Utf8), length)),
        (Some(Encoding::Utf16), None) if stored.is_empty() => Ok((Encoding::Utf16, 0)),
        (Some(Encoding::Utf16), None) => Err(NotText::NoMark),
        (Some(Encoding::Utf16), Some(mark @ (Encoding::Utf16Le | Encoding::Utf16Be))) => Ok((mark, length)),
        (Some(said), None) => Ok((said, 0)),
        (Some(said), Some(mark)) if said == mark => Ok((mark, length)),
        (Some(said), Some(mark)) => Err(NotText::OtherMark { said, mark }),
    }
}

/// Appends `stored` to `block`, as UTF-8.
fn decode(
    decoder: &mut Decoder,
    of: Encoding,
    stored: &[u8],
    is_last: bool,
    offset: &mut u64,
    block: &mut Vec<u8>,
) -> Result<(), NotText> {
    if of == Encoding::Windows1252
        && let Some(at) = stored.iter().position(|byte| UNASSIGNED.contains(byte))
    {
        return Err(NotText::NoCharacter { of, at: *offset + at as u64 });
    }
    let room = decoder.max_utf8_buffer_length_without_replacement(stored.len()).unwrap_or(4 * BLOCK);
    let start = block.len();
    block.resize(start + room, 0);
    let into = block.get_mut(start..).unwrap_or_default();
    let (result, read, written) = decoder.decode_to_utf8_without_replacement(stored, into, is_last);
    block.truncate(start + written);
    match result {
        DecoderResult::Malformed(bad, after) => {
            let back = u64::from(bad) + u64::from(after);
            Err(NotText::NoCharacter { of, at: (*offset + read as u64).saturating_sub(back) })
        }
        DecoderResult::InputEmpty | DecoderResult::OutputFull => {
            *offset += read as u64;
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a file, or why it is none.
    fn text(stored: Vec<u8>, said: Option<Encoding>) -> Result<String, String> {
        let mut text = Text::new(Input::new("a.csv", Box::new(io::Cursor::new(stored))), said);
        let mut block = Vec::new();
        loop {
            match text.read_block(&mut block) {
                Ok(true) => {}
                Ok(false) => return Ok(String::from_utf8(block).unwrap()),
                Err(why) => return Err(why.to_string()),
            }
        }
    }

    fn units(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn marks_tell_and_nothing_is_guessed() {
        let le = |text: &str| units(text, u16::to_le_bytes);
        let be = |text: &str| units(text, u16::to_be_bytes);
        let ok = |text: &str| Ok(text.to_owned());
        let cases = [
            (b"a\xc3\xa9".to_vec(), None, ok("aé")),
            (b"\xef\xbb\xbfa".to_vec(), None, ok("a")),
            (b"\xef\xbb\xbfa".to_vec(), Some(Encoding::Utf8), ok("a")),
            (le("\u{feff}aé😀"), None, ok("aé😀")),
            (be("\u{feff}aé😀"), None, ok("aé😀")),
            (le("\u{feff}a"), Some(Encoding::Utf16), ok("a")),
            (be("\u{feff}a"), Some(Encoding::Utf16Be), ok("a")),
            (le("aé"), Some(Encoding::Utf16Le), ok("aé")),
            (be("aé"), Some(Encoding::Utf16Be), ok("aé")),
            (b"a\xe9\x80".to_vec(), Some(Encoding::Windows1252), ok("aé€")),
            (Vec::new(), Some(Encoding::Utf16), ok("")),
            (Vec::new(), None, ok("")),
            (le("a"), Some(Encoding::Utf16), Err(NotText::NoMark.to_string())),
            (le("\u{feff}ab")[..5].to_vec(), None, Err("not UTF-16: the bytes at offset 4 are no character".into())),
            (
                [le("\u{feff}a"), vec![0x00, 0xd8], le("b")].concat(),
                None,
                Err("not UTF-16: the bytes at offset 4 are no character".into()),
            ),
            (
                b"a\x81".to_vec(),
                Some(Encoding::Windows1252),
                Err("not Windows-1252: the bytes at offset 1 are no character".into()),
            ),
            (
                b"\xef\xbb\xbfa".to_vec(),
                Some(Encoding::Windows1252),
                Err("not Windows-1252: it begins with the mark of UTF-8".into()),
            ),
            (le("\u{feff}a"), Some(Encoding::Utf8), Err("not UTF-8: it begins with the mark of UTF-16".into())),
        ];
        for (stored, said, want) in cases {
            assert_eq!(text(stored.clone(), said), want, "{stored:?} {said:?}");
        }
    }

    /// A character may lie across the end of a block.
    #[test]
    fn blocks_are_no_seams() {
        for shift in 0..4 {
            let written = "a".repeat(shift) + &"é😀".repeat(400_000);
            assert_eq!(text(units(&format!("\u{feff}{written}"), u16::to_le_bytes), None).as_ref(), Ok(&written));
        }
        let stored = b"\xe9\x80".repeat(1_000_000);
        assert_eq!(text(stored, Some(Encoding::Windows1252)), Ok("é€".repeat(1_000_000)));
        let stored = [b"a".repeat(2_500_000), vec![0x90]].concat();
        let why = "not Windows-1252: the bytes at offset 2500000 are no character".to_owned();
        assert_eq!(text(stored, Some(Encoding::Windows1252)), Err(why));
    }
}
