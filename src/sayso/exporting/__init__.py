"""Claims out of the ledger: `export(ledger, "csv", "claims.csv", kind="killed")`."""

from sayso.exporting.export import FORMATS, ExportError, export

__all__ = ["FORMATS", "ExportError", "export"]
