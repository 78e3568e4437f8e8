//! One line a diagnostic, and GitHub's workflow commands.

use super::spot::{Spot, Spotted};

/// `contract.sla:3:5: error[SLA0203]: unknown window`, then labels and help, each on lines of its own.
pub(super) fn line(spotted: &Spotted) -> String {
    let place = |spot: Option<&Spot>| match (&spotted.file, spot) {
        (Some(file), Some(spot)) => {
            format!("{}:{}:{}: ", spot.elsewhere.as_ref().unwrap_or(file), spot.line, spot.column)
        }
        (Some(file), None) => format!("{file}: "),
        (None, _) => String::new(),
    };
    let code = if spotted.code.is_empty() { String::new() } else { format!("[{}]", spotted.code) };
    let lint = spotted.lint.map(|name| format!(" [{name}]")).unwrap_or_default();
    let mut out = format!("{}{}{code}: {}{lint}\n", place(spotted.main()), spotted.severity, spotted.message);
    for spot in &spotted.labels {
        if let Some(text) = &spot.text {
            indented(&mut out, &place(Some(spot)), text);
        }
    }
    if let Some(help) = &spotted.help {
        indented(&mut out, "help: ", help);
    }
    out
}

fn indented(out: &mut String, head: &str, text: &str) {
    for (n, line) in text.lines().enumerate() {
        out.push_str(if n == 0 { "  " } else { "    " });
        out.push_str(if n == 0 { head } else { "" });
        out.push_str(line);
        out.push('\n');
    }
}

/// `::error file=contract.sla,line=3,endLine=3,col=5,endColumn=8,title=SLA0203::unknown window`. Columns are UTF-16 code
/// units, as GitHub counts them.
pub(super) fn github(spotted: &Spotted) -> String {
    let command = match spotted.severity {
        "note" => "notice",
        word => word,
    };
    let mut properties = Vec::new();
    if let Some(file) = &spotted.file {
        properties.push(format!("file={}", property(file)));
    }
    if let (Some(_), Some(spot)) = (&spotted.file, spotted.main()) {
        properties.push(format!("line={},endLine={}", spot.line, spot.end_line));
        // Columns of two lines are refused by the runner (`ValidateLinesAndColumns`).
        if spot.line == spot.end_line {
            properties.push(format!("col={},endColumn={}", spot.utf16.0, spot.utf16.1));
        }
    }
    let title = spotted.lint.map_or_else(|| spotted.code.clone(), |name| format!("{} {name}", spotted.code));
    properties.push(format!("title={}", property(&title)));
    let labels = spotted.labels.iter().filter_map(|spot| {
        let text = spot.text.clone()?;
        Some(
            spot.elsewhere
                .as_ref()
                .map_or(text.clone(), |file| format!("{file}:{}:{}: {text}", spot.line, spot.column)),
        )
    });
    let help = spotted.help.iter().map(|help| format!("help: {help}"));
    let text = std::iter::once(spotted.message.clone()).chain(labels).chain(help).collect::<Vec<_>>().join("\n");
    format!("::{command} {}::{}\n", properties.join(","), data(&text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
