"""The reviewer's actions: judging, taking back, adding what was missed."""

from __future__ import annotations

from typing import Any

from sayso.ledger import Ledger
from sayso.ledger.judging import ACCEPTED, CORRECTED, REJECTED
from sayso.web.errors import WebError
from sayso.web.looking import judgement_row


class Reviewing:
    """Judgements on a ledger, by reviewers who give their names."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def judge(self, reviewer: str, value: dict[str, Any]) -> dict[str, Any]:
        """Judge the claim of `value`. If another judgement came between what the reviewer saw (`seen`, its key) and
        this one, both stay, and the answer tells of it."""
        _named(reviewer)
        id, verdict = str(value.get("claim", "")), value.get("verdict")
        claim, document = next(iter(self._ledger.evidence_of([id])), (None, None))
        if claim is None or document is None:
            raise WebError(404, f"The ledger has no current claim {id[:40]!r}.")
        before = self._ledger.standing(claim.id)
        note = _note(value)
        if verdict == CORRECTED:
            corrections = value.get("corrections")
            if not isinstance(corrections, dict) or not corrections:
                raise WebError(400, "A correction corrects something.", "Change a slot, or accept the claim.")
            made = self._ledger.correct(claim, document, reviewer, corrections, note)
        elif verdict in (ACCEPTED, REJECTED):
            made = self._ledger.judge(claim.id, reviewer, str(verdict), None, note)
        else:
            raise WebError(400, f"There is no verdict {verdict!r}.", "It is accepted, corrected or rejected.")
        unseen = before is not None and before.reviewer != reviewer and before.key != value.get("seen")
        return {"judgement": judgement_row(made), "meanwhile": judgement_row(before) if unseen else None}

    def undo(self, reviewer: str, value: dict[str, Any]) -> dict[str, Any]:
        """Take back the judgement of `value`."""
        _named(reviewer)
        key = value.get("judgement")
        if type(key) is not int:
            raise WebError(400, "There is nothing to take back.")
        taken = self._ledger.withdraw(key, reviewer)
        machine = any(True for _ in self._ledger.evidence_of([taken.claim]))
        return {"claim": taken.claim, "withdrawn": key, "machine": machine}

    def missed(self, reviewer: str, value: dict[str, Any]) -> dict[str, Any]:
        """Add the claim of `value` to its document."""
        _named(reviewer)
        given = value.get("slots")
        if not isinstance(given, dict):
            raise WebError(400, "A new claim has slots.")
        document = self._ledger.document(str(value.get("doc", "")))
        return {"judgement": judgement_row(self._ledger.add_missed(document, reviewer, given, _note(value)))}

    def place(self, words: str | None) -> tuple[float, int] | None:
        """Where in the queue to go on: confidence and key, as `after` gives them. Raises WebError."""
        if not words:
            return None
        try:
            confidence, key = str(words).split(",")
            return float(confidence), int(key)
        except ValueError as error:
            raise WebError(400, f"{str(words)[:40]!r} is no place in the queue.") from error


def _named(reviewer: str) -> None:
    if not reviewer:
        raise WebError(409, "Say first who you are.", "Your name stands beside every judgement that you make.")


def _note(value: dict[str, Any]) -> str | None:
    note = str(value.get("note") or "").strip()[:2000]
    return note or None
