//! The arithmetic of charts: ranges, ticks, and points of curves in the box that a view draws.

use super::format::group_thousands;

/// Width and height of a chart's box in SVG units; CSS stretches it.
pub const BOX_SIZE: f64 = 1000.0;
/// Dots of a curve at most: on a chart of ordinary width more would touch, and a live chart draws all of them at each report.
const MAX_DOTS: usize = 50;

/// An interval on an axis; `start < end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub start: f64,
    pub end: f64,
}

impl Range {
    /// From the smallest to the largest finite value; none where there are no such values or only one.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let (start, end) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(start, end), value| {
                (start.min(value), end.max(value))
            });
        (start < end).then_some(Self { start, end })
    }

    /// Widened to the ticks around it.
    pub fn to_ticks(self, n_ticks: usize) -> Self {
        let step = tick_step(self, n_ticks);
        Self {
            start: (self.start / step).floor() * step,
            end: (self.end / step).ceil() * step,
        }
    }

    /// The position of a value in the range: 0 at the start, 1 at the end.
    pub fn share(self, value: f64) -> f64 {
        (value - self.start) / (self.end - self.start)
    }

    /// The value at this position, the inverse of [`Self::share`].
    pub fn at(self, share: f64) -> f64 {
        self.start + share * (self.end - self.start)
    }
}

/// The distance between ticks: 1, 2 or 5 times a power of ten, so that about `n_ticks` fit.
fn tick_step(range: Range, n_ticks: usize) -> f64 {
    let rough = (range.end - range.start) / n_ticks.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let factor = match rough / power {
        ratio if ratio <= 1.0 => 1.0,
        ratio if ratio <= 2.0 => 2.0,
        ratio if ratio <= 5.0 => 5.0,
        _ => 10.0,
    };
    factor * power
}

/// A value on an axis and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub value: f64,
    pub label: String,
}

/// About `n_ticks` round values within the range, with as many decimals as their distance needs.
pub fn ticks(range: Range, n_ticks: usize) -> Vec<Tick> {
    let step = tick_step(range, n_ticks);
    let n_decimals = (-step.log10().floor()).max(0.0) as usize;
    // Half a thousandth of a step allows for rounding in the range's ends.
    let first = (range.start / step - 5e-4).ceil() as i64;
    let last = (range.end / step + 5e-4).floor() as i64;
    (first..=last)
        .map(|index| {
            let value = index as f64 * step;
            Tick {
                value,
                label: group_thousands(&format!("{value:.n_decimals$}")),
            }
        })
        .collect()
}

/// From values to the chart's box, whose vertical axis points down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    pub x: Range,
    pub y: Range,
}

impl Projection {
    /// Where a point lies in the box; values beyond the range stay on its edge.
    pub fn point(self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            self.x.share(x).clamp(0.0, 1.0) * BOX_SIZE,
            (1.0 - self.y.share(y).clamp(0.0, 1.0)) * BOX_SIZE,
        )
    }

    /// The `points` of an SVG polyline; points without a finite value are left out.
    pub fn polyline(self, curve: &[(f64, f64)]) -> String {
        let mut text = String::with_capacity(curve.len() * 14);
        for (x, y) in self.finite_points(curve.iter()) {
            if !text.is_empty() {
                text.push(' ');
            }
            text += &format!("{x:.1},{y:.1}");
        }
        text
    }

    /// The path of an SVG line of no length at each dotted point, which round caps turn into dots that never stretch.
    pub fn dots(self, curve: &[(f64, f64)]) -> String {
        self.finite_points(dotted(curve))
            .map(|(x, y)| format!("M{x:.1} {y:.1}h0"))
            .collect()
    }

    fn finite_points<'a>(
        self,
        curve: impl Iterator<Item = &'a (f64, f64)>,
    ) -> impl Iterator<Item = (f64, f64)> {
        curve
            .copied()
            .filter(|(x, y)| x.is_finite() && y.is_finite())
            .map(move |point| self.point(point))
    }
}

/// The points of a curve that have a dot: all, or of many every second, third and so on.
pub fn dotted(curve: &[(f64, f64)]) -> impl Iterator<Item = &(f64, f64)> {
    curve.iter().step_by(curve.len().div_ceil(MAX_DOTS).max(1))
}

/// The point of a curve whose `x` is nearest; the curve's `x` grow.
pub fn nearest(curve: &[(f64, f64)], x: f64) -> Option<(f64, f64)> {
    let after = curve.partition_point(|point| point.0 < x);
    let candidates = &curve[after.saturating_sub(1)..curve.len().min(after + 1)];
    candidates
        .iter()
        .copied()
        .min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs()))
}

/// Each value as the mean of itself and up to `n_beside` neighbours on either side. At the start there are as many after
/// as before, so that a steep beginning stays steep; at the end, where a live curve grows, the mean is over earlier values only, so
/// that the newest values do not make it jump.
pub fn smooth(curve: &[(f64, f64)], n_beside: usize) -> Vec<(f64, f64)> {
    let mut sums = Vec::with_capacity(curve.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for (_, value) in curve {
        sum += value;
        sums.push(sum);
    }
    curve
        .iter()
        .enumerate()
        .map(|(index, &(x, _))| {
            let n_before = n_beside.min(index);
            let n_after = n_before.min(curve.len() - 1 - index);
            let total = sums[index + n_after + 1] - sums[index - n_before];
            (x, total / (n_before + n_after + 1) as f64)
        })
        .collect()
}

/// The colour of a cell of the confusion matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heat {
    /// Share of the full colour, in percent.
    pub percent: f64,
    /// Whether text on it needs the second text colour.
    pub is_strong: bool,
}

/// The colour for a share of a row.
///
/// Shares up to a half use the lower part of the scale and the others its top: neither ink can be read on the colours
/// between. The root makes rare confusions visible.
pub fn heat(share: f64) -> Heat {
    let share = share.clamp(0.0, 1.0);
    if share <= 0.5 {
        Heat {
            percent: 45.0 * (share / 0.5).sqrt(),
            is_strong: false,
        }
    } else {
        Heat {
            percent: 75.0 + 25.0 * (share - 0.5) / 0.5,
            is_strong: true,
        }
    }
}

/// As [`heat`], but even the smallest share above 0 stands out from the ground.
pub fn visible_heat(share: f64) -> Heat {
    const LEAST: f64 = 14.0;
    let heat = heat(share);
    if heat.is_strong || share <= 0.0 {
        return heat;
    }
    Heat {
        percent: LEAST + heat.percent * (45.0 - LEAST) / 45.0,
        is_strong: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Range = Range {
        start: 0.0,
        end: 1.0,
    };

    fn labels(start: f64, end: f64, n_ticks: usize) -> Vec<String> {
        ticks(Range { start, end }, n_ticks)
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn a_range_ignores_what_is_not_finite() {
        let range = Range::of([0.5, f64::NAN, 2.5, f64::INFINITY]);
        assert_eq!(
            range,
            Some(Range {
                start: 0.5,
                end: 2.5
            })
        );
        assert_eq!(Range::of([]), None);
        assert_eq!(Range::of([3.0, 3.0]), None);
    }

    #[test]
    fn ticks_are_round_numbers() {
        assert_eq!(
            labels(0.0, 1.0, 5),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
        );
        assert_eq!(labels(0.31, 2.4, 4), ["1", "2"]);
        assert_eq!(
            labels(0.0, 5625.0, 4),
            ["0", "2\u{202f}000", "4\u{202f}000"]
        );
        assert_eq!(labels(0.0, 0.03, 3), ["0.00", "0.01", "0.02", "0.03"]);
        assert_eq!(labels(-1.0, 1.0, 4), ["-1.0", "-0.5", "0.0", "0.5", "1.0"]);
    }

    #[test]
    fn a_range_widens_to_its_ticks() {
        let range = Range {
            start: 0.31,
            end: 2.4,
        };
        assert_eq!(
            range.to_ticks(4),
            Range {
                start: 0.0,
                end: 3.0
            }
        );
    }

    #[test]
    fn the_box_points_down() {
        let projection = Projection { x: UNIT, y: UNIT };
        assert_eq!(projection.point((0.0, 0.0)), (0.0, 1000.0));
        assert_eq!(projection.point((0.25, 1.0)), (250.0, 0.0));
        assert_eq!(projection.point((0.5, 7.0)), (500.0, 0.0));
    }

    #[test]
    fn a_curve_becomes_a_line_and_dots_without_its_holes() {
        let projection = Projection { x: UNIT, y: UNIT };
        let curve = [(0.0, 1.0), (0.5, f64::NAN), (1.0, 0.5)];
        assert_eq!(projection.polyline(&curve), "0.0,0.0 1000.0,500.0");
        assert_eq!(projection.dots(&curve), "M0.0 0.0h0M1000.0 500.0h0");
    }

    #[test]
    fn a_long_curve_has_few_dots() {
        let curve = |n_points: usize| vec![(0.0, 0.0); n_points];
        let n_dots = [0, 3, 50, 51, 200].map(|n_points| dotted(&curve(n_points)).count());
        assert_eq!(n_dots, [0, 3, 50, 26, 50]);
    }

    #[test]
    fn the_nearest_point_is_found_from_either_side_and_beyond_the_ends() {
        let curve = [(1.0, 10.0), (2.0, 20.0), (4.0, 40.0)];
        assert_eq!(nearest(&curve, 2.9), Some((2.0, 20.0)));
        assert_eq!(nearest(&curve, 3.1), Some((4.0, 40.0)));
        assert_eq!(nearest(&curve, -5.0), Some((1.0, 10.0)));
        assert_eq!(nearest(&curve, 99.0), Some((4.0, 40.0)));
        assert_eq!(nearest(&[], 1.0), None);
    }

    #[test]
    fn smoothing_keeps_the_start_and_looks_back_at_the_end() {
        let curve = [(1.0, 3.0), (2.0, 0.0), (3.0, 6.0), (4.0, 0.0), (5.0, 1.0)];
        let smooth_values: Vec<f64> = smooth(&curve, 1).into_iter().map(|point| point.1).collect();
        assert_eq!(smooth_values, [3.0, 3.0, 2.0, 7.0 / 3.0, 0.5]);
        assert_eq!(smooth(&curve, 1)[4].0, 5.0);
        assert_eq!(smooth(&[], 5), []);
    }

    #[test]
    fn more_confusion_is_never_paler_and_no_colour_lies_where_no_ink_is_readable() {
        let heats: Vec<Heat> = (0..=1000)
            .map(|count| heat(f64::from(count) / 1000.0))
            .collect();
        assert!(
            heats
                .windows(2)
                .all(|pair| pair[0].percent < pair[1].percent)
        );
        assert!(
            heats
                .iter()
                .all(|heat| heat.percent <= 45.0 || heat.percent > 75.0)
        );
        assert_eq!(heats[0].percent, 0.0);
        assert_eq!(visible_heat(0.0).percent, 0.0);
        assert!((14.0..16.0).contains(&visible_heat(0.001).percent));
        assert_eq!(visible_heat(0.5).percent, 45.0);
        assert_eq!(heats[1000].percent, 100.0);
    }
}
