"""Random trees and rows for them."""

from cases import NAN

MODES = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"]


class Forest:
    """Random trees: thresholds are quarters, so that rows meet them exactly."""

    def __init__(self, random, trees=3, depth=3, columns=3, modes=MODES):
        self.nodes, self.random, self.columns, self.modes = [], random, columns, modes
        for tree in range(trees):
            self.grow(tree, depth)

    def grow(self, tree, depth):
        node = {"tree": tree, "id": sum(n["tree"] == tree for n in self.nodes)}
        self.nodes.append(node)
        if depth == 0 or self.random.random() < 0.15:
            node["mode"] = "LEAF"
            return node
        node |= {
            "mode": str(self.random.choice(self.modes)), "feature": int(self.random.integers(self.columns)),
            "value": float(self.random.integers(-4, 5)) / 4, "track": int(self.random.integers(2)),
        }
        node["true"], node["false"] = self.grow(tree, depth - 1), self.grow(tree, depth - 1)
        return node

    def leaves(self):
        return [node for node in self.nodes if node["mode"] == "LEAF"]

    def by_id(self, tracks):
        split = lambda node, key, other: node.get(key, other)
        child = lambda node, key: node[key]["id"] if key in node else 0
        attributes = {
            "nodes_treeids": [n["tree"] for n in self.nodes], "nodes_nodeids": [n["id"] for n in self.nodes],
            "nodes_featureids": [split(n, "feature", 0) for n in self.nodes],
            "nodes_modes": [n["mode"] for n in self.nodes],
            "nodes_values": [split(n, "value", 0.0) for n in self.nodes],
            "nodes_truenodeids": [child(n, "true") for n in self.nodes],
            "nodes_falsenodeids": [child(n, "false") for n in self.nodes],
        }
        if tracks:
            attributes["nodes_missing_value_tracks_true"] = [split(n, "track", 0) for n in self.nodes]
        return attributes

    def votes(self, prefix, outputs, weight, several=False):
        votes = [(leaf["tree"], leaf["id"], int(output), weight())
                 for leaf in self.leaves()
                 for output in (range(outputs) if several else [self.random.integers(outputs)])]
        return dict(zip(
            [f"{prefix}_treeids", f"{prefix}_nodeids", f"{prefix}_ids", f"{prefix}_weights"], map(list, zip(*votes))
        ))


def rows_of(random, kind, columns=3, missing=False):
    x = random.integers(-6, 7, size=(10, columns)) / 4
    if kind.startswith("int"):
        return (x * 4).astype(kind) // 3
    if missing:
        x[random.random(x.shape) < 0.2] = NAN
    return x.astype(kind)
