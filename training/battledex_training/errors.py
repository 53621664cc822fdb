"""The one error that the scripts show without a traceback."""


class TrainingError(Exception):
    """Something the caller can mend; the text names the thing and the way out."""
