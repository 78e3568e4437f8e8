//! Days of the week as people write them in other languages.

/// The word of the language for a day of the week in Dutch, German, French or longer English, short or in full.
pub(super) fn english_weekday(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "ma" | "maa" | "maandag" | "mo" | "montag" | "lun" | "lundi" | "mon" | "monday" => Some("mon"),
        "di" | "din" | "dinsdag" | "dienstag" | "mar" | "mardi" | "tu" | "tue" | "tues" | "tuesday" => Some("tue"),
        "wo" | "woe" | "woensdag" | "mi" | "mittwoch" | "mer" | "mercredi" | "we" | "wed" | "wednesday" => Some("wed"),
        "do" | "don" | "donderdag" | "donnerstag" | "jeu" | "jeudi" | "th" | "thu" | "thur" | "thurs" | "thursday" => {
            Some("thu")
        }
        "vr" | "vri" | "vrijdag" | "fr" | "freitag" | "ven" | "vendredi" | "fri" | "friday" => Some("fri"),
        "za" | "zat" | "zaterdag" | "sa" | "samstag" | "sonnabend" | "sam" | "samedi" | "sat" | "saturday" => {
            Some("sat")
        }
        "zo" | "zon" | "zondag" | "so" | "sonntag" | "dim" | "dimanche" | "su" | "sun" | "sunday" => Some("sun"),
        _ => None,
    }
}

/// What stands for a word that means several days, or for one day: `werkdagen` as `mon..fri`, `za` as `sat`.
pub fn english_days(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "weekdays" | "weekday" | "werkdagen" | "werkdag" | "weekdagen" | "werktage" | "werktags" | "wochentags"
        | "workdays" | "workday" | "doordeweeks" => Some("mon..fri"),
        "weekend" | "weekends" | "weekeinde" | "wochenende" => Some("sat, sun"),
        "dagelijks" | "everyday" | "alledaags" | "täglich" | "quotidien" | "allday" => Some("daily"),
        word => english_weekday(word),
    }
}

/// Whether a word stands for one day, and for no other one in another language: `ma` is a Dutch Monday and a French
/// Tuesday, `di` a Dutch Tuesday and a French Sunday.
pub fn is_one_day(word: &str) -> bool {
    english_weekday(word).is_some() && !["ma", "di"].contains(&word.to_lowercase().as_str())
}
