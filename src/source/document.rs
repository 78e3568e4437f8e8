//! Files that are something else than a contract: documents of a word processor, web pages, text in another encoding.

/// What a file is by its first bytes, with its article, and how a contract comes out of it; `None` when it may be plain
/// text.
pub fn kind_of(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let word = "copy its text into a plain text file that ends in `.sla`, and save that as UTF-8";
    let page = "copy the text that the page shows into a plain text file that ends in `.sla`";
    let save = "open it in a text editor and save it as UTF-8";
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    let first = String::from_utf8_lossy(bytes.get(..64).unwrap_or(bytes)).trim_start().to_lowercase();
    Some(match () {
        () if starts(b"PK\x03\x04") => ("a Word document, or another packed file", word),
        () if starts(b"\xd0\xcf\x11\xe0") => ("an old Word document", word),
        () if starts(b"%PDF") => ("a PDF document", word),
        () if starts(b"{\\rtf") => ("a document in Rich Text Format", word),
        () if starts(b"\xff\xfe") || starts(b"\xfe\xff") => ("text in the encoding UTF-16", save),
        () if first.starts_with("<!doctype") || first.starts_with("<html") => ("a web page", page),
        () if first.starts_with("<?xml") => ("an XML document", page),
        () => return None,
    })
}
