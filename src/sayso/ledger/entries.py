"""What the ledger answers with, beside documents and claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sayso.documents.document import Published


class Stored(StrEnum):
    """What storing a document came to."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"  # the version before stays in the ledger, no longer current


class Status(StrEnum):
    """How far reading a document got."""

    READ = "read"
    UNREAD = "unread"  # not read yet: a language that nothing here reads
    FAILED = "failed"  # reading broke off; the reason is given


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of a document as the ledger lists it, without its text. Times are UTC."""

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: Published
    language: str
    status: Status
    reason: str | None
    reader: str | None
    sentences: int
    claims: int
    uncoded: int
    content_hash: str
    first_read: datetime
    stored: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not understood, or an input that no document could be made of (`document` is None)."""

    path: str
    reason: str
    hint: str | None
    document: str | None
    noted: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """One reviewer's word on one claim; the machine's own answer stays as it is."""

    claim: str
    reviewer: str
    verdict: str
    corrections: Mapping[str, Any]
    note: str | None
    judged: datetime
    key: int = 0
    withdraws: int | None = None  # the judgement (its key) that this one takes back


@dataclass(frozen=True, slots=True)
class Compared:
    """How far comparing the claims got. `waiting` documents were read, changed or taken away since, and so many blocks
    of claims are `pending`: entered, but not compared again yet."""

    by: str
    at: datetime
    documents: int
    waiting: int
    pending: int

    @property
    def stale(self) -> bool:
        """Whether comparing again would have something to do."""
        return bool(self.waiting or self.pending)


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts over the current documents. `quantities` were seen: coded as claims or left uncoded, by reason."""

    documents: Mapping[Status, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    sentences: int = 0
    claims: int = 0
    repeats: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    uncoded: Mapping[str, int] = field(default_factory=dict)
    problems: int = 0
    old_versions: int = 0
    judgements: int = 0

    @property
    def quantities(self) -> int:
        """How many quantities were seen."""
        return self.claims + sum(self.uncoded.values())
