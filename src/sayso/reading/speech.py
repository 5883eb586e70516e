"""The constructions that name a source inside one sentence: who speaks, by which words, and how far their words reach.

A `Frame` is one such construction ("volgens X", "zegt X", "X meldt dat …"). Its content is a set of token numbers,
worked out on the dependency tree: a dat-clause for a verb that has one, the whole sentence for a verb between commas,
the clause for "volgens X". Frames of different sentences know nothing of each other: that is attribution.py's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sayso.language.conjugation import index
from sayso.language.lexicon import lexicon
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree

_GROUPS = ("deny", "estimate", "request", "revise", "object", "count", "clause")  # a verb in several takes the first
_OWN_CLAUSE = ("ccomp", "csubj", "acl")
# Verbs whose te-infinitive is an act and no speech: "wist te ontkomen", "begon te schieten".
_ACTS = frozenset(
    ["weten", "beginnen", "eindigen", "besluiten", "af|sluiten", "vervolgen", "zien", "vinden", "vragen", "eisen", "leren", "horen", "hopen"]
)


@dataclass(slots=True)
class Frame:
    """One construction that names a source. Numbers are positions of tokens in the `Doc`."""

    rule: str
    stance: str  # say, estimate, deny or request
    head: int  # the verb or the noun of the phrase
    cue: tuple[int, int]  # first and one-past-last token of the words that make it a source
    speaker: int | None  # head of the speaker's mention; None when the speaker is "ik" or unknown
    content: set[int] = field(default_factory=set)
    told: int | None = None  # the medium that was told, or that passes it on
    inner: bool = False  # "op gezag van X": X is the source of whoever speaks in the same clause
    back: bool = False  # "Dat zegt X": what is said stands in the sentences before
    after: bool = False  # between commas or after what is said: reaches over the whole sentence
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    verbs: dict[tuple[str, str], str]  # (form, particle) -> verb
    group: dict[str, str]
    phrases: dict[str, list[dict[str, Any]]]  # verb -> its phrases
    raw: dict[str, Any]
    particles: frozenset[str]


@cache
def _load(language: str) -> _Lexicon:
    raw = lexicon(language, "speech")
    irregular: dict[str, list[str]] = raw["irregular"]
    group: dict[str, str] = {}
    for name in _GROUPS:
        for verb in raw["verbs"][name].split():
            group.setdefault(verb, name)
    phrases: dict[str, list[dict[str, Any]]] = {}
    for phrase in raw["phrases"]:
        phrases.setdefault(phrase["verb"], []).append(phrase)
    others = [*raw["impersonal"]["passive"], *raw["impersonal"]["shows"], *raw["impersonal"]["verbs"]]
    verbs = index(dict.fromkeys([*group, *phrases, *others, *raw["rejecting"]["verbs"]]), irregular)
    particles = frozenset(p for _, p in verbs if p) | frozenset(
        ["af", "op", "uit", "aan", "in", "toe", "mee", "bij", "over", "voor", "na", "door", "om", "neer"]
    )
    return _Lexicon(verbs, group, phrases, raw, particles)


class Finder:
    """Finds the frames of a document, sentence by sentence."""

    def __init__(self, tree: Tree, speakers: Speakers, language: str = "nl") -> None:
        self.tree = tree
        self.speakers = speakers
        self.words = _load(language)
        raw = self.words.raw
        self._according = frozenset(raw["according"]["words"])
        self._material = frozenset(raw["according"]["material"].split())
        self._carriers = frozenset(raw["according"]["carriers"].split())
        self._phrases = [tuple(p.split()) for p in raw["according"]["phrases"]]
        self._based = [tuple(p.split()) for p in raw["according"]["based"]]
        self._own = [tuple(p.split()) for p in raw["according"]["own"]]
        self._possessive = frozenset(raw["according"]["possessive"])
        self._told = frozenset(raw["told"]["preps"])
        self._rejecting = frozenset(raw["rejecting"]["words"].split())
        self._revised = frozenset(raw["revising"]["nouns"].split())
        self._starts = {p[0] for p in (*self._phrases, *self._based, *self._own)} | {"naar", "volgens"}

    def frames(self) -> list[Frame]:
        """All frames, in the order of the text, with their contents."""
        found: list[Frame] = []
        for start, end in self.tree.sentences:
            found.extend(self._sentence(start, end))
        return found

    def verb_at(self, i: int, end: int) -> str | None:
        """The verb of the lexicon that token `i` is a form of, its particle sought up to token `end`."""
        at = self._particle(i, end)
        return self.words.verbs.get((self.tree.words[i], self.tree.words[at] if at is not None else ""))

    def agent_of(self, head: int) -> int | None:
        """Who does what a passive says, when that is somebody who can speak."""
        tree = self.tree
        agents = (c for c in tree.children[head] if tree.labels[c] == "obl:agent" or tree.case(c) == "door")
        return next((c for c in agents if self.speakers.can_speak(c)), None)

    def subject_of(self, head: int) -> int | None:
        """The subject of the verb, also behind it and through relative pronouns and coordination."""
        return self._subject(head, inverted=True)

    def _sentence(self, start: int, end: int) -> list[Frame]:
        frames: list[Frame] = []
        for i in range(start, end):
            frames.extend(self._at(i, start, end))
        if not frames:
            return frames
        frames = self._sift(frames)
        heads = {f.head if f.rule in _VERBAL else self.tree.clause(f.head) for f in frames}
        for frame in frames:
            if not frame.content:
                frame.content = self._content(frame, heads)
            self._after_colon(frame, frames, end)
        return frames

    # -- finding -----------------------------------------------------------------------------------------------------

    def _at(self, i: int, start: int, end: int) -> Iterator[Frame]:
        word = self.tree.words[i]
        if word in self._starts or word in self._according:
            frame = self._preposition(i, end)
            if frame is not None:
                yield frame
                return
        if word in self._carriers:
            frame = self._noun(i)
            if frame is not None:
                yield frame
        if self.tree.tags[i] in ("VERB", "AUX", "ADJ") or self.tree.labels[i] in ("ROOT", "parataxis"):
            frame = self._verb(i, start, end)
            if frame is not None:
                yield frame

    def _phrase_at(self, i: int, end: int, phrases: list[tuple[str, ...]]) -> int | None:
        """The token after the first of `phrases` that begins at `i`, line breaks between its words allowed."""
        tree = self.tree
        for phrase in phrases:
            at = i
            for word in phrase:
                while at < end and not tree.words[at].strip():
                    at += 1
                if at >= end or tree.words[at] != word:
                    break
                at += 1
            else:
                return at
        return None

    def _preposition(self, i: int, end: int) -> Frame | None:
        tree, word = self.tree, self.tree.words[i]
        after = self._phrase_at(i, end, self._own)
        if after is not None:
            head = after - 1
            return Frame("own account", "say", head, (i, after), self._subject(tree.clause(head)))
        if (
            word in ("naar", "volgens")
            and i + 2 < end
            and tree.words[i + 2] in self._possessive
            and (tree.words[i + 1] in self.speakers.possessives or tree.words[i + 1] == "hun")
        ):
            owner = i + 1
            clause_subject = self._subject(tree.clause(i + 2))
            found = self.speakers.antecedent(owner) if tree.words[owner] != "hun" else None
            return Frame("own account", "say", i + 2, (i, i + 3), found if found is not None else clause_subject)
        for phrases, inner in ((self._phrases, True), (self._based, True)):
            after = self._phrase_at(i, end, phrases)
            if after is None:
                continue
            noun = self._complement(after, end)
            if noun is None:
                return None
            if phrases is self._based and (tree.words[noun] in self._material or not self.speakers.can_speak(noun)):
                return None
            inner = tree.words[i] not in ("volgens", "naar")
            return Frame("according", "say", noun, (i, after), self._carried(noun), inner=inner)
        if word not in self._according:
            return None
        noun = self._governor(i, end)
        if noun is None:
            return None
        if tree.words[noun] in self.speakers.first_person:
            return Frame("according", "say", noun, (i, i + 1), None)
        return Frame(
            "according",
            "say",
            noun,
            (i, i + 1),
            self._carried(noun),
            after=word in ("aldus", "dixit"),
            told=self._passed_on(noun),
        )

    def _governor(self, i: int, end: int) -> int | None:
        """The noun that the preposition at `i` stands before."""
        head = self.tree.heads[i]
        if head > i and self.tree.tags[head] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"):
            # The head may be the verb's predicate where the parser went astray: the noun comes first then.
            return head if not self._verb_between(i, head) else self._complement(i + 1, end)
        return self._complement(i + 1, end)

    def _verb_between(self, i: int, j: int) -> bool:
        return any(self.tree.tags[k] in ("VERB", "AUX", "PUNCT") and self.tree.heads[k] != j for k in range(i + 1, j))

    def _complement(self, at: int, end: int) -> int | None:
        """The head of the noun phrase that begins at token `at`."""
        tree = self.tree
        for i in range(at, min(end, at + 12)):
            if tree.tags[i] in ("NOUN", "PROPN", "PRON", "NUM", "X") and tree.labels[i] not in (
                "det",
                "amod",
                "nummod",
            ):
                # Climb to the head of the phrase: "de Russische dienst van de BBC" begins before its head.
                head = tree.heads[i]
                while (
                    at <= head < min(end, at + 12)
                    and head != i
                    and tree.tags[head] in ("NOUN", "PROPN")
                    and head >= i
                    and tree.labels[i] in ("flat", "compound", "nmod", "appos")
                ):
                    i, head = head, tree.heads[head]
                return i
            if tree.tags[i] in ("VERB", "AUX", "PUNCT") and tree.words[i].strip() and tree.tags[i] != "PUNCT":
                return None
        return None

    def _carried(self, noun: int) -> int:
        """Whose words a rapport, a figure or an estimate carries: "cijfers van het ministerie" is the ministry's."""
        tree = self.tree
        if tree.words[noun] in self._carriers:
            for child in tree.children[noun]:
                if (
                    tree.labels[child] in ("nmod", "obl")
                    and tree.case(child) in ("van", "uit", "door", "bij")
                    and self.speakers.can_speak(child)
                ):
                    return child
        return noun

    def _passed_on(self, noun: int) -> int | None:
        """The paper that speaks to the source: "twee bronnen van persbureau Reuters", "in The Guardian"."""
        tree = self.tree
        for child in tree.children[noun]:
            if (
                tree.labels[child] in ("nmod", "obl")
                and tree.case(child) in ("van", "tegen", "tegenover", "in", "bij")
                and child > noun
                and self.speakers.medium(child)
            ):
                if (
                    tree.words[noun] in ("bron", "bronnen")
                    or tree.words[noun].endswith(("bronnen", "bron"))
                    or tree.case(child) != "van"
                ):
                    return child
        return None

    def _noun(self, i: int) -> Frame | None:
        """ "de bewering van X dat …", "volgens de claim van X": a noun of speech with a dat-clause."""
        tree = self.tree
        clause = next(
            (c for c in tree.dependents(i, "acl", "ccomp") if any(tree.words[k] == "dat" for k in tree.children[c])),
            None,
        )
        if clause is None:
            return None
        speaker = self._carried(i)
        if speaker == i:
            return None
        return Frame("report", "say", i, (i, i + 1), speaker, content=tree.subtree(clause))

    def _verb(self, i: int, start: int, end: int) -> Frame | None:
        tree = self.tree
        match = self._match(i, start, end)
        if match is None:
            return None
        verb, group, phrase, cue = match
        head = i
        while tree.labels[head] in ("aux", "aux:pass", "cop") and tree.heads[head] != head:
            head = tree.heads[head]
        if self._passive(head, i):
            return self._unnamed(head, verb, group, cue)
        speaker = self._subject(head, inverted=True)
        if speaker is None:
            return self._heard(head, verb, cue)
        word = tree.words[speaker]
        if word in self.speakers.first_person:
            own: int | None = None
        elif word in self.speakers.empty:
            return self._heard(head, verb, cue)
        else:
            own = speaker
        stance = {"deny": "deny", "estimate": "estimate", "request": "request"}.get(group, "say")
        said = self._said(head, speaker, verb, group, phrase)
        if said is None:
            return None
        rule, back = said
        if self._rejects(head, verb):
            stance = "deny"
        elif verb in ("noemen", "vinden", "doen", "af|doen") and back:
            return None
        frame = Frame(
            rule, stance, head, cue, own, back=back, after=rule == "says after", told=self._told_whom(head, speaker)
        )
        frame.hedged = stance == "estimate" or bool(phrase and phrase.get("hedged"))
        return frame

    def _match(self, i: int, start: int, end: int) -> tuple[str, str, dict[str, Any] | None, tuple[int, int]] | None:
        """Verb, group, phrase and cue when token `i` is a verb of speech with all that it needs."""
        tree, words = self.tree, self.words
        form = tree.words[i]
        particle_at = self._particle(i, end)
        particle = tree.words[particle_at] if particle_at is not None else ""
        verb = words.verbs.get((form, particle))
        if verb is None and particle:
            return (
                None
                if (form, "") not in words.verbs or particle in words.particles
                else self._phrase_match(i, words.verbs[form, ""], (i, i + 1), start, end)
            )
        if verb is None:
            return None
        cue = (i, i + 1)
        found = self._phrase_match(i, verb, cue, start, end)
        if found is not None:
            return found
        group = words.group.get(verb)
        return (verb, group, None, cue) if group is not None else None

    def _particle(self, i: int, end: int) -> int | None:
        tree = self.tree
        for child in tree.children[i]:
            if tree.labels[child] == "compound:prt" and tree.words[child] in self.words.particles:
                return child
        form = tree.words[i]
        for at in range(
            i + 1, min(end, i + 25)
        ):  # a particle that the parser took for a preposition: "legden … uit aan"
            word = tree.words[at]
            if word in self.words.particles and (form, word) in self.words.verbs:
                loose = at + 1 >= end or tree.tags[at + 1] in ("ADP", "PUNCT", "SPACE", "SCONJ")
                if loose and (tree.heads[at] == i or (form, "") not in self.words.verbs or tree.labels[at] != "case"):
                    return at
        return None

    def _phrase_match(
        self, i: int, verb: str, cue: tuple[int, int], start: int, end: int
    ) -> tuple[str, str, dict[str, Any] | None, tuple[int, int]] | None:
        tree = self.tree
        phrases = self.words.phrases.get(verb)
        if not phrases:
            return None
        near = self._clause_words(i, start, end)
        for phrase in phrases:
            needs = phrase.get("needs")
            if needs and not any(all(part in near for part in need.split()) for need in needs):
                continue
            preps = phrase.get("prep")
            if preps and not self._prepositional(i, preps):
                continue
            return verb, "phrase", phrase, cue
        return None

    def _clause_words(self, i: int, start: int, end: int) -> set[str]:
        """The words that hang on the verb at `i`, or that it hangs on, one step away."""
        tree = self.tree
        near = [i, *tree.children[i]]
        if tree.heads[i] != i and tree.labels[i] in ("aux", "aux:pass", "cop", "xcomp"):
            near += [tree.heads[i], *tree.children[tree.heads[i]]]
        for child in tree.children[i]:
            if tree.labels[child] in ("xcomp", "obl", "obj", "compound:prt", "advmod"):
                near += tree.children[child]
        near += [c for c in range(i + 1, min(i + 3, end))]
        return {tree.words[k] for k in near}

    def _prepositional(self, i: int, preps: list[str]) -> list[int]:
        tree = self.tree
        head = tree.heads[i] if tree.labels[i] in ("aux", "cop") else i
        found = []
        for node in {i, head}:
            for child in tree.children[node]:
                if (tree.case(child) in preps and tree.labels[child] not in ("nsubj", "ccomp")) or tree.words[child] in {f"er{p}" for p in preps} | {f"daar{p}" for p in preps}:
                    found.append(child)
        return found

    def _passive(self, head: int, i: int) -> bool:
        tree = self.tree
        if tree.dependent(head, "aux:pass", "nsubj:pass", "obl:agent") is not None:
            return True
        return any(tree.words[c] in ("wordt", "worden", "werd", "werden") for c in tree.dependents(head, "aux", "cop"))

    def _unnamed(self, head: int, verb: str, group: str, cue: tuple[int, int]) -> Frame | None:
        """A passive: the source follows "door", or is the body within which it is said ("binnen de NAVO")."""
        tree = self.tree
        raw = self.words.raw["impersonal"]
        stance = "deny" if group == "deny" else "estimate" if group == "estimate" else "say"
        agent = self.agent_of(head)
        if agent is not None:
            return Frame("passive", stance, head, cue, agent, hedged=stance == "estimate")
        if verb not in raw["passive"]:
            return None
        for child in tree.children[head]:
            if tree.labels[child] not in ("obl", "nmod", "obl:arg") or tree.case(child) not in raw["preps"]:
                continue
            if self.speakers.can_speak(child) or tree.words[child] in self._carriers:
                if (
                    tree.case(child) in ("in", "vanuit", "uit")
                    and tree.words[child] not in self._carriers
                    and self.speakers.party(child) is None
                ):
                    continue
                return Frame("heard among", stance, head, cue, self._carried(child), hedged=stance == "estimate")
        return None

    def _heard(self, head: int, verb: str, cue: tuple[int, int]) -> Frame | None:
        """ "klonk het bij X", "is te horen bij X", "blijkt uit cijfers van X"."""
        tree = self.tree
        raw = self.words.raw["impersonal"]
        if verb in raw["shows"]:
            for child in tree.children[head]:
                if tree.case(child) == "uit" and tree.labels[child] in ("obl", "nmod", "obl:arg"):
                    speaker = self._carried(child)
                    if speaker != child or self.speakers.can_speak(child) or tree.words[child] in self._carriers:
                        subject = tree.dependent(head, "nsubj")
                        back = subject is not None and tree.words[subject] in ("dat", "dit")
                        return Frame(
                            "appears from", "say", head, cue, speaker, back=back, after=tree.labels[head] == "parataxis"
                        )
            return None
        if verb not in raw["verbs"]:
            return None
        for child in tree.children[head]:
            if tree.case(child) in raw["preps"] and tree.labels[child] in ("obl", "nmod", "obl:arg"):
                if tree.case(child) != "bij" and self.speakers.party(child) is None:
                    continue
                return Frame("heard among", "say", head, cue, child, after=tree.labels[head] in ("parataxis", "ROOT"))
        return None

    def _subject(self, head: int, inverted: bool = False) -> int | None:
        """The subject of a clause, followed through coordination, control and relative pronouns."""
        tree = self.tree
        if (
            inverted
            and self._after_comma(head)
            and (tree.labels[head] == "parataxis" or tree.dependent(head, "nsubj") is None)
        ):
            # ", laat de eigenaar weten": whoever follows the verb at once is its subject, whatever the parser says.
            follows = self._complement(head + 1, tree.sentence(head)[1])
            if follows is not None and self.speakers.can_speak(follows) and not self._barrier(head, follows):
                return follows
        node, hops = head, 0
        while hops < 4:
            own = [c for c in tree.dependents(node, "nsubj", "nsubj:pass", "csubj")]
            subject = next(
                (c for c in own if tree.words[c] not in ("dat", "dit", "wat", "het", "er")), own[0] if own else None
            )
            if subject is not None and tree.words[subject] in ("dat", "dit") and inverted:
                # "Dat zegt X": the parser may have taken "dat" for the subject.
                other = next(
                    (
                        c
                        for c in tree.dependents(node, "obj", "obl")
                        if c > subject and not tree.case(c) and self.speakers.can_speak(c)
                    ),
                    None,
                )
                subject = other if other is not None else subject
            if subject is not None:
                return self._relative(subject, node)
            if inverted and hops == 0:
                other = next(
                    (
                        c
                        for c in tree.dependents(node, "obj", "appos", "obl", "nmod", "flat", "iobj")
                        if node < c <= node + 8 and not tree.case(c) and self.speakers.can_speak(c)
                    ),
                    None,
                )
                if other is not None and tree.labels[node] == "parataxis":
                    return other
            if tree.labels[node] in ("conj", "xcomp", "advcl", "compound:prt", "aux") and tree.heads[node] != node:
                node, hops = tree.heads[node], hops + 1
                continue
            if (
                tree.labels[node] == "acl"
                and tree.heads[node] != node
                and tree.tags[tree.heads[node]] in ("NOUN", "PROPN")
            ):
                return tree.heads[node]
            return None
        return None

    def _after_comma(self, head: int) -> bool:
        """Whether the verb opens an inserted clause: a comma or a closing quotation mark stands before it."""
        at = head - 1
        while at >= 0 and not self.tree.words[at].strip():
            at -= 1
        if at >= 0 and self.tree.words[at] == "zo":
            at -= 1
        return at >= self.tree.sentence(head)[0] and self.tree.doc[at].text in _BEFORE_INSERTION

    def _punctuated(self, start: int, end: int) -> bool:
        return any(self.tree.tags[i] == "PUNCT" for i in range(start, end))

    def _barrier(self, start: int, end: int) -> bool:
        return any(self.tree.tags[i] in ("PUNCT", "ADP", "VERB") for i in range(start + 1, end))

    def _relative(self, subject: int, clause: int) -> int:
        tree = self.tree
        if tree.words[subject] in ("die", "dat", "wie", "welke") and tree.tags[subject] == "PRON":
            for node in tree.ancestors(clause):
                if tree.labels[node] in ("acl:relcl", "acl") and tree.heads[node] < subject:
                    return tree.heads[node]
                if tree.labels[node] not in ("conj", "xcomp"):
                    break
        return subject

    def _said(
        self, head: int, speaker: int, verb: str, group: str, phrase: dict[str, Any] | None
    ) -> tuple[str, bool] | None:
        """The rule by which something is said here, and whether it stands in the sentences before; None when nothing is."""
        tree = self.tree
        clause = [
            c for c in tree.dependents(head, "ccomp", "xcomp", "csubj", "acl", "advcl") if self._is_complement(c, verb)
        ]
        objects = [
            c
            for c in tree.dependents(head, "obj", "obl:arg", "iobj")
            if c != speaker and tree.words[c] not in ("zich", "er")
        ]
        pointing = [
            c
            for c in (*objects, *tree.dependents(head, "nsubj", "advmod", "obl"))
            if tree.words[c] in ("dat", "dit", "zo", "daarover") and c != speaker
        ]
        parenthetical = tree.labels[head] == "parataxis"
        own = [c for c in objects if c not in pointing]
        inserted = speaker > head and self._after_comma(head) and not self._punctuated(head, speaker)
        if inserted and not any(c > speaker and "dat" in {tree.words[k] for k in tree.children[c]} for c in clause):
            if not any(c > speaker and not self._punctuated(speaker, c) for c in own):
                if group == "clause" and not self.speakers.can_speak(speaker) and not self._quoted_near(head):
                    return None
                return "says after", False
        if group == "count":
            if not self.speakers.can_speak(speaker):
                return None
            if (
                tree.tags[speaker] == "PROPN"
                and tree.entities[speaker] == "LOC"
                and self.speakers.party(speaker) is None
            ):
                return None
        if group == "revise" and not any(tree.words[c] in self._revised for c in own):
            return None
        if phrase is not None and phrase.get("speaker") and not self.speakers.can_speak(speaker):
            return None
        if self._opens_with_that(head):
            return "says that before", True
        if clause:
            return "says that", False
        if pointing and not own:
            starts = min(pointing) < head and all(
                tree.tags[k] in ("SPACE", "PUNCT", "ADV", "CCONJ") or k == min(pointing)
                for k in range(tree.sentence(head)[0], min(pointing) + 1)
            )
            return (
                ("says that before", True)
                if starts
                else (("says after", False) if tree.words[min(pointing)] == "zo" else None)
            )
        if group in ("object", "revise", "count", "estimate", "deny", "request", "phrase") and (
            own or (phrase is not None) or group == "request"
        ):
            if phrase is not None and not phrase.get("prep") and not own and parenthetical and speaker > head:
                return "says after", False
            return "says", False
        if (
            parenthetical
            and (speaker > head or tree.labels[head] == "parataxis")
            and (group != "clause" or not own or self.speakers.can_speak(speaker))
        ):
            if group == "clause" and not self.speakers.can_speak(speaker) and not self._quoted_near(head):
                return None
            return "says after", False
        colon = self._colon_after(head)
        if colon:
            return "says", False
        return ("says", False) if self._quoted_near(head) else None

    def _opens_with_that(self, head: int) -> bool:
        """ "Dat meldt X": the sentence is "dat", the verb and whoever says it."""
        tree = self.tree
        start, _ = tree.sentence(head)
        words = [i for i in range(start, head) if tree.words[i].strip() and tree.tags[i] != "PUNCT"]
        return len(words) == 1 and tree.words[words[0]] in ("dat", "dit")

    def _is_complement(self, child: int, verb: str) -> bool:
        tree = self.tree
        label = tree.labels[child]
        marks = {tree.words[c] for c in tree.dependents(child, "mark", "advmod", "case")}
        if label in ("acl", "advcl"):
            return "dat" in marks
        if label == "xcomp":
            return "te" in marks and verb not in _ACTS
        return not (verb in _ACTS and "te" in marks)

    def _quoted_near(self, head: int) -> bool:
        """Whether quotation marks stand in the sentence: then even a verb of manner speaks."""
        start, end = self.tree.sentence(head)
        text = self.tree.span_text(start, end)
        return any(mark in text for mark in '“”„"‘«') or ",," in text

    def _colon_after(self, head: int) -> bool:
        _, end = self.tree.sentence(head)
        return any(self.tree.doc[i].text == ":" for i in range(head, end))

    def _rejects(self, head: int, verb: str) -> bool:
        """ "noemt dat onzin", "doet het af als propaganda"."""
        if verb not in self.words.raw["rejecting"]["verbs"]:
            return False
        tree = self.tree
        near = [
            c for child in tree.children[head] for c in (child, *tree.children[child]) if tree.labels[child] != "ccomp"
        ]
        return any(tree.words[c] in self._rejecting for c in near)

    def _told_whom(self, head: int, speaker: int) -> int | None:
        """The medium that the speaker told it to: "tegen de BBC", "aan persbureau AP", "vertelde The Guardian"."""
        tree = self.tree
        nodes = [head, *tree.dependents(head, "xcomp", "compound:prt")]
        for node in nodes:
            for child in tree.children[node]:
                label = tree.labels[child]
                if child == speaker or label in ("nsubj", "ccomp", "parataxis", "conj"):
                    continue
                if (label in ("obj", "iobj", "obl:arg") or tree.case(child) in self._told) and self.speakers.medium(
                    child
                ):
                    return child
                for grandchild in tree.children[child]:
                    if tree.case(grandchild) in ("tegen", "tegenover", "met", "aan") and self.speakers.medium(
                        grandchild
                    ):
                        return grandchild
        for child in tree.children[speaker]:
            if (
                tree.case(child) in ("tegen", "tegenover", "aan", "in")
                and child > speaker
                and self.speakers.medium(child)
            ):
                return child
        return None

    # -- how far the words reach -------------------------------------------------------------------------------------

    def _sift(self, frames: list[Frame]) -> list[Frame]:
        """Drop what grammar doubles: a count verb that "volgens X" hangs on, two frames of one verb."""
        tree = self.tree
        according = {tree.clause(f.head): f for f in frames if f.rule == "according" and not f.inner}
        kept: dict[tuple[int, str], Frame] = {}
        for frame in frames:
            if frame.rule in _VERBAL and frame.head in according and self._group(frame) == "count":
                continue
            key = (frame.head, "verb" if frame.rule in _VERBAL else "phrase")
            if key not in kept:
                kept[key] = frame
        return list(kept.values())

    def _group(self, frame: Frame) -> str | None:
        verb = self.words.verbs.get((self.tree.words[frame.head], ""))
        return self.words.group.get(verb) if verb is not None else None

    def _content(self, frame: Frame, heads: set[int]) -> set[int]:
        if frame.back:
            return set()
        if frame.rule in _VERBAL:
            return self._verb_content(frame, heads)
        return self._phrase_content(frame, heads)

    def _phrase_content(self, frame: Frame, heads: set[int]) -> set[int]:
        """The clause that a prepositional phrase stands in, with what hangs on it but speaks for itself left out."""
        tree = self.tree
        clause = tree.clause(frame.head)
        while tree.labels[clause] == "xcomp" and tree.heads[clause] != clause:
            clause = tree.heads[clause]
        if frame.after:
            clause = self._root(clause)
        barred = [n for n in self._independent(clause) if n in heads and frame.head not in tree.subtree(n)]
        return tree.subtree(clause, barred) - tree.subtree(frame.head)

    def _verb_content(self, frame: Frame, heads: set[int]) -> set[int]:
        tree = self.tree
        head = frame.head
        barred: set[int] = {c for c in tree.dependents(head, "nsubj")}
        clauses = [c for c in tree.dependents(head, "ccomp", "xcomp", "csubj")]
        for child in tree.children[head]:
            label = tree.labels[child]
            if label in ("conj", "parataxis") and (child in heads or (label == "conj" and self._finite(child))):
                barred.add(child)
            elif (
                clauses and frame.rule == "says that" and label in ("advcl", "obl", "obl:tmod") and child < min(clauses)
            ):
                if not any(tree.words[k] == "dat" for k in tree.children[child]):
                    barred.add(child)
        content = tree.subtree(head, barred)
        if frame.after:
            root = self._root(head)
            on_path = set(tree.ancestors(head))
            others = [n for n in self._independent(root) if n in heads and n not in on_path]
            content |= tree.subtree(root, [head, *others])
        return content - {frame.head}

    def _root(self, token: int) -> int:
        return list(self.tree.ancestors(token))[-1]

    def _independent(self, token: int) -> list[int]:
        """The coordinate and loosely joined clauses anywhere under `token`."""
        tree = self.tree
        return [n for n in tree.subtree(token) if tree.labels[n] in ("conj", "parataxis") and n != token]

    def _finite(self, token: int) -> bool:
        tree = self.tree
        if tree.tags[token] not in ("VERB", "AUX"):
            return tree.dependent(token, "cop") is not None
        return (
            not any(tree.words[c] == "te" for c in tree.children[token]) and tree.dependent(token, "nsubj") is not None
        )

    def _after_colon(self, frame: Frame, frames: list[Frame], end: int) -> None:
        """What follows a colon is said by the last speaker before it."""
        tree = self.tree
        if frame.back or frame.rule == "says after":
            return
        for i in range(frame.head + 1, end):
            if tree.doc[i].text == ":":
                if not any(frame.head < f.head < i for f in frames if f is not frame):
                    frame.content |= set(range(i + 1, end)) - {
                        k for f in frames if f is not frame and f.head > i for k in f.content
                    }
                return


_ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "iobj", "appos", "flat", "obl")
_BEFORE_INSERTION = (",", "”", "’", '"', "'", "’’", "''", "–", "-", "?", "!", "(", "“", "—", "...", "…")
_VERBAL = frozenset({"says", "says that", "says after", "says that before", "passive", "heard among", "appears from"})
