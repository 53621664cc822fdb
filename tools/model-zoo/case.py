"""A case of the zoo: a model as its exporter wrote it, rows, and what onnxruntime answers to them.

Each is a folder in the layout of ONNX's own backend tests: model.onnx, test_data_set_0/input_I.pb and output_I.pb, tensors
in the order of the graph's inputs and outputs. exact.pb is the last output in double precision where there are no trees (float64.py).
Beside the cases, zoo.json lists them and the versions that made them.
"""

import collections
import dataclasses
import importlib.metadata
import json
import pathlib

import numpy
import onnx
import onnxruntime

import float64
import thresholds

MAKERS = ["xgboost-cpu", "lightgbm", "catboost", "scikit-learn", "skl2onnx", "onnxmltools", "onnx", "onnxruntime"]


@dataclasses.dataclass
class Zoo:
    """Where cases go, and the list of those that are there."""

    out: pathlib.Path
    # Names of the cases to write; none means all.
    only: set = dataclasses.field(default_factory=set)
    cases: list = dataclasses.field(default_factory=list)

    def add(self, name, exporter, title, model, inputs, library=None, at_thresholds=True, note=None):
        """Writes a case.

        `model` is a ModelProto or its bytes; `inputs` maps input names to arrays. A single matrix of floats gets more rows,
        at the thresholds of the trees that read it. `library` computes the scores of the rows given by the library that
        trained the model: how far onnxruntime is from it is written down, so that a wrong export shows. `note` is a
        remark for the list.
        """
        if self.only and name not in self.only:
            return
        model = model if isinstance(model, onnx.ModelProto) else onnx.load_from_string(model)
        rows, inputs = inputs, thresholds.add_rows(model, inputs) if at_thresholds else inputs
        answers = ask(model, inputs)
        folder = self.out / name
        data = folder / "test_data_set_0"
        data.mkdir(parents=True)
        (folder / "model.onnx").write_bytes(model.SerializeToString())
        for i, value in enumerate(model.graph.input):
            write(data / f"input_{i}.pb", value.name, inputs[value.name])
        for i, (value, answer) in enumerate(zip(model.graph.output, answers, strict=True)):
            write(data / f"output_{i}.pb", value.name, answer)
        exact = float64.scores(model, inputs)
        if exact is not None:
            write(data / "exact.pb", value.name, exact.reshape(answers[-1].shape))
        scores = next(a for a in answers if a.dtype.kind == "f")
        self.cases.append(
            {
                "name": name,
                "exporter": exporter,
                "title": title,
                "note": note,
                "operators": operators(model),
                "from_library": None if library is None else distance(scores, library(rows)),
            }
        )

    def finish(self):
        """Writes the list."""
        versions = {name: importlib.metadata.version(name) for name in MAKERS}
        (self.out / "zoo.json").write_text(json.dumps({"versions": versions, "cases": self.cases}, indent=1) + "\n")


def ask(model, inputs):
    """What onnxruntime answers, one thread, so that it adds up in one order; sequences of maps become matrices.

    Only errors are logged: some exporters state the shape of labels wrongly, of which it warns.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return [plain(answer) for answer in session.run(None, inputs)]


def plain(answer):
    if isinstance(answer, list):
        return numpy.array([list(row.values()) for row in answer], dtype=numpy.float32)
    return numpy.asarray(answer)


def write(path, name, array):
    if array.dtype.kind in "OU":
        tensor = onnx.TensorProto(name=name, data_type=onnx.TensorProto.STRING, dims=array.shape)
        tensor.string_data.extend(str(word).encode() for word in array.ravel())
    else:
        tensor = onnx.numpy_helper.from_array(array, name)
    path.write_bytes(tensor.SerializeToString())


def operators(model):
    """The graph's operators with their number, those of ai.onnx.ml first."""
    counts = collections.Counter((node.domain != "ai.onnx.ml", node.op_type) for node in model.graph.node)
    return {operator: counts[main, operator] for main, operator in sorted(counts)}


def distance(found, wanted):
    """The greatest absolute difference over the rows that were wanted, which come first."""
    wanted = numpy.asarray(wanted, dtype=float)
    found = found[: len(wanted)].astype(float)
    return float(numpy.abs(found.ravel() - wanted.ravel()).max())
