//! Makes a value of any message's type of bytes: each choice that its `Deserialize` leaves is made by the next bytes.
//!
//! A message that is added later is made as well, and a shorter input makes a simpler value.

use serde::de::value::Error;
use serde::de::{Deserializer, Visitor};

// Named, since tests include this file by its path.
#[path = "made/parts.rs"]
mod parts;

use parts::{Items, Variant};

/// Bounds of integer types, at which counts and positions overflow.
const EXTREMES: [u64; 10] = [
    0,
    1,
    27,
    28,
    784,
    0x7fff_ffff,
    0xffff_ffff,
    1 << 53,
    i64::MAX as u64,
    u64::MAX,
];

/// Numbers at which sums, means and shares go wrong.
const FINITE: [f64; 8] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    1e-40,
    3.402_823_466_385_288_6e38,
    -3.402_823_466_385_288_6e38,
];
const NOT_FINITE: [f64; 3] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];

/// The bytes that are left. Zeros follow them without end.
pub struct Made<'b> {
    rest: &'b [u8],
    /// Texts that mean something to a message, such as the keys of models.
    words: &'b [&'b str],
    /// Whether floats may be NaN or infinite, which JSON cannot say.
    has_not_finite: bool,
}

impl<'b> Made<'b> {
    pub fn new(bytes: &'b [u8], words: &'b [&'b str]) -> Self {
        Self {
            rest: bytes,
            words,
            has_not_finite: false,
        }
    }

    /// With floats that are no numbers.
    pub fn with_not_finite(self) -> Self {
        Self {
            has_not_finite: true,
            ..self
        }
    }

    /// Whether every byte has been used.
    pub fn is_used_up(&self) -> bool {
        self.rest.is_empty()
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::from(self.byte()) % n
    }

    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.rest.split_first() else {
            return 0;
        };
        self.rest = rest;
        first
    }

    fn bits(&mut self) -> u64 {
        let bytes = [(); 8].map(|()| self.byte());
        u64::from_le_bytes(bytes)
    }

    /// Mostly small, at times extreme or anything.
    fn integer(&mut self) -> u64 {
        match self.below(8) {
            0 => EXTREMES[self.below(EXTREMES.len())],
            1 => self.bits(),
            2 => u64::from(self.byte()) << 8 | u64::from(self.byte()),
            _ => u64::from(self.byte()),
        }
    }

    fn float(&mut self) -> f64 {
        match self.below(6) {
            0 => FINITE[self.below(FINITE.len())],
            1 if self.has_not_finite => NOT_FINITE[self.below(NOT_FINITE.len())],
            2 => f64::from(self.byte()),
            3 => {
                let any = f64::from_bits(self.bits());
                if any.is_finite() || self.has_not_finite {
                    any
                } else {
                    0.5
                }
            }
            _ => f64::from(self.byte()) / 255.0,
        }
    }

    fn text(&mut self) -> String {
        if !self.words.is_empty() && self.below(8) > 0 {
            return self.words[self.below(self.words.len())].to_owned();
        }
        let bytes: Vec<u8> = (0..self.below(24)).map(|_| self.byte()).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn blob(&mut self) -> Vec<u8> {
        let n_bytes = match self.below(8) {
            0 => 784,
            1 => 4 * 784,
            _ => self.below(64),
        };
        let pattern: Vec<u8> = (0..n_bytes.min(8)).map(|_| self.byte()).collect();
        pattern.iter().copied().cycle().take(n_bytes).collect()
    }
}

/// Methods that give a visitor a number of the type that it asks for; a number beyond its bounds wraps.
macro_rules! numbers {
    ($($method:ident $visit:ident $number:ty, $source:ident;)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                visitor.$visit(self.$source() as $number)
            }
        )*
    };
}

impl<'de> Deserializer<'de> for &mut Made<'_> {
    type Error = Error;

    numbers! {
        deserialize_u8 visit_u8 u8, integer;
        deserialize_u16 visit_u16 u16, integer;
        deserialize_u32 visit_u32 u32, integer;
        deserialize_u64 visit_u64 u64, integer;
        deserialize_i8 visit_i8 i8, integer;
        deserialize_i16 visit_i16 i16, integer;
        deserialize_i32 visit_i32 i32, integer;
        deserialize_i64 visit_i64 i64, integer;
        deserialize_f64 visit_f64 f64, float;
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = self.float() as f32;
        let is_sayable = value.is_finite() || self.has_not_finite;
        visitor.visit_f32(if is_sayable { value } else { 0.5 })
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.below(2) == 1)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_char(char::from(self.byte()))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_byte_buf(self.blob())
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_byte_buf(self.blob())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.below(2) == 0 {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let n_left = self.below(12);
        visitor.visit_seq(Items { made: self, n_left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        n_left: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_seq(Items { made: self, n_left })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        n_left: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_seq(Items { made: self, n_left })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let n_left = self.below(4);
        visitor.visit_map(Items { made: self, n_left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let n_left = fields.len();
        visitor.visit_seq(Items { made: self, n_left })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let variant = self.below(variants.len());
        visitor.visit_enum(Variant {
            made: self,
            variant,
        })
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
