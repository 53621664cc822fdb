"""Fills an MLflow with texts that mean harm: hostile.json, each wherever a registry holds texts.

Every text names a registered model, an experiment and a run, and stands in their descriptions, tags, parameters, metric keys and
files. What a client or its server refuses, such as a text as a key, or in 2.22 a long tag, is written into the database, where another
client or another server may have left it. Prints in JSON, by the text's name, the model's name and the ids of experiment and run.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")

import mlflow
from mlflow import MlflowClient

TEXTS = json.loads((Path(__file__).parent / "hostile.json").read_text(encoding="utf-8"))
# What a key is called until the database calls it otherwise.
KEY = "key"
KEYS = {"metrics", "latest_metrics", "params", "tags", "experiment_tags", "registered_model_tags", "model_version_tags"}
LONG_LINE = 1_000_000
# What PostgreSQL's columns take.
LONG_DESCRIPTION = 5_000
LONG_TAG = 100_000
LONG_TAG_KEY = "v" * 250


def name_of(text: str) -> str:
    """Names of models know neither slashes nor colons: what looks like them takes their places."""
    return text.replace("/", "\u2215").replace(":", "\ua789")


def file_name(text: str) -> str:
    """MLflow's client sends a path as it is, so that one with these signs would arrive as another; nor may there be line ends."""
    line = " ".join(name_of(text).splitlines())
    return line.translate(str.maketrans("%?#", "\uff05\uff1f\uff03")).strip()[:60]


def files(text: str) -> dict[str, str]:
    """Texts of every sort that a page may show, by path."""
    return {
        "note.txt": text,
        "note.md": f"# {text}\n\n{text}\n\n- {text}\n\n```\n{text}\n```\n",
        "page.html": f"<!doctype html><title>{text}</title>{text}",
        "picture.svg": f'<svg xmlns="http://www.w3.org/2000/svg" onload="window.hit=1">{text}</svg>',
        "table.csv": "a,b\n" + '"' + text.replace('"', '""') + '",1\n',
        "values.json": json.dumps({text: [text]}),
        "values.yaml": json.dumps({text: text}),
        "model/MLmodel": "flavors:\n  onnx:\n    data: model.onnx\nmetadata:\n  note: " + json.dumps(text) + "\n",
        "model/model.onnx": text,
        f"{file_name(text)}.txt": text,
    }


def log(client: MlflowClient, text: str) -> dict[str, str]:
    experiment = client.create_experiment(text, tags={"mlflow.note.content": text, KEY: text})
    run = client.create_run(experiment, run_name=text, tags={"mlflow.note.content": text, "mlflow.user": text, "mlflow.source.name": text, KEY: text}).info
    client.log_param(run.run_id, KEY, text)
    client.log_param(run.run_id, "value", text)
    for step in range(3):
        client.log_metric(run.run_id, KEY, step / 4, step=step)
    log_files(client, run.run_id, files(text))
    client.set_terminated(run.run_id)
    model = name_of(text)
    client.create_registered_model(model, tags={KEY: text}, description=text)
    client.create_model_version(model, f"{run.artifact_uri}/model", run.run_id, tags={KEY: text}, description=text, await_creation_for=0)
    client.transition_model_version_stage(model, "1", "Production")
    client.set_registered_model_alias(model, "champion", "1")
    return {"model": model, "experiment": experiment, "run": run.run_id}


def long_text(length: int) -> str:
    return ("<b>long</b> " * (1 + length // 12))[:length]


def log_long(client: MlflowClient) -> dict[str, str]:
    """Lines that never end."""
    line = long_text(LONG_LINE)
    experiment = client.create_experiment("long")
    run = client.create_run(experiment, run_name="x" * 250, tags={"mlflow.note.content": line[:8000]}).info
    client.log_param(run.run_id, "y" * 250, line[:6000])
    client.log_metric(run.run_id, "z" * 250, 1.0)
    log_files(client, run.run_id, {"line.txt": line, "line.json": json.dumps([line]), "line.csv": f"a\n{line}\n", "line.md": line})
    client.set_terminated(run.run_id)
    model = "w" * 250
    client.create_registered_model(model, tags={KEY: line[:LONG_DESCRIPTION]}, description=line[:LONG_DESCRIPTION])
    client.create_model_version(model, f"{run.artifact_uri}/model", run.run_id, tags={LONG_TAG_KEY: KEY}, description=line[:LONG_DESCRIPTION], await_creation_for=0)
    return {"model": model, "experiment": experiment, "run": run.run_id}


def log_files(client: MlflowClient, run: str, contents: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for path, content in contents.items():
            file = Path(folder) / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(content, encoding="utf-8", newline="")
        client.log_artifacts(run, folder)


@contextmanager
def database(url: str) -> Iterator[Callable[[str, list], int]]:
    """Yield what carries out a statement with a `?` for each of its values, and tells how many rows it has changed."""
    if url.startswith("sqlite:///"):
        # The server writes there too: whoever comes second waits.
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=60)) as connection, connection:
            yield lambda statement, values: connection.execute(statement, values).rowcount
    else:
        # Only the Python whose server keeps its data in PostgreSQL has it.
        import psycopg

        with psycopg.connect(url) as connection:
            yield lambda statement, values: connection.execute(statement.replace("?", "%s"), values).rowcount


def write_what_is_refused(url: str, logged: dict[str, dict[str, str]]) -> None:
    """Give every key `key` the text of its own run, experiment or model as its name, and the long tag its value."""
    with database(url) as execute:
        if execute("update model_version_tags set value = ? where key = ?", [long_text(LONG_TAG), LONG_TAG_KEY]) != 1:
            raise SystemExit("there is no tag that could be made long")
        for name, text in TEXTS.items():
            ids = logged[name]
            for table in sorted(KEYS):
                column, owner = {
                    "experiment_tags": ("experiment_id", int(ids["experiment"])),
                    "registered_model_tags": ("name", ids["model"]),
                    "model_version_tags": ("name", ids["model"]),
                }.get(table, ("run_uuid", ids["run"]))
                if execute(f"update {table} set key = ? where key = ? and {column} = ?", [text[:250], KEY, owner]) < 1:
                    raise SystemExit(f"{table} holds no key of {name} that could be renamed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracking-uri", required=True)
    parser.add_argument("--database", required=True, help="the address of its database, as serve.py tells it")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    # What the client has to say to people is no answer.
    answers, sys.stdout = sys.stdout, open(os.devnull, "w")
    mlflow.set_tracking_uri(arguments.tracking_uri)
    client = MlflowClient()
    with ThreadPoolExecutor(4) as threads:
        logged = dict(zip(TEXTS, threads.map(lambda text: log(client, text), TEXTS.values()), strict=True))
    logged["long"] = log_long(client)
    write_what_is_refused(arguments.database, logged)
    print(json.dumps(logged), file=answers)


if __name__ == "__main__":
    main()
