""" "Er zijn geen 500 doden": fewer than 500, but where somebody else said 500, his figure rejected.

The annotation guide calls a denial that repeats a number a claim of whoever denies it, with the number as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.language.lexicon import lexicon
from sayso.reading.claim import Claim
from sayso.reading.quantities import Mention


def rejected(mention: Mention, claims: Sequence[Claim], denied: bool, language: str) -> Mention | None:
    """The figure that "geen" rejects, without that word and its bound; None where it only says that there are fewer.

    `claims` are those read before it, `denied` whether other words of its sentence reject it.
    """
    figure = mention.high
    if figure is None or mention.low is not None or mention.approx:
        return None
    none = lexicon(language, "numbers")["fewer"]["word"] + " "
    if not mention.text.lower().startswith(none):
        return None
    if not denied and not any(_asserts(claim, mention) for claim in claims):
        return None
    start = mention.start + len(none)
    return replace(mention, start=start, text=mention.text[len(none) :], low=figure)


def _asserts(claim: Claim, mention: Mention) -> bool:
    """Whether an earlier claim gives the same number of what may be the same."""
    quantity = claim.quantity
    same = mention.high in (quantity.low, quantity.high) and mention.per == quantity.per
    return same and claim.polarity == "asserted" and mention.unit in (None, quantity.unit)
