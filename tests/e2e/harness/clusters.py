"""In which order a dendrogram of everyone stands, by SciPy: average linkage over the Euclidean distance of rows of P(A wins)."""

from __future__ import annotations

import numpy as np
from scipy.cluster.hierarchy import linkage


def clustered(battles: list[dict]) -> list[int]:
    """Ids of Pokémon as the leaves of their dendrogram stand, of two branches the one with the greater mean P(A wins) first."""
    ids = sorted({battle["a"] for battle in battles})
    place = {number: at for at, number in enumerate(ids)}
    chances = np.full((len(ids), len(ids)), np.nan)
    for battle in battles:
        chances[place[battle["a"]], place[battle["b"]]] = battle["probability"]
    # What one of two has no battle with is left out.
    distances = [np.sqrt(np.nansum((chances[one] - chances[other]) ** 2)) for one in range(len(ids)) for other in range(one + 1, len(ids))]
    strength = np.nanmean(chances, axis=1)
    branches = [[at] for at in range(len(ids))]
    for one, other, _, _ in linkage(np.array(distances), method="average"):
        two = sorted((branches[int(one)], branches[int(other)]), key=lambda leaves: -strength[leaves].mean())
        branches.append([leaf for branch in two for leaf in branch])
    return [ids[at] for at in branches[-1]]
