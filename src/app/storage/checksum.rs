//! A checksum of a JavaScript value, to notice that what was stored has come back changed.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// Of plain values: numbers, texts, byte arrays, lists, and objects in the order of their keys.
pub fn of(value: &JsValue) -> u32 {
    let mut sum = Fnv(0xcbf2_9ce4_8422_2325);
    sum.add(value);
    (sum.0 ^ (sum.0 >> 32)) as u32
}

/// FNV-1a, with 64 bits.
struct Fnv(u64);

impl Fnv {
    fn add(&mut self, value: &JsValue) {
        if let Some(number) = value.as_f64() {
            self.add_bytes(b"n", &number.to_le_bytes());
        } else if let Some(text) = value.as_string() {
            self.add_bytes(b"t", text.as_bytes());
        } else if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
            self.add_bytes(b"b", &bytes.to_vec());
        } else if let Some(items) = value.dyn_ref::<Array>() {
            self.add_bytes(b"l", &items.length().to_le_bytes());
            items.iter().for_each(|item| self.add(&item));
        } else if value.is_object() {
            let keys = Object::keys(value.unchecked_ref::<Object>());
            self.add_bytes(b"o", &keys.length().to_le_bytes());
            for key in keys.iter() {
                self.add(&key);
                // A plain object has no getter that could throw.
                self.add(&Reflect::get(value, &key).unwrap_or_default());
            }
        } else {
            self.add_bytes(b"e", &[u8::from(value.is_truthy())]);
        }
    }

    fn add_bytes(&mut self, kind: &[u8], bytes: &[u8]) {
        for &byte in kind.iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
