"""The command line: one function a verb, each a few lines over the library.

Nothing heavy is imported before a command runs, so that `sayso --help` answers at once. Results go to standard output,
all else to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs could not be read.
"""

from sayso.cli import claims, accounts, looking  # isort: skip - importing them adds their verbs, in the order of --help
from sayso.cli.app import app, main

__all__ = ["accounts", "app", "claims", "looking", "main"]
