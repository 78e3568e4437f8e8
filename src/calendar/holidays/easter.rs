//! The date of Easter, from which the moving Christian holidays are counted.

use chrono::{Days, NaiveDate};

/// Easter Sunday of `year` in the Gregorian calendar.
///
/// The anonymous algorithm of *Nature*, 20 April 1876, as given by J. Meeus, *Astronomical
/// Algorithms*, chapter 8. `None` before 1583, the first Easter of that calendar, and where a date
/// cannot be represented.
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    if year < 1583 {
        return None;
    }
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let (leap_centuries, century_rest) = (century / 4, century % 4);
    let lunar_correction = (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * golden + century - leap_centuries - lunar_correction + 15) % 30;
    let weekday = (32 + 2 * century_rest + 2 * (of_century / 4) - full_moon - of_century % 4) % 7;
    let late = (golden + 11 * full_moon + 22 * weekday) / 451;
    let after_22_march = u64::try_from(full_moon + weekday - 7 * late).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_days(Days::new(after_22_march))
}
