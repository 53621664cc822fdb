"""generate.py --out FOLDER [--small]: makes an MLflow store of very many models, versions, runs, metrics and points.

`cargo xtask many` calls it with the Python of `training/requirements.txt`, which has the MLflow that serves the store. The
folder then holds `mlflow.db` and `many.json`. A folder that is complete is left as it is.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import time
from pathlib import Path

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import plan
import store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--small", action="store_true", help="much less of everything, in seconds")
    options = parser.parse_args()
    if (options.out / "many.json").is_file():
        return
    logging.disable(logging.INFO)
    start = time.monotonic()
    unfinished = options.out.with_name(f"{options.out.name}-unfinished-{os.getpid()}")
    unfinished.mkdir(parents=True)
    try:
        store.make(unfinished, plan.SMALL if options.small else plan.FULL)
        unfinished.rename(options.out)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    size = (options.out / "mlflow.db").stat().st_size
    print(f"  {options.out / 'mlflow.db'}: {size / 1e6:.0f} MB in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
