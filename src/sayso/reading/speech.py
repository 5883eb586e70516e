"""The constructions that name a source inside one sentence: who speaks, by which words, and how far their words reach.

Frames of different sentences know nothing of each other: that is attribution.py's.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.reading.according import According
from sayso.reading.arguments import Arguments
from sayso.reading.asserting import WITH_OBJECT, Asserting
from sayso.reading.cues import Cue, Cues, words_of_speech
from sayso.reading.hearsay import Hearsay
from sayso.reading.reach import Frame, Reach
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree

_GAPPED = ("conj", "parataxis", "appos")  # how a clause hangs on the one whose verb it shares
_NOT_CLOSING = ("request", "revise", "phrase", "impersonal")
_CLOSING = ("’", "”", "'", '"', "»", "’’", "''")


class Finder:
    """Finds the frames of a document, sentence by sentence."""

    def __init__(self, tree: Tree, speakers: Speakers, language: str = "nl") -> None:
        self.tree = tree
        self.speakers = speakers
        words = words_of_speech(language)
        self.cues = Cues(tree, words)
        self.arguments = Arguments(tree, speakers, words)
        self._according = According(tree, speakers, self.arguments, words)
        self._asserting = Asserting(tree, speakers, self.arguments, words)
        self.hearsay = Hearsay(tree, speakers, self.arguments, words)
        self._reach = Reach(tree, speakers)
        self._group = words.group
        self._shows = words.set_of("impersonal", "shows")
        self._believes = words.set_of("verbs", "believe")
        self._estimates = words.set_of("according", "estimates")
        self._origins = words.set_of("impersonal", "origins")
        self._impersonal = words.set_of("impersonal", "verbs")
        self._rejecting = words.set_of("rejecting", "words")
        self._rejecting_verbs = words.set_of("rejecting", "verbs")
        self._learns = words.set_of("verbs", "learn")
        self._not = words.set_of("verbs", "not")
        self._light = words.set_of("according", "light")

    def frames(self) -> list[Frame]:
        """All frames, in the order of the text, with their contents."""
        found: list[Frame] = []
        for start, end in self.tree.sentences:
            frames = self._sift([frame for i in range(start, end) for frame in self._at(i, end)])
            if frames:
                self._reach.fill(frames, end)
                frames += self._gapped(frames)
                found.extend(frames)
                self._turn_back(frames, start, end)
        return found

    def _at(self, i: int, end: int) -> Iterator[Frame]:
        frame = self._according.frame(i, end)
        tree = self.tree
        verbal = tree.tags[i] in ("VERB", "AUX", "ADJ") or tree.labels[i] in ("ROOT", "parataxis")
        if frame is None and (verbal or self._after_quotation(i)):
            frame = self._verb(i, end)
        if frame is None and tree.words[i] in self.cues.words.forms:
            frame = self._closing(i, end)
        if frame is not None:
            yield frame

    def _closing(self, i: int, end: int) -> Frame | None:
        """ "…, researchers at the institute estimate."."""
        found, cue = self.arguments.closing(i, end), self.cues.cue(i, end)
        if found is None or cue is None or cue.group in _NOT_CLOSING:
            return None
        speaker, mark = found
        stance = cue.stance
        content = set(range(self.tree.sentence(i)[0], mark))
        hedged = stance == "estimate"
        return Frame("says after", stance, i, cue.span, speaker, content, verbal=True, after=True, hedged=hedged)

    def _after_quotation(self, i: int) -> bool:
        """ "‘Er zijn doden’, zucht de arts": a verb, whatever the tagger makes of it."""
        words = self.tree.words
        return i > 1 and words[i - 1] == "," and words[i - 2] in _CLOSING

    def _sift(self, frames: list[Frame]) -> list[Frame]:
        """Drop what grammar doubles: a verb of counting that "volgens X" hangs on, two frames of one word."""
        tree = self.tree
        according = {tree.clause(f.head) for f in frames if f.rule == "according" and not f.inner}
        kept: dict[tuple[int, bool], Frame] = {}
        for frame in frames:
            verb = self.cues.verb(frame.head, tree.sentence(frame.head)[1]) if frame.verbal else None
            if frame.head in according and verb is not None and self._group.get(verb) == "count":
                continue
            kept.setdefault((frame.head, frame.verbal), frame)
        return list(kept.values())

    def _turn_back(self, frames: list[Frame], start: int, end: int) -> None:
        """A sentence that holds nothing but its source is about those before it: "Aldus het ministerie.", "Althans,
        volgens Kiev.", "Dat is de balans volgens X", "Zo luidt de lezing van Moskou"."""
        tree = self.tree
        if any(map(tree.figure, range(start, end))):
            return
        verbless = not any(tree.tags[i] in ("VERB", "AUX") for i in range(start, end))
        for frame in frames:
            if frame.rule not in ("according", "report") or frame.inner:
                continue
            subject = tree.dependent(tree.clause(frame.head), "nsubj")
            pointing = (
                subject is not None and tree.words[subject] in tree.grammar.pointing and self.arguments.opens(subject)
            )
            light = all(tree.words[i] in self._light or not tree.words[i].isalpha() for i in range(start, frame.cue[0]))
            if pointing or (verbless and light) or (frame.rule == "report" and light):
                frame.back = True
                frame.whole = not pointing

    def _gapped(self, frames: list[Frame]) -> list[Frame]:
        """ "Kiev meldde 12 doden en Moskou 300": the second speaker without the verb."""
        tree, found = self.tree, []
        for frame in frames:
            if frame.rule not in ("says", "says that") or frame.speaker is None:
                continue
            for node in sorted(frame.content):
                comma = node + 1 < len(tree) and tree.doc[node + 1].text == ","  # "the hospital, 52"
                figure = node + 1 + comma
                noun = tree.labels[node] == "parataxis" and comma and tree.dependent(node, "nummod") is None
                named = tree.tags[node] == "PROPN" or noun
                if figure >= len(tree) or not named or not self.speakers.can_speak(node):
                    continue
                joined = tree.labels[node] in _GAPPED and tree.heads[node] < node
                joined = joined or (tree.heads[node] == figure and tree.labels[figure] in _GAPPED)
                if joined and tree.figure(figure):
                    content = {i for i in frame.content if i > node}
                    found.append(Frame("says", frame.stance, node, frame.cue, node, content, verbal=True))
                    frame.content -= content
        return found

    def _verb(self, i: int, end: int) -> Frame | None:
        tree = self.tree
        cue = self.cues.cue(i, end)
        if cue is None:
            return None
        head = i
        while tree.labels[head] in ("aux", "aux:pass", "cop") and tree.heads[head] != head:
            head = tree.heads[head]
        origin = self.hearsay.origin(head, cue) if cue.verb in self._origins else None
        if origin is not None:
            return origin
        quoted = tree.labels[i] == "amod" and self._after_quotation(i)  # a verb, whatever the parse makes of it
        if self.hearsay.passive(head) and not quoted:
            return self.hearsay.unnamed(head, cue)
        believed = self._believed(head) if cue.verb in self._believes else None
        if believed is not None:
            return Frame("if believed", "say", head, cue.span, believed, verbal=True, after=True)
        relative = self._object_relative(head, cue) or self._free_relative(head, cue, end)
        if relative is not None:
            return relative
        learned = self.hearsay.learned(head, cue) if cue.verb in self._learns else None
        if learned is not None:
            return learned
        shown = cue.verb in self._shows and cue.phrase is None
        speaker = self.arguments.speaker_of(head) if not shown else None
        if speaker is not None and cue.verb in self._impersonal and tree.labels[speaker] == "csubj":
            speaker = None  # "in Moskou heet het dat …"
        if speaker is None or cue.group == "impersonal" or self.speakers.nobody(speaker):
            return self.hearsay.heard(head, cue)
        rule = self._asserting.rule(head, speaker, cue)
        if rule is None:
            return None
        stance = cue.stance
        back = rule == "says that before"
        if cue.verb in self._rejecting_verbs:
            if self._rejects(head):
                stance = "deny"
            elif back:
                return None  # "dat noemt hij jammer"
        own = self.arguments.owner(speaker) if tree.words[speaker] not in self.speakers.first_person else None
        return Frame(
            rule,
            stance,
            head,
            cue.span,
            own,
            told=self.arguments.told(head, speaker),
            verbal=True,
            back=back,
            after=rule == "says after",
            hedged=stance == "estimate"
            or (cue.phrase is not None and cue.phrase.hedged)
            or tree.words[speaker] in self._estimates,
        )

    def _believed(self, head: int) -> int | None:
        """ "als we Kiev mogen geloven", "wie de Houthi's gelooft": who is believed."""
        tree = self.tree
        arguments = list(tree.dependents(head, "nsubj", "obj", "iobj", "obl"))
        if not any(tree.words[c] in tree.grammar.believers for c in arguments):
            return None
        if any(tree.words[c] in self._not for c in tree.children[head]):
            return None
        return next(
            (c for c in arguments if tree.words[c] not in tree.grammar.believers and self.speakers.can_speak(c)), None
        )

    def _object_relative(self, head: int, cue: Cue) -> Frame | None:
        """ "de 300 doden die Moskou claimt": the noun before is what is said."""
        tree = self.tree
        if tree.labels[head] != "acl:relcl" or cue.group not in WITH_OBJECT:
            return None
        noun = tree.heads[head]
        if self.speakers.can_speak(noun) or not any(map(tree.figure, tree.subtree(noun, [head]))):
            return None
        relative = cue.phrase.adverbs if cue.phrase is not None else tree.grammar.object_relative  # "waarover", "die"
        pronoun = next((c for c in tree.children[head] if tree.words[c] in relative), None)
        others = (c for c in tree.dependents(head, "nsubj", "obj") if c != pronoun and not tree.case(c))
        speaker = next((c for c in others if self.speakers.can_speak(c)), None)
        if pronoun is None or speaker is None:
            return None
        content = tree.subtree(noun, [head])
        stance = cue.stance
        return Frame("says of it", stance, head, cue.span, speaker, content, verbal=True, hedged=stance == "estimate")

    def _free_relative(self, head: int, cue: Cue, end: int) -> Frame | None:
        """ "wat Moskou beweert, een half miljoen": the figure is put beside the clause."""
        tree = self.tree
        what = next((c for c in tree.dependents(head, "obj") if tree.words[c] in tree.grammar.free_relative), None)
        speaker = tree.dependent(head, "nsubj")
        if what is None or speaker is None or head + 1 >= end or tree.doc[head + 1].text not in (",", ":"):
            return None
        last = next((i for i in range(head + 2, end) if tree.tags[i] == "PUNCT"), end)
        beside = set(range(head + 2, last))
        if any(tree.tags[i] in ("VERB", "AUX") for i in beside) or not any(map(tree.figure, beside)):
            return None
        able = self.speakers.can_speak(speaker)
        return Frame("says of it", cue.stance, head, cue.span, speaker, beside, verbal=True) if able else None

    def _rejects(self, head: int) -> bool:
        """ "noemt dat onzin", "doet het af als propaganda"."""
        tree = self.tree
        near = tree.subtree(head, tree.dependents(head, "ccomp", "conj", "parataxis"))
        return any(tree.words[c] in self._rejecting for c in near)
