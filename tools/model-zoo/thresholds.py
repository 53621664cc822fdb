"""Rows that lie on the thresholds of a model's trees, and one step beside them: where `<` and `<=` differ."""

import numpy
import onnx

ROWS = 60


def add_rows(model, inputs):
    """The inputs, with more rows behind them where trees read a single matrix of floats as it comes."""
    if len(inputs) != 1:
        return inputs
    (name, rows), = inputs.items()
    if rows.dtype.kind != "f" or rows.ndim != 2:
        return inputs
    splits = [split for node in model.graph.node if reads(model, node, name) for split in splits_of(node)]
    if not splits:
        return inputs
    random = numpy.random.default_rng(17)
    more = rows[random.integers(len(rows), size=ROWS)].copy()
    for row in more:
        for i in random.integers(len(splits), size=4):
            feature, threshold = splits[i]
            threshold = rows.dtype.type(threshold)
            row[feature] = random.choice([threshold, numpy.nextafter(threshold, -numpy.inf), numpy.nextafter(threshold, numpy.inf)])
    return {name: numpy.concatenate([rows, more])}


def reads(model, node, name):
    """Whether a node reads the graph's input itself, or a cast of it."""
    if not node.input or node.input[0] == name:
        return bool(node.input)
    return any(n.op_type == "Cast" and n.input[0] == name and n.output[0] == node.input[0] for n in model.graph.node)


def splits_of(node):
    """Feature and threshold of each split of an ensemble."""
    attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
    values = attributes.get("nodes_values") or attributes.get("nodes_values_as_tensor")
    if isinstance(values, onnx.TensorProto):
        values = onnx.numpy_helper.to_array(values)
    if values is None or "nodes_modes" not in attributes:
        return []
    splits = zip(attributes["nodes_featureids"], values, attributes["nodes_modes"], strict=True)
    return [(feature, value) for feature, value, mode in splits if mode != b"LEAF"]
