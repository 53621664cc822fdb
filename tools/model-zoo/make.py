"""Makes the model zoo: python make.py FOLDER [NAME...], with the packages of requirements.txt.

Every model is trained here and written by its own exporter as it comes; FOLDER/NAME holds it with rows and what onnxruntime
answers (case.py). Everything is seeded. With names, only those are written, which is how crates/conformance/models was made.
"""

import importlib
import os
import pathlib
import shutil
import sys
import time
import warnings

# One thread each: sums in one order, on every machine.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

EXPORTERS = ["xgboost", "lightgbm", "catboost", "sklearn", "pipelines", "pytorch"]


def main():
    import case

    warnings.filterwarnings("ignore")
    out, only = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
    for folder in [out / name for name in only] or [out]:
        shutil.rmtree(folder, ignore_errors=True)
    zoo = case.Zoo(out, only)
    for exporter in EXPORTERS:
        start, before = time.monotonic(), len(zoo.cases)
        importlib.import_module(f"exporters.{exporter}").add(zoo)
        print(f"  {exporter}: {len(zoo.cases) - before} models in {time.monotonic() - start:.1f} s")
    zoo.finish()
    if only - {made["name"] for made in zoo.cases}:
        sys.exit(f"unknown: {only - {made['name'] for made in zoo.cases}}")


if __name__ == "__main__":
    main()
