//! A quick hash for identifiers such as `INC00000001`, which differ in a few digits only and need good mixing. Nothing
//! that is printed depends on the order of a hash map.

use std::hash::{BuildHasherDefault, Hasher};

/// A hash map that is only looked up in.
pub(super) type LookUp<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Mixing>>;

/// Eight bytes at a time, each folded in by a 128-bit multiplication.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Mixing(u64);

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl Mixing {
    fn fold(&mut self, word: u64) {
        let wide = u128::from(self.0 ^ word ^ MULTIPLIER) * u128::from(MULTIPLIER.rotate_left(21) | 1);
        self.0 = (wide as u64) ^ ((wide >> 64) as u64);
    }
}

impl Hasher for Mixing {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.fold(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.fold(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, byte: u8) {
        self.fold(u64::from(byte));
    }

    fn write_u64(&mut self, word: u64) {
        self.fold(word);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The hash of a text.
pub(super) fn of_text(text: &str) -> u64 {
    let mut hasher = Mixing::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[test]
fn numbered_identifiers_spread() {
    let mut buckets = vec![0_u32; 1 << 12];
    let mask = buckets.len() as u64 - 1;
    for n in 0..buckets.len() * 4 {
        buckets[(of_text(&format!("INC{n:08}")) & mask) as usize] += 1;
    }
    let most = buckets.iter().max().unwrap();
    assert!(*most < 20, "{most} of an average of 4 in one bucket");
}
