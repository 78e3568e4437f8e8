//! Names: what is said of contracts that get them wrong.

#[path = "support/shown.rs"]
mod shown;

#[test]
fn bad_contracts() {
    shown::settings("resolve").bind(|| {
        insta::glob!("cases/resolve/bad/*.sla", |path| insta::assert_snapshot!(shown::shown(path)));
    });
}

/// An expression that is too long is told of once; the part that was dropped is no name.
#[test]
fn a_union_of_many_windows_is_one_mistake() {
    let mut text = "edition 1\ncontract \"Many\" { timezone Europe/Amsterdam }\n".to_owned();
    (0..300).for_each(|n| text.push_str(&format!("window w{n} {{ mon 08:00-09:00 }}\n")));
    let all: Vec<String> = (0..300).map(|n| format!("w{n}")).collect();
    text.push_str(&format!("window either = {}\n", all.join(" or ")));
    let mut sources = sla::source::SourceMap::default();
    let source = sources.add("many.sla", &text);
    let problems = sla::compile(&sources, source).expect_err("too long");
    let errors: Vec<String> = problems.iter().filter(|found| found.is_error()).map(|found| found.code()).collect();
    assert_eq!(errors, ["SLA0112"]);
}
