//! From the text of one cell to a value: nothing is guessed, and every refusal says why.

pub(super) mod datetime;
mod duration;
mod format;
mod local;
mod number;
mod suggest;
mod yes_no;

pub(super) use duration::{read_duration, read_time};
pub(super) use format::{ACCEPTED as FORMAT_ITEMS, Format, same_but_for_day_and_month};
pub(super) use local::{LocalTimes, NoInstant};
pub(super) use number::{NotANumber, read_number, read_percent};
pub(super) use suggest::{stand_in, suggested_formats};
pub(super) use yes_no::{ACCEPTED as YES_NO_WORDS, read_yes_no};
