"""Whether a subject says anything by its verb, and by which construction: "meldt 45 doden", "telt 46.000 inwoners"."""

from __future__ import annotations

from sayso.reading.arguments import Arguments
from sayso.reading.cues import Cue, Words
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree

WITH_OBJECT = frozenset({"object", "revise", "count", "estimate", "deny", "request", "phrase", "witness"})
_QUOTATION_MARKS = ("“", "”", "„", '"', "‘", "«", ",,")


class Asserting:
    """Tells for a verb of speech, its subject and what stands around them how something is said, if anything is."""

    def __init__(self, tree: Tree, speakers: Speakers, arguments: Arguments, words: Words) -> None:
        self.tree = tree
        self.speakers = speakers
        self.arguments = arguments
        self._revised = words.set_of("revising", "nouns")
        self._gerunds = words.set_of("verbs", "gerunds")
        self._hiding = words.set_of("verbs", "hiding")
        self._echo = words.set_of("verbs", "echo")
        self._not = words.set_of("verbs", "not")
        self._recalls = words.set_of("verbs", "recalls")
        self._acts = words.set_of("verbs", "acts")
        self._units = tuple(words.set_of("speakers", "units"))

    def rule(self, head: int, speaker: int, cue: Cue) -> str | None:
        """The rule by which something is said here, None when nothing is."""
        tree = self.tree
        if cue.verb in self._echo and self._withheld(head, speaker):
            return None
        clauses = [
            c
            for c in tree.dependents(head, "ccomp", "xcomp", "csubj", "acl", "advcl")
            if self._said_clause(c, speaker, cue)
        ]
        things = [
            c for c in tree.dependents(head, "obj", "obl:arg", "iobj") if tree.words[c] not in tree.grammar.reflexive
        ]
        if speaker > head:  # "300 doden telde het Rode Kruis"
            things += [
                c
                for c in tree.dependents(head, "nsubj")
                if c < head and tree.words[c] not in tree.grammar.pointing_wide
            ]
        things = [c for c in (*things, *self._counted(head)) if c != speaker and not self._set_off(head, c)]
        pointing = [
            c
            for c in (*things, *tree.dependents(head, "nsubj", "advmod", "obl"))
            if tree.words[c] in tree.grammar.pointing_wide
            and not (tree.labels[head] == "acl:relcl" and tree.labels[c] == "nsubj")  # "het leger, dat …"
        ]
        objects = [c for c in things if c not in pointing]
        if (
            tree.labels[head] == "advcl"
            and not objects
            and any(tree.words[c] in tree.grammar.as_ for c in tree.children[head])
            and self._can_tell(speaker)  # no "as the shelling went on"
        ):
            return "says after"
        if (self.arguments.enclosed(head, speaker) or self._beside_subject(head, speaker)) and not objects:
            return "says after"
        can_speak = self.speakers.can_speak(speaker) or self.arguments.is_report(speaker)
        opening = min([head, *tree.dependents(head, "aux")])  # ", heeft het ministerie laten weten"
        if self.arguments.inserted(opening) and self.arguments.itself_follows(opening):
            return "says after"
        if speaker > opening and self.arguments.inserted(opening) and not self._comma(opening, speaker):
            beyond = [c for c in objects if c > speaker and not self._comma(speaker, c)]
            that = [
                c for c in clauses if c > speaker and any(tree.words[k] in tree.grammar.that for k in tree.children[c])
            ]
            if not beyond and not that:
                return "says after" if cue.group != "clause" or can_speak or self._quoted(head) else None
        that_clause = bool(clauses) or self._stray_clauses(head)
        if not self._can_say(head, speaker, objects, that_clause, cue):
            return None
        announced = cue.group == "count" and not objects and can_speak and self._colon_after(head)
        if cue.group in ("count", "witness") and not that_clause and not announced and not self._measured(objects):
            return None
        if self.arguments.opens_with_that(head) or self._passes_on(head, cue):
            return "says that before"
        if that_clause or self._conjunction_follows(head, speaker):
            return "says that"
        if pointing and not objects:
            if tree.words[min(pointing)] in tree.grammar.so or (tree.labels[head] == "parataxis" and speaker > head):
                return "says after"  # "…, tenminste dat zegt Kiev"
            return "says that before" if self.arguments.opens(min(pointing)) else None
        inserted = tree.labels[head] == "parataxis"
        if cue.group in WITH_OBJECT and (objects or cue.phrase is not None or cue.group == "request"):
            bare = cue.phrase is not None and not cue.phrase.preps and not objects
            return "says after" if bare and inserted and speaker > head else "says"
        if cue.verb in self._hiding and can_speak and self._measured(objects):
            return "says"
        if cue.group == "clause" and can_speak and self._about(head):
            return "says"
        if inserted and (cue.group != "clause" or can_speak or (not objects and self._quoted(head))):
            return "says after"
        return "says" if self._colon_after(head) or self._quoted(head) else None

    def _beside_subject(self, head: int, speaker: int) -> bool:
        """ "The strikes killed 58, the ministry said": the parse may give the verb both subjects, and the first one all
        that is said."""
        tree = self.tree
        told = (c for c in tree.dependents(head, "nsubj") if c < speaker < head and self._comma(c, speaker))
        inside = (tree.subtree(c) for c in told)
        return any(any(tree.tags[i] == "VERB" for i in s) and any(map(tree.figure, s)) for s in inside)

    def _set_off(self, head: int, thing: int) -> bool:
        """ "…, the army claims, a list that nobody checked": a comma right behind the verb parts it from its object."""
        tree = self.tree
        return tree.labels[head] == "parataxis" and thing > head and tree.doc[head + 1].text == ","

    def _withheld(self, head: int, speaker: int) -> bool:
        """ "wil de 71 doden niet bevestigen", "noch het leger noch de VN bevestigt": nothing is said by that."""
        return any(self.tree.words[c] in self._not for c in (*self.tree.children[head], *self.tree.children[speaker]))

    def _passes_on(self, head: int, cue: Cue) -> bool:
        """ "De gouverneur deelde dat mee": a pronoun is all that is said, and no more than that is said of it."""
        tree = self.tree
        if cue.group not in ("object", "phrase") or cue.verb in self._echo or cue.stance != "say":
            return False
        after = head + 1
        start, end = tree.sentence(head)
        if after >= end or tree.words[after] not in tree.grammar.pointing or tree.labels[after] != "obj":
            return False
        others = range(after + 1, end)
        alone = tree.tags[after] == "PRON" and not any(map(tree.figure, range(start, end)))
        return alone and not any(tree.tags[i] in ("VERB", "AUX", "ADJ") or tree.words[i] in self._not for i in others)

    def _can_say(self, head: int, speaker: int, objects: list[int], that_clause: bool, cue: Cue) -> bool:
        """Whether this subject says anything by this verb: a town that "telt 46.000 inwoners" doesn't."""
        tree = self.tree
        if cue.phrase is not None and cue.phrase.speaker:
            return self._can_tell(speaker)
        if cue.group == "witness":
            inserted = tree.labels[head] == "parataxis" and not objects  # "…, a UN assessment found"
            tells = tree.grammar.subject_first and (inserted or self._conjunction_follows(head, speaker))
            seen = (
                not tree.grammar.subject_first and that_clause and tree.entities[speaker] != "LOC"
            )  # "de denktank zag op beelden dat …"
            if tree.words[speaker] in self.speakers.witnesses or self.speakers.medium(speaker):
                return True
            return (tells or seen) and self._can_tell(speaker)
        if cue.group == "revise":
            return self._can_tell(speaker) and any(tree.words[c] in self._revised for c in objects)
        if cue.group != "count":
            return True
        if self.arguments.is_report(speaker):
            return True
        if tree.words[speaker].endswith(self.speakers.armies):
            return not self._strength(objects, self.speakers.members | self.speakers.troops)
        named = tree.tags[speaker] == "PROPN" and tree.entities[speaker] != "LOC"
        if not (named or self.speakers.can_speak(speaker)) or tree.words[speaker].endswith(self._units):
            return False
        if tree.entities[speaker] != "PER" and self._strength(objects, self.speakers.members):
            return False
        return tree.entities[speaker] != "LOC" or self.speakers.party(speaker) is not None

    def _can_tell(self, speaker: int) -> bool:
        return self.speakers.can_speak(speaker) or self.arguments.is_report(speaker)

    def _counted(self, head: int) -> list[int]:
        """ "reports 60 dead", "counts 40 killed", "noemt een dodental van 35": what is counted, where the parser takes
        it for a predicate."""
        tree = self.tree
        bare = [c for c in tree.dependents(head, "parataxis", "nummod") if c > head and tree.tags[c] == "NUM"]
        if bare and tree.dependent(bare[0], "nsubj", "cop") is None:
            return bare  # "meldt er nu acht"
        if not tree.grammar.apart:
            nouns = (c for c in tree.dependents(head, "xcomp") if tree.tags[c] in ("NOUN", "NUM") and not tree.case(c))
            return [c for c in nouns if any(map(tree.figure, tree.subtree(c)))]
        return [
            c
            for c in tree.dependents(head, "xcomp")
            if c > head
            and tree.grammar.infinitive.isdisjoint(tree.words[k] for k in tree.children[c])
            and any(tree.figure(k) for k in tree.children[c])
        ]

    def _measured(self, objects: list[int]) -> bool:
        """Whether an object, or a phrase beside it, holds a figure."""
        tree = self.tree
        if any(tree.figure(max(0, c - 1)) or any(map(tree.figure, tree.subtree(c))) for c in objects):
            return True  # the word right before the noun, whatever the parse ties it to
        heads = {tree.heads[c] for c in objects}
        phrases = (p for h in heads for p in tree.dependents(h, "obl", "obl:arg", "xcomp"))
        return any(any(map(tree.figure, tree.subtree(p))) for p in phrases)

    def _strength(self, objects: list[int], members: frozenset[str]) -> bool:
        """Whether what is counted is the subject's own: "de brigade telt 4.000 man", but not "40 gesneuvelde man"."""
        tree = self.tree
        return any(
            tree.words[c] in members
            and all(tree.tags[k] != "VERB" for k in tree.dependents(c, "amod", "acl", "acl:relcl"))
            for c in objects
        )

    def _said_clause(self, child: int, speaker: int, cue: Cue) -> bool:
        """Whether a clause under the verb is what is said, and no act ("wist te ontkomen") or circumstance."""
        tree = self.tree
        marks = {tree.words[c] for c in tree.dependents(child, "mark", "advmod", "case")}
        if cue.verb in self._gerunds and not marks.isdisjoint(tree.grammar.of):
            return True
        if tree.labels[child] in ("acl", "advcl"):
            # "claimed late on Saturday to have destroyed 12": no purpose, which is not of the past
            finished = (
                marks & tree.grammar.infinitive and tree.dependent(child, "aux") is not None and child > cue.span[0]
            )
            return not marks.isdisjoint(tree.grammar.that) or (bool(finished) and self._tells(cue))
        if marks & tree.grammar.infinitive:
            somebody = cue.group != "clause" or self.speakers.can_speak(speaker)  # "het dodental dreigt op te lopen"
            return somebody and cue.verb not in self._acts
        verbs = (child, *tree.dependents(child, "aux"))  # "denied holding 40 men", "having lost"
        gerund = tree.grammar.apart and any(tree.words[c].endswith(tree.grammar.ongoing) for c in verbs)
        return tree.labels[child] != "xcomp" or (gerund and self._tells(cue))

    def _tells(self, cue: Cue) -> bool:
        """Whether a gerund behind the verb is what it tells: "denied holding", "recalled seeing", no "began firing"."""
        return cue.verb in self._recalls or (cue.group in WITH_OBJECT and cue.verb not in self._acts)

    def _stray_clauses(self, head: int) -> bool:
        """Whether the parser hung a dat-clause on a noun between: "meldt op gezag van diplomaten dat …"."""
        tree = self.tree
        for child in tree.dependents(head, "obl", "obl:arg", "nmod", "advmod", "obj", "iobj"):
            for node in tree.subtree(child):
                if node > head and tree.labels[node] in ("acl", "acl:relcl", "ccomp", "advcl"):
                    first = next((c for c in tree.children[node] if tree.words[c] in tree.grammar.that), None)
                    told = tree.words[child] in tree.grammar.authority
                    if first is not None and (tree.tags[first] == "SCONJ" or told):
                        return True
        return False

    def _conjunction_follows(self, head: int, speaker: int) -> bool:
        """Whether "dat" or "hoe" comes right after the verb and its subject, whatever the parser made of it."""
        after = max(head, self.speakers.extent(speaker)[1] - 1) + 1 if head < speaker <= head + 4 else head + 1
        tree, end = self.tree, self.tree.sentence(head)[1]
        if after >= end or tree.words[after] not in tree.grammar.that_or_how:
            return False
        pronoun = tree.tags[after] == "PRON" and tree.labels[after] == "obj"  # "deelde dat mee op Telegram"
        return not pronoun or any(tree.tags[i] in ("VERB", "AUX") for i in range(after + 1, end))

    def _about(self, head: int) -> bool:
        """Whether the figure stands in what is talked about: "klaagt over 300 vernielde huizen"."""
        tree = self.tree
        phrases = (c for c in tree.dependents(head, "obl", "obl:arg", "nmod") if tree.case(c) in tree.grammar.about)
        return any(any(map(tree.figure, tree.subtree(c))) for c in phrases)

    def _comma(self, start: int, end: int) -> bool:
        return any(self.tree.tags[i] == "PUNCT" for i in range(start, end))

    def _quoted(self, head: int) -> bool:
        """Whether quotation marks stand in the sentence: then even a verb of manner speaks."""
        text = self.tree.span_text(*self.tree.sentence(head))
        return any(mark in text for mark in _QUOTATION_MARKS)

    def _colon_after(self, head: int) -> bool:
        return any(self.tree.doc[i].text == ":" for i in range(head, self.tree.sentence(head)[1]))
