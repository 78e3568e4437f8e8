//! How many cases a property tries.

use proptest::prelude::ProptestConfig;

/// So many cases, or as many times more or fewer as `PROPTEST_CASES` is of 256, the default of proptest; at least one.
/// `PROPTEST_CASES=5120` tries twenty times as many of every property.
pub fn cases(few: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let scaled = u64::from(few) * u64::from(default.cases) / 256;
    let cases = u32::try_from(scaled).unwrap_or(u32::MAX).max(1);
    ProptestConfig { cases, failure_persistence: None, ..default }
}
