"""Training material for the name finder, all of it openly licensed.

WikiANN gives names and their types, mostly in titles and fragments; our own templates and the Dutch treebanks' proper
nouns give the running news prose that WikiANN lacks. Labels are B/I/O over LOC, ORG, PER and MISC (events, works,
peoples, products: only our own templates have them). The treebanks only tell where names are, so a proper noun whose
type WikiANN doesn't settle is marked `SOME`: some name, any type.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from training.treebanks import SHARED, Named, Sentence, wikiann

LABELS = ["O", "B-LOC", "B-MISC", "B-ORG", "B-PER", "I-LOC", "I-MISC", "I-ORG", "I-PER"]
TYPES = ("LOC", "ORG", "PER")
SOME, UNKNOWN = "SOME", "?"  # a name of whatever type; nothing known, not trained on
_MARKUP = re.compile(
    r"^(?:REDIRECT|#REDIRECT|DOORVERWIJZING|#DOORVERWIJZING|WEITERLEITUNG|ПЕРЕНАПРАВЛЕНИЕ|''+|=+|\|+|\*+)$"
)
_SLOT = re.compile(r"\{(LOC|MISC|ORG|PER)\}")
_TIMES = re.compile(
    r"^(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag.*|januari|februari|maart|april|mei|juni|juli|augustus|"
    r"september|oktober|november|december|Kerst.*|Pasen|Pinksteren|\d.*)$",
    re.IGNORECASE,
)


def clean(item: Named) -> Named | None:
    """A WikiANN sentence without the marks of wiki text; None when no name is left."""
    pairs = [(w, label) for w, label in zip(item.words, item.labels, strict=True) if not _MARKUP.match(w)]
    if not any(label != "O" for _, label in pairs):
        return None
    words, labels = [w for w, _ in pairs], [label for _, label in pairs]
    for i, label in enumerate(labels):  # a dropped mark may have stood before the first word of a name
        if label.startswith("I-") and (i == 0 or labels[i - 1][2:] != label[2:]):
            labels[i] = "B-" + label[2:]
    return Named(words, labels)


def spans(labels: list[str]) -> list[tuple[int, int, str]]:
    """The names in a B/I/O sequence as (start, end, type)."""
    found: list[tuple[int, int, str]] = []
    start = None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and not (label.startswith("I-") and label[2:] == labels[start][2:]):
            found.append((start, i, labels[start][2:]))
            start = None
        if start is None and label != "O":
            start = i
    return found


class Gazetteer:
    """The names of a set of sentences by type, to look up and to draw from."""

    def __init__(self, items: list[Named]) -> None:
        types: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for item in items:
            for start, end, kind in spans(item.labels):
                types[tuple(item.words[start:end])][kind] += 1
        self._types = types
        self.names: dict[str, list[tuple[str, ...]]] = {kind: [] for kind in TYPES}
        for words, kinds in types.items():
            kind, count = kinds.most_common(1)[0]
            if count == kinds.total() and len(words) <= 5 and all(re.match(r"^[\w'’.&-]+$", w) for w in words):
                self.names[kind] += [words] * (count if words[0][0].isupper() else 0)  # the well-known more often

    def type_of(self, words: list[str]) -> str | None:
        """The type that a name has here every time, or three times in four."""
        kinds = self._types.get(tuple(words))
        if not kinds:
            return None
        kind, count = kinds.most_common(1)[0]
        return kind if count >= 0.75 * kinds.total() else None


def fill(template: str, gazetteer: Gazetteer, own: dict[str, list[str]], chance: random.Random) -> Named:
    """A template with names in its slots, two times in five one of our own list."""
    words: list[str] = []
    labels: list[str] = []
    for part in template.split(" "):
        slot = _SLOT.search(part)
        if not slot:
            words.append(part)
            labels.append("O")
            continue
        kind = slot.group(1)
        ours = kind == "MISC" or chance.random() < 0.4
        name = chance.choice(own[kind]).split(" ") if ours else list(chance.choice(gazetteer.names[kind]))
        inside = f"I-{kind}"
        if part != slot.group(0):  # "{ORG}-leider": one word, not a name itself
            words.append(part.replace(slot.group(0), name[-1]))
            labels.append(UNKNOWN)
            continue
        for i, word in enumerate(name):
            if i == 0 and word in ("de", "het") and len(name) > 1:
                words.append(word)
                labels.append("O")
                continue
            labels.append(inside if labels and i and labels[-1][2:] == kind else f"B-{kind}")
            words.append(word)
    if words[0][0].islower():
        words[0] = words[0][0].upper() + words[0][1:]
    return Named(words, labels)


def weak_labels(sentence: Sentence, gazetteer: Gazetteer) -> list[str]:
    """What a Dutch treebank sentence tells about names, one label a word; see the top of the module."""
    labels = ["O"] * len(sentence.words)
    i = 0
    while i < len(labels):
        if not _is_name(sentence, i):
            i += 1
            continue
        end = i + 1
        while end < len(labels) and (_is_name(sentence, end) and sentence.heads[end] in range(i + 1, end + 1)):
            end += 1
        kind = gazetteer.type_of(sentence.words[i:end])
        for k in range(i, end):
            labels[k] = SOME if kind is None else f"{'B' if k == i else 'I'}-{kind}"
        i = end
    for k, (word, fine) in enumerate(zip(sentence.words, sentence.fine, strict=True)):
        plural = "eigen|mv" in fine  # "Russen", "Oscars": names to some, not to others
        if labels[k] == SOME and (plural or not word[0].isupper()):
            labels[k] = UNKNOWN
        if labels[k] == "O" and k and word[:1].isupper() and sentence.tags[k] in ("NOUN", "X", "ADJ"):
            beside = {labels[k - 1], labels[k + 1] if k + 1 < len(labels) else "O"}
            if beside != {"O"}:  # "Tweede Kamer": the borders of names aren't sure
                labels[k] = UNKNOWN
    return labels


def _is_name(sentence: Sentence, i: int) -> bool:
    return sentence.tags[i] == "PROPN" and not _TIMES.match(sentence.words[i])


def swapped(sentence: Sentence, labels: list[str], gazetteer: Gazetteer, chance: random.Random) -> Named | None:
    """The sentence with other names of the same types in the places of those whose type is known; None without any."""
    if not any(label.startswith("B-") for label in labels):
        return None
    words: list[str] = []
    result: list[str] = []
    for word, label in zip(sentence.words, labels, strict=True):
        if label.startswith("B-"):
            name = chance.choice(gazetteer.names[label[2:]])
            words += name
            result += [label] + [f"I-{label[2:]}"] * (len(name) - 1)
        elif not label.startswith("I-"):
            words.append(word)
            result.append(label)
    return Named(words, result)


class DutchNames:
    """All that teaches Dutch names: WikiANN, our templates, and the treebank's sentences with other names in them."""

    def __init__(self, treebank: list[Sentence], shared: Path = SHARED) -> None:
        self._items = cleaned("nl", shared)
        self._gazetteer = Gazetteer(self._items)
        self._treebank = treebank
        self.weak = [weak_labels(s, self._gazetteer) for s in treebank]
        self._own = tomllib.loads((Path(__file__).parent / "names" / "nl.toml").read_text(encoding="utf-8"))

    def draw(self, wikiann_count: int, template_count: int, chance: random.Random) -> list[Named]:
        """Material for one epoch: so many WikiANN sentences and filled templates, and half as many swapped ones."""
        made = chance.sample(self._items, wikiann_count)
        for template in chance.choices(self._own["templates"], k=template_count):
            made.append(fill(template, self._gazetteer, self._own["fillers"], chance))
        for i in chance.sample(range(len(self._treebank)), len(self._treebank)):
            if len(made) >= wikiann_count + 1.5 * template_count:
                break
            named = swapped(self._treebank[i], self.weak[i], self._gazetteer, chance)
            if named:
                made.append(named)
        return made


def cleaned(language: str, shared: Path = SHARED) -> list[Named]:
    """WikiANN's training sentences of a language without wiki marks."""
    return [c for item in wikiann(language, "train", shared) if (c := clean(item))]
