"""Trains the zoo's PyTorch network and writes it by both of PyTorch's exporters into pytorch/, where it is checked in.

PyTorch's wheels bring gigabytes of CUDA with them, so this runs by hand:
pip install torch==2.15.0 onnxscript==0.7.2 onnx==1.23.2 pandas==3.1.1 && python export_pytorch.py
"""

import pathlib

import onnx
import torch

import data

OUT = pathlib.Path(__file__).parent / "pytorch"


class Network(torch.nn.Module):
    """Standardises its columns, then two hidden layers and the probabilities of three classes."""

    def __init__(self, rows):
        super().__init__()
        self.register_buffer("mean", rows.mean(0))
        self.register_buffer("scale", rows.std(0))
        self.layers = torch.nn.Sequential(
            torch.nn.Linear(data.COLUMNS, 16), torch.nn.ReLU(), torch.nn.Linear(16, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3)
        )

    def logits(self, rows):
        return self.layers((rows - self.mean) / self.scale)

    def forward(self, rows):
        return torch.softmax(self.logits(rows), dim=-1)


def main():
    torch.manual_seed(42)
    torch.set_num_threads(1)
    x, margin = data.matrix()
    rows, classes = torch.from_numpy(x), torch.from_numpy(data.three(margin))
    network = Network(rows)
    optimiser = torch.optim.Adam(network.parameters(), lr=0.01)
    for _ in range(300):
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(network.logits(rows), classes).backward()
        optimiser.step()
    network.eval()
    names = {"input_names": ["input"], "output_names": ["probabilities"]}
    rows_of = {"dynamic_shapes": ({0: torch.export.Dim("batch")},), "external_data": False, "dynamo": True}
    torch.onnx.export(network, (rows[:2],), OUT / "mlp.onnx", **names, **rows_of)
    without_traces(OUT / "mlp.onnx")
    axes = {"dynamic_axes": {"input": {0: "batch"}, "probabilities": {0: "batch"}}, "dynamo": False}
    torch.onnx.export(network, (rows[:2],), OUT / "mlp-torchscript.onnx", **names, **axes)


def without_traces(file):
    """Drops the notes on nodes: they name folders of the machine that made them."""
    model = onnx.load(file)
    for node in model.graph.node:
        del node.metadata_props[:]
    onnx.save(model, file)


if __name__ == "__main__":
    main()
