"""Which words can make somebody a source: the verbs and phrases of the lexicon, matched in a sentence.

A match needs the right form of the verb, its particle wherever the sentence put it ("legden … uit"), and the fixed
companions of a phrase ("laten … weten", "het hebben over").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.language.conjugation import index
from sayso.language.lexicon import lexicon
from sayso.reading.tree import Tree

GROUPS = (
    "deny",
    "estimate",
    "request",
    "revise",
    "object",
    "count",
    "witness",
    "clause",
)  # a verb in several takes the first
_STANCES = frozenset({"deny", "estimate", "request"})
_PREP_REACH = 15  # words between "put" and the "at" that a figure follows
_GOVERNED = frozenset({"NOUN", "PROPN", "DET", "NUM"})  # what stands behind a preposition, and behind no particle
_PARTICLE_REACH = 25  # words between a verb and its particle
_CLOSE = 5  # up to here all that stands between them belongs to the verb: "gaat er zelf van uit dat"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a verb needs beside it: one of `needs`, and a phrase with one of the prepositions `preps`."""

    verb: str
    needs: tuple[tuple[str, ...], ...] = ()
    preps: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()  # the same prepositions with "er", "daar" and "waar"
    speaker: bool = False
    hedged: bool = False
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of speech of one language, ready for look-up."""

    verbs: dict[tuple[str, str], str]  # (form, particle) -> verb
    group: dict[str, str]
    phrases: dict[str, tuple[Phrase, ...]]
    particles: frozenset[str]
    forms: frozenset[str]
    impersonal: frozenset[str]
    raw: dict[str, Any]

    def set_of(self, *path: str) -> frozenset[str]:
        """The words of a table or of a block of words, by its path in the file."""
        node: Any = self.raw
        for key in path:
            node = node[key]
        return frozenset(node.split() if isinstance(node, str) else node)


@cache
def words_of_speech(language: str) -> Words:
    """The lexicon `speech` of `language`, its verbs conjugated."""
    raw = lexicon(language, "speech")
    irregular = raw.get("irregular") or lexicon(language, "conjugation")["irregular"]
    group: dict[str, str] = {}
    for name in GROUPS:
        for verb in raw["verbs"][name].split():
            group.setdefault(verb, name)
    phrases: dict[str, list[Phrase]] = {}
    for entry in raw["phrases"]:
        preps = frozenset(entry.get("prep", ()))
        phrase = Phrase(
            entry["verb"],
            tuple(tuple(need.split()) for need in entry.get("needs", ())),
            preps,
            frozenset(f"{there}{p}" for p in preps for there in ("er", "daar", "waar")),
            entry.get("speaker", False),
            entry.get("hedged", False),
            entry.get("denies", False),
        )
        phrases.setdefault(phrase.verb, []).append(phrase)
    impersonal = raw["impersonal"]
    kinds = ("passive", "shows", "verbs", "writes", "origins")
    others = [*(verb for kind in kinds for verb in impersonal[kind]), *raw["rejecting"]["verbs"]]
    verbs = index(dict.fromkeys([*impersonal["verbs"], *group, *phrases, *others]), irregular, language)
    particles = frozenset(p for _, p in verbs if p) | frozenset(raw["particles"]["words"].split())
    forms = frozenset(form for form, _ in verbs)
    alone = frozenset(verb for kind in ("shows", "verbs", "writes", "origins") for verb in impersonal[kind])
    return Words(verbs, group, {v: tuple(p) for v, p in phrases.items()}, particles, forms, alone, raw)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech as it stands in a sentence."""

    verb: str
    group: str  # one of GROUPS, "phrase" or "impersonal"
    phrase: Phrase | None
    span: tuple[int, int]

    @property
    def stance(self) -> str:
        """What the speaker does by it: say, estimate, deny or request."""
        if self.phrase is not None and self.phrase.denies:
            return "deny"
        return self.group if self.group in _STANCES else "say"


class Cues:
    """Matches the verbs of one document."""

    def __init__(self, tree: Tree, words: Words) -> None:
        self.tree = tree
        self.words = words
        self._particles = words.set_of("particles", "words")
        self._taking = words.set_of("taking", "verbs")
        self._taken = words.set_of("taking", "objects")

    def cue(self, i: int, end: int) -> Cue | None:
        """The verb of speech at token `i` with all that it needs, or None; the sentence ends before token `end`."""
        verb = self.verb(i, end)
        if verb is None or (verb in self._taking and self._takes_lives(i)):
            return None
        span = (i, i + 1)
        phrase = self._phrase(i, verb, end)
        if phrase is not None:
            return Cue(verb, "phrase", phrase, span)
        group = self.words.group.get(verb)
        if group is None and verb in self.words.impersonal:
            group = "impersonal"
        return Cue(verb, group, None, span) if group is not None else None

    def _takes_lives(self, i: int) -> bool:
        """ "De oorlog eiste 40 levens": nobody demands them."""
        objects = self.tree.dependents(i, "obj", "nsubj:pass")
        return any(self.tree.words[c] in self._taken for c in objects)

    def verb(self, i: int, end: int) -> str | None:
        """The verb of the lexicon that token `i` is a form of, together with its particle."""
        form = self._form(i)
        if form not in self.words.forms:
            return None
        at = self._particle(i, end)
        if at is None and self._other_verb(i, end):
            return None
        return self.words.verbs.get((form, self.tree.words[at] if at is not None else ""))

    def _form(self, i: int) -> str:
        """The form of a verb; of a participle before its noun without the ending: "het gemelde aantal"."""
        word = self.tree.words[i]
        inflected = self.tree.labels[i] in ("acl", "amod") and word.endswith("e") and word not in self.words.forms
        return word[:-1] if inflected else word

    def _other_verb(self, i: int, end: int) -> bool:
        """Whether a particle makes another verb of the form: "kwam … om" says nothing, "kwam op 300" does."""
        tree, form = self.tree, self._form(i)
        for child in tree.children[i]:
            if self._parted(child, end) and tree.words[child] in self._particles:
                verb = self.words.verbs.get((form, ""))
                needed = {w for p in self.words.phrases.get(verb or "", ()) for need in p.needs for w in need}
                return tree.words[child] not in needed
        return False

    def _parted(self, child: int, end: int) -> bool:
        """Whether a word is the particle of its verb: in "zag op beelden dat" it is not, whatever the parse says."""
        tree = self.tree
        governs = child + 1 < end and tree.tags[child + 1] in _GOVERNED and not tree.grammar.apart
        return tree.labels[child] == "compound:prt" and not governs

    def _particle(self, i: int, end: int) -> int | None:
        tree = self.tree
        for child in tree.children[i]:
            particle = self._parted(child, end) and tree.words[child] in self.words.particles
            if particle and tree.words[child - 1] not in tree.grammar.not_particles:
                return child
        form = self._form(i)
        for at in range(i + 1, min(end, i + _PARTICLE_REACH)):
            # A particle that the parser took for a preposition ("legden … uit aan") has no noun after it.
            word = tree.words[at]
            if word in self.words.particles and (form, word) in self.words.verbs:
                following = tree.tags[at + 1] if at + 1 < end else "PUNCT"
                if following in ("PUNCT", "SCONJ"):
                    return at
                if following in ("ADP", "SPACE") and (
                    tree.heads[at] == i or (form, "") not in self.words.verbs or tree.labels[at] != "case"
                ):
                    return at
        return None

    def _phrase(self, i: int, verb: str, end: int) -> Phrase | None:
        near: set[int] | None = None
        for phrase in self.words.phrases.get(verb, ()):
            if phrase.needs:
                near = near if near is not None else self._beside(i, end)
                if not any(self._has(near, need) for need in phrase.needs):
                    continue
            if phrase.preps and not self._governs(i, phrase):
                continue
            return phrase
        return None

    def _has(self, near: set[int], need: tuple[str, ...]) -> bool:
        """Whether all words of `need` are there; one alone is no article: "heeft het over", not "het begin"."""
        alone = len(need) == 1
        return {self.tree.words[k] for k in near if not (alone and self._article(k))}.issuperset(need)

    def _article(self, k: int) -> bool:
        """Whether a noun phrase goes on behind a determiner: the parse also calls the "het" of "heeft het over" one."""
        tree = self.tree
        noun = tree.heads[k]
        day = tree.labels[noun] == "obl" and tree.tags[noun] == "PROPN" and not tree.case(noun)  # "had het zondag over"
        if tree.labels[k] != "det" or day:
            return False
        return k + 1 < len(tree) and tree.tags[k + 1] not in ("ADP", "ADV", "PUNCT")

    def _beside(self, i: int, end: int) -> set[int]:
        """The tokens that hang on the verb at `i` at most two steps away, or stand right after it."""
        tree = self.tree
        particle = next((c for c in tree.dependents(i, "compound:prt") if i < c <= i + _CLOSE), i)
        near = [i, *tree.children[i], *range(i + 1, min(max(i + 3, particle + 1), end))]
        if tree.heads[i] != i and tree.labels[i] in ("aux", "aux:pass", "cop", "xcomp"):
            near += [tree.heads[i], *tree.children[tree.heads[i]]]
        for child in tree.children[i]:
            if tree.labels[child] in ("xcomp", "obl", "obl:arg", "obj", "compound:prt", "advmod"):
                near += tree.children[child]
        return set(near)

    def _behind(self, subject: int, phrase: Phrase) -> bool:
        """ "spraken twee functionarissen van 300 doden": the parse may hang the phrase on the subject."""
        phrases = (c for c in self.tree.dependents(subject, "nmod") if self.tree.case(c) in phrase.preps)
        return any(any(map(self.tree.figure, self.tree.subtree(c))) for c in phrases)

    def _measures(self, child: int) -> bool:
        """Whether a phrase holds a figure, or a colon announces figures: "kwam met een lijst: 300 tanks …"."""
        tree = self.tree
        return any(map(tree.figure, tree.subtree(child))) or tree.colon_between(child, tree.sentence(child)[1])

    def _puts_at(self, i: int, phrase: Phrase) -> bool:
        """ "put the number of dead at "no more than 20"", "hield het op ‘hooguit tien’": the preposition
        stands right before the figure."""
        tree, end = self.tree, self.tree.sentence(i)[1]
        if bool(phrase.needs) == tree.grammar.apart or phrase.speaker:
            return False
        for at in range(i + 1, min(end, i + _PREP_REACH)):
            participle = tree.labels[at] == "acl" or tree.words[at].endswith("ing")  # "the force attacking the town"
            if tree.tags[at] in ("VERB", "SCONJ") and not participle:
                return False
            if tree.words[at] in phrase.preps and any(map(tree.figure, range(at + 1, min(end, at + 6)))):
                return True
        return False

    def _governs(self, i: int, phrase: Phrase) -> bool:
        """Whether a phrase with the right preposition hangs on the verb or on what it is an auxiliary of."""
        tree = self.tree
        if self._puts_at(i, phrase):
            return True
        nodes = {i, tree.heads[i]} if tree.labels[i] in ("aux", "cop") else {i}
        for node in nodes:
            nouns = [c for c in tree.dependents(node, "obj", "xcomp", "nsubj:pass") if phrase.needs]
            for child in (*tree.children[node], *(k for c in nouns for k in tree.children[c])):
                if tree.words[child] in phrase.adverbs:
                    return True
                if tree.labels[child] == "nsubj" and self._behind(child, phrase):
                    return True
                opening = tree.words[min(tree.subtree(child))]  # "het over 300": a preposition whatever its label
                fits = tree.labels[child] not in ("nsubj", "ccomp") and not phrase.preps.isdisjoint(
                    (tree.case(child), opening)
                )
                if fits and (not phrase.speaker or self._measures(child)):
                    return True
        return False
