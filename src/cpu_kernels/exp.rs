//! An exponential function with the same bits on every platform.

use wide::{f64x2, i64x2};

/// `e^x` of numbers `x` ≤ 0 in pairs, to within 4e-16 of itself, 0 or nearly so far below; not a number stays not a number.
///
/// Own, because the libraries of two platforms differ in the last bit, and because it has no branches and no calls.
/// `x = k ln 2 + r`, `|r| ≤ ln 2 / 2`; `e^r` by its Taylor series to `r¹³`, the next term is below 5e-18; `2^k` by the
/// exponent's bits.
#[inline]
pub fn exp_of_pairs<const N: usize>(x: [f64x2; N]) -> [f64x2; N] {
    /// 1.5 · 2⁵²: added to a small number it leaves the nearest integer in the low bits.
    const ROUNDER: f64x2 = f64x2::splat(6_755_399_441_055_744.0);
    const LOG2_E: f64x2 = f64x2::splat(std::f64::consts::LOG2_E);
    /// ln 2 in two parts, so that `k` times the first is exact.
    const LN_2_HIGH: f64x2 = f64x2::splat(6.931_471_803_691_238e-1);
    const LN_2_LOW: f64x2 = f64x2::splat(1.908_214_929_270_587_7e-10);
    /// Below it nothing is left beside e⁰ = 1.
    const LEAST: f64x2 = f64x2::splat(-700.0);
    /// 1/13!, 1/12!, …, 1/1!, 1/0!
    const TERMS: [f64; 14] = inverse_factorials();

    // Written so that NaN passes.
    let x = x.map(|x| x.simd_lt(LEAST).select(LEAST, x));
    let shifted = x.map(|x| x * LOG2_E + ROUNDER);
    let r: [f64x2; N] = std::array::from_fn(|i| {
        let k = shifted[i] - ROUNDER;
        (x[i] - k * LN_2_HIGH) - k * LN_2_LOW
    });
    // Term by term for all pairs: a pair alone would wait for each of its operations.
    let [first, others @ ..] = TERMS;
    let mut series = [f64x2::splat(first); N];
    for term in others {
        let term = f64x2::splat(term);
        for (sum, r) in series.iter_mut().zip(&r) {
            *sum = *sum * *r + term;
        }
    }
    std::array::from_fn(|i| {
        let bits: i64x2 = bytemuck::cast(shifted[i]);
        let exponent: f64x2 = bytemuck::cast((bits + i64x2::splat(1023)) << 52);
        series[i] * exponent
    })
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

    fn exp(x: f64) -> f64 {
        let [pair] = exp_of_pairs([f64x2::new([x, -1.0])]);
        let [exponential, other] = pair.to_array();
        assert!((other - (-1f64).exp()).abs() < 1e-15);
        exponential
    }

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
