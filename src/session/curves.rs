//! A curve that grows with a run and never holds more points than a chart can show.

use serde::{Deserialize, Serialize};

/// Points of a curve at most: more than a chart of usual width can resolve.
pub const MAX_POINTS: usize = 500;

/// The mean of a few neighbouring steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The last of those steps, counting from 1.
    pub step: f64,
    pub value: f64,
}

/// One value a step, thinned by averaging: above [`MAX_POINTS`] each pair of neighbours becomes one point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    #[serde(with = "as_bytes")]
    points: Vec<CurvePoint>,
    /// Steps that share a point.
    n_steps_per_point: usize,
    /// Values of the point that is not complete yet.
    pending: Vec<f64>,
    /// The newest step so far.
    step: usize,
}

impl Default for Curve {
    fn default() -> Self {
        Self {
            points: Vec::new(),
            n_steps_per_point: 1,
            pending: Vec::new(),
            step: 0,
        }
    }
}

impl Curve {
    /// Appends the newest values, one a step, of which the last belongs to `step`. Steps already known are skipped, so a
    /// repeated event does no harm.
    pub fn extend(&mut self, step: usize, values: &[f32]) {
        let n_new = step.saturating_sub(self.step).min(values.len());
        for (i, &value) in values[values.len() - n_new..].iter().enumerate() {
            self.push(step - n_new + i + 1, f64::from(value));
        }
    }

    /// The points, at most [`MAX_POINTS`].
    pub fn points(&self) -> &[CurvePoint] {
        &self.points
    }

    /// The newest point.
    pub fn last(&self) -> Option<CurvePoint> {
        self.points.last().copied()
    }

    fn push(&mut self, step: usize, value: f64) {
        self.step = step;
        self.pending.push(value);
        if self.pending.len() < self.n_steps_per_point {
            return;
        }
        self.points.push(CurvePoint {
            step: step as f64,
            value: mean(&self.pending),
        });
        self.pending.clear();
        if self.points.len() > MAX_POINTS {
            self.thin();
        }
    }

    fn thin(&mut self) {
        // An odd point at the end becomes pending again: it is half of a new point.
        if self.points.len() % 2 == 1
            && let Some(odd) = self.points.pop()
        {
            self.pending = vec![odd.value; self.n_steps_per_point];
        }
        self.points = self
            .points
            .chunks_exact(2)
            .map(|pair| CurvePoint {
                step: pair[1].step,
                value: (pair[0].value + pair[1].value) / 2.0,
            })
            .collect();
        self.n_steps_per_point *= 2;
    }
}

/// Points as bytes, step and value in eight each: a stored run would otherwise be a thousand JavaScript objects.
mod as_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::CurvePoint;

    pub fn serialize<S: Serializer>(points: &[CurvePoint], to: S) -> Result<S::Ok, S::Error> {
        let numbers = points.iter().flat_map(|point| [point.step, point.value]);
        let bytes: Vec<u8> = numbers.flat_map(f64::to_le_bytes).collect();
        to.serialize_bytes(&bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<CurvePoint>, D::Error> {
        let bytes = serde_bytes::ByteBuf::deserialize(from)?;
        let (numbers, rest) = bytes.as_chunks::<8>();
        let (pairs, odd) = numbers.as_chunks::<2>();
        if !rest.is_empty() || !odd.is_empty() {
            return Err(D::Error::custom("a curve ends in the middle of a point"));
        }
        let point = |&[step, value]: &[[u8; 8]; 2]| CurvePoint {
            step: f64::from_le_bytes(step),
            value: f64::from_le_bytes(value),
        };
        Ok(pairs.iter().map(point).collect())
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_curve_keeps_every_step() {
        let mut curve = Curve::default();
        curve.extend(2, &[2.5, 2.0]);
        curve.extend(3, &[1.5]);
        let values: Vec<f64> = curve.points().iter().map(|point| point.value).collect();
        assert_eq!(values, [2.5, 2.0, 1.5]);
        assert_eq!(curve.last().map(|point| point.step), Some(3.0));
    }

    #[test]
    fn a_repeated_or_overlapping_report_does_no_harm() {
        let mut curve = Curve::default();
        curve.extend(2, &[2.5, 2.0]);
        curve.extend(2, &[2.5, 2.0]);
        curve.extend(3, &[2.0, 1.5]);
        assert_eq!(curve.points().len(), 3);
    }

    #[test]
    fn a_long_curve_stays_short_and_keeps_its_mean() {
        let mut curve = Curve::default();
        for step in 1..=5625 {
            curve.extend(step, &[step as f32]);
        }
        assert!(curve.points().len() <= MAX_POINTS);
        assert!(curve.points().len() > MAX_POINTS / 4);
        assert_eq!(curve.n_steps_per_point, 16);
        for point in curve.points() {
            // The mean of sixteen neighbours lies 7.5 before the last of them.
            assert_eq!(point.value, point.step - 7.5);
        }
    }
}
