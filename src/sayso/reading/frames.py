"""The words that say what is measured: `language/<code>/kinds.toml` groups them into frames, this finds them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from sayso.language.conjugation import index, split
from sayso.language.lexicon import lexicon
from sayso.reading.syntax import seen_to
from sayso.reading.units import unit_table

# A participle in quotation marks is often tagged as a noun or a name: "5.600 rebellen zijn ‘geneutraliseerd’".
_PARTICIPLE = re.compile(r"(?:[a-zë]{2,7})?ge\w{3,}(?:d|t|en)$")

PHRASE = 18  # tokens between a verb and the fixed words that belong to it, at most
PHRASE_APART = 12  # and where the verb doesn't go to the end of its clause


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of kinds.toml: which kind it gives for which class of unit, and whose arguments it names."""

    name: str
    kinds: dict[str, str]
    affected: str
    agent: str
    weight: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word (with its particle or fixed words) that evokes a frame. `form` is noun, verb or adjective."""

    frame: Frame
    token: Token
    words: tuple[Token, ...]
    form: str


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    nouns: dict[str, list[Frame]]
    adjectives: dict[str, list[Frame]]
    verbs: dict[str, list[Frame]]  # "om|komen" -> frames
    forms: dict[tuple[str, str], str]  # (form, particle) -> verb as listed
    particles: dict[str, frozenset[str]]  # form -> particles that it may stand with
    phrases: dict[str, list[tuple[frozenset[str], Frame]]]  # form of the verb -> words that must stand with it
    predicates: frozenset[str]  # "gewond" in "gewond raken": the verb then says nothing of its own
    copulas: frozenset[str]  # the verbs of which that holds
    intransitive: frozenset[str]  # verbs that tell of their subject alone
    idioms: dict[str, frozenset[str]]  # verb -> words with which it says nothing: "het hebben over"
    endings: dict[str, tuple[Frame, ...]]  # long nouns, for compounds that end in them
    language: str
    joined: bool  # compounds are one word, without a hyphen
    phrase: int  # tokens between a verb and its fixed words
    classes: dict[str, tuple[str, ...]]


@cache
def _vocabulary(language: str) -> _Vocabulary:
    table, irregular = lexicon(language, "kinds"), lexicon(language, "conjugation")["irregular"]
    nouns, adjectives, verbs = defaultdict(list), defaultdict(list), defaultdict(list)
    phrases: dict[str, list[tuple[frozenset[str], Frame]]] = defaultdict(list)
    endings: dict[str, tuple[Frame, ...]] = {}
    for row in table["frame"]:
        frame = Frame(row["name"], row["kinds"], row["affected"], row.get("agent", "none"), row.get("weight", 1.0))
        for noun in row.get("nouns", ()):
            nouns[noun].append(frame)
            if len(noun) >= 5:
                endings[noun] = (*endings.get(noun, ()), frame)
        for adjective in row.get("adjectives", ()):
            adjectives[adjective].append(frame)
        for verb in row.get("verbs", ()):
            *words, head = verb.split()[::-1] if table.get("verb_first") else verb.split()
            if words:
                for (form, particle), _ in index([head], irregular, language).items():
                    phrases[form].append((frozenset(words) | ({particle} if particle else set()), frame))
            else:
                verbs[head].append(frame)
    forms = index(verbs, irregular, language)
    particles: dict[str, set[str]] = defaultdict(set)
    for form, particle in forms:
        if particle:
            particles[form].add(particle)
    unit_classes: dict[str, list[str]] = defaultdict(list)
    for name, units in table["classes"].items():
        for unit in units:
            unit_classes[unit].append(name)
    return _Vocabulary(
        dict(nouns),
        dict(adjectives),
        dict(verbs),
        forms,
        {form: frozenset(found) for form, found in particles.items()},
        dict(phrases),
        frozenset(table["predicates"]),
        frozenset(table["copulas"]),
        frozenset(table.get("intransitive", ())),
        {verb: frozenset(words) for verb, words in table["idioms"].items()},
        endings,
        language,
        table.get("compounds", True),
        PHRASE_APART if table.get("verb_first") else PHRASE,
        {unit: (unit, *names) for unit, names in unit_classes.items()},
    )


_SMALL = frozenset({"case", "det", "nmod:poss", "compound:prt", "advmod", "mark", "fixed", "amod", "cc", "conj"})


def _goes_with(word: Token, verb: Token) -> bool:
    """Whether a word stands in an argument of the verb: "lost power", but not "lost 40 men in the ground war"."""
    head = verb.head if verb.dep_ in ("cop", "aux", "aux:pass") else verb
    if head in (word, word.head):
        return True
    return word.head.head == head and word.dep_ in _SMALL


def fixed_phrase(trigger: Trigger) -> bool:
    """Whether a verb has fixed words, more than a particle, and all of them stand in its arguments."""
    words = trigger.words[1:]
    return len(words) > 1 and all(_goes_with(word, trigger.token) for word in words)


class Triggers:
    """All triggers of a document, by sentence. Built in one pass; `near` ranks them for one quantity."""

    def __init__(self, doc: Doc, language: str = "nl") -> None:
        self._vocabulary = _vocabulary(language)
        self._by_sentence: dict[int, list[Trigger]] = defaultdict(list)
        for sentence in doc.sents:
            self._by_sentence[sentence.start] = self._find(sentence)

    def of(self, sentence: Span) -> list[Trigger]:
        """The triggers of one sentence, in the order of the text."""
        return self._by_sentence[sentence.start]

    def classes(self, unit: str | None) -> tuple[str, ...]:
        """The classes that a unit belongs to, the most specific first. A quantity without a unit may be any."""
        if unit is None:
            return ("person", "hardware", "item", "building")
        return self._vocabulary.classes.get(unit, (unit,))

    def only_subject(self, trigger: Trigger) -> bool:
        """Whether a verb tells of its subject alone: "fall", "leave", "return" say nothing of what they are done to."""
        alone = trigger.form == "verb" and len(trigger.words) == 1
        return alone and trigger.token.lemma_.lower() in self._vocabulary.intransitive

    def _find(self, sentence: Span) -> list[Trigger]:
        v, found = self._vocabulary, []
        words = {t.lower_ for t in sentence}
        for token in sentence:
            if token.is_space or token.is_punct or token.like_num:
                continue
            lemma, lower = token.lemma_.lower(), token.lower_
            if token.pos_ in ("NOUN", "PROPN", "ADJ", "SYM", "X") or (v.joined and lower in v.nouns):
                frames = v.nouns.get(lower) or v.nouns.get(lemma) or self._compound(lower)
                found += [Trigger(f, token, (token,), "noun") for f in frames or ()]
            verbs: list[Trigger] = []
            attributive = not v.joined and token.dep_ in (
                "amod",
                "compound",
            )  # "the liberated area": nothing of the clause
            infinitive = v.joined and lower not in v.nouns and v.forms.get((lower, "")) == lower
            seen = infinitive and seen_to(token, unit_table(v.language).grammar["perceiving"])
            if (
                (token.pos_ in ("VERB", "AUX", "ADJ") and not attributive)
                or seen
                or (token.pos_ in ("NOUN", "X", "ADV", "PROPN") and _PARTICIPLE.match(lower))
            ):
                verbs = self._verbs(token, words)
            heads_clause = not v.joined and verbs and token.pos_ == "VERB" and token.dep_ not in ("acl", "conj")
            if token.pos_ in ("ADJ", "VERB", "ADV", "NOUN") and not self._particled(token) and not heads_clause:
                described = v.adjectives.get(lower) or v.adjectives.get(lemma)
                if described and not self._light(token, v.forms.get((lower, ""), ""), words):
                    # A participle that heads a clause is its verb: only as a verb it has a subject.
                    as_verb = {t.frame.name for t in verbs} if token.dep_ != "amod" else set()
                    found += [Trigger(f, token, (token,), "adjective") for f in described if f.name not in as_verb]
            found += verbs
        return found

    def _particled(self, token: Token) -> bool:
        """Whether a word only goes with a verb: "liep terug" says that nobody is back, "is terug" does."""
        particle = token.dep_ == "compound:prt" and token.head.pos_ == "VERB" and token.head.lemma_ != "zijn"
        return particle or token.dep_ in ("aux", "aux:pass")

    def _compound(self, word: str) -> tuple[Frame, ...]:
        """Frames of the longest known noun that a compound ends in: "raketaanvallen" is a kind of "aanvallen".

        A participle is no compound, also where the parse takes it for a noun: "gevlucht" is no kind of "vlucht".
        """
        if not self._vocabulary.joined:
            return self._vocabulary.endings.get(word.rpartition("-")[2], ()) if "-" in word else ()
        if _PARTICIPLE.match(word) and (word, "") in self._vocabulary.forms:
            return ()
        for cut in range(2, len(word) - 4):
            if frames := self._vocabulary.endings.get(word[cut:]):
                return frames
        return ()

    def _verbs(self, token: Token, words: set[str]) -> list[Trigger]:
        v, form, found = self._vocabulary, token.lower_, []
        particle = self._particle(token)
        verb = v.forms.get((form, particle.lower_)) if particle is not None else None
        if verb is None:
            particle, verb = None, v.forms.get((form, ""))
        if verb is not None and not self._light(token, verb, words):
            parts = (token,) if particle is None else (token, particle)
            found += [Trigger(f, token, parts, "verb") for f in v.verbs[verb]]
        phrases = []
        for needed, frame in v.phrases.get(form, ()):
            if needed <= words:
                near = [t for t in token.sent if t.lower_ in needed and abs(t.i - token.i) < v.phrase]
                if not v.joined:
                    near = [t for t in near if _goes_with(t, token)]
                if needed <= {t.lower_ for t in near}:
                    phrases.append(Trigger(frame, token, (token, *near), "verb"))
        if phrases and not v.joined:
            return phrases  # "lost power": the verb alone would say another thing
        return found + phrases

    def _particle(self, token: Token) -> Token | None:
        """The separable particle that stands with a verb: as the parse says, or by its place at the end of a clause."""
        known = self._vocabulary.particles.get(token.lower_)
        if not known:
            return None
        for child in token.children:
            if child.dep_ == "compound:prt" and child.lower_ in known:
                return child
        end = token.sent.end
        behind = token.doc[token.i + 1] if token.i + 1 < end else None
        apart = not self._vocabulary.joined and behind is not None and behind.lower_ in known
        needed = (token.lower_, "") not in self._vocabulary.forms  # "handed over 20 tanks": nothing without it
        bare = behind is not None and behind.i + 1 < end and token.doc[behind.i + 1].pos_ == "NUM"
        bare = bare and all(
            c.dep_ != "obj" or 0 < c.i - token.i < 5 for c in token.children
        )  # "took in 1.5 million Ukrainians"
        if apart and behind is not None and (behind.dep_ != "case" or needed or bare):
            return behind  # "shot down 37 of them"
        for i in range(token.i + 1, min(end, token.i + 25)):
            other = token.doc[i]
            # A preposition has its noun phrase behind it, a particle hasn't.
            closes = i + 1 >= end or token.doc[i + 1].pos_ in ("PUNCT", "CCONJ", "SCONJ", "ADP", "ADV", "AUX", "VERB")
            if other.lower_ in known and closes:
                return other
        return None

    def _light(self, token: Token, verb: str, words: set[str]) -> bool:
        """Whether a verb only carries what another word says: "gewond raken", "het hebben over", "ik tel er dertig"."""
        v, near = self._vocabulary, {t.lower_ for t in token.doc[max(token.sent.start, token.i - 6) : token.i + 7]}
        base = split(verb, v.language)[0]
        if base in v.idioms:
            behind = near if v.joined else {t.lower_ for t in token.doc[token.i + 1 : token.i + 2]}  # "have to"
            return token.dep_ in ("aux", "aux:pass") or v.idioms[base] <= behind
        if verb in v.copulas:
            return bool(near & v.predicates)
        return token.dep_ in ("aux", "aux:pass")
