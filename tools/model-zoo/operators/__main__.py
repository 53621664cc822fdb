"""Makes crates/tabular/tests/operators: graphs of one operator of ai.onnx.ml each, with what onnxruntime answers.

Run it with the training environment's Python: python tools/model-zoo/operators [FOLDER SEED]
Every file holds the cases of one operator. Where onnxruntime has no kernel for a type that the standard allows, the
same numbers go through another type; where it differs from the standard, the expected outputs stand here. With a
folder and a seed it writes other random ensembles there, to be run with OPERATOR_CASES=FOLDER.
"""

import json
import pathlib
import sys

import numpy

from around import around
from cases import FILES
from linear import linear
from machines import machines
from positions import positions
from trees import trees

OUT = pathlib.Path(__file__).parents[3] / "crates" / "tabular" / "tests" / "operators"


def main():
    folder, seed = OUT, 7
    if len(sys.argv) == 3:
        folder, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    random = numpy.random.default_rng(seed)
    if folder == OUT:
        around()
        linear()
    machines(random)
    trees(random)
    positions(random)
    folder.mkdir(parents=True, exist_ok=True)
    for operator, cases in FILES.items():
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        (folder / f"{operator}.json").write_text(f"[\n{lines}\n]\n")
        print(f"{operator}: {len(cases)} cases")


if __name__ == "__main__":
    main()
