//! Whether columns stay apart on their way through the graph.

use tract_onnx::pb::GraphProto;

/// Operators that compute a column from that column alone.
const COLUMN_BY_COLUMN: [&str; 8] = ["Add", "Cast", "Div", "Identity", "Imputer", "Mul", "Scaler", "Sub"];

/// The nodes that lead from the graph's first input to this value, in the order in which they work; `None` when not all of
/// them keep the columns apart.
pub(crate) fn column_by_column(graph: &GraphProto, value: &str) -> Option<Vec<usize>> {
    let input = graph.input.first().map_or("", |input| input.name.as_str());
    let mut wanted = value;
    let mut chain = Vec::new();
    while wanted != input {
        let at = graph.node.iter().position(|node| node.output.iter().any(|name| name == wanted))?;
        // A chain longer than the graph goes round in it.
        if chain.len() == graph.node.len() || !COLUMN_BY_COLUMN.contains(&graph.node[at].op_type.as_str()) {
            return None;
        }
        let constant = |name: &str| graph.initializer.iter().any(|tensor| tensor.name == name);
        let mut inputs = graph.node[at].input.iter().filter(|name| !name.is_empty() && !constant(name));
        let (Some(next), None) = (inputs.next(), inputs.next()) else { return None };
        wanted = next;
        chain.push(at);
    }
    chain.reverse();
    Some(chain)
}
