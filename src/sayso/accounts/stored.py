"""Comparing the claims of a ledger and keeping what came of it there; or of texts at hand, kept nowhere.

Only what changed is compared again. Claims fall into blocks that no question or relation leaves; a document that is
new, changed or gone touches the blocks of its claims. Of a block that claims have only come into, just the questions
that they can change are made again (`renewal`); of any other all. Those that came out otherwise are written. A block's
result depends on nothing but its claims and the texts that they stand in, so that the order of reading, and in how many
runs, changes nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

import sayso
from sayso.accounts.compare import blocks, compare
from sayso.accounts.copies import Copies
from sayso.accounts.kept import of_text, to_text
from sayso.accounts.passages import Signature, signatures
from sayso.accounts.renewal import Renewal
from sayso.accounts.statements import Statement, statements
from sayso.accounts.values import Comparison
from sayso.documents.document import Document
from sayso.ledger import Ledger
from sayso.ledger.comparing import Changes, Entered, Passage, Version
from sayso.reading.claim import Claim

_RULES = (("accounts", "*.*"), ("language", "*/accounts.toml"), ("language", "*/passages.toml"), ("packs", "**/*.toml"))
QUICK = 20_000  # claims that are compared in so few seconds that a verb may do it unasked
_TOGETHER = 200  # documents entered in one transaction
_ALLOCATIONS = 100_000  # objects between two looks for garbage

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much


@dataclass(frozen=True, slots=True)
class Compared:
    """What a run of comparing did."""

    documents: int  # that were new to it
    gone: int  # documents that it dropped, replaced by newer versions or read no more
    claims: int  # in the blocks that it compared
    blocks: int
    written: int  # questions that are new or came out otherwise
    removed: int
    questions: int  # in the ledger by now


@cache
def comparer() -> str:
    """Who compares: the version of sayso, and a fingerprint of its rules. Another one compares everything anew."""
    rules = blake2b(digest_size=6)
    root = Path(sayso.__file__).parent
    for folder, pattern in _RULES:
        for path in sorted((root / folder).glob(pattern)):
            rules.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"sayso {sayso.__version__} {rules.hexdigest()}"


def up_to_date(ledger: Ledger) -> bool:
    """Whether comparing the ledger would change nothing."""
    state = ledger.compared()
    return state is not None and state.by == comparer() and not state.stale


def compare_ledger(ledger: Ledger, *, progress: Progress = lambda what, done, of: None) -> Compared:
    """Compare the claims of `ledger`, as far as they have changed since it was done last, and keep the result in it.

    A run that breaks off loses at most the block it was at; the next one goes on there. Raises LedgerError.
    """
    if up_to_date(ledger):
        return Compared(0, 0, 0, 0, 0, 0, ledger.question_count())
    with _seldom_collecting():
        return _compare(ledger, progress)


def _compare(ledger: Ledger, progress: Progress) -> Compared:
    lacking = ledger.lacking(comparer())
    held = _Held()
    _enter(ledger, lacking, held, progress)
    to_do = ledger.to_do()
    written = removed = compared = 0
    for done, (block, (number, keys)) in enumerate(to_do.items()):
        progress("comparing", done, len(to_do))
        claims, made, outdated = _compare_block(ledger, block, keys, held)
        kept = ledger.put_block(block, number, made, outdated)
        if kept is not None:
            written, removed, compared = written + kept[0], removed + kept[1], compared + claims
    progress("comparing", len(to_do), len(to_do))
    return Compared(
        documents=len(lacking.new),
        gone=len(lacking.gone),
        claims=compared,
        blocks=len(to_do),
        written=written,
        removed=removed,
        questions=ledger.question_count(),
    )


def _compare_block(
    ledger: Ledger, block: str, keys: frozenset[int], held: _Held
) -> tuple[int, Comparison, set[str] | None]:
    """How many claims a block has, what those questions came to that may have changed, and which are no more; None
    where all have been made again."""
    if keys <= held.of.keys():  # all of it has just come in
        these = [statement for key in sorted(keys) for statement in held.of[key].pop(block, ())]
        return len(these), compare(these, held.copies), None
    old: list[Statement] = []
    new: list[Statement] = []
    versions: dict[str, int] = {}
    for stated in ledger.stated(block):
        statement = of_text(stated.words)
        (old if stated.placed else new).append(statement)
        versions[statement.doc] = stated.document
    if ledger.settled(block):
        renewal = Renewal(old, new)
        held.fetch({text: versions[text] for text in renewal.texts}, ledger)
        return len(old) + len(new), renewal.compared(held.copies), renewal.outdated
    held.fetch(versions, ledger)
    return len(old) + len(new), compare([*old, *new], held.copies), None


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Let Python look for garbage more seldom: going through all that is held took a fifth of the time, and found
    nothing, since comparing makes no cycles."""
    usual = gc.get_threshold()
    gc.set_threshold(max(usual[0], _ALLOCATIONS) if usual[0] else 0, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def compare_evidence(evidence: Iterable[tuple[Claim, Document]]) -> Comparison:
    """What claims come to, each given with the document that it was read from; nothing is kept."""
    every = sorted(evidence, key=lambda pair: (pair[1].id, pair[0].start, pair[0].id))
    signed: dict[str, list[Signature]] = {}
    entered: list[Statement] = []
    left_out: dict[str, str] = {}
    for id, pairs in groupby(every, key=lambda pair: pair[1].id):
        of = list(pairs)
        signed[id] = signatures(of[0][1])
        stated = statements(of)
        entered += stated
        left_out |= _left_out(of, (statement.id for statement in stated))
    made = compare(entered, Copies.of(signed))
    return Comparison(made.questions, made.relations, made.flags, {**left_out, **made.left_out})


def compare_until(ledger: Ledger, day: date) -> Comparison:
    """What the claims of the documents come to that were published by `day`; undated ones count as old. Not kept."""
    evidence = ledger.evidence()
    return compare_evidence(pair for pair in evidence if (pair[1].published.day or date.min) <= day)


class _Held:
    """Statements at hand: by the key of their document's version, and by block; and the passages of documents by id."""

    def __init__(self) -> None:
        self.of: dict[int, dict[str, list[Statement]]] = {}
        self.signed: dict[str, Sequence[Signature]] = {}
        self.copies = Copies.of(self.signed)

    def take(self, version: Version) -> dict[str, list[Statement]]:
        """Make statements of a document's claims; returns them by block."""
        made = blocks(statements([(claim, version.document) for _, claim in version.claims]))
        self.of[version.key] = made
        return made

    def fetch(self, versions: Mapping[str, int], ledger: Ledger) -> None:
        """Have the passages of documents (their ids, with the keys of their versions) at hand that came in before."""
        missing = {id: key for id, key in versions.items() if id not in self.signed}
        found = ledger.passages(missing.values())
        for id, key in missing.items():
            self.signed[id] = [_signature(passage) for passage in found.get(key, ())]


def _enter(ledger: Ledger, lacking: Changes, held: _Held, progress: Progress) -> None:
    """Note the claims and the passages of new documents in the ledger, keeping the statements at hand."""
    if lacking.gone:
        ledger.enter({}, lacking.gone, {})
    for start in range(0, len(lacking.new), _TOGETHER):
        progress("taking in documents", start, len(lacking.new))
        entered: dict[int, list[Entered]] = {}
        signed: dict[int, list[Passage]] = {}
        for version in ledger.versions(lacking.new[start : start + _TOGETHER]):
            of = held.take(version)
            stated = {statement.id: (block, to_text(statement)) for block, some in of.items() for statement in some}
            why = _left_out([(claim, version.document) for _, claim in version.claims], stated)
            entered[version.key] = []
            for key, claim in version.claims:
                block, words = stated.get(claim.id, (None, None))
                entered[version.key].append(Entered(key, block, why.get(claim.id), words))
            if of:  # a document without claims has nothing that could be copied
                held.signed[version.document.id] = made = signatures(version.document)
                signed[version.key] = [_passage(signature) for signature in made]
        ledger.enter(entered, (), signed)


def _left_out(evidence: Iterable[tuple[Claim, Document]], entered: Iterable[str]) -> dict[str, str]:
    """Why claims that made no statement were left out."""
    inside = set(entered)
    return {
        claim.id: "a pull quote, which repeats its own text" if claim.repeats else "no figure to compare"
        for claim, _ in evidence
        if claim.id not in inside
    }


def _passage(signature: Signature) -> Passage:
    return Passage(signature.start, signature.end, signature.words, signature.exact, signature.minhash)


def _signature(passage: Passage) -> Signature:
    return Signature(
        start=passage.start, end=passage.end, minhash=passage.minhash, words=passage.words, exact=passage.exact
    )
