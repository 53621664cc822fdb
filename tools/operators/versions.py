"""Versions of all ONNX operators, for `crates/predictor/src/inspect/versions.txt`.

    python tools/operators/versions.py > crates/predictor/src/inspect/versions.txt

A line is an operator of `ai.onnx` or `ai.onnx.ml`, and the versions of its operator set that changed it; a blank line is
between the two sets. Needs the package `onnx`.
"""

from collections import defaultdict

from onnx import defs

versions = defaultdict(set)
for schema in defs.get_all_schemas_with_history():
    versions[schema.domain, schema.name].add(schema.since_version)

print(
    "\n\n".join(
        "\n".join(
            " ".join([name, *map(str, sorted(since))])
            for (of, name), since in sorted(versions.items())
            if of == domain
        )
        for domain in ("", "ai.onnx.ml")
    )
)
