"""The native rivals on one model, one thread each: XGBoost, onnxruntime, and Treelite's compiled code.

    rivals.py MODEL.onnx ROWS FOLDER

Answers each line of the standard input, `NAME batch` or `NAME answers FILE`, with microseconds per row. What is made from the
model is kept in the folder: Treelite's code for a large model takes gcc more than a minute.
"""

import contextlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

# Before the libraries are loaded, which read it then.
os.environ["OMP_NUM_THREADS"] = "1"

import numpy
import onnx
import onnxruntime
import tl2cgen
import treelite
import xgboost

from xgboost_model import booster_json

# A measurement goes on at least this long; it is the mean over whole batches.
AT_LEAST = 0.1

Prepare = Callable[[], object]
Predict = Callable[[object], numpy.ndarray]


def main(model: str, rows_file: str, folder: str) -> None:
    width = onnx.load(model).graph.input[0].type.tensor_type.shape.dim[1].dim_value
    rows = numpy.fromfile(rows_file, dtype="<f4").reshape(-1, width)
    with contextlib.redirect_stdout(sys.stderr):
        rivals = make(model, rows, Path(folder))
    print("ready", flush=True)
    for line in sys.stdin:
        name, what, *file = line.split()
        prepare, predict = rivals[name]
        if what == "answers":
            predict(prepare()).astype("<f4").tofile(file[0])
            print(0, flush=True)
        elif what == "batch":
            print(timed(prepare, predict) * 1e6 / len(rows), flush=True)
        else:
            raise ValueError(f"{line!r} is not understood")


def make(model: str, rows: numpy.ndarray, folder: Path) -> dict[str, tuple[Prepare, Predict]]:
    """Each rival: what a batch needs beforehand, which is not timed, and P(class 1) of every row."""
    booster_file = folder / f"xgboost-{xgboost.__version__}.json"
    if not booster_file.exists():
        booster_file.write_text(booster_json(model))
    booster = xgboost.Booster({"nthread": 1})
    booster.load_model(booster_file)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    input_name = session.get_inputs()[0].name
    compiled = tl2cgen.Predictor(str(library(booster_file, folder)), nthread=1)
    matrix = tl2cgen.DMatrix(rows)
    return {
        "xgboost_inplace": (lambda: rows, booster.inplace_predict),
        # A new one for each batch: XGBoost keeps the predictions of a matrix that it has seen.
        "xgboost_dmatrix": (lambda: xgboost.DMatrix(rows, nthread=1), booster.predict),
        "onnxruntime": (lambda: {input_name: rows}, lambda feed: session.run(["probabilities"], feed)[0][:, 1]),
        "treelite": (lambda: matrix, lambda matrix: compiled.predict(matrix).ravel()),
    }


def library(booster_file: Path, folder: Path) -> Path:
    """Treelite's C code of the booster, compiled by gcc with tl2cgen's settings."""
    path = folder / f"treelite-{treelite.__version__}-tl2cgen-{tl2cgen.__version__}.so"
    if not path.exists():
        print(f"compiling {path} (once for each model, for a large one some minutes)")
        unfinished = folder / "unfinished.so"
        trees = treelite.frontend.load_xgboost_model(str(booster_file))
        parts = {"parallel_comp": min(trees.num_tree, 32)}
        tl2cgen.export_lib(trees, toolchain="gcc", libpath=str(unfinished), params=parts)
        unfinished.rename(path)
    return path


def timed(prepare: Prepare, predict: Predict) -> float:
    """Seconds of a batch."""
    spent, batches = 0.0, 0
    while spent < AT_LEAST:
        prepared = prepare()
        start = time.perf_counter()
        predict(prepared)
        spent += time.perf_counter() - start
        batches += 1
    return spent / batches


if __name__ == "__main__":
    main(*sys.argv[1:])
