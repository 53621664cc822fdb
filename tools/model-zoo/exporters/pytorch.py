"""PyTorch by its own two exporters; the models are checked in (export_pytorch.py says why)."""

import pathlib

import onnx

import data

MODELS = pathlib.Path(__file__).parents[1] / "pytorch"

NOTE = "Exported once and checked in, since PyTorch's wheels bring 5.5 GB of CUDA along; export_pytorch.py makes it."


def add(zoo):
    x, _ = data.matrix()
    for name, title in (("mlp", "MLP, multiclass"), ("mlp-torchscript", "MLP, multiclass, TorchScript exporter")):
        model = onnx.load(MODELS / f"{name}.onnx")
        zoo.add(f"pytorch-{name}", "PyTorch 2.15.0, torch.onnx", title, model, {"input": x[: data.ASKED]}, note=NOTE)
