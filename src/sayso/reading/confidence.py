"""How likely a claim is right on kind, figure, affected side and source together: a logistic over plain signals."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sayso.reading.claim import Speaker, Step
from sayso.reading.kinds import Measure
from sayso.reading.parties import Found
from sayso.reading.quantities import Mention


def confidence(mention: Mention, measured: Measure, affected: Found | None, source: Sequence[Speaker], steps: Sequence[Step]) -> float:
    """A probability from 0 to 1."""
    z = -0.5 + 1.5 * measured.strength + (0.8 if affected is not None else -0.8)
    return round(1 / (1 + math.exp(-z)), 3)
