"""How the reader did by the reviewers' judgements: precision, slots, what was missed, and whether confidence tells.

Only judged claims count, and reviewers choose what they judge: by doubt, or by what they came for. So the numbers are
of what was reviewed, not of the whole ledger; that is said with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import Any

from rich.console import Console
from rich.text import Text

from sayso.ledger import Ledger
from sayso.ledger.corrections import SLOTS
from sayso.ledger.judging import ACCEPTED, ADDED, CORRECTED, REJECTED

_TIERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def score_of(ledger: Ledger) -> dict[str, Any]:
    """The numbers, as plain values; a share of nothing is None."""
    standing = list(ledger.standings())
    verdicts = Counter(judgement.verdict for judgement in standing)
    right, corrected = verdicts[ACCEPTED] + verdicts[CORRECTED], verdicts[CORRECTED]
    judged = right + verdicts[REJECTED]
    wrong = Counter(slot for j in standing if j.verdict == CORRECTED for slot in j.corrections if slot in SLOTS)
    wrong["span"] = sum(1 for j in standing if j.verdict == CORRECTED and "span" in j.corrections)
    confidence = ledger.confidences([j.claim for j in standing if j.verdict != ADDED])
    tiers = []
    for low, high in pairwise(_TIERS):
        of = [
            j.verdict for j in standing if j.claim in confidence and low <= confidence[j.claim] < high + (high == 1.0)
        ]
        tiers.append(
            {
                "from": low,
                "to": high,
                "judged": len(of),
                "claim": _share(len(of) - of.count(REJECTED), len(of)),
                "whole": _share(of.count(ACCEPTED), len(of)),
            }
        )
    return {
        "judged": judged,
        "accepted": verdicts[ACCEPTED],
        "corrected": corrected,
        "rejected": verdicts[REJECTED],
        "missed": verdicts[ADDED],
        "precision": _share(right, judged),
        "recall": _share(right, right + verdicts[ADDED]),
        "whole": _share(verdicts[ACCEPTED], judged),
        "margin": _margin(right, judged),
        "slots": {slot: _share(right - wrong[slot], right) for slot in ("span", *SLOTS)},
        "confidence": tiers,
    }


def show_score(console: Console, found: dict[str, Any]) -> None:
    """Print the numbers."""
    if not found["judged"] and not found["missed"]:
        console.print("No claim has been judged yet: `sayso serve`, then Review.", soft_wrap=True)
        return
    counts = (f"{found[name]} {name}" for name in ("accepted", "corrected", "rejected"))
    console.print(Text(f"{found['judged']} claims judged: {', '.join(counts)}; {found['missed']} missed", "bold"))
    rows = [
        ("a claim stands there (precision)", found["precision"]),
        ("every slot is right", found["whole"]),
        ("found, of those found or added (recall)", found["recall"]),
    ]
    _print(console, rows)
    if found["margin"] is not None:
        console.print(f"  precision is sure to about ± {100 * found['margin']:.0f} points (95 %)")
    console.print(Text("Slots of the claims that are claims", "bold"))
    _print(console, list(found["slots"].items()))
    console.print(Text("By the reader's confidence: a claim there, every slot right", "bold"))
    for tier in found["confidence"]:
        if tier["judged"]:
            words = f"{tier['from']:.2f} to {tier['to']:.2f} ({tier['judged']})"
            console.print(f"  {words:42} {_percent(tier['claim'])} {_percent(tier['whole'])}")
    console.print(
        "These are of the claims that were reviewed, which are not drawn by chance: the queue begins with the most"
        " doubtful.",
        soft_wrap=True,
    )


def _print(console: Console, rows: Sequence[tuple[str, float | None]]) -> None:
    for name, share in rows:
        console.print(f"  {name:42} {_percent(share)}")


def _percent(share: float | None) -> str:
    return "     –" if share is None else f"{100 * share:5.1f}%"


def _share(number: int, of: int) -> float | None:
    return round(number / of, 4) if of else None


def _margin(number: int, of: int) -> float | None:
    """Half the width of Wilson's interval at 95 %."""
    if not of:
        return None
    z, share = 1.96, number / of
    return round(z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of)), 4)
