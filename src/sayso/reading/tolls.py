"""A toll whose parts are of several sides is of all of them: "327 doden: 183 rebellen en 44 burgers"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.language.lexicon import lexicon
from sayso.reading.claim import Claim, Step
from sayso.reading.figures import PEOPLE, inferred

RULE = "sides of its parts"


def of_all_sides(claims: Sequence[Claim], text: str, language: str = "nl") -> list[Claim]:
    """`claims`, in the order of the text, with the tolls that no word gives a side under those of their parts."""
    opening = lexicon(language, "kinds")["constructions"]["subset_before"]
    parts_follow = re.compile(r"\s*\w*\s*(?::|,\s*(?:" + "|".join(map(re.escape, opening)) + r")\b)")
    done = list(claims)
    for i, toll in enumerate(done):
        if not _unnamed(toll) or not parts_follow.match(text, toll.end):
            continue
        sides = _sides(toll, done[i + 1 :])
        if sides - {"civilians"}:
            steps = (*(s for s in toll.steps if s.slot != "affected"), Step("affected", RULE))
            done[i] = replace(toll, affected=inferred("+".join(sorted(sides | {"civilians"}))), steps=steps)
    return done


def _unnamed(toll: Claim) -> bool:
    """Whether a toll of people is of civilians only because nothing says of whom."""
    return (
        toll.kind in PEOPLE
        and toll.affected is not None
        and (toll.affected.side, toll.affected.text)
        == (
            "civilians",
            None,
        )
    )


def _sides(toll: Claim, behind: Sequence[Claim]) -> set[str]:
    """The sides of the figures in the toll's sentence that add up to no more than it."""
    sides, left = set[str](), toll.quantity.low or toll.quantity.high or 0
    for part in behind:
        left -= part.quantity.low or part.quantity.high or 0
        if part.sentence != toll.sentence or part.kind != toll.kind or left < 0:
            break
        if part.affected is not None and part.affected.side is not None:
            sides |= set(part.affected.side.split("+"))
    return sides
