"""Opening the database of a ledger: the file or server, its settings, its schema, and what may be wrong with them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from getpass import getuser
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError

from sayso.ledger.errors import LedgerError, explained
from sayso.ledger.schema import APPLICATION_ID, REVISION, meta

_LOCK = 0x7361_7973_6F  # of PostgreSQL's advisory locks, the one under which a schema is made
SERVERS = ("postgresql",)


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: its engine, how to name it to the user (no password), whether it can only be read."""

    engine: Engine
    where: str
    read_only: bool


def open_database(target: str | os.PathLike[str], *, create: bool, timeout: float) -> Database:
    """The database of the ledger at `target`, a path or a URL, with its schema made or brought up to date.

    Raises LedgerError when it is not there and `create` is false, can't be opened, is no ledger, or is a newer one.
    """
    name = os.fspath(target)
    if name.startswith("sqlite:") or "://" not in name:
        path = Path(make_url(name).database or "" if name.startswith("sqlite:") else name).expanduser()
        database = _sqlite(path, create, timeout)
    else:
        database = _server(name, timeout)
    try:
        with explained(database.where):
            _prepare(database, create)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _sqlite(path: Path, create: bool, timeout: float) -> Database:
    where = str(path)
    if path.is_dir():
        raise LedgerError(f"{where} is a folder, not a ledger. Name a file in it, such as {path / 'ledger.sqlite'}")
    if not path.exists():
        if not create:
            raise LedgerError(f"there is no ledger at {where}. `sayso read FOLDER --ledger {where}` makes one")
        if not path.absolute().parent.is_dir():
            raise LedgerError(f"the folder {path.absolute().parent} for the ledger is not there: make it first")
        read_only = False
    else:
        # Don't open the file here, not even to look at its first bytes: closing it again would drop the locks of every
        # connection that this process has to it, and the ledger would be damaged by the next process that writes.
        if not os.access(path, os.R_OK):
            raise LedgerError(
                f"the ledger {where} can't be opened: you may not read it. Change its permissions (chmod)"
            )
        read_only = not os.access(path, os.W_OK)
    # SQLite keeps the write-ahead log beside the file. Where it can't, and there is no log to be read, the file
    # can't change under us either, and SQLite must be told so.
    folder = path.absolute().parent
    alone = read_only and not os.access(folder, os.W_OK) and not Path(f"{path}-wal").exists()
    mode = "mode=ro&immutable=1" if alone else "mode=ro" if read_only else "mode=rwc" if create else "mode=rw"
    uri = f"file:{quote(os.fsencode(path.absolute()))}?{mode}"

    def connect() -> sqlite3.Connection:
        # Transactions are ours to begin (see `begin`), so the driver is told to keep out of it.
        connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA temp_store=MEMORY")  # what is set aside for counting is gone in a moment
        connection.execute("PRAGMA synchronous=NORMAL")  # in WAL mode: a killed process loses nothing committed
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock before it looks, or what it saw could be out of date when it writes.
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    if not read_only:
        with explained(where), closing(connect()) as connection:
            _write_ahead(connection, timeout)
    return Database(engine, where, read_only)


def _write_ahead(connection: sqlite3.Connection, timeout: float) -> None:
    """Set WAL mode, which the file keeps. Only a new file needs it: to switch takes the file for oneself."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        # Wait for the lock in the ordinary way first; the switch itself does not wait.
        connection.execute("BEGIN IMMEDIATE")
        empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if empty:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("COMMIT")
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if ours:  # never change another program's database
            connection.execute("PRAGMA journal_mode=WAL")


def _server(name: str, timeout: float) -> Database:
    try:
        url = make_url(name)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"{name!r} is neither a path nor a database URL") from error
    where = url.render_as_string(hide_password=True)
    if url.get_backend_name() not in SERVERS:
        raise LedgerError(f"{where}: a ledger lies in an SQLite file or in PostgreSQL (postgresql://user@host/name)")
    if "+" not in url.drivername:
        url = url.set(drivername=f"{url.drivername}+pg8000")
    if url.username is None:  # as the other clients of PostgreSQL do
        url = url.set(username=getuser())
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ImportError as error:
        raise LedgerError(f"PostgreSQL needs a driver ({error}): pip install 'sayso[postgresql]'") from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(timeout * 1000)}")

    return Database(engine, where, read_only=False)


def _prepare(database: Database, create: bool) -> None:
    """Make the schema, or bring it up to date, or say why that can't be."""
    with database.engine.connect() as connection:
        found = _revision(connection, database.where)
    if found == REVISION:
        return
    if found is None and not create:
        raise LedgerError(f"{database.where} is empty: `sayso read FOLDER --ledger {database.where}` fills it")
    if database.read_only:
        age = "of an older version and can't be brought up to date" if found else "empty"
        raise LedgerError(f"the ledger {database.where} is read-only, and {age}: copy it to where it may be written")
    with database.engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if _revision(connection, database.where) != REVISION:  # another process may have been first
            _migrate(connection)


def _revision(connection: Connection, where: str) -> str | None:
    """The schema's revision, None of an empty database; LedgerError if it is another program's or a newer one."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"alembic_version", "meta"} <= tables:
        raise LedgerError(f"{where} is not a ledger but another program's database. Name another with --ledger")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    written_by = connection.execute(select(meta.c.value).where(meta.c.name == "written by")).scalar()
    if found is None or written_by is None:
        raise LedgerError(f"{where} is not a ledger but another program's database. Name another with --ledger")
    if found > REVISION:
        raise LedgerError(
            f"the ledger {where} is newer than this program: {written_by} left it at schema {found}, and sayso"
            f" {version('sayso')} knows schemas up to {REVISION}. Upgrade (pip install -U sayso) or name another ledger"
        )
    return str(found)


def _migrate(connection: Connection) -> None:
    # Alembic takes a fifth of a second to load, so only when there is something to migrate.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("sayso.ledger") / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, REVISION)
    connection.execute(meta.delete().where(meta.c.name.in_(["schema", "written by"])))
    connection.execute(
        meta.insert(),
        [{"name": "schema", "value": REVISION}, {"name": "written by", "value": f"sayso {version('sayso')}"}],
    )
