//! What parses and what does not, and what its author then sees.

use sla::diagnostic::Diagnostics;
use sla::source::SourceMap;
use sla::syntax::ast::File;

fn parsed(name: &str, text: &str) -> (SourceMap, Option<File>, Diagnostics) {
    let mut sources = SourceMap::default();
    let id = sources.add(name, text);
    let text = sources.get(id).map(|source| source.text.clone()).unwrap_or_default();
    let mut problems = Diagnostics::default();
    let file = sla::syntax::parse(id, &text, &mut problems);
    (sources, file, problems)
}

#[test]
fn good_contracts() {
    insta::glob!("cases/syntax/good/*.sla", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (_, file, problems) = parsed(&path.display().to_string(), &text);
        let words: Vec<String> =
            problems.iter().map(|problem| format!("{} {}", problem.code(), problem.diagnostic)).collect();
        assert!(words.is_empty(), "{}: {words:#?}", path.display());
        assert!(file.is_some());
    });
}
