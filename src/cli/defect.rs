//! A panic is a defect of this program, and says so.

use std::io::Write;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};

use super::exit::Exit;

/// Runs `work`; a panic in it ends in words for the user and in [`Exit::Defect`].
pub(super) fn guarded(work: impl FnOnce() -> Exit) -> Exit {
    let before = take_hook();
    set_hook(Box::new(apology));
    let exit = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Exit::Defect);
    set_hook(before);
    exit
}

fn apology(panic: &PanicHookInfo<'_>) {
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let words = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no further words");
    let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
    // Nothing is left to be done where even this cannot be written.
    let _ = writeln!(
        std::io::stderr(),
        "sla {}: this is a defect of the program, not of your contract or evidence.\n  {words}{place}\nPlease report \
         it, with the command and the smallest files that still show it. No verdict was given.",
        env!("CARGO_PKG_VERSION")
    );
}

#[test]
fn a_panic_is_exit_70() {
    assert_eq!(guarded(|| panic!("a defect made on purpose, for this test")), Exit::Defect);
    assert_eq!(guarded(|| Exit::Undecided), Exit::Undecided);
}
