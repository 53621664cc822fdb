"""with_server.py STORE COMMAND…: runs a command while MLflow serves a store; its address is in the variable MLFLOW_TRACKING_URI."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from battledex_training.server import mlflow_server


def main() -> int:
    # The server must not outlive this.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("with_server.py: stopped"))
    store, *command = sys.argv[1:]
    with mlflow_server(Path(store)) as url:
        return subprocess.run(command, env={**os.environ, "MLFLOW_TRACKING_URI": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
