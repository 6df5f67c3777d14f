//! Mutates a file's bytes with a seeded generator: changes, removes and repeats some.

use rand_mt::Mt;

/// A seeded source of mutations, the same on every machine.
pub struct Mutator {
    twister: Mt,
}

/// Bounds of integer types, at which counts and lengths overflow.
const EXTREMES: [u64; 10] = [
    0,
    1,
    0x7f,
    0xff,
    0xffff,
    0x7fff_ffff,
    0xffff_ffff,
    2_000_000_000,
    i64::MAX as u64,
    u64::MAX,
];

impl Mutator {
    pub fn new(seed: u32) -> Self {
        Self {
            twister: Mt::new(seed),
        }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.twister.next_u32() as usize % n
    }

    /// One of these values.
    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// One of [`EXTREMES`].
    pub fn extreme(&mut self) -> u64 {
        self.one_of(&EXTREMES)
    }

    /// Applies one to four mutations; an empty file stays empty.
    pub fn mutate(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            if bytes.is_empty() {
                return;
            }
            let at = self.below(bytes.len());
            let end = (at + 1 + self.below(16)).min(bytes.len());
            match self.below(8) {
                0 => bytes[at] ^= 1 << self.below(8),
                1 => bytes[at] = self.below(256) as u8,
                2 => bytes[at] = self.one_of(&[0, 0x7f, 0x80, 0xff]),
                3 => drop(bytes.drain(at..end)),
                4 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
                5 => self.put_extreme(&mut bytes[at..]),
                6 => self.put_digits(bytes),
                _ => bytes.truncate(at + 1),
            }
        }
    }

    /// Overwrites 1, 2, 4 or 8 bytes with an extreme number, in either byte order.
    fn put_extreme(&mut self, bytes: &mut [u8]) {
        let size = self.one_of(&[1, 2, 4, 8]).min(bytes.len());
        let number = self.extreme();
        if self.below(2) == 0 {
            bytes[..size].copy_from_slice(&number.to_le_bytes()[..size]);
        } else {
            bytes[..size].copy_from_slice(&number.to_be_bytes()[8 - size..]);
        }
    }

    /// Replaces a decimal number by another one.
    fn put_digits(&mut self, bytes: &mut Vec<u8>) {
        let start = self.below(bytes.len());
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let Some(at) = bytes[start..].iter().position(is_digit) else {
            return;
        };
        let at = start + at;
        let n_digits = bytes[at..].iter().take_while(|byte| is_digit(byte)).count();
        let other = match self.below(4) {
            0 => "-1".to_owned(),
            1 => "1e400".to_owned(),
            2 => "99999999999999999999999999".to_owned(),
            _ => self.extreme().to_string(),
        };
        bytes.splice(at..at + n_digits, other.into_bytes());
    }
}
