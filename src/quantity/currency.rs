//! Minor units of currencies (ISO 4217): how many digits after the point a sum of money has.

/// Currencies that do not have two digits, with how many they have.
const EXCEPTIONS: &[(u32, &[&str])] = &[
    (
        0,
        &[
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
            "XOF", "XPF",
        ],
    ),
    (3, &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]),
    (4, &["CLF", "UYW"]),
];

/// Digits after the point of sums in a currency, by its ISO 4217 code.
pub fn minor_digits(code: &str) -> u32 {
    EXCEPTIONS.iter().find(|(_, codes)| codes.contains(&code)).map_or(2, |(digits, _)| *digits)
}

#[test]
fn digits_of_currencies() {
    let cases = [("EUR", 2), ("USD", 2), ("JPY", 0), ("ISK", 0), ("KWD", 3), ("TND", 3), ("CLF", 4)];
    for (code, digits) in cases {
        assert_eq!(minor_digits(code), digits, "{code}");
    }
}
