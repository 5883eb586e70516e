"""The app over a small ledger, asked without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ledger_samples import READER, sample
from postgres_server import postgres, postgres_server  # noqa: F401 - fixtures
from sayso.accounts.stored import compare_ledger
from sayso.ledger import Ledger
from sayso.web.access import Access
from sayso.web.app import create_app
from web_samples import EVIL, TOKEN, hostile


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Three documents: two that say the same, one that is hostile."""
    with Ledger.open(tmp_path / "web.sqlite") as opened:
        first, reading = sample()
        opened.store(first, reading, reader=READER)
        again, more = sample("krant/tweede.txt", text=first.text)
        opened.store(replace(again, publisher="De Andere Krant"), more, reader=READER)
        opened.store(*hostile(), reader=READER)
        opened.note_unreadable(f"{EVIL}.pdf", EVIL, EVIL)
        compare_ledger(opened)
        yield opened


@pytest.fixture
def stranger(ledger: Ledger) -> Iterator[TestClient]:
    """Someone without a session."""
    app = create_app(ledger, Access(token=TOKEN, port=1), hosts=("testserver", "127.0.0.1"))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """Someone with a session, who knows its CSRF token and has given a name."""
    assert stranger.get("/", params={"token": TOKEN}).status_code == 303
    stranger.headers["X-CSRF-Token"] = stranger.get("/session.json").json()["csrf"]
    assert stranger.post("/session/reviewer", json={"name": "Ada"}).status_code == 200
    return stranger
