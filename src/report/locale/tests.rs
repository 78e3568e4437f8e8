//! The four locales, row by row.

use super::*;
use crate::model::Zone;

const ALL: [Locale; 4] = [Locale::Dutch, Locale::English, Locale::French, Locale::German];

fn all(shown: impl Fn(Locale) -> String) -> [String; 4] {
    ALL.map(shown)
}

#[test]
fn numbers() {
    let shown = |units: i64, decimals| all(|locale| number(locale, &BigInt::from(units), decimals));
    assert_eq!(shown(123_456_789, 2), ["1.234.567,89", "1,234,567.89", "1\u{202f}234\u{202f}567,89", "1.234.567,89"]);
    assert_eq!(shown(-5, 2), ["-0,05", "-0.05", "-0,05", "-0,05"]);
    assert_eq!(shown(1000, 0), ["1.000", "1,000", "1\u{202f}000", "1.000"]);
    assert_eq!(shown(0, 1), ["0,0", "0.0", "0,0", "0,0"]);
}

#[test]
fn durations() {
    let shown = |micros| all(|locale| duration(locale, Elapsed::from_micros(micros)));
    assert_eq!(shown(14_340_000_000), ["3u 59m", "3h 59m", "3\u{a0}h 59\u{a0}min", "3\u{a0}h 59\u{a0}min"]);
    assert_eq!(shown(90_061_500_000)[1], "25h 1m 1.5s");
    assert_eq!(shown(0)[1], "0s");
    assert_eq!(shown(-60_000_000)[1], "-1m");
    assert_eq!(shown(3_600_000_000)[0], "1u");
}

#[test]
fn moments() {
    let amsterdam = Zone::Named(chrono_tz::Europe::Amsterdam);
    let at = |seconds| Instant::from_unix(seconds).expect("in range");
    let friday = at(1_709_312_400); // 2024-03-01T17:00:00Z
    assert_eq!(
        all(|locale| moment(locale, amsterdam, friday)),
        ["vr 01-03-2024 18:00", "Fri 2024-03-01 18:00", "ven. 01/03/2024 18:00", "Fr 01.03.2024 18:00"]
    );
    assert_eq!(moment(Locale::English, Zone::Fixed(-3600), at(1_709_312_401)), "Fri 2024-03-01 16:00:01");
    assert_eq!(moment_after(Locale::Dutch, amsterdam, friday, at(1_709_316_000)), "19:00");
}
