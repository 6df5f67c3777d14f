//! Sweeps: one setting over several values, run one after another and drawn as one picture.

use leptos::prelude::*;

use super::RunsState;
use crate::app::components::{Colours, NumberField, SavePicture};
use crate::app::erased::{Show, memo};
use crate::session::format::{NOTHING, percent, sentence};
use crate::session::lesson::changed_settings;
use crate::session::pictures::{self, PictureDot};
use crate::session::plot::{self, Range};
use crate::session::settings::FormField;
use crate::session::stored_runs::{StoredRun, setting_name, setting_names};
use crate::session::sweep::{self, SweepPicture, SweepPoint};
use crate::texts::text;

/// A card that starts a sweep and shows the newest, or another one.
#[component]
pub fn Sweeps() -> impl IntoView {
    let state = RunsState::expect();
    let form = state.context.form;
    let is_busy = state.is_busy();
    let field = RwSignal::new(FormField::Seed);
    let values = RwSignal::new(sweep::example(FormField::Seed).to_owned());
    let planned = memo(move |_| {
        form.with(|form| values.with(|values| sweep::parse(form, field.get(), values)))
    });
    // An option's value is its place among the fields.
    let choose_field = move |event| {
        let place = event_target_value(&event).parse::<usize>();
        let chosen = place.ok().and_then(|place| sweep::FIELDS.get(place));
        if let Some(&chosen) = chosen {
            field.set(chosen);
            values.set(sweep::example(chosen).to_owned());
        }
    };
    let changed = move || {
        let config = form.with(|form| form.parse().ok())?;
        let changed = changed_settings(&config);
        (!changed.is_empty()).then(|| setting_names(&changed))
    };
    let start = move |_| {
        if let Ok(sweep) = planned.get_untracked() {
            state.context.client.run_sweep(state.device_choice(), sweep);
        }
    };
    let plan = move || {
        planned.with(|planned| {
            let Ok(sweep) = planned else {
                return String::new();
            };
            let n_runs = sweep.configs.len();
            let model = form.read().model.title();
            match state.duration(&sweep.configs) {
                Some(duration) => {
                    text!(
                        "runs-sweep-plan-time",
                        n = n_runs,
                        model = model,
                        duration = duration
                    )
                }
                None => text!("runs-sweep-plan", n = n_runs, model = model),
            }
        })
    };
    let options = sweep::FIELDS
        .into_iter()
        .enumerate()
        .map(|(place, field)| view! { <option value=place>{field.title()}</option> });
    view! {
        <section class="card" aria-labelledby="sweeps-title">
            <h2 class="card__title" id="sweeps-title">{text!("runs-sweep-title")}</h2>
            <div class="row row--end">
                <div class="field">
                    <label class="field__label" for="sweep-field">{text!("runs-sweep-setting")}</label>
                    <select class="select" id="sweep-field" data-testid="sweep-field" on:change=choose_field>
                        {options.collect_view()}
                    </select>
                </div>
            </div>
            <NumberField
                id="sweep-values"
                label=text!("runs-sweep-values")
                value=values
                help=Signal::derive(plan)
                error=Signal::derive(move || planned.with(|planned| planned.as_ref().err().cloned()))
                on_change=move |typed| values.set(typed)
            />
            <div class="row">
                <button
                    class="button button--primary"
                    type="button"
                    data-testid="sweep-start"
                    disabled=move || is_busy.get() || planned.read().is_err()
                    on:click=start
                >
                    {text!("runs-sweep-start")}
                </button>
            </div>
            <p class="card__hint">
                {text!("runs-sweep-hint")}
                {move || changed().map(|settings| format!(" {}", text!("train-changed-settings", settings = settings)))}
            </p>
            <Picture />
        </section>
    }
}

/// The picture of a sweep.
#[component]
fn Picture() -> impl IntoView {
    let state = RunsState::expect();
    let picked = RwSignal::new(None::<String>);
    let groups = memo(move |_| state.stored_runs.read().groups());
    let shown = memo(move |_| {
        let groups = groups.read();
        let picked = picked.get().filter(|picked| groups.contains(picked));
        picked.or_else(|| groups.first().cloned())
    });
    let picture = memo(move |_| {
        let name = shown.get()?;
        state.stored_runs.with(|stored_runs| {
            let runs: Vec<&StoredRun> = stored_runs.group(&name).collect();
            sweep::picture(&runs)
        })
    });
    let save = Callback::new(move |colours: Colours| {
        let name = shown.get_untracked()?;
        let title = state
            .stored_runs
            .with_untracked(|stored_runs| sweep::title(stored_runs, &name));
        let picture = picture.get_untracked()?;
        let range = range(&picture.points);
        let dots = picture.points.iter().map(|point| PictureDot {
            label: point.value.clone(),
            share: point.accuracy.map(|accuracy| range.share(accuracy * 100.0)),
            value: point.accuracy.map_or_else(|| NOTHING.to_owned(), percent),
        });
        let dots: Vec<PictureDot> = dots.collect();
        let colour = colours.of("", "", "--color-train");
        Some(pictures::dots(
            &title,
            &dots,
            range,
            &colour,
            &colours.ink(),
        ))
    });
    let choice = move || {
        let groups = groups.get();
        let options = groups.iter().map(|name| {
            let this = name.clone();
            let title = state.stored_runs.with(|stored_runs| sweep::title(stored_runs, name));
            view! {
                <option value=name.clone() prop:selected=move || shown.read().as_ref() == Some(&this)>{title}</option>
            }
        });
        (!groups.is_empty()).then(|| {
            view! {
                <div class="field">
                    <label class="field__label" for="sweep-shown">{text!("runs-sweep")}</label>
                    <select
                        class="select"
                        id="sweep-shown"
                        data-testid="sweep-shown"
                        on:change=move |event| picked.set(Some(event_target_value(&event)))
                    >
                        {options.collect_view()}
                    </select>
                </div>
            }
        })
    };
    view! {
        {choice}
        {move || picture.get().map(draw)}
        <Show when=move || picture.read().is_some()>
            <SavePicture title=text!("runs-sweep").to_owned() testid="runs-sweep" draw=save />
        </Show>
    }
}

/// The scale of the dots, in percent.
fn range(points: &[SweepPoint]) -> Range {
    let known = points.iter().filter_map(|point| point.accuracy);
    let found = Range::of(known.map(|accuracy| accuracy * 100.0));
    let full = Range {
        start: 0.0,
        end: 100.0,
    };
    found.map_or(full, |range| range.to_ticks(4))
}

/// A row a value, a dot at its accuracy, all on one scale, and all dots together above.
fn draw(picture: SweepPicture) -> AnyView {
    let SweepPicture {
        setting,
        points,
        verdict,
    } = picture;
    let setting = setting_name(setting);
    let known: Vec<f64> = points.iter().filter_map(|point| point.accuracy).collect();
    let range = range(&points);
    let at = move |accuracy: f64| format!("--at: {:.2}%", range.share(accuracy * 100.0) * 100.0);
    let all = known
        .iter()
        .map(|&accuracy| view! { <span class="strip__dot strip__dot--all" prop:style=at(accuracy)></span> })
        .collect_view();
    let ticks = plot::ticks(range, 4)
        .into_iter()
        .map(|tick| {
            let left = range.share(tick.value) * 100.0;
            view! { <span class="strip__tick" prop:style=format!("--at: {left:.2}%")>{tick.label} " %"</span> }
        })
        .collect_view();
    let row = |SweepPoint { value, accuracy }: SweepPoint| {
        let dot = accuracy
            .map(|accuracy| view! { <span class="strip__dot" prop:style=at(accuracy)></span> });
        view! {
            <tr>
                <th scope="row">{value}</th>
                <td class="strip__track" aria-hidden="true">{dot}</td>
                <td class="strip__value">{accuracy.map_or_else(|| NOTHING.to_owned(), percent)}</td>
            </tr>
        }
    };
    view! {
        <p data-testid="sweep-verdict">{verdict}</p>
        <table class="strip" data-testid="sweep-picture">
            <caption class="visually-hidden">{text!("runs-sweep-caption", setting = setting)}</caption>
            <thead>
                <tr>
                    <th scope="col">{sentence(setting)}</th>
                    <td class="strip__track" aria-hidden="true">{all}</td>
                    <th scope="col">{text!("common-accuracy")}</th>
                </tr>
            </thead>
            <tbody>{points.into_iter().map(row).collect_view()}</tbody>
            <tfoot aria-hidden="true">
                <tr>
                    <td></td>
                    <td class="strip__track">{ticks}</td>
                    <td></td>
                </tr>
            </tfoot>
        </table>
    }
    .into_any()
}
