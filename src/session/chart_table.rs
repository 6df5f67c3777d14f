//! The curves of a chart as rows of a table: few enough to be read, and with every point of short curves.

use super::plot;

/// A curve with at most so many points has each of them in the table.
const MAX_POINTS_OF_SHORT: usize = 24;
/// Rows for a longer curve.
const N_ROWS_OF_LONG: usize = 11;

/// The value of each curve at some places; none where a short curve has no point.
///
/// - `curves`: the points of each, by increasing `x`
pub fn rows(curves: &[&[(f64, f64)]]) -> Vec<(f64, Vec<Option<f64>>)> {
    let mut places: Vec<f64> = curves.iter().flat_map(|points| places(points)).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    places
        .into_iter()
        .map(|x| {
            let values = curves.iter().map(|points| value_at(points, x)).collect();
            (x, values)
        })
        .collect()
}

fn places(points: &[(f64, f64)]) -> Vec<f64> {
    let last = points.len().saturating_sub(1);
    if points.len() <= MAX_POINTS_OF_SHORT {
        return points.iter().map(|point| point.0).collect();
    }
    (0..N_ROWS_OF_LONG)
        .map(|row| points[row * last / (N_ROWS_OF_LONG - 1)].0)
        .collect()
}

fn value_at(points: &[(f64, f64)], x: f64) -> Option<f64> {
    let (nearest, y) = plot::nearest(points, x)?;
    (nearest == x || points.len() > MAX_POINTS_OF_SHORT).then_some(y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_curve_is_sampled_and_a_short_one_is_complete() {
        let long: Vec<(f64, f64)> = (0..=1000)
            .map(|x| (f64::from(x), f64::from(x) / 10.0))
            .collect();
        let short = [(500.0, 1.0), (950.0, 2.0)];
        let rows = rows(&[&long, &short]);
        assert_eq!(rows.len(), 12, "one place is in both");
        assert_eq!(rows[0], (0.0, vec![Some(0.0), None]));
        assert_eq!(rows[5], (500.0, vec![Some(50.0), Some(1.0)]));
        assert_eq!(rows[10], (950.0, vec![Some(95.0), Some(2.0)]));
        assert_eq!(rows[11], (1000.0, vec![Some(100.0), None]));
    }

    #[test]
    fn without_points_there_are_no_rows() {
        assert_eq!(rows(&[&[], &[]]), []);
    }
}
