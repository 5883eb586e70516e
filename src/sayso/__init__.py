"""sayso reads news about a war and keeps the ledger: on whose say-so do we know what."""

__version__ = "0.1.0"
