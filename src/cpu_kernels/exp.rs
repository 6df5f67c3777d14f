//! An exponential function with the same bits on every platform.

/// `e^x` for `x` ≤ 0 to within 4e-16 of itself, 0 or nearly so far below; not a number stays not a number.
///
/// Own, because the libraries of two platforms differ in the last bit, and because without branches ten of them fit
/// into vector instructions. `x = k ln 2 + r`, `|r| ≤ ln 2 / 2`; `e^r` by its Taylor series to `r¹³`, the next term is
/// below 5e-18; `2^k` by the exponent's bits.
pub fn exp(x: f64) -> f64 {
    /// 1.5 · 2⁵²: added to a small number it leaves the nearest integer in the low bits.
    const ROUNDER: f64 = 6_755_399_441_055_744.0;
    /// ln 2 in two parts, so that `k` times the first is exact.
    const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    /// 1/13!, 1/12!, …, 1/1!, 1/0!
    const TERMS: [f64; 14] = inverse_factorials();

    // Written so that NaN passes; below −700 nothing is left beside e⁰ = 1.
    let x = if x < -700.0 { -700.0 } else { x };
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let series = TERMS.iter().fold(0.0, |sum, term| sum * r + term);
    let exponent = shifted.to_bits().wrapping_add(1023) << 52;
    series * f64::from_bits(exponent)
}

const fn inverse_factorials() -> [f64; 14] {
    let mut terms = [1.0; 14];
    let mut factorial = 1.0;
    let mut n = 1;
    while n < 14 {
        factorial *= n as f64;
        terms[13 - n] = 1.0 / factorial;
        n += 1;
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_that_of_the_library_to_the_last_bits() {
        for step in 0..200_000 {
            let x = -f64::from(step) / 300.0;
            let expected = x.exp();
            assert!((exp(x) - expected).abs() <= 4e-16 * expected, "exp({x})");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(f64::NEG_INFINITY) < 1e-300);
        assert!(exp(f64::NAN).is_nan());
    }
}
