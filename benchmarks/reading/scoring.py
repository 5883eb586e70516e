"""How claims are scored against gold: matched where their mentions overlap, then judged slot by slot.

Gold may list several right readings of a side, a kind or a source; an empty string among the sources says that the
outlet's own voice is right too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

Row = dict[str, Any]
STRICT = ("figure", "kind", "affected", "source")


@dataclass(slots=True)
class Score:
    """Matched pairs (predicted, gold), gold that was missed, and predictions that match nothing, not even optional."""

    matches: list[tuple[Row, Row]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    spurious: list[Row] = field(default_factory=list)

    def found(self) -> float:
        """F1 of finding a figure claim."""
        return self._f1(len(self.matches))

    def strict(self) -> float:
        """F1 of getting figure, kind, affected side and source right together."""
        return self._f1(sum(all(right[s] for s in STRICT) for right in self._right()))

    def slots(self) -> dict[str, float]:
        """The share of matched claims on which each slot is right; a slot that gold leaves open is not counted."""
        tally: dict[str, list[bool]] = defaultdict(list)
        for right in self._right():
            for slot, ok in right.items():
                tally[slot].append(ok)
        return {slot: sum(marks) / len(marks) for slot, marks in sorted(tally.items())}

    def _right(self) -> list[dict[str, bool]]:
        return [slots_right(predicted, gold) for predicted, gold in self.matches]

    def _f1(self, right: int) -> float:
        precision = right / max(1, len(self.matches) + len(self.spurious))
        recall = right / max(1, len(self.matches) + len(self.missed))
        return 2 * precision * recall / max(precision + recall, 1e-9)


def score(predicted: list[Row], gold: list[Row]) -> Score:
    """Match predictions to gold one to one within each document, the largest overlaps first."""
    required, optional, found = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in gold:
        (optional if row.get("optional") else required)[row["doc"]].append(row)
    for row in predicted:
        if row.get("quantity"):
            found[PurePosixPath(row["doc"]).name].append(row)
    result = Score()
    for doc in required.keys() | optional.keys():
        pairs = [(_overlap(f, g), i, j) for i, f in enumerate(found[doc]) for j, g in enumerate(required[doc])]
        taken_f: set[int] = set()
        taken_g: set[int] = set()
        for overlap, i, j in sorted(pairs, reverse=True):
            if overlap > 0 and i not in taken_f and j not in taken_g:
                taken_f.add(i)
                taken_g.add(j)
                result.matches.append((found[doc][i], required[doc][j]))
        result.missed += [g for j, g in enumerate(required[doc]) if j not in taken_g]
        result.spurious += [
            f
            for i, f in enumerate(found[doc])
            if i not in taken_f and not any(_overlap(f, o) > 0 for o in optional[doc])
        ]
    return result


def slots_right(predicted: Row, gold: Row) -> dict[str, bool]:
    """Slot by slot, whether a matched prediction is right."""
    p, g = predicted["quantity"], gold["quantity"]
    place, period = predicted.get("place") or {}, predicted.get("period") or {}
    right = {
        "figure": all(_same_number(p[k], g[k]) for k in ("low", "high"))
        and (p["unit"], p["per"]) == (g["unit"], g["per"]),
        "kind": predicted["kind"] in _readings(gold["kind"]),
        "affected": _side_right(predicted.get("affected"), gold["affected"]),
        "source": _source_right(predicted.get("source") or [], gold["source"]),
        **{slot: predicted.get(slot) == gold[slot] for slot in ("certainty", "polarity", "verification")},
    }
    if gold.get("agent"):
        right["agent"] = _side_right(predicted.get("agent"), gold["agent"])
    if gold.get("place"):
        right["place"] = _same_name(gold["place"], place.get("name"), place.get("text"))
    if gold.get("period"):
        right["period"] = [period.get("start"), period.get("end")] == gold["period"]
    return right


def _overlap(a: Row, b: Row) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _same_number(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 0.005 * max(abs(a), abs(b))


def _readings(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _sides(value: Any) -> set[str]:
    side = value.get("side") if isinstance(value, dict) else value
    return set((side or "").split("+")) - {""}


def _side_right(predicted: Any, gold: Any) -> bool:
    return any(_sides(predicted) == _sides(reading) for reading in _readings(gold))


def _source_right(predicted: list[Row], gold: list[str]) -> bool:
    if not gold or not predicted:
        return (not gold or "" in gold) and not predicted
    speaker = predicted[-1]
    return any(_same_name(name, speaker.get("text"), speaker.get("name")) for name in gold if name)


def _same_name(gold: str, *names: str | None) -> bool:
    """Whether one of `names` is the gold name, or one holds the other as whole words ("Gaza", "Gaza Strip")."""
    folded = [f" {f} " for name in names if (f := _fold(name))]
    target = f" {_fold(gold)} "
    return any(target in name or name in target for name in folded)


def _fold(text: str | None) -> str:
    return re.sub(r"[\W_]+", " ", text or "").casefold().strip()
