"""The store: `Ledger.open("ledger.sqlite")`, and the values that it answers with."""

from sayso.ledger.entries import Compared, Entry, Judgement, Problem, Stats, Status, Stored
from sayso.ledger.errors import LedgerError
from sayso.ledger.ledger import Ledger

__all__ = ["Compared", "Entry", "Judgement", "Ledger", "LedgerError", "Problem", "Stats", "Status", "Stored"]
