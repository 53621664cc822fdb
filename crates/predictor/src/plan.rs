//! A graph compiled by tract: rows → P(class 1).

use std::fmt;
use std::sync::Arc;

use tabular::TreeEnsemble;
use tract_onnx::pb::ModelProto;
use tract_onnx::tract_hir::internal::*;

use crate::graph::unsupported;
use crate::metadata::shorten;
use crate::{PredictorError, operators, sizes};

/// Most rows that are given to a plan at a time: bounds the memory of a prediction.
pub(crate) const BLOCK: usize = 4096;

/// A runnable plan with one input of `rows × columns`.
pub(crate) struct Plan {
    runnable: Arc<TypedRunnableModel>,
    /// The trees of a graph that is nothing else. They are asked directly, since setting tract to work takes longer than
    /// a row does.
    lone: Option<TreeEnsemble>,
    columns: usize,
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan").field("columns", &self.columns).finish_non_exhaustive()
    }
}

/// Trees, splits and memory of all ensembles in a plan.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    pub(crate) trees: usize,
    pub(crate) splits: usize,
    pub(crate) bytes: usize,
}

impl Plan {
    /// Compiles a pruned graph for any number of rows.
    pub(crate) fn compile(proto: &ModelProto, columns: usize) -> Result<Self, PredictorError> {
        let plan = Self::for_any_output(proto, columns)?;
        plan.check_output()?;
        Ok(plan)
    }

    /// The same for a graph whose output is not probabilities.
    pub(crate) fn for_any_output(proto: &ModelProto, columns: usize) -> Result<Self, PredictorError> {
        let compile = || -> TractResult<_> {
            let mut model = operators::onnx().model_for_proto_model(proto)?;
            let rows = model.symbols.sym("rows");
            model.set_input_fact(0, f32::fact(dims!(rows.clone(), columns)).into())?;
            let model = model.into_typed()?;
            sizes::check(&model, &rows)?;
            model.into_runnable()
        };
        let runnable = compile().map_err(|error| unsupported(explain(&error)))?;
        let lone = lone(runnable.model());
        Ok(Self { runnable, lone, columns })
    }

    /// The output must have one or two columns for each row.
    fn check_output(&self) -> Result<(), PredictorError> {
        let fact = self.runnable.model().output_fact(0).map_err(|error| unsupported(explain(&error)))?;
        let columns = fact.shape.get(1).and_then(|columns| columns.to_usize().ok());
        match (fact.rank(), columns) {
            (1, _) | (2, Some(1 | 2) | None) => Ok(()),
            (2, Some(classes)) => Err(unsupported(format!(
                "it tells {classes} classes apart; a battle has two: A loses, A wins"
            ))),
            (rank, _) => {
                Err(unsupported(format!("its output has {rank} dimensions, expected rows and classes")))
            }
        }
    }

    /// Columns of a row.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    pub(crate) fn size(&self) -> Size {
        let nodes = self.runnable.model().nodes().iter();
        let ensembles = nodes.filter_map(|node| {
            let single = node.op_as::<TreeEnsemble>().map(|operator| operator.ensemble().summary());
            single.or_else(|| node.op_as::<TreeEnsemble<f64>>().map(|operator| operator.ensemble().summary()))
        });
        ensembles.fold(Size::default(), |size, ensemble| Size {
            trees: size.trees + ensemble.trees,
            splits: size.splits + ensemble.splits,
            bytes: size.bytes + ensemble.bytes,
        })
    }

    /// The compiled ensembles: the values that each writes, and its memory in bytes.
    pub(crate) fn ensembles(&self) -> Vec<(Vec<String>, usize)> {
        let model = self.runnable.model();
        let ensembles = model.nodes().iter().filter_map(|node| {
            let single = node.op_as::<TreeEnsemble>().map(|operator| operator.ensemble().summary());
            let summary = single.or_else(|| {
                node.op_as::<TreeEnsemble<f64>>().map(|operator| operator.ensemble().summary())
            })?;
            let labels = (0..node.outputs.len())
                .filter_map(|slot| model.outlet_label(OutletId::new(node.id, slot)).map(str::to_owned));
            Some((labels.collect(), summary.bytes))
        });
        ensembles.collect()
    }

    /// Types and shapes of the values that have names, as tract found them.
    pub(crate) fn facts(&self) -> Vec<(String, TypedFact)> {
        let model = self.runnable.model();
        let facts = model.nodes().iter().flat_map(|node| {
            node.outputs.iter().enumerate().filter_map(|(slot, output)| {
                let label = model.outlet_label(OutletId::new(node.id, slot));
                let source = model.inputs.contains(&OutletId::new(node.id, slot)).then_some(&*node.name);
                Some((label.or(source)?.to_owned(), output.fact.clone()))
            })
        });
        facts.collect()
    }

    /// P(class 1) of each row; `rows` is a whole number of rows.
    pub(crate) fn run(&self, rows: &[f32], probabilities: &mut Vec<f32>) -> Result<(), PredictorError> {
        let count = rows.len() / self.columns;
        let values = self.outputs(rows)?;
        match values.len().checked_div(count) {
            None => {}
            Some(1) if values.len() == count => probabilities.extend_from_slice(&values),
            Some(2) if values.len() == 2 * count => probabilities.extend(values.iter().skip(1).step_by(2)),
            _ => {
                let found = values.len();
                return Err(PredictorError::Run(format!("{found} numbers came out for {count} battles")));
            }
        }
        Ok(())
    }

    /// All numbers that come out for these rows, of whatever type.
    pub(crate) fn numbers(&self, rows: &[f32]) -> Result<Vec<f64>, PredictorError> {
        let count = rows.len() / self.columns;
        let run = || -> TractResult<_> {
            let input = Tensor::from_shape(&[count, self.columns], rows)?;
            let outputs = self.runnable.run(tvec!(input.into_tvalue()))?;
            let output = outputs.into_iter().next().context("the graph has no output")?;
            let output = output.cast_to::<f64>()?;
            Ok(output.try_as_plain_ram()?.as_slice::<f64>()?.to_vec())
        };
        run().map_err(|error: TractError| PredictorError::Run(explain(&error)))
    }

    /// All numbers that come out for these rows.
    pub(crate) fn outputs(&self, rows: &[f32]) -> Result<Vec<f32>, PredictorError> {
        let count = rows.len() / self.columns;
        if let Some(trees) = &self.lone {
            let mut scores = vec![0.0; count * trees.ensemble().outputs()];
            let done = trees.ensemble().scores(rows, self.columns, &mut scores);
            return done.map(|()| scores).map_err(|error| PredictorError::Run(error.to_string()));
        }
        let run = || -> TractResult<_> {
            let input = Tensor::from_shape(&[count, self.columns], rows)?;
            let outputs = self.runnable.run(tvec!(input.into_tvalue()))?;
            outputs.into_iter().next().context("the graph has no output")
        };
        let fail = |error: TractError| PredictorError::Run(explain(&error));
        let output = run().map_err(fail)?.into_tensor();
        let values = output.try_as_plain_ram().and_then(|plain| plain.as_slice::<f32>()).map_err(fail)?;
        Ok(values.to_vec())
    }
}

/// The trees of floats that get the input as it is and whose scores are the output.
fn lone(model: &TypedModel) -> Option<TreeEnsemble> {
    let (&[input], &[output]) = (model.input_outlets().ok()?, model.output_outlets().ok()?) else {
        return None;
    };
    let node = model.nodes().get(output.node)?;
    let scores = output.slot + 1 == node.outputs.len();
    let trees = node.op_as::<TreeEnsemble>()?;
    (scores && node.inputs == [input]).then(|| trees.clone())
}

/// tract's chain of causes in one line.
fn explain(error: &TractError) -> String {
    error.chain().map(|cause| shorten(&cause.to_string(), 200)).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message as _;

    #[test]
    fn lone_trees_answer_like_the_graph() -> Result<(), Box<dyn std::error::Error>> {
        let proto = ModelProto::decode(&include_bytes!("../tests/models/small.onnx")[..])?;
        let columns = crate::metadata::feature_names(&proto)?.len();
        let direct = Plan::compile(&crate::parse(&proto.encode_to_vec())?.proto, columns)?;
        assert!(direct.lone.is_some());
        let through_tract = Plan { runnable: Arc::clone(&direct.runnable), lone: None, columns };
        for count in [0, 1, 300] {
            let rows: Vec<f32> = (0..count * columns).map(|i| (i * 37 % 200) as f32).collect();
            assert_eq!(direct.outputs(&rows)?, through_tract.outputs(&rows)?, "{count} rows");
        }
        Ok(())
    }

    #[test]
    fn trees_behind_a_scaler_are_not_alone() -> Result<(), Box<dyn std::error::Error>> {
        let graph = crate::parse(include_bytes!("../tests/models/scaled.onnx"))?;
        assert!(Plan::compile(&graph.proto, graph.features.len())?.lone.is_none());
        Ok(())
    }
}
