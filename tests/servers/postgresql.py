"""A PostgreSQL cluster of one's own, for as long as a `with` block lasts."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60.0
STOP_SECONDS = 20.0
# What is lost when the machine stops was thrown away anyway.
OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "32MB", "listen_addresses": ""}
SUPERUSER = "mlflow"


@contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """Serve a new and empty cluster with the programs of this folder; yield the URL of its database, for libpq.

    It listens on a Unix socket in a folder of its own, which nobody else may enter, and is removed afterwards. Root may not run
    PostgreSQL: for root it runs as the user `postgres`.
    """
    owner = _owner()
    with tempfile.TemporaryDirectory(prefix="battledex-pg-") as name:
        home = Path(name)
        if owner:
            os.chown(home, owner["user"], owner["group"])
        data = home / "data"
        words = ["--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        made = subprocess.run([programs / "initdb", "-D", data, *words], cwd=home, capture_output=True, text=True, check=False, **owner)
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed: {made.stdout}{made.stderr}")
        with _served(programs, home, data, owner):
            yield f"postgresql://{SUPERUSER}@/postgres?host={home}"


@contextmanager
def _served(programs: Path, home: Path, data: Path, owner: dict) -> Iterator[None]:
    log = home / "server.log"
    command = [programs / "postgres", "-D", data, "-k", home]
    for option, value in OPTIONS.items():
        command += ["-c", f"{option}={value}"]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=home, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, **owner)
    try:
        _wait_until_ready(server, programs, home, log)
        yield
    finally:
        _stop(server)


def _wait_until_ready(server: subprocess.Popen, programs: Path, home: Path, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    question = [programs / "pg_isready", "--quiet", "--host", home]
    while server.poll() is None and time.monotonic() < deadline:
        if subprocess.run(question, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")


def _stop(server: subprocess.Popen) -> None:
    """End the server: with its clients thrown out, then without tidying up, then by force."""
    for request in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(request)
        try:
            server.wait(STOP_SECONDS)
            return
        except subprocess.TimeoutExpired:
            continue


def _owner() -> dict:
    """As whom PostgreSQL runs, as arguments of `subprocess`; empty for oneself."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise RuntimeError("PostgreSQL does not run as root, and there is no user postgres that it could run as") from None
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
