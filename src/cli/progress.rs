//! A progress bar on standard error, for work that takes longer than a second.

use std::io::Read;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the bar is drawn again.
const TICK: Duration = Duration::from_millis(100);

/// A bar that counts bytes read, then says what is being done. It vanishes when dropped.
pub(super) struct Progress {
    bar: ProgressBar,
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// A bar that never shows.
    pub(super) fn none() -> Self {
        Self { bar: ProgressBar::hidden(), waiting: None }
    }

    /// A bar that shows after a second.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::hidden();
        let style =
            ProgressStyle::with_template("{spinner} {msg} {bar:20} {bytes}/{total_bytes} {bytes_per_sec} {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message("reading evidence");
        bar.set_length(0);
        let (sender, receiver) = channel();
        let shown = bar.clone();
        let thread = std::thread::spawn(move || {
            if receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        });
        Self { bar, waiting: Some((sender, thread)) }
    }

    /// Counts what is read of a file of `size` bytes.
    pub(super) fn reading<R: Read>(&self, from: R, size: u64) -> impl Read + use<R> {
        self.bar.inc_length(size);
        self.bar.wrap_read(from)
    }

    /// Prints something with the bar out of the way.
    pub(super) fn aside(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// What was read counts for nothing: all is read again.
    pub(super) fn again(&self) {
        self.bar.set_length(0);
        self.bar.set_position(0);
    }

    /// All is read; the rest cannot be counted.
    pub(super) fn judging(&self) {
        self.bar.set_style(ProgressStyle::default_spinner());
        self.bar.set_message("judging");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.waiting.take() {
            drop(sender);
            // The thread only draws; a panic in it must not hide the result.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
