"""What a single block of text is by its own words: site furniture, a caption, a dateline.

The patterns are data (`furniture.toml` of the language; a page that isn't Dutch has Dutch furniture at times, when an
archive saved it: its own language's rules come first, then the Dutch). Prose comes first: a rule has to fit a whole
short block or its opening, a credit or a tweet's signature its end; nothing is looked for in the middle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.documents.document import ZoneKind
from sayso.language.lexicon import lexicon

LANGUAGES = frozenset({"nl", "en"})  # that have furniture of their own
_BULLET = re.compile(r"[•●▪►▶→➤>»*]\s*|[-–]\s+")
_TAIL = 400  # characters at the end of a block in which a credit or a tweet's signature can begin


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of furniture.toml, which says what the fields mean; `opening` and `whole` are made of its phrases."""

    name: str
    zone: ZoneKind
    longest: int
    opening: re.Pattern[str] | None
    whole: re.Pattern[str] | None
    cut: bool
    first: bool
    head: bool
    takes: str | None

    def match(self, block: str) -> re.Match[str] | None:
        """The stretch of `block` that the rule is about, never an empty one."""
        if len(block) > self.longest:
            return None
        bullet = _BULLET.match(block)
        start = bullet.end() if bullet is not None and not self.cut else 0
        found = self.whole.fullmatch(block, start) if self.whole is not None else None
        if found is None and self.opening is not None:
            found = self.opening.match(block, start)
        return found if found is not None and found.group() else None


@cache
def rules(language: str = "nl") -> tuple[Rule, ...]:
    """The rules for blocks, in the order of the file: the first that fits holds."""
    others = () if language == "nl" else rules("nl")
    return (*_rules(language), *others) if _has(language) else others


def _rules(language: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            name=entry["name"],
            zone=ZoneKind(entry["zone"]),
            longest=entry["longest"],
            opening=_pattern(entry.get("opens", ()), r"(?!\w)", entry.get("regex")),
            whole=_pattern(entry.get("is", ()), r"\s*[:.…>»!-]*\s*", entry.get("whole")),
            cut=entry.get("cut", False),
            first=entry.get("first", False),
            head=entry.get("head", False),
            takes=entry.get("takes"),
        )
        for entry in _table(language)["rule"]
    )


def _has(language: str) -> bool:
    """Whether a language has furniture of its own; any other is read with the Dutch."""
    return language in LANGUAGES


def _pattern(phrases: Sequence[str], after: str, regex: str | None) -> re.Pattern[str] | None:
    """One pattern of plain phrases, each followed by `after`, and of a verbose regular expression."""
    if not phrases and regex is None:
        return None
    choices = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
    plain = f"(?i:(?:{choices}){after})" if phrases else ""
    flags, own = ("i", regex.removeprefix("(?i)")) if regex and regex.startswith("(?i)") else ("", regex)
    return re.compile("|".join(part for part in (plain, f"(?x{flags}:{own})" if own else "") if part))


def first_match(
    block: str, language: str = "nl", *, at_start: bool, at_head: bool = False
) -> tuple[Rule, re.Match[str]] | None:
    """The first rule that fits `block`, with what it matched; `at_start` when nothing stands before the block,
    `at_head` when nothing but titles does."""
    for rule in rules(language):
        if (rule.first and not at_start) or (rule.head and not at_head):
            continue
        if (match := rule.match(block)) is not None:
            return rule, match
    return None


def opens_with_date(block: str, language: str = "nl") -> bool:
    """Whether `block` begins with a date that could be its text's dateline, or an entry of a chronology."""
    return any(rule.head and rule.match(block) for rule in rules(language))


def stands_alone(line: str, language: str = "nl") -> bool:
    """Whether a line of hard-wrapped text is a block of its own: furniture, a caption, a date line."""
    return any(not rule.cut and rule.match(line) for rule in rules(language))


def credit(block: str, language: str = "nl") -> int | None:
    """Where the photo credit that ends `block` begins, if one does: "Beeld AP", "© REUTERS / 2023-12-03"."""
    for match in _credit_opener(language).finditer(block, max(len(block) - _TAIL, 0)):
        tail = block[match.end() :].strip().rstrip(")]")
        if not match.group()[0].isalpha():
            tail = tail.removesuffix(".")  # "© AP." is a credit, "foto Reuters." the end of a sentence
        names = [name for name in re.split(r"[\s/,&|+–-]+", tail) if name]
        if names and len(names) <= 10 and all(_is_credit(name, language) for name in names):
            return match.start()
    return None


def longest_caption(language: str = "nl") -> int:
    """How long a block that ends in a credit can be and still be a caption as a whole."""
    return int(_table(language)["credit"]["longest"])


def tweet(block: str, language: str = "nl") -> int | None:
    """Where the furniture of an embedded tweet begins in `block`: 0 when it is foreign, its signature when it isn't."""
    table = _table(language)["tweets"]
    signature = _compiled(table["signature"]).search(block, max(len(block) - _TAIL, 0))
    link = _compiled(table["link"]).search(block, max(len(block) - _TAIL, 0))
    if signature is None and (link is None or link.end() < len(block)):
        return None
    words = set(re.findall(r"[^\W\d_]+", block.lower()))
    if len(words & set(table["dutch"])) < 2:
        return 0
    return min(match.start() for match in (signature, link) if match is not None)


def trailing_date(block: str, language: str = "nl") -> int | None:
    """Where a date after a headline on the same line begins, with the bar before it."""
    match = _compiled(_table(language)["titles"]["date"]).search(block)
    return match.start() + 1 if match is not None else None


def is_kicker(line: str, language: str = "nl") -> bool:
    """Whether a headline only says what kind of piece follows: "ANALYSE", "Column Jan Jansen"."""
    words = line.lower().rstrip(":").split()
    return line.isupper() or (len(words) <= 4 and words[0] in _table(language)["titles"]["kickers"])


def _is_credit(word: str, language: str) -> bool:
    bare = word.strip("().:")
    known = _table(language)["credit"]["agencies"]
    return not bare or bare[0].isupper() or bare.lower() in known or bare.replace("-", "").isdigit()


@cache
def _credit_opener(language: str) -> re.Pattern[str]:
    """A sign anywhere; a capitalised word after a space or a stop; a small one ("foto") only after a stop."""
    table = _table(language)["credit"]
    signs, capitals, smalls = ("|".join(map(re.escape, table[kind])) for kind in ("signs", "capitals", "smalls"))
    stop = r"(?:^|(?<=[.!?)\]’”\"'|(\[/])|(?<=[.!?)\]’”\"'|(\[/]\s))"
    return re.compile(rf"(?:{signs}|(?:{stop}|(?<=\s))(?:{capitals})(?=[\s:])|{stop}(?:{smalls})(?=[\s:]))\s*:?")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _table(language: str) -> dict[str, Any]:
    return lexicon(language if _has(language) else "nl", "furniture")
