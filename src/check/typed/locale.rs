//! Languages of numbers and words: a file of words in `report/locale/` each, and a line here.

macro_rules! locales {
    ($($(#[$doc:meta])* $name:ident $code:literal)*) => {
        /// Language of numbers and words in output.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Locale { $($(#[$doc])* $name,)* }

        impl Locale {
            /// All of them.
            pub const ALL: &'static [Locale] = &[$(Self::$name),*];

            /// As in a contract: `nl`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Its file: marks in numbers, and words.
            pub fn file(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("../../report/locale/", $code, ".toml")),)* }
            }
        }
    };
}

locales! {
    /// 99,73%
    Dutch "nl"
    /// 99.73%
    English "en"
    /// 99,73 %
    French "fr"
    /// 99,73 %
    German "de"
}

impl Locale {
    /// Every code: `` `nl`, `en` ``
    pub fn codes() -> String {
        Self::ALL.iter().map(|locale| format!("`{}`", locale.code())).collect::<Vec<_>>().join(", ")
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|locale| locale.code() == code)
    }
}
