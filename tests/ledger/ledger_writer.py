"""Stores documents one after another, as `sayso read` does, skipping those that are known. Run by tests, and killed.

ledger_writer.py LEDGER DOCUMENTS [SIZE]: SIZE repeats the text, to fill a disk with few documents.
"""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from ledger_samples import READER, sample
from sayso.ledger import Ledger, LedgerError

target, number, *size = sys.argv[1:]
try:
    with Ledger.open(target) as ledger:
        print("open", flush=True)
        for n in range(int(number)):
            document, reading = sample(f"{n:05}.txt")
            if size:
                document = replace(document, text=document.text * int(size[0]))
            if not ledger.known(document, READER):
                ledger.store(document, reading)
                print(document.id, flush=True)
except LedgerError as error:
    sys.exit(f"LedgerError: {error}")
