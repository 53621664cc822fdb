"""Logs runs of every sort to a tracking server: many of them, odd values, and a file of every kind."""

import argparse
import math
import pickle
import struct
import tempfile
import zlib
from pathlib import Path

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag

MANY = "many-runs"
ODD = "odd-runs"
MANY_RUNS = 130
# 2026-01-02 03:04:05 UTC.
START = 1_767_323_045_000


def picture(width: int, height: int) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xc8\x13\x2f" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


HOSTILE = "<script>document.title='run';window.ran=1</script><img src=x onerror='window.ran=1'>"


def write_files(folder: Path) -> None:
    """One file of every kind that a preview knows, and of some that it does not."""
    files: dict[str, bytes] = {
        "note.txt": "Pokémon ✓\n".encode() + HOSTILE.encode(),
        "long.log": b"".join(b"line %07d\n" % number for number in range(30_000)),
        "summary.json": b'{"accuracy":0.91,"big":12345678901234567890,"best":["v2","v3"],"none":{}}',
        "nan.json": b'{"loss": NaN}',
        "table.csv": b"name,hp,note\n"
        + b"".join(b'mon-%04d,%d,"a, ""b"""\n' % (number, number * 3) for number in range(3000)),
        "README.md": ("# Notes\n\nSome **words**\n\n- one\n- two\n\n" + HOSTILE).encode(),
        "plots/red.png": picture(40, 20),
        "plots/false.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='window.ran=1'/>",
        "plots/drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='window.ran=1'><title>x</title></svg>",
        "page.html": HOSTILE.encode(),
        "config.yaml": b"depth: 7\nname: battle\n",
        "model.pkl": pickle.dumps({"weights": [1, 2, 3]}),
        "unnamed": pickle.dumps([1, 2, 3]),
        "plain": b"words without an ending\n",
        "data.bin": bytes(range(256)) * 40,
        "tiny.onnx": b"\x08\x07",
        "deep/er/nom avec espace é.txt": "au fond\n".encode(),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def log_many(client: MlflowClient) -> None:
    """Runs with metrics and parameters that differ, the newest last."""
    experiment = client.create_experiment(MANY, tags={"team": "red"})
    for number in range(MANY_RUNS):
        run = client.create_run(experiment, start_time=START + number * 60_000, run_name=f"run-{number:03}")
        time = START + number * 60_000
        metrics = [
            Metric("accuracy", 0.5 + number / 1000, time, 0),
            Metric("val/loss at k", (number * 37) % MANY_RUNS, time, 0),
        ]
        params = [Param("depth", str(number % 7)), Param("learning_rate", "0.1")]
        client.log_batch(run.info.run_id, metrics, params, [RunTag("colour", "red" if number % 2 else "blue")])
        client.set_terminated(run.info.run_id, "FINISHED", end_time=time + 1_500 * (number + 1))


def log_odd(client: MlflowClient) -> None:
    """A run with everything, and runs in every state."""
    experiment = client.create_experiment(ODD)
    client.set_experiment_tag(experiment, "mlflow.note.content", "Odd **values** live here")
    run_id = client.create_run(experiment, start_time=START, run_name="everything").info.run_id
    values = {
        "nan": math.nan,
        "plus_infinity": math.inf,
        "minus_infinity": -math.inf,
        "tiny": 1.5e-9,
        "huge": 1.25e15,
        "whole": 3.0,
        "fraction": 0.30000000000000004,
        "val/auc at k": 0.5,
    }
    client.log_batch(
        run_id,
        [Metric(key, value, START, 0) for key, value in values.items()],
        [Param("empty", ""), Param("long", "x" * 450), Param("markup", HOSTILE)],
        [
            RunTag("mlflow.note.content", "## A note\n\nwith **weight** and " + HOSTILE),
            RunTag("team", "rocket"),
            RunTag("right-to-left", "abc\u202edef"),
        ],
    )
    for step in range(5):
        client.log_metric(run_id, "loss", 1 / (step + 1), timestamp=START + step, step=step * 10)
    dataset = Dataset(
        name="battles",
        digest="ab12cd34",
        source_type="local",
        source='{"uri": "battles.csv"}',
        schema='{"mlflow_colspec": [{"type": "double", "name": "hp"}]}',
        profile='{"num_rows": 895000}',
    )
    client.log_inputs(run_id, [DatasetInput(dataset, [InputTag("mlflow.data.context", "training")])])
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder))
        client.log_artifacts(run_id, folder)
    client.set_terminated(run_id, "FINISHED", end_time=START + 3_725_000)

    client.create_run(experiment, start_time=START + 1_000, run_name="still-running")
    for name, status in [("crashed", "FAILED"), ("stopped", "KILLED")]:
        other = client.create_run(experiment, start_time=START + 2_000, run_name=name).info.run_id
        client.set_terminated(other, status, end_time=START + 2_412)
    deleted = client.create_run(experiment, start_time=START + 3_000, run_name="thrown-away").info.run_id
    client.set_terminated(deleted, "FINISHED", end_time=START + 3_000)
    client.delete_run(deleted)


def main() -> None:
    """Logs to the server that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracking-uri", required=True)
    uri = parser.parse_args().tracking_uri
    mlflow.set_tracking_uri(uri)
    client = MlflowClient(uri)
    log_odd(client)
    log_many(client)


if __name__ == "__main__":
    main()
