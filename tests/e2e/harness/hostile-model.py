"""Reads an ONNX file and writes it with a hostile text, the first argument, in every place where a file has names."""

import json
import sys

import onnx

hostile = sys.argv[1]
model = onnx.load_from_string(sys.stdin.buffer.read())
model.producer_name = hostile
model.doc_string = hostile
model.graph.name = hostile
model.graph.doc_string = hostile
for node in model.graph.node:
    node.name = hostile
    node.doc_string = hostile
    node.input[0] = hostile
model.graph.input[0].name = hostile
for entry in model.metadata_props:
    if entry.key == "feature_names":
        entry.value = json.dumps([f"{hostile} {number}" for number, _ in enumerate(json.loads(entry.value))])
onnx.helper.set_model_props(
    model, {**{entry.key: entry.value for entry in model.metadata_props}, hostile: hostile}
)
sys.stdout.buffer.write(model.SerializeToString())
