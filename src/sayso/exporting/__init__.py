"""Claims out of the ledger: `export(ledger, "csv", "claims.csv", kind="killed")`."""

from sayso.exporting.export import COMPARED, FORMATS, ExportError, export

__all__ = ["COMPARED", "FORMATS", "ExportError", "export"]
