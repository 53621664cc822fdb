//! A metric over the versions of a model.

use std::sync::Arc;

use leptos::prelude::*;
use mlflow::ModelVersion;
use plot::{AxisKind, Point, csv};

use super::Here;
use crate::{
    i18n::metric,
    state::use_words,
    viewer::{
        components::Chart,
        state::{Plot, PlotLine},
        words::{model, use_viewer_words},
    },
};

/// Numbers of versions, in their order, each with the metric's value.
fn values(versions: &[ModelVersion], value: impl Fn(&ModelVersion) -> Option<f64>) -> Vec<(u64, f64)> {
    let mut values: Vec<(u64, f64)> =
        versions.iter().filter_map(|version| Some((version.version, value(version)?))).collect();
    values.sort_by_key(|(version, _)| *version);
    values
}

/// The line over all versions, and the version in Production as a line of one point.
fn plot_of(values: &[(u64, f64)], base: Option<u64>, metric: &str, t: &model::Words) -> Plot {
    #[allow(clippy::cast_precision_loss, reason = "drawn")]
    let point = |&(version, value): &(u64, f64)| Point::new(version as f64, value);
    let line = |name: &str, points: Vec<Point>| PlotLine {
        name: name.to_owned(),
        points,
        raw: None,
        note: String::new(),
    };
    let mut lines = vec![line(metric, values.iter().map(point).collect())];
    if let Some(used) = values.iter().find(|(version, _)| Some(*version) == base) {
        lines.push(line(t.base, vec![point(used)]));
    }
    Plot {
        lines,
        x_title: t.version.to_owned(),
        y_title: metric.to_owned(),
        x_kind: AxisKind::Whole,
        ..Plot::default()
    }
}

/// The chosen metric over the versions whose runs have been read; the table below holds the same numbers.
#[component]
pub(super) fn MetricChart(
    /// The page.
    here: Here,
) -> impl IntoView {
    let words = use_words();
    let t = use_viewer_words(model::words);
    let values = Memo::new(move |_| {
        here.metric.with(|metric| {
            here.versions.pages.with(|pages| {
                here.queue.runs.with(|runs| values(&pages.items, |version| runs.metric(version, metric)))
            })
        })
    });
    let base = Memo::new(move |_| here.base.with(|base| base.as_ref().map(|base| base.version)));
    let plot = Memo::new(move |_| {
        let metric = here.metric.get();
        Arc::new(values.with(|values| plot_of(values, base.get(), &metric, t.get())))
    });
    let label = move || {
        let lang = words.lang();
        let point = |(version, value): (u64, f64)| format!("{} (v{version})", metric(lang, value));
        let name = here.metric.get();
        values.with(|values| match (values.first(), values.last()) {
            (Some(first), Some(last)) => (t.get().chart)(&name, values.len(), &point(*first), &point(*last)),
            _ => name,
        })
    };
    let file = move || {
        let name =
            here.model.with(|model| model.as_ref().map(|model| model.name.clone()).unwrap_or_default());
        format!("{name}-{}", here.metric.get())
    };
    let table = move |()| {
        let rows = values.with_untracked(|values| {
            values
                .iter()
                .map(|(version, value)| vec![version.to_string(), value.to_string()])
                .collect::<Vec<_>>()
        });
        let head = vec!["version".to_owned(), here.metric.get_untracked()];
        csv(std::iter::once(head).chain(rows).collect::<Vec<_>>())
    };
    let is_line = Memo::new(move |_| {
        values.with(|values| values.iter().filter(|(_, value)| value.is_finite()).count() > 1)
    });
    move || {
        is_line.get().then(|| {
            view! {
                <Chart
                    plot=Signal::derive(move || plot.get())
                    label=Signal::derive(label)
                    file=Signal::derive(file)
                    csv=Callback::new(table)
                />
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use battle::Lang;

    use super::*;

    #[test]
    fn versions_stand_in_their_order_and_the_one_in_production_has_a_mark() {
        let version = |number| ModelVersion { version: number, ..ModelVersion::default() };
        let versions = [4, 3, 2, 1].map(version);
        let values =
            values(&versions, |version| (version.version != 2).then_some(version.version as f64 / 10.0));
        assert_eq!(values, [(1, 0.1), (3, 0.3), (4, 0.4)]);
        let plot = plot_of(&values, Some(3), "acc", model::words(Lang::En));
        assert_eq!(plot.lines.len(), 2);
        assert_eq!((plot.lines[0].name.as_str(), plot.lines[0].points.len()), ("acc", 3));
        assert_eq!(plot.lines[1].points, [Point::new(3.0, 0.3)]);
        assert_eq!(plot_of(&values, Some(2), "acc", model::words(Lang::En)).lines.len(), 1);
    }
}
