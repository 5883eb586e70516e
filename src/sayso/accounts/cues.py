"""What the words around a figure say about how it compares: running totals, subsets, corrections, who is counted.

The words are data: language/*/accounts.toml. They are looked for in the claim's sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.language.lexicon import lexicon

_LANGUAGES = ("nl", "en")
_AFTER = 5  # words after a figure among which its noun stands
_GAP = 45  # characters between a whole and "among them"
_BEFORE = 16  # characters before a figure that may hold its "no"
_KEPT = 1 << 14  # sentences that are kept at hand: one holds several figures, and stands in many papers
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Cues:
    """What the words say: `total` a running total, `toll` a count that goes up, `incident` one event, `correction` a
    figure said anew, `old` one that has been replaced, `before` how it was before the war, `short` and `long` spans of
    days that they name, `subset` some of those that the figure before counts, `taken_in` those whom one hospital or aid
    post saw, or who lie where somebody saw them, `night` two days that are one night, `elided` a figure whose noun is
    left out."""

    total: bool
    toll: bool
    incident: bool
    correction: bool
    old: bool
    before: bool
    short: bool
    long: bool
    subset: bool
    taken_in: bool
    lost: bool  # it says that people or things were lost
    night: bool
    elided: bool
    since: tuple[int | None, int, int | None] | None
    from_its_day: bool  # it counts since the day that its period names


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says for all figures in it; see `Cues`."""

    total: bool
    toll: bool
    incident: bool
    correction: bool
    taken_in: bool
    lost: bool
    night: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    total: re.Pattern[str]
    toll: re.Pattern[str]
    incident: re.Pattern[str]
    correction: re.Pattern[str]
    old: re.Pattern[str]
    before: re.Pattern[str]
    short: re.Pattern[str]
    long: re.Pattern[str]
    subset_before: re.Pattern[str]
    subset_after: re.Pattern[str]
    posts: re.Pattern[str]
    took_in: re.Pattern[str]
    seen: re.Pattern[str]
    lost: re.Pattern[str]
    night: re.Pattern[str]
    elided: re.Pattern[str]
    since: re.Pattern[str]
    from_day: re.Pattern[str]
    none: re.Pattern[str]
    months: Mapping[str, int]
    groups: tuple[tuple[str, re.Pattern[str]], ...]
    things: tuple[tuple[str, re.Pattern[str]], ...]


def cues(
    language: str, sentence: str, figure: tuple[int, int], previous: int | None = None, days: str | None = None
) -> Cues:
    """The cues of the figure that stands at `figure` in the sentence (start and end, code points); `previous` is where
    the figure before it ends, `days` the words that its period was read from."""
    words = _lexicon(_known(language))
    said = _said(_known(language), sentence)
    start, end = figure
    between = sentence[max(previous or 0, start - _GAP) : start]
    clause = _clause(sentence, start, end)
    since = words.since.search(clause)
    subset = words.subset_before.search(between) or words.subset_after.match(sentence[end : end + _GAP])
    return Cues(
        total=said.total,
        toll=said.toll,
        incident=said.incident,
        correction=said.correction,
        old=bool(words.old.search(sentence, max(previous or 0, start - 2 * _GAP), start)),
        before=bool(words.before.search(clause)),
        short=bool(words.short.search(clause)),
        long=bool(words.long.search(clause)),
        subset=bool(subset),
        taken_in=said.taken_in,
        lost=said.lost,
        night=said.night,
        elided=bool(words.elided.search(sentence[:start]) or re.match(r"\s*[.,;:!?’”)]|\s*$", sentence[end:])),
        from_its_day=bool(days and _since_its_day(words.from_day, sentence, days)),
        since=None
        if since is None
        else (
            int(since["day"]) if since["day"] else None,
            words.months[since["month"].casefold()],
            int(since["year"]) if since["year"] else None,
        ),
    )


def _known(language: str) -> str:
    return language if language in _LANGUAGES else _LANGUAGES[0]


@lru_cache(maxsize=_KEPT)
def _said(language: str, sentence: str) -> _Said:
    words = _lexicon(language)
    return _Said(
        total=bool(words.total.search(sentence)),
        toll=bool(words.toll.search(sentence)),
        incident=bool(words.incident.search(sentence)),
        correction=bool(words.correction.search(sentence)),
        taken_in=bool((words.posts.search(sentence) and words.took_in.search(sentence)) or words.seen.search(sentence)),
        lost=bool(words.lost.search(sentence)),
        night=bool(words.night.search(sentence)),
    )


def _since_its_day(pattern: re.Pattern[str], sentence: str, days: str) -> bool:
    at = sentence.find(days)
    return at >= 0 and bool(pattern.search(sentence[: at + len(days)]))


def group_in(language: str, *texts: str) -> str | None:
    """The group of people that the first of `texts` which names one counts: "children", "soldiers"."""
    return next((found for text in texts if (found := _group(_known(language), text)) is not None), None)


def thing_in(language: str, *texts: str) -> str | None:
    """The sort of thing that the first of `texts` which names one counts: "tank", "school"."""
    return next((found for text in texts if (found := _thing(_known(language), text)) is not None), None)


def says_none(language: str, text: str, start: int, end: int) -> bool:
    """Whether a text puts its figure at `start` to `end` as "none of so many": "geen 272", but not "nog geen 272"."""
    return bool(_lexicon(_known(language)).none.search(text[max(start - _BEFORE, 0) : end]))


def make_in(words: str) -> str | None:
    """The make that a figure counts by its name: "vier Leopards" are no Bradleys; None where its noun is no name."""
    found = _WORD.match(words.lstrip())
    if found is None or not found[0][0].isupper() or "-" in found[0] or not found[0].casefold().endswith("s"):
        return None
    return re.sub(r"['’]?s$", "", found[0].casefold()).capitalize()


def counted(sentence: str, end: int) -> str:
    """The few words after a figure, up to the end of its clause, where the noun it counts stands."""
    stop = re.search(r"[,;:.!?()]|\n\s*\n", sentence[end:])
    after = sentence[end : end + stop.start()] if stop else sentence[end:]
    words = list(_WORD.finditer(after))[:_AFTER]
    return after[: words[-1].end()] if words else ""


def noun_after(sentence: str, end: int) -> str:
    """The first word after a figure, which mostly is what it counts; empty where none follows."""
    found = _WORD.search(counted(sentence, end))
    return found[0].casefold() if found else ""


def _clause(sentence: str, start: int, end: int) -> str:
    """The words from the comma before a figure to the comma after it."""
    breaks = [m.start() for m in re.finditer(r"[,;:()](?=\s)|\s[-–—]\s", sentence)]
    return sentence[
        max((b for b in breaks if b < start), default=0) : min((b for b in breaks if b >= end), default=len(sentence))
    ]


@lru_cache(maxsize=_KEPT)
def _group(language: str, text: str) -> str | None:
    return _first(_lexicon(language).groups, text)


@lru_cache(maxsize=_KEPT)
def _thing(language: str, text: str) -> str | None:
    return _first(_lexicon(language).things, text)


def _first(table: Iterable[tuple[str, re.Pattern[str]]], text: str) -> str | None:
    """The row of `table` whose words stand first in the text; of those that begin together the longest."""
    found = [(match.start(), -match.end(), name) for name, pattern in table if (match := pattern.search(text))]
    return min(found)[2] if found else None


@cache
def _lexicon(language: str) -> _Lexicon:
    data = lexicon(language, "accounts")
    subset = data["subset"]
    months: dict[str, int] = lexicon(language, "dates")["months"]
    return _Lexicon(
        total=_phrases(data["total"]["phrases"]),
        toll=_phrases(data["toll"]["phrases"]),
        incident=_nouns(data["incident"]["nouns"]),
        correction=_phrases(data["correction"]["phrases"]),
        old=_phrases(data["correction"]["old"]),
        before=_phrases(data["before"]["phrases"]),
        short=_patterns(data["spans"]["short"]),
        long=_patterns(data["spans"]["long"]),
        subset_before=_phrases(subset["before"]),
        subset_after=re.compile(rf"\s*(?:{'|'.join(map(_phrase, subset['after']))})(?!\w)", re.I),
        posts=_nouns(data["taken_in"]["places"]),
        took_in=_phrases(data["taken_in"]["verbs"]),
        seen=_phrases(data["taken_in"]["seen"]),
        lost=_phrases(data["lost"]["words"]),
        night=_phrases(data["night"]["words"]),
        elided=re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, data['elided']['words'])) or '(?!)'})\s+$", re.I),
        since=re.compile(
            rf"(?<!\w)(?:{'|'.join(data['since']['words'])}) (?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(months)})"
            r"(?: (?P<year>\d{4}))?(?!\w)",
            re.I,
        ),
        from_day=re.compile(rf"(?<!\w)(?:{'|'.join(data['since']['words'])})\s[^,.;:]{{0,{_GAP}}}$", re.I),
        none=_none(data["none"]),
        months=months,
        groups=_table(data["groups"]),
        things=_table(data["things"]),
    )


def _none(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    """A word for none with a figure behind it, at the end of a text, and without what makes it a bound."""
    unless = "".join(rf"(?<!{re.escape(word)}\s)" for word in table["not_after"])
    return re.compile(rf"(?<!\w){unless}(?:{'|'.join(map(_phrase, table['words']))})\s+\S+$", re.I)


def _phrase(words: str) -> str:
    """A phrase as a pattern: its words with any space between; "*" is one to four words, at its beginning any."""
    if words.startswith("* "):
        return r"(?<=\s)" + _phrase(words.removeprefix("* "))
    return r"\s+".join(r"(?:\S+\s+){0,3}?\S+" if word == "*" else re.escape(word) for word in words.split())


def _patterns(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.I)


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    every = sorted(phrases, key=lambda p: (-len(p), p))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, every))})(?!\w)", re.I)


def _nouns(nouns: Iterable[str]) -> re.Pattern[str]:
    """Nouns, also as the last part of a compound: "raketaanval" ends in "aanval"."""
    every = sorted(nouns, key=lambda p: (-len(p), p))
    return re.compile(rf"(?:{'|'.join(map(_phrase, every))})(?:en|s)?(?!\w)", re.I)


def _table(table: Mapping[str, Iterable[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each group's nouns, also as the end of a compound where they are long enough to be told from other endings."""
    rows = []
    for name, nouns in table.items():
        every = sorted(nouns, key=lambda p: (-len(p), p))
        short = [n for n in every if len(n) < 5]
        long = [n for n in every if len(n) >= 5]
        parts = [rf"\b(?:{'|'.join(map(_phrase, short))})"] if short else []
        parts += [rf"(?:{'|'.join(map(_phrase, long))})"] if long else []
        rows.append((name, re.compile(rf"(?:{'|'.join(parts)})(?!\w)", re.I)))
    return tuple(rows)
