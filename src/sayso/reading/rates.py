"""Rates: which figures run "per dag", "elke week", "dagelijks".

A rate word that follows figures belongs to the last of them and to those joined to it ("honderd doden en vijfhonderd
gewonden per dag"), and carries over to a later figure of the same unit in the sentence; one that opens its clause
("Elke dag sneuvelen er …") belongs to all that follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from spacy.tokens import Token

if TYPE_CHECKING:
    from sayso.reading.quantities import Mention

_CLAUSE_ENDS = frozenset(";:.")
_RATELESS = frozenset({"percent", "ratio"})
_UNLISTED = frozenset({*_RATELESS, "km", "m", "km2", "time", "euro", "dollar"})  # don't share a rate with other units


@dataclass(frozen=True, slots=True)
class RateCue:
    """A rate word at token `at`; `leading` when it may open its clause ("elke dag", "dagelijks"; not "per dag")."""

    at: int
    per: str
    leading: bool


def rate_cues(tokens: Sequence[Token], lowers: Sequence[str], table: dict[str, Any]) -> list[RateCue]:
    """The rate words among `tokens` (whose lower-cased forms are `lowers`), by the table [rates] of units.toml."""
    adverbs, singular, plural = table["adverbs"], table["per"], table["plural"]
    cues = []
    for i, lower in enumerate(lowers):
        if lower in adverbs:
            if i + 1 < len(lowers) and lowers[i + 1] in table["idle"]:
                continue  # "in zijn dagelijkse update"
            cues.append(RateCue(i, adverbs[lower], True))
        elif lower in singular or lower in plural:
            k = i - 1
            while k > 0 and tokens[k].is_space:
                k -= 1
            before = lowers[k] if k >= 0 else ""
            if lower in singular and before in table["every"]:
                cues.append(RateCue(i, singular[lower], before != table["after"]))
            elif lower in singular and before in table["article"] and k > 0 and _counted(tokens[k - 1], table):
                follower = lowers[i + 1] if i + 1 < len(lowers) else ""
                if follower not in table["shifting"]:  # "500 granaten een dag", but not "een dag later"
                    cues.append(RateCue(i, singular[lower], False))
            elif lower in plural and before in table["several"]:
                cues.append(RateCue(i, plural[lower], True))
    return cues


def _counted(token: Token, table: dict[str, Any]) -> bool:
    """Whether what stands before "a day" can be what is counted."""
    return token.pos_ == "NOUN" or token.pos_ in table.get("article_behind", ())


def with_rates(
    mentions: list[Mention], cues: list[RateCue], tokens: Sequence[Token], text: str, table: dict[str, Any]
) -> list[Mention]:
    """The mentions, each with the rate that its sentence gives it, by the table [rates] of units.toml."""
    out = list(mentions)
    for cue in cues:
        start, end = _sentence(tokens, cue.at)
        inside = [k for k, mention in enumerate(out) if start <= mention.token.i < end]
        before = [k for k in inside if out[k].token.i < cue.at]
        after = [k for k in inside if out[k].token.i > cue.at]
        chosen: list[int] = []
        if before and not (cue.leading and after):
            chosen = [before[-1]]
            for k in reversed(before[:-1]):
                if out[k].unit in _UNLISTED or not _joined(text, out[k], out[chosen[-1]], table):
                    break
                chosen.append(k)
        unit = out[chosen[0]].unit if chosen else None
        leading = cue.leading or not before
        for k in after:
            broken = any(tokens[i].text in _CLAUSE_ENDS for i in range(cue.at, out[k].token.i))
            broken = broken and (leading or out[k].noun is not None)  # "30.000 man per maand; Oekraïne 20.000"
            listed = leading and out[k].unit not in _UNLISTED  # "elke dag 500 man, 20 tanks en …"
            if broken or (unit and out[k].unit != unit and not listed) or (not chosen and not leading):
                break
            chosen.append(k)
            unit = unit or out[k].unit
        for k in chosen:
            if out[k].unit not in _RATELESS:
                out[k] = replace(out[k], per=cue.per)
    return out


def _sentence(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """First token of the sentence around token `at`, and the one after its last."""
    start, end = at, at + 1
    while start > 0 and not tokens[start].is_sent_start:
        start -= 1
    while end < len(tokens) and not tokens[end].is_sent_start:
        end += 1
    return start, end


def _joined(text: str, one: Mention, two: Mention, table: dict[str, Any]) -> bool:
    """Whether two mentions are parts of one coordination, by the words of the table that join and part them."""
    joins, parts = table["joins"], table.get("parts", ())
    words = text[one.end : two.start].split()
    if not set(words).isdisjoint(parts):
        return False
    if two.noun is None and two.unit == one.unit and "," in text[one.end : two.start]:
        return False  # "7.000 man in een week, of duizend per dag"
    return len(words) <= 5 and any(word in joins or word.endswith(",") for word in words)
