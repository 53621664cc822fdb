"""The Markdown that the registry shows: one text for the model, one for each version."""

from __future__ import annotations

from .artifacts import TrainedModel

REGISTERED_MODEL = """\
# Battle winner predictor

Predicts who wins a one-on-one battle of *Pokémon Let's Go*, given both Pokémon and the move that each uses over and over.

- **Input**: one row of float32 features per battle; their names, in order, are in the ONNX metadata under `feature_names`.
- **Output**: `probabilities`, the second column of which is P(A wins).
- **Label**: the winner by the deterministic rules of the battle (level 50, base stats, no critical hits, no randomness).
"""

_SPLITS = {
    "rows": "rows (the same pair of Pokémon may be on both sides)",
    "pairs": "unordered pairs of Pokémon (no pair is on both sides)",
}


def describe_version(model: TrainedModel) -> str:
    """What a version is, how it was trained and how it does, from its metadata alone."""
    metadata = model.metadata
    data, metrics = metadata.get("dataset", {}), metadata.get("metrics", {})
    lines = [f"## {metadata.get('model_version', 'Battle winner')}", ""]
    if note := metadata.get("description"):
        lines += [note, ""]
    if data:
        share = data.get("train_fraction", 1.0)
        lines.append(f"- **Dataset**: `{metadata.get('dataset_version')}`, {data.get('battles', 0):,} battles, scenario `{data.get('scenario')}`")
        lines.append(f"- **Split**: 80/20 by {_SPLITS.get(data.get('split'), 'an unknown rule')}, {share:.0%} of the training side used")
    lines.append(f"- **Features**: {len(metadata.get('features', []))}")
    if "params" in metadata:
        params = ", ".join(f"`{key}` {value}" for key, value in metadata["params"].items())
        lines.append(f"- **XGBoost**: {params}")
    if {"test_accuracy", "test_roc_auc", "overfitting"} <= metrics.keys():
        lines.append(
            f"- **Test**: accuracy {metrics['test_accuracy']:.4f}, ROC-AUC {metrics['test_roc_auc']:.4f}, "
            f"overfitting {metrics['overfitting']:.4f}"
        )
    lines.append(f"- **ONNX**: {len(model.onnx):,} bytes, SHA-256 `{model.digest}`")
    return "\n".join(lines) + "\n"
