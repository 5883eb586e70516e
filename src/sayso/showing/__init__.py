"""The ledger for people: tables and explanations in the terminal, a report in one file."""
