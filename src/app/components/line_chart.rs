//! A line chart for live curves: SVG lines that stretch with their box, text that does not.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;

use super::chart_table::ChartTable;
use super::save_picture::{Colours, SavePicture};
use super::series::{Mark, Series};
use crate::app::erased::{Show, memo};
use crate::session::format;
use crate::session::pictures::{self, PictureCurve};
use crate::session::plot::{self, BOX_SIZE, Projection, Range};
use crate::texts::text;

const N_X_TICKS: usize = 5;
const N_Y_TICKS: usize = 5;

/// Curves over common axes, with a legend and a readout that follows the pointer or the arrow keys.
#[component]
pub fn LineChart(
    /// What the chart shows.
    #[prop(into)]
    title: String,
    /// The curves; later ones are drawn above earlier ones.
    #[prop(into)]
    series: Signal<Vec<Series>>,
    /// The unit of the horizontal axis, in the singular, for the readout.
    #[prop(into)]
    x_label: String,
    /// The horizontal range, for a chart that fills from the left. Default spans the points.
    #[prop(into, optional)]
    x_range: Signal<Option<Range>>,
    /// The vertical range. Default spans the points, widened to ticks.
    #[prop(into, optional)]
    y_range: Signal<Option<Range>>,
    /// Formats a value of the vertical axis. Default is four decimals.
    #[prop(into, default = Callback::new(|value: f64| format!("{value:.4}")))]
    format_y: Callback<f64, String>,
    /// The text while there are no points.
    #[prop(into)]
    nothing: String,
    /// `data-testid` of the chart.
    #[prop(into)]
    testid: String,
) -> impl IntoView {
    let plot_area = NodeRef::<Div>::new();
    let cursor = RwSignal::new(None::<f64>);

    let has_points = memo(move |_| series.read().iter().any(|series| !series.points.is_empty()));
    let projection = memo(move |_| {
        let series = series.read();
        let points = || series.iter().flat_map(|series| series.points.iter());
        let unit = Range {
            start: 0.0,
            end: 1.0,
        };
        Projection {
            x: x_range
                .get()
                .or_else(|| Range::of(points().map(|point| point.0)))
                .unwrap_or(unit),
            y: y_range
                .get()
                .or_else(|| {
                    Range::of(points().map(|point| point.1)).map(|range| range.to_ticks(N_Y_TICKS))
                })
                .unwrap_or(unit),
        }
    });

    // Without points or a given range the axis has no scale.
    let has_x_scale = move || has_points.get() || x_range.read().is_some();
    let has_y_scale = move || has_points.get() || y_range.read().is_some();
    let readout = {
        let x_label = x_label.clone();
        move || {
            let Some(x) = cursor.get() else {
                return String::new();
            };
            let values: Vec<String> = series
                .read()
                .iter()
                .filter(|series| series.mark != Mark::FaintLine)
                .filter_map(|series| {
                    let (_, y) = plot::nearest(&series.points, x)?;
                    Some(format!("{} {}", series.name, format_y.run(y)))
                })
                .collect();
            let x = format::group_thousands(&format!("{x:.0}"));
            format!("{x_label} {x}: {}", values.join(" · "))
        }
    };
    let description = {
        let title = title.clone();
        move || {
            let last: Vec<String> = series
                .read()
                .iter()
                .filter_map(|series| {
                    let (_, y) = series.points.last()?;
                    Some(text!(
                        "chart-is-at",
                        name = series.name,
                        value = format_y.run(*y)
                    ))
                })
                .collect();
            format!("{title}: {}", last.join(", "))
        }
    };

    let point_at = move |event: PointerEvent| {
        let Some(area) = plot_area.get_untracked() else {
            return;
        };
        let area = area.get_bounding_client_rect();
        if has_points.get_untracked() && area.width() > 0.0 {
            let share = (f64::from(event.client_x()) - area.left()) / area.width();
            cursor.set(Some(
                projection
                    .get_untracked()
                    .x
                    .at(share.clamp(0.0, 1.0))
                    .round(),
            ));
        }
    };
    let move_by_key = move |event: KeyboardEvent| {
        let x = projection.get_untracked().x;
        let step = (x.end - x.start) / 50.0;
        let from = cursor.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" => from.map_or(x.start, |from| from + step),
            "ArrowLeft" => from.map_or(x.end, |from| from - step),
            "Home" => x.start,
            "End" => x.end,
            "Escape" => return cursor.set(None),
            _ => return,
        };
        event.prevent_default();
        if has_points.get_untracked() {
            cursor.set(Some(to.clamp(x.start, x.end)));
        }
    };

    let draw = {
        let (title, x_label) = (title.clone(), x_label.clone());
        Callback::new(move |colours: Colours| {
            let curves: Vec<PictureCurve> = series
                .read_untracked()
                .iter()
                .map(|series| PictureCurve {
                    name: series.name.clone(),
                    colour: colours.of(series.class, "", "--series-color"),
                    is_faint: series.mark == Mark::FaintLine,
                    has_dots: series.mark == Mark::Dots,
                    points: series.points.clone(),
                })
                .collect();
            let projection = projection.get_untracked();
            let ink = colours.ink();
            has_points
                .get_untracked()
                .then(|| pictures::chart(&title, &x_label, &curves, projection, &ink))
        })
    };

    let saved = testid.clone();
    let table_title = title.clone();
    view! {
        <figure class="chart" data-testid=testid.clone()>
            <figcaption class="chart__head">
                <span class="chart__title">{title.clone()}</span>
                <ul class="chart__legend">{move || legend(&series.read())}</ul>
            </figcaption>
            <div class="chart__body">
                <div class="chart__y-ticks" aria-hidden="true">
                    {move || has_y_scale().then(|| y_ticks(projection.get()))}
                </div>
                <div
                    class="chart__plot"
                    node_ref=plot_area
                    role="img"
                    tabindex="0"
                    aria-label=description
                    on:pointermove=point_at
                    on:pointerdown=point_at
                    on:pointerleave=move |_| cursor.set(None)
                    on:blur=move |_| cursor.set(None)
                    on:keydown=move_by_key
                >
                    <svg
                        class="chart__svg"
                        viewBox=format!("0 0 {BOX_SIZE} {BOX_SIZE}")
                        preserveAspectRatio="none"
                        aria-hidden="true"
                    >
                        {move || grid_lines(projection.get())}
                        {move || curves(&series.read(), projection.get())}
                        {move || cursor.get().map(|x| cursor_line(projection.get(), x))}
                    </svg>
                    <Show when=move || !has_points.get()>
                        <p class="chart__nothing">{nothing.clone()}</p>
                    </Show>
                </div>
                <div class="chart__x-ticks" aria-hidden="true">
                    {move || has_x_scale().then(|| x_ticks(projection.get()))}
                </div>
            </div>
            <div class="chart__foot">
                <p class="chart__readout" aria-live="polite" data-testid=format!("{testid}-readout")>
                    {readout}
                </p>
                <span class="chart__x-label" aria-hidden="true">{x_label.clone()}</span>
                <Show when=move || has_points.get()>
                    <SavePicture title=title.clone() testid=saved.clone() draw=draw />
                </Show>
            </div>
            <ChartTable title=table_title series=series x_label=x_label format_y=format_y testid=format!("{testid}-table") />
        </figure>
    }
}

fn legend(series: &[Series]) -> impl IntoView + use<> {
    series
        .iter()
        .filter(|series| series.mark != Mark::FaintLine)
        .map(|series| {
            let shape = match series.mark {
                Mark::Line | Mark::FaintLine => "chart__key",
                Mark::Dots => "chart__key chart__key--dots",
            };
            view! { <li class=format!("{shape} {}", series.class)>{series.name.clone()}</li> }
        })
        .collect_view()
}

fn y_ticks(projection: Projection) -> impl IntoView {
    plot::ticks(projection.y, N_Y_TICKS)
        .into_iter()
        .map(|tick| {
            let bottom = projection.y.share(tick.value) * 100.0;
            view! { <span class="chart__tick" prop:style=format!("bottom: {bottom:.2}%")>{tick.label}</span> }
        })
        .collect_view()
}

fn x_ticks(projection: Projection) -> impl IntoView {
    plot::ticks(projection.x, N_X_TICKS)
        .into_iter()
        .map(|tick| {
            let left = projection.x.share(tick.value) * 100.0;
            view! { <span class="chart__tick" prop:style=format!("left: {left:.2}%")>{tick.label}</span> }
        })
        .collect_view()
}

fn grid_lines(projection: Projection) -> impl IntoView {
    plot::ticks(projection.y, N_Y_TICKS)
        .into_iter()
        .map(|tick| {
            let (_, y) = projection.point((projection.x.start, tick.value));
            view! { <line class="chart__grid" x1="0" x2=BOX_SIZE.to_string() y1=y.to_string() y2=y.to_string() /> }
        })
        .collect_view()
}

fn curves(series: &[Series], projection: Projection) -> impl IntoView + use<> {
    series
        .iter()
        .map(|series| {
            let line = match series.mark {
                Mark::Line | Mark::Dots => "chart__line",
                Mark::FaintLine => "chart__line chart__line--faint",
            };
            let dots = (series.mark == Mark::Dots).then(|| {
                view! { <path class="chart__dots" d=projection.dots(&series.points) /> }
            });
            view! {
                <g class=series.class>
                    <polyline class=line points=projection.polyline(&series.points) />
                    {dots}
                </g>
            }
        })
        .collect_view()
}

fn cursor_line(projection: Projection, x: f64) -> impl IntoView {
    let (x, _) = projection.point((x, projection.y.start));
    view! { <line class="chart__cursor" x1=x.to_string() x2=x.to_string() y1="0" y2=BOX_SIZE.to_string() /> }
}
