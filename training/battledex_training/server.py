"""A real MLflow server of one's own, for as long as a `with` block lasts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import TrainingError

START_SECONDS = 120.0
STOP_SECONDS = 20.0
SQLITE = "sqlite:///mlflow.db"


@contextmanager
def mlflow_server(folder: Path, store: str = SQLITE) -> Iterator[str]:
    """Serve on a free loopback port and yield the URL; the server is gone afterwards.

    Runs and registry are kept in `store`, SQLAlchemy's URL of a database; artifacts in `folder` (made if missing), from and to where
    only the server carries them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "mlflow", "server", "--backend-store-uri", store]
    command += ["--serve-artifacts", "--artifacts-destination", "mlartifacts", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    env = {**os.environ, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false", "MLFLOW_DISABLE_TELEMETRY": "true"}
    env.pop("MLFLOW_TRACKING_URI", None)
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        _wait_until_healthy(server, url, log)
        yield url
    finally:
        _stop(server)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(server: subprocess.Popen, url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TrainingError(f"The MLflow server did not start; its log is {log}.")


def _stop(server: subprocess.Popen) -> None:
    """End the server and its workers: they are a process group of their own, of which some may outlive its leader."""
    for signal in (15, 9):
        try:
            os.killpg(server.pid, signal)
            server.wait(STOP_SECONDS)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
