"""A private PostgreSQL server for the tests that want one, where its programs are there to start it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

_databases = count()


def _binary(name: str) -> str | None:
    """A program of PostgreSQL's server. Debian keeps them off the PATH, one folder a version."""
    places = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    return shutil.which(name, path=os.pathsep.join([*places, os.environ.get("PATH", "")]))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A private PostgreSQL cluster on a socket in a temporary folder, gone after the tests."""
    initdb, pg_ctl = _binary("initdb"), _binary("pg_ctl")
    if not initdb or not pg_ctl:
        pytest.skip("no PostgreSQL server here (initdb, pg_ctl): apt install postgresql")
    pytest.importorskip("pg8000", reason="no driver for PostgreSQL here: pip install 'sayso[postgresql]'")
    user = None
    if os.geteuid() == 0:  # the server refuses to run as root
        user = next((name for name in ("postgres", "nobody") if name in {p.pw_name for p in pwd.getpwall()}), None)
        if user is None:
            pytest.skip("PostgreSQL won't run as root, and there is no user postgres or nobody")
    # Not pytest's own folder: it is closed to other users, and its name may be too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    data = folder / "data"

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, user=user, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    try:
        if user:
            shutil.chown(folder, user)
        options = ["--no-sync", "--auth=trust", "--username=sayso", "--encoding=UTF8", "--locale=C.UTF-8"]
        made = run(initdb, "-D", str(data), *options)
        if made.returncode:
            pytest.skip(f"initdb failed: {made.stderr.strip()[-300:]}")
        settings = f"-F -k {folder} -c listen_addresses=''"
        started = run(pg_ctl, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings, "start")
        if started.returncode:
            log = folder / "log"
            pytest.skip(f"PostgreSQL didn't start: {log.read_text()[-300:] if log.exists() else started.stderr}")
        try:
            socket = str(folder / ".s.PGSQL.5432")
            yield URL.create("postgresql+pg8000", "sayso", database="postgres", query={"unix_sock": socket})
        finally:
            run(pg_ctl, "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: URL) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    name = f"ledger_{next(_databases)}"
    engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgres_server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
