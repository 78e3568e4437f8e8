//! A share of time as people picture it: 44 minutes of downtime in a month of 30 days.

use super::{Elapsed, Ratio};

/// The least downtime, in whole minutes or else in whole seconds, that leaves of `whole` a share between `low` and `high`
/// that `is_in` takes; and that share. `None`: no whole second does. What `is_in` takes is one stretch.
pub fn downtime(
    whole: Elapsed,
    (low, high): (&Ratio, &Ratio),
    is_in: impl Fn(&Ratio) -> bool,
) -> Option<(Elapsed, Ratio)> {
    [60, 1].into_iter().find_map(|unit| {
        let unit = Elapsed::from_seconds(unit)?;
        let units = Ratio::whole(whole.micros()).div(&Ratio::whole(unit.micros())).ok()?;
        let first = units.mul(&Ratio::ONE.sub(high).ok()?).ok()?.scaled_floor(0);
        let first = i64::try_from(first).ok()?.max(0);
        (first..=first.checked_add(1)?).find_map(|count| {
            let share = Ratio::ONE.sub(&Ratio::whole(count).div(&units).ok()?).ok()?;
            let fits = *low <= share && share <= *high && is_in(&share);
            fits.then_some((unit.checked_mul(count)?, share))
        })
    })
}

/// `44 minutes`, `7 hours 12 minutes`, `26 seconds`: without a fraction of a second.
pub fn spelled(length: Elapsed) -> String {
    let seconds = length.micros().div_euclid(1_000_000);
    let (hours, minutes) = if seconds < 7200 { (0, seconds / 60) } else { (seconds / 3600, seconds / 60 % 60) };
    let parts = [(hours, "hour"), (minutes, "minute"), (seconds % 60, "second")];
    let shown: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| counted(*count, unit)).collect();
    if shown.is_empty() { "no time".to_owned() } else { shown.join(" ") }
}

fn counted(count: i64, unit: &str) -> String {
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

/// A share in as few decimals as still tell it apart: what is shown `is_in` as well, or is the share itself.
pub fn percentage(share: &Ratio, is_in: impl Fn(&Ratio) -> bool) -> String {
    const MOST: u32 = 15;
    let shown = (2..=MOST).map(|decimals| Ratio::from_scaled(share.scaled_half_up(decimals + 2), decimals + 2));
    let shown = shown.into_iter().find(|shown| shown == share || is_in(shown));
    let digits = shown.as_ref().unwrap_or(share).scaled_half_up(MOST + 2).to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let digits = format!("{digits:0>width$}", width = MOST as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - MOST as usize);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}%") } else { format!("{sign}{whole}.{fraction}%") }
}

#[test]
fn a_share_is_pictured_as_downtime() {
    let percent =
        |text: &str| Ratio::from_decimal(text).and_then(|n| n.div(&Ratio::whole(100)).ok()).expect("a number");
    let month = Elapsed::from_seconds(30 * 86_400).expect("a month");
    let between = |low: &str, high: &str| {
        let (low, high) = (percent(low), percent(high));
        let inside = |share: &Ratio| low < *share && *share < high;
        downtime(month, (&low, &high), inside)
            .map(|(down, share)| format!("{} is {}", spelled(down), percentage(&share, inside)))
    };
    assert_eq!(between("99.89", "99.9").as_deref(), Some("44 minutes is 99.898%"));
    assert_eq!(between("99.899", "99.9").as_deref(), Some("43 minutes 13 seconds is 99.89996%"));
    assert_eq!(between("99.9999", "99.99995"), Some("2 seconds is 99.99992%".to_owned()));
    assert_eq!(between("99.99999", "99.999999"), None);
    let exactly = |text: &str| {
        let share = percent(text);
        downtime(month, (&share, &share), |found| *found == share)
            .map(|(down, share)| format!("{} is {}", spelled(down), percentage(&share, |_| false)))
    };
    assert_eq!(exactly("99").as_deref(), Some("7 hours 12 minutes is 99%"));
    assert_eq!(exactly("99.9").as_deref(), Some("43 minutes 12 seconds is 99.9%"));
    assert_eq!(exactly("100").as_deref(), Some("no time is 100%"));
    assert_eq!(percentage(&Ratio::new(2, 3), |_| true), "66.67%");
}
