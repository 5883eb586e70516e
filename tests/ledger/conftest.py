"""A ledger on each database that there is one for: SQLite always, PostgreSQL where its server can be started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres_server import postgres, postgres_server  # noqa: F401 - fixtures
from sayso.ledger import Ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger may lie."""
    return str(tmp_path / "ledger.sqlite") if request.param == "sqlite" else request.getfixturevalue("postgres")


@pytest.fixture
def ledger(target: str) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(target) as opened:
        yield opened
