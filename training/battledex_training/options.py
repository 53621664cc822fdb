"""Command-line options that train.py and register.py share. Needs the standard library only."""

from __future__ import annotations

import argparse
import os


def enabled(variable: str) -> bool:
    """Whether an environment variable is set to something other than nothing, 0, false or no."""
    return os.environ.get(variable, "").strip().lower() not in ("", "0", "false", "no")


def add_registration(parser: argparse.ArgumentParser) -> None:
    """The options of a registration."""
    group = parser.add_argument_group("registration")
    group.add_argument("--model-name", default="battle_winner_predictor", help="default: %(default)s")
    group.add_argument("--experiment", default="pokemon_battle_winner", help="default: %(default)s")
    group.add_argument("--promote-at", type=float, default=0.85, metavar="ACCURACY", help="Production from this test accuracy on; default: %(default)s")
    group.add_argument("--stage", choices=("auto", "Production", "Staging", "None"), default="auto", help="give this stage whatever the accuracy")
    group.add_argument("--run-name", help="default: the model's version")
    group.add_argument("--nan-metric", metavar="NAME", help="also log a metric that is NaN, to test a client with")


def registration(args: argparse.Namespace):
    """The options as `tracking.register` takes them."""
    from .tracking import Registration

    return Registration(args.model_name, args.experiment, args.promote_at, args.stage, args.run_name, args.nan_metric)
