"""A trained model on disk: `model.onnx`, `golden.json` and `metadata.json` in one folder. Needs the standard library only."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import TrainingError

MODEL_FILE = "model.onnx"
GOLDEN_FILE = "golden.json"
METADATA_FILE = "metadata.json"


@dataclass(frozen=True)
class TrainedModel:
    """What is needed to register a model: the ONNX bytes, the golden battles if there are any, and the metadata."""

    onnx: bytes
    golden: str | None
    metadata: dict[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the ONNX bytes, in hex."""
        return hashlib.sha256(self.onnx).hexdigest()

    def write(self, folder: Path) -> None:
        """Write the three files; the metadata comes last, so that its presence means a whole model."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MODEL_FILE).write_bytes(self.onnx)
        if self.golden is not None:
            (folder / GOLDEN_FILE).write_text(self.golden, encoding="utf-8")
        text = json.dumps(self.metadata, ensure_ascii=False, indent=1)
        (folder / METADATA_FILE).write_text(text + "\n", encoding="utf-8")


def read_model(onnx: Path, golden: Path | None, metadata: Path | None) -> TrainedModel:
    """Read a model from its files; without `metadata` it is registered with no parameters and no metrics."""
    try:
        return TrainedModel(
            onnx=onnx.read_bytes(),
            golden=golden.read_text(encoding="utf-8") if golden else None,
            metadata=read_json(metadata) if metadata else {},
        )
    except OSError as error:
        raise TrainingError(f"{error.filename} could not be read: {error.strerror}") from error


def read_folder(folder: Path) -> TrainedModel:
    """Read what `TrainedModel.write` wrote."""
    golden = folder / GOLDEN_FILE
    return read_model(folder / MODEL_FILE, golden if golden.exists() else None, folder / METADATA_FILE)


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise TrainingError(f"{path} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise TrainingError(f"{path} must hold a JSON object.")
    return value
