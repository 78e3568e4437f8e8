//! A page printed by chromium, where there is one.

use std::path::PathBuf;
use std::process::Command;

use super::sla;

/// Chromium, by the names that systems give it; `$CHROMIUM` comes first.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = folders.iter().flat_map(|folder| names.map(|name| folder.join(name))).find(|path| path.is_file());
    named.or(found)
}

#[test]
fn a_report_prints_as_a_pdf_of_several_pages() {
    let Some(chromium) = chromium() else {
        println!("SKIPPED: no chromium here, so nothing was printed; install one, or name it in $CHROMIUM");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("digid.html"), sla(&["report", "examples/digid", "--period", "2019-06", "--format", "html"]))
        .unwrap();
    let ran = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"])
        .arg(format!("--user-data-dir={}", path("profile").display()))
        .args(["--no-pdf-header-footer", &format!("--print-to-pdf={}", path("digid.pdf").display())])
        .arg(format!("file://{}", path("digid.html").display()))
        .output()
        .unwrap();
    let pdf = std::fs::read(path("digid.pdf")).unwrap_or_else(|error| {
        panic!("{error}: {}", String::from_utf8_lossy(&ran.stderr));
    });
    assert!(pdf.starts_with(b"%PDF-"), "no PDF");
    let text = String::from_utf8_lossy(&pdf);
    // ISO 32000-1, 7.7.3.3: every page is an object of this type.
    let pages = text.matches("/Type /Page").count() - text.matches("/Type /Pages").count();
    assert!((4..40).contains(&pages), "{pages} pages");
    assert!(text.contains("/StructTreeRoot"), "tagged, for those who read with their ears");
}
