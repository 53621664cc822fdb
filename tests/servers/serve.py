"""Serves an MLflow of the version that this Python has, with all that it needs, until standard input ends.

The first line that it prints tells in JSON where: `url` is MLflow's address, `database` the one of the database that holds runs and
registry: `postgresql:…` as libpq understands it, or `sqlite:///` and the file. All that it has started ends with it, and it ends when
whoever started it is gone in whatever way.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "training"))
from battledex_training.server import SQLITE, mlflow_server  # noqa: E402
from postgresql import postgresql  # noqa: E402


@contextmanager
def served(folder: Path, programs: str | None) -> Iterator[dict]:
    """Run this program for as long as a `with` block lasts and yield what it announces."""
    command = [sys.executable, __file__, "--folder", folder]
    if programs:
        command += ["--postgresql", programs]
    # Not in the group of the terminal: an interrupt reaches the caller only, whose end then ends this.
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
    with server:
        line = server.stdout.readline()
        if not line:
            raise RuntimeError("MLflow was not started; what went wrong is told above")
        yield json.loads(line)
        server.stdin.close()
        if server.wait() != 0:
            raise RuntimeError("MLflow was not stopped properly; what went wrong is told above")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="for MLflow's artifacts, log and, without PostgreSQL, database")
    parser.add_argument("--postgresql", type=Path, metavar="FOLDER", help="keep runs and registry in PostgreSQL, whose programs lie there")
    arguments = parser.parse_args()
    for request in (signal.SIGTERM, signal.SIGINT):
        signal.signal(request, _end)
    with ExitStack() as servers:
        database, store = f"sqlite:///{arguments.folder.resolve() / SQLITE.removeprefix('sqlite:///')}", SQLITE
        if arguments.postgresql:
            database = servers.enter_context(postgresql(arguments.postgresql))
            store = database.replace("postgresql:", "postgresql+psycopg:", 1)
        url = servers.enter_context(mlflow_server(arguments.folder, store))
        print(json.dumps({"url": url, "database": database}), flush=True)
        sys.stdin.read()
        _ignore()


def _end(*_: object) -> None:
    _ignore()
    sys.exit()


def _ignore() -> None:
    """What has begun to end is not interrupted."""
    for request in (signal.SIGTERM, signal.SIGINT):
        signal.signal(request, signal.SIG_IGN)


if __name__ == "__main__":
    main()
