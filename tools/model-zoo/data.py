"""The data that every model of the zoo is trained on and asked about: seeded, made here, of several magnitudes."""

import numpy
import pandas

TRAINED = 600
ASKED = 300
COLUMNS = 6
# Columns that hold codes of categories, and how many there are.
CATEGORIES = {0: 5, 3: 40}

TYPES = ["fire", "grass", "rock", "water"]
WEATHER = ["clear", "rain", "sun"]
UNKNOWN = "fog"


def matrix(missing=False, seed=7):
    """Rows of floats and the margin that they decide; optionally a fifth of the values is missing (NaN)."""
    random = numpy.random.default_rng(seed)
    x = random.normal(size=(TRAINED, COLUMNS)).astype(numpy.float32)
    x *= numpy.array([1, 10, 100, 0.1, 1, 5], dtype=numpy.float32)
    margin = x[:, 0] + x[:, 1] / 10 - numpy.abs(x[:, 4]) * x[:, 2] / 100
    margin += 0.3 * random.normal(size=TRAINED).astype(numpy.float32)
    if missing:
        x[random.random(x.shape) < 0.2] = numpy.nan
    return x, margin


def with_categories(seed=11):
    """Rows in which some columns hold codes of categories, and their margin."""
    random = numpy.random.default_rng(seed)
    x, margin = matrix(seed=seed)
    for column, count in CATEGORIES.items():
        codes = random.integers(count, size=TRAINED)
        x[:, column] = codes
        margin = margin + random.normal(size=count).astype(numpy.float32)[codes]
    return x, margin


def table(seed=13):
    """A table as people have it: floats with holes, a whole number, a coded level and two columns of words; its margin."""
    random = numpy.random.default_rng(seed)
    frame = pandas.DataFrame(
        {
            "attack": random.normal(80, 20, TRAINED).astype(numpy.float32),
            "speed": random.gamma(2, 30, TRAINED).astype(numpy.float32),
            "level": random.integers(1, 101, TRAINED).astype(numpy.int64),
            "stage": random.integers(1, 5, TRAINED).astype(numpy.int64),
            "type": random.choice(TYPES, TRAINED).astype(object),
            "weather": random.choice(WEATHER, TRAINED).astype(object),
        }
    )
    margin = (frame.attack - 80) / 20 + (frame.level - 50) / 40 + (frame.type == "fire") * (frame.weather != "rain") * 1.5
    margin -= (frame.type == "water") * 0.8 + frame.stage * 0.2
    frame.loc[random.random(TRAINED) < 0.15, "attack"] = numpy.nan
    frame.loc[random.random(TRAINED) < 0.15, "speed"] = numpy.nan
    return frame, margin.to_numpy(dtype=numpy.float32)


def asked(frame):
    """The first rows of a table, some of them with words that training never saw."""
    rows = frame.iloc[:ASKED].copy()
    rows.loc[rows.index[::17], "weather"] = UNKNOWN
    return rows


def two(margin):
    return (margin > 0).astype(numpy.int64)


def three(margin):
    return numpy.digitize(margin, [-0.7, 0.7]).astype(numpy.int64)


def words(margin):
    """The same three classes by name."""
    return numpy.array(["loses", "draws", "wins"])[three(margin)]


def amount(margin):
    return margin.astype(numpy.float32)


def counts(margin):
    return numpy.round(numpy.exp(numpy.minimum(margin, 3)))
