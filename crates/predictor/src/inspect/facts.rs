//! What is known of a model's values and ensembles once it is compiled.

use std::collections::HashMap;

use inspector::ValueType;

use super::types::inferred;
use crate::plan::Plan;

/// By name of the value.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Types and shapes.
    types: HashMap<String, ValueType>,
    /// Memory of the ensemble that writes the value.
    bytes: HashMap<String, usize>,
}

impl Facts {
    pub(super) fn of(plan: &Plan) -> Self {
        let types = plan.facts().into_iter().map(|(name, fact)| (name, inferred(&fact)));
        let ensembles = plan.ensembles();
        let bytes =
            ensembles.into_iter().flat_map(|(names, bytes)| names.into_iter().map(move |name| (name, bytes)));
        Self { types: types.collect(), bytes: bytes.collect() }
    }

    /// What is known of a value, where the file says no more.
    pub(super) fn of_value(&self, name: &str, declared: Option<ValueType>) -> ValueType {
        let declared = declared.unwrap_or_default();
        match self.types.get(name) {
            Some(found) => ValueType {
                element: declared.element.or_else(|| found.element.clone()),
                shape: found.shape.clone().or(declared.shape),
            },
            None => declared,
        }
    }

    /// Memory of the compiled ensemble that writes one of these values.
    pub(super) fn bytes(&self, outputs: &[String]) -> Option<usize> {
        outputs.iter().find_map(|name| self.bytes.get(name).copied())
    }

    /// Whether the prediction needs one of these values; `None` when that is not known.
    pub(super) fn needs(&self, outputs: &[String]) -> Option<bool> {
        (!self.types.is_empty()).then(|| outputs.iter().any(|name| self.types.contains_key(name)))
    }
}
