"""Headlines name their source before a colon: "Gouverneur: 121.000 mensen weg", "LIVE | Israël: 450 doelen geraakt"."""

from __future__ import annotations

import re

from sayso.reading.arguments import Arguments
from sayso.reading.reach import Frame
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree

_LONGEST = 8  # words before the colon; more is a sentence
_SHORT = 3  # words before a colon that no quotation follows
_DASHES = ("-", "–", "—")
_NOMINAL = ("NOUN", "PROPN", "ADJ", "DET")
_OPENING = ("“", "„", '"', "‘", "'", ",", "«")
_PREFIX = re.compile(r"^(?:[^\w]|\d|\b(?:live|liveblog|video|podcast|update|analyse|blog|uur)\b)+$", re.IGNORECASE)


def headline_frames(tree: Tree, speakers: Speakers, headlines: list[tuple[int, int]]) -> list[Frame]:
    """A frame for each headline (token spans) that begins with a speaker and a colon."""
    frames = []
    for start, end in headlines:
        for first, last in tree.sentences[tree.sentence_of[start] : tree.sentence_of[end - 1] + 1]:
            line = max(first, start), min(last, end)
            frame = _colon(tree, speakers, *line) or _dash(tree, speakers, *line)
            if frame is not None:
                frames.append(frame)
    return frames


def heading_frames(tree: Tree, frames: list[Frame], headlines: list[tuple[int, int]]) -> dict[int, Frame]:
    """Subheads that say whose account the paragraph under them is ("Volgens Kiev", "De cijfers van Hamas:"): the number
    of the heading's last sentence with its frame."""
    found = {}
    for start, end in headlines:
        words = [i for i in range(start, end) if tree.words[i].strip() and tree.tags[i] != "PUNCT"]
        if not words or len(words) > _LONGEST or any(tree.figure(i) or tree.tags[i] == "VERB" for i in words):
            continue
        frame = next((f for f in frames if f.speaker is not None and start <= f.head < end), None)
        if frame is not None:
            found[tree.sentence_of[words[-1]]] = frame
    return found


def colon_frames(tree: Tree, speakers: Speakers, taken: set[int], arguments: Arguments) -> list[Frame]:
    """In running text: "Woordvoerder Peskov: “…”", a name, a colon and a quotation without any verb; and "De laatste
    balans van het ministerie: …", "Hun conclusie: …", a report of somebody's.

    Sentences whose number is in `taken` have a source already.
    """
    frames = []
    for number, (start, end) in enumerate(tree.sentences):
        colon = next((i for i in range(start, min(end, start + 2 * _LONGEST)) if tree.doc[i].text == ":"), None)
        if number in taken or colon is None or colon + 1 >= end:
            continue
        quoted = tree.text[tree.ends[colon] : tree.ends[colon] + 3].lstrip()[:1] in _OPENING
        short = sum(1 for i in range(start, colon) if tree.words[i].strip()) <= _SHORT
        if not any(tree.tags[i] in ("VERB", "AUX") for i in range(start, colon)):
            frame = _report(tree, speakers, start, colon, arguments)
            if frame is None and (quoted or short):
                frame = _colon(tree, speakers, start, end)
            if frame is not None:
                frame.rule = "named before a colon"
                frames.append(frame)
    return frames


def _colon(tree: Tree, speakers: Speakers, start: int, end: int) -> Frame | None:
    colon = next((i for i in range(start, min(end, start + 2 * _LONGEST)) if tree.doc[i].text == ":"), None)
    if colon is None or colon + 1 >= end:
        return None
    first = start
    for i in range(start, colon):
        if tree.words[i] in ("|", "–", "—", "-", "•") and _PREFIX.match(tree.text[tree.starts[start] : tree.ends[i]]):
            first = i + 1
    named = [i for i in range(first, colon) if tree.tags[i] in ("NOUN", "PROPN", "X", "ADJ", "VERB", "ADV")]
    if not named or colon - first > _LONGEST or any(tree.tags[i] == "AUX" for i in range(first, colon)):
        return None
    inside = [i for i in named if tree.tags[i] in ("NOUN", "PROPN", "X")] or named
    top = next((i for i in inside if not first <= tree.heads[i] < colon), inside[0])
    # "Ontploffing bij ziekenhuis in Gaza": what stands behind a preposition only says where it was.
    near = [i for i in inside if i != top and not any(tree.tags[k] == "ADP" for k in range(min(i, top), max(i, top)))]
    candidates = [] if speakers.mute(top) else [top, *near]
    speaker = next((i for i in candidates if speakers.can_speak(i) and not _mere_place(tree, speakers, i)), None)
    if speaker is None or _in_a_state(tree, speaker, colon):
        return None
    return Frame("headline", "say", speaker, (colon, colon + 1), speaker, content=set(range(colon + 1, end)))


def _dash(tree: Tree, speakers: Speakers, start: int, end: int) -> Frame | None:
    """ "At least 40 killed in strike – officials": who says so stands behind a dash, at the end."""
    dash = next((i for i in range(end - 1, start, -1) if tree.doc[i].text in _DASHES), None)
    if dash is None:
        return None
    words = [i for i in range(dash + 1, end) if tree.words[i].strip()]
    if not words or len(words) > _SHORT or any(tree.tags[i] not in _NOMINAL for i in words):
        return None
    speaker = next((i for i in reversed(words) if speakers.can_speak(i) and not _mere_place(tree, speakers, i)), None)
    indefinite = any(tree.words[i] in tree.grammar.article for i in words)  # "– a timeline"
    if speaker is None or indefinite or not any(map(tree.figure, range(start, dash))):
        return None
    return Frame("headline", "say", speaker, (dash, dash + 1), speaker, content=set(range(start, dash)))


def _report(tree: Tree, speakers: Speakers, start: int, colon: int, arguments: Arguments) -> Frame | None:
    """ "De balans van het ministerie: …"; "Hun conclusie: …", "Zijn telling: …" are theirs whom it means."""
    for noun in (i for i in range(start, colon) if arguments.is_report(i)):
        whose = [arguments.owner(noun)] if arguments.owner(noun) != noun else []
        known = speakers.possessives | tree.grammar.their
        whose += (c for c in tree.dependents(noun, "nmod:poss") if tree.words[c] in known)
        if whose:
            content = set(range(colon + 1, tree.sentence(noun)[1]))
            return Frame("own account", "say", noun, (colon, colon + 1), whose[0], content=content)
    return None


def _mere_place(tree: Tree, speakers: Speakers, token: int) -> bool:
    """ "Avdiivka: vier maanden" is about a place; "Kiev: 200 doden" is said by a government."""
    return tree.entities[token] == "LOC" and speakers.party(token) is None


def _in_a_state(tree: Tree, name: int, colon: int) -> bool:
    """ "Israël in shock: …", "Soedan onder vuur: …" tell how a country fares, not what it says."""
    country = tree.tags[name] == "PROPN" and tree.entities[name] not in ("PER", "ORG")
    return country and name + 1 < colon and tree.tags[name + 1] == "ADP"
