//! A table of figures: a name in front of each row, numbers behind it.

use leptos::prelude::*;

/// Rows of figures under their heads; on a narrow screen it scrolls in a box of its own.
#[component]
pub fn FigureTable(
    /// What the table shows, for screen readers.
    #[prop(into)]
    label: String,
    /// The heads of all columns.
    heads: Vec<String>,
    /// A row: its name, then a figure for each further column.
    #[prop(into)]
    rows: Signal<Vec<Vec<String>>>,
    /// Whether the last row sums the others up. Default is false.
    #[prop(optional)]
    has_foot: bool,
    /// `data-testid` of the table. Default is none.
    #[prop(into, optional)]
    testid: Option<String>,
) -> impl IntoView {
    let heads = heads.into_iter().enumerate().map(|(place, head)| {
        view! { <th scope="col" class=(place > 0).then_some("number")>{head}</th> }.into_any()
    });
    let heads: Vec<AnyView> = heads.collect();
    let n_in_foot = usize::from(has_foot);
    let body = move || {
        let rows = rows.read();
        let n_in_body = rows.len().saturating_sub(n_in_foot);
        rows[..n_in_body]
            .iter()
            .map(|texts| row(texts))
            .collect_view()
    };
    let foot = move || {
        let rows = rows.read();
        let last = rows.last().filter(|_| has_foot);
        last.map(|last| view! { <tfoot>{row(last)}</tfoot> })
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=label>
            <table class="table table--narrow" data-testid=testid>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{body}</tbody>
                {foot}
            </table>
        </div>
    }
    .into_any()
}

fn row(texts: &[String]) -> AnyView {
    let (name, figures) = texts
        .split_first()
        .map_or(("", &[][..]), |(name, rest)| (name, rest));
    let name = name.to_owned();
    let figures = figures
        .iter()
        .map(|figure| view! { <td class="number">{figure.clone()}</td> })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{name}</th>
            {figures}
        </tr>
    }
    .into_any()
}
