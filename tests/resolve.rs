//! Names: what is said of contracts that get them wrong.

#[path = "support/shown.rs"]
mod shown;

#[test]
fn bad_contracts() {
    shown::settings("resolve").bind(|| {
        insta::glob!("cases/resolve/bad/*.sla", |path| insta::assert_snapshot!(shown::shown(path)));
    });
}
