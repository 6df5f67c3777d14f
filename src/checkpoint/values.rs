//! Decodes floats and integers, and casts them as `load_state_dict` does.

use crate::protocol::NumberType;

/// One value; `bytes` has as many bytes as the type.
///
/// A number that no 32-bit float has is rounded to the nearest one, as in PyTorch; one beyond their range becomes infinite.
pub fn decode(number: NumberType, is_big_endian: bool, bytes: &[u8]) -> Option<f32> {
    let n_bytes = number.n_bytes();
    let mut word = [0; 8];
    let little = &mut word[..n_bytes];
    little.copy_from_slice(bytes.get(..n_bytes)?);
    if is_big_endian {
        little.reverse();
    }
    let bits = u64::from_le_bytes(word);
    Some(match number {
        NumberType::Float16 => of_half(bits as u16),
        NumberType::Bfloat16 => f32::from_bits((bits as u32) << 16),
        NumberType::Float32 => f32::from_bits(bits as u32),
        NumberType::Float64 => f64::from_bits(bits) as f32,
        NumberType::Int8 => f32::from(bits as i8),
        NumberType::Int16 => f32::from(bits as i16),
        NumberType::Int32 => bits as i32 as f32,
        NumberType::Int64 => bits as i64 as f32,
        NumberType::Uint8 => f32::from(bits as u8),
        NumberType::Bool => f32::from(u8::from(bits != 0)),
        NumberType::Float8E4m3 => of_e4m3(bits as u8),
        // The upper byte of a half.
        NumberType::Float8E5m2 => of_half((bits as u16) << 8),
        NumberType::Uint16 => f32::from(bits as u16),
        NumberType::Uint32 => bits as u32 as f32,
        NumberType::Uint64 => bits as f32,
    })
}

/// An IEEE 754 half: a sign, 5 bits of exponent, 10 of fraction. Every one is a 32-bit float too.
fn of_half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f32::from(bits & 0x3ff);
    sign * match exponent {
        0 => fraction * 2_f32.powi(-24),
        0x1f if fraction == 0.0 => f32::INFINITY,
        0x1f => f32::NAN,
        _ => (1024.0 + fraction) * 2_f32.powi(exponent - 25),
    }
}

/// `float8_e4m3fn`: a sign, 4 bits of exponent, 3 of fraction; no infinity, and one NaN of each sign.
fn of_e4m3(bits: u8) -> f32 {
    let sign = if bits & 0x80 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 3 & 0xf);
    let fraction = f32::from(bits & 7);
    sign * match exponent {
        0 => fraction * 2_f32.powi(-9),
        0xf if fraction == 7.0 => f32::NAN,
        _ => (8.0 + fraction) * 2_f32.powi(exponent - 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As PyTorch casts them.
    #[test]
    fn floats_of_a_byte_have_pytorchs_values() {
        for (bits, e4m3, e5m2) in [
            (0x00, 0.0, 0.0),
            (0x01, 0.001_953_125, 1.525_878_9e-5),
            (0x07, 0.013_671_875, 0.000_106_811_52),
            (0x08, 0.015_625, 0.000_122_070_31),
            (0x38, 1.0, 0.5),
            (0xc0, -2.0, -2.0),
            (0x7b, 352.0, 57344.0),
            (0x7c, 384.0, f32::INFINITY),
            (0x7e, 448.0, f32::NAN),
            (0xff, f32::NAN, f32::NAN),
        ] {
            for (number, value) in [
                (NumberType::Float8E4m3, e4m3),
                (NumberType::Float8E5m2, e5m2),
            ] {
                let found = decode(number, false, &[bits]).expect("one byte is enough");
                let is_same = found == value || (found.is_nan() && value.is_nan());
                assert!(is_same, "{number:?}, {bits:02x}: {found}");
            }
        }
    }

    #[test]
    fn halves_have_the_standards_values() {
        for (bits, value) in [
            (0x0000, 0.0),
            (0x0001, 5.960_464_5e-8),
            (0x03ff, 6.097_555e-5),
            (0x0400, 6.103_515_6e-5),
            (0x3555, 0.333_251_95),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x7c00, f32::INFINITY),
            (0xfc00, f32::NEG_INFINITY),
        ] {
            assert_eq!(of_half(bits), value, "{bits:04x}");
        }
        assert!(of_half(0x7e00).is_nan());
        assert_eq!(of_half(0x8000).to_bits(), (-0.0_f32).to_bits());
    }

    #[test]
    fn every_type_is_read_in_either_byte_order() {
        let third = 1.0_f64 / 3.0;
        for (float, little, value) in [
            (NumberType::Float16, vec![0x55, 0x35], 0.333_251_95),
            (NumberType::Bfloat16, vec![0xab, 0x3e], 0.333_984_38),
            (
                NumberType::Float32,
                (third as f32).to_le_bytes().to_vec(),
                third as f32,
            ),
            (
                NumberType::Float64,
                third.to_le_bytes().to_vec(),
                third as f32,
            ),
            (
                NumberType::Float64,
                1e300_f64.to_le_bytes().to_vec(),
                f32::INFINITY,
            ),
            (NumberType::Int8, vec![0xfe], -2.0),
            (NumberType::Int16, (-300_i16).to_le_bytes().to_vec(), -300.0),
            (
                NumberType::Int32,
                70_000_i32.to_le_bytes().to_vec(),
                70_000.0,
            ),
            (
                NumberType::Int64,
                16_777_217_i64.to_le_bytes().to_vec(),
                16_777_216.0,
            ),
            (NumberType::Uint8, vec![0xfe], 254.0),
            (NumberType::Bool, vec![7], 1.0),
            (NumberType::Float8E4m3, vec![0xc0], -2.0),
            (NumberType::Float8E5m2, vec![0xc0], -2.0),
            (NumberType::Uint16, vec![0xfe, 0xff], 65_534.0),
            (
                NumberType::Uint32,
                u32::MAX.to_le_bytes().to_vec(),
                4_294_967_296.0,
            ),
            (
                NumberType::Uint64,
                u64::MAX.to_le_bytes().to_vec(),
                18_446_744_073_709_551_616.0,
            ),
        ] {
            let big: Vec<u8> = little.iter().rev().copied().collect();
            assert_eq!(decode(float, false, &little), Some(value), "{float:?}");
            assert_eq!(decode(float, true, &big), Some(value), "{float:?}");
            assert_eq!(decode(float, false, &little[1..]), None);
        }
    }
}
