"""The constructions that name a source inside one sentence: who speaks, by which words, and how far their words reach.

Frames of different sentences know nothing of each other: that is attribution.py's.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.reading.according import According
from sayso.reading.arguments import Arguments
from sayso.reading.cues import Cue, Cues, words_of_speech
from sayso.reading.reach import Frame, Reach
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree

_STANCES = {"deny": "deny", "estimate": "estimate", "request": "request"}
_WITH_OBJECT = frozenset({"object", "revise", "count", "estimate", "deny", "request", "phrase", "witness"})
_NOT_CLOSING = ("request", "revise", "phrase", "impersonal")
_CLOSING = ("’", "”", "'", '"', "»", "’’", "''")
_QUOTATION_MARKS = ("“", "”", "„", '"', "‘", "«", ",,")


class Finder:
    """Finds the frames of a document, sentence by sentence."""

    def __init__(self, tree: Tree, speakers: Speakers, language: str = "nl") -> None:
        self.tree = tree
        self.speakers = speakers
        words = words_of_speech(language)
        self.cues = Cues(tree, words)
        self.arguments = Arguments(tree, speakers, words)
        self._according = According(tree, speakers, self.arguments, words)
        self._reach = Reach(tree)
        self._group = words.group
        self._shows = words.set_of("impersonal", "shows")
        self._believes = words.set_of("verbs", "believe")
        self._estimates = words.set_of("according", "estimates")
        self._writes = words.set_of("impersonal", "writes")
        self._origins = words.set_of("impersonal", "origins")
        self._impersonal = words.set_of("impersonal", "verbs")
        self._passives = words.set_of("impersonal", "passive")
        self._preps = words.set_of("impersonal", "preps")
        self._rejecting = words.set_of("rejecting", "words")
        self._rejecting_verbs = words.set_of("rejecting", "verbs")
        self._revised = words.set_of("revising", "nouns")
        self._learns = words.set_of("verbs", "learn")
        self._gerunds = words.set_of("verbs", "gerunds")
        self._hiding = words.set_of("verbs", "hiding")
        self._acts = words.set_of("verbs", "acts")
        self._light = words.set_of("according", "light")
        self._units = tuple(words.set_of("speakers", "units"))

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

    def agent_of(self, head: int) -> int | None:
        """Who does what a passive says, when that is somebody who can speak."""
        tree = self.tree
        agents = (c for c in tree.children[head] if tree.labels[c] == "obl:agent" or tree.case(c) in tree.grammar.by)
        return next((c for c in agents if self.speakers.can_speak(c)), None)

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
        stance = _STANCES.get(cue.group, "say")
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
            pointing = subject is not None and tree.words[subject] in tree.grammar.pointing and self._opens(subject)
            light = all(tree.words[i] in self._light or not tree.words[i].isalpha() for i in range(start, frame.cue[0]))
            if pointing or (verbless and light) or (frame.rule == "report" and light):
                frame.back = True
                frame.whole = not pointing

    def _gapped(self, frames: list[Frame]) -> list[Frame]:
        """ "Kiev meldde 12 doden en Moskou 300": the second speaker without the verb."""
        tree, found = self.tree, []
        for frame in frames:
            if frame.rule != "says" or frame.speaker is None:
                continue
            for node in sorted(frame.content):
                figure = node + 1
                if figure >= len(tree) or tree.tags[node] != "PROPN" or not self.speakers.can_speak(node):
                    continue
                joined = tree.labels[node] == "conj" and tree.heads[node] < node
                joined = joined or (tree.heads[node] == figure and tree.labels[figure] == "conj")
                if joined and tree.figure(figure):
                    content = {i for i in frame.content if i > node}
                    found.append(Frame("says", frame.stance, node, frame.cue, node, content, verbal=True))
                    frame.content -= content
        return found

    # -- verbs -------------------------------------------------------------------------------------------------------

    def _verb(self, i: int, end: int) -> Frame | None:
        tree = self.tree
        cue = self.cues.cue(i, end)
        if cue is None:
            return None
        head = i
        while tree.labels[head] in ("aux", "aux:pass", "cop") and tree.heads[head] != head:
            head = tree.heads[head]
        origin = self._origin(head, cue) if cue.verb in self._origins else None
        if origin is not None:
            return origin
        if self._passive(head):
            return self._unnamed(head, cue)
        believed = self._believed(head) if cue.verb in self._believes else None
        if believed is not None:
            return Frame("if believed", "say", head, cue.span, believed, verbal=True, after=True)
        relative = self._object_relative(head, cue)
        if relative is not None:
            return relative
        learned = self._learned(head, cue) if cue.verb in self._learns else None
        if learned is not None:
            return learned
        shown = cue.verb in self._shows and cue.phrase is None
        speaker = self.arguments.speaker_of(head) if not shown else None
        if speaker is not None and cue.verb in self._impersonal and tree.labels[speaker] == "csubj":
            speaker = None  # "in Moskou heet het dat …"
        if speaker is None or cue.group == "impersonal" or tree.words[speaker] in self.speakers.empty:
            return self._heard(head, cue)
        rule = self._said(head, speaker, cue)
        if rule is None:
            return None
        stance = _STANCES.get(cue.group, "say")
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

    def _learned(self, head: int, cue: Cue) -> Frame | None:
        """ "vernam Reuters van twee functionarissen": whoever told it is the source, who learned it passes it on."""
        tree = self.tree
        told = next((c for c in tree.dependents(head, "nsubj") if self.speakers.can_speak(c)), None)
        for child in tree.dependents(head, "obl", "obl:arg", "nmod", "obl:agent"):
            if tree.case(child) in ("van", "uit") and self.speakers.can_speak(child):
                after = self.arguments.inserted(head)
                passes = told if told is not None and self.speakers.medium(told) else None
                return Frame("heard from", "say", head, cue.span, child, told=passes, verbal=True, after=after)
        return None

    def _believed(self, head: int) -> int | None:
        """ "als we Kiev mogen geloven", "wie de Houthi's gelooft": who is believed."""
        tree = self.tree
        arguments = list(tree.dependents(head, "nsubj", "obj", "iobj", "obl"))
        if not any(tree.words[c] in tree.grammar.believers for c in arguments):
            return None
        return next(
            (c for c in arguments if tree.words[c] not in tree.grammar.believers and self.speakers.can_speak(c)), None
        )

    def _object_relative(self, head: int, cue: Cue) -> Frame | None:
        """ "de 300 doden die Moskou claimt": the noun before is what is said."""
        tree = self.tree
        if tree.labels[head] != "acl:relcl" or cue.group not in _WITH_OBJECT or cue.phrase is not None:
            return None
        noun = tree.heads[head]
        if self.speakers.can_speak(noun) or not any(map(tree.figure, tree.subtree(noun, [head]))):
            return None
        pronoun = next((c for c in tree.children[head] if tree.words[c] in tree.grammar.object_relative), None)
        others = (c for c in tree.dependents(head, "nsubj", "obj") if c != pronoun and not tree.case(c))
        speaker = next((c for c in others if self.speakers.can_speak(c)), None)
        if pronoun is None or speaker is None:
            return None
        content = tree.subtree(noun, [head])
        stance = _STANCES.get(cue.group, "say")
        return Frame("says of it", stance, head, cue.span, speaker, content, verbal=True, hedged=stance == "estimate")

    def _said(self, head: int, speaker: int, cue: Cue) -> str | None:
        """The rule by which something is said here, None when nothing is."""
        tree = self.tree
        clauses = [
            c for c in tree.dependents(head, "ccomp", "xcomp", "csubj", "acl", "advcl") if self._said_clause(c, cue)
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
        things = [c for c in (*things, *self._counted(head)) if c != speaker]
        pointing = [
            c
            for c in (*things, *tree.dependents(head, "nsubj", "advmod", "obl"))
            if tree.words[c] in tree.grammar.pointing_wide
        ]
        objects = [c for c in things if c not in pointing]
        if (
            tree.labels[head] == "advcl"
            and not objects
            and any(tree.words[c] in tree.grammar.as_ for c in tree.children[head])
        ):
            return "says after"
        can_speak = self.speakers.can_speak(speaker) or self.arguments.is_report(speaker)
        opening = min([head, *tree.dependents(head, "aux")])  # ", heeft het ministerie laten weten"
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
        if self.arguments.opens_with_that(head):
            return "says that before"
        if that_clause or self._conjunction_follows(head, speaker):
            return "says that"
        if pointing and not objects:
            if tree.words[min(pointing)] in tree.grammar.so:
                return "says after"
            return "says that before" if self._opens(min(pointing)) else None
        inserted = tree.labels[head] == "parataxis"
        if cue.group in _WITH_OBJECT and (objects or cue.phrase is not None or cue.group == "request"):
            bare = cue.phrase is not None and not cue.phrase.preps and not objects
            return "says after" if bare and inserted and speaker > head else "says"
        if cue.verb in self._hiding and can_speak and self._measured(objects):
            return "says"
        if cue.group == "clause" and can_speak and self._about(head):
            return "says"
        if inserted and (cue.group != "clause" or can_speak or (not objects and self._quoted(head))):
            return "says after"
        return "says" if self._colon_after(head) or self._quoted(head) else None

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
            return tree.words[speaker] in self.speakers.witnesses or ((tells or seen) and self._can_tell(speaker))
        if cue.group == "revise":
            return self._can_tell(speaker) and any(tree.words[c] in self._revised for c in objects)
        if cue.group != "count":
            return True
        if self.arguments.is_report(speaker):
            return True
        if tree.words[speaker] in self.speakers.armies:
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

    def _said_clause(self, child: int, cue: Cue) -> bool:
        """Whether a clause under the verb is what is said, and no act ("wist te ontkomen") or circumstance."""
        tree = self.tree
        marks = {tree.words[c] for c in tree.dependents(child, "mark", "advmod", "case")}
        if cue.verb in self._gerunds and not marks.isdisjoint(tree.grammar.of):
            return True
        if tree.labels[child] in ("acl", "advcl"):
            return not marks.isdisjoint(tree.grammar.that)
        if marks & tree.grammar.infinitive:
            return cue.verb not in self._acts
        return tree.labels[child] != "xcomp"

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
        return after < self.tree.sentence(head)[1] and self.tree.words[after] in self.tree.grammar.that_or_how

    def _opens(self, token: int) -> bool:
        """Whether nothing but light words stands before `token` in its sentence."""
        tree = self.tree
        return all(tree.tags[k] in ("SPACE", "PUNCT", "ADV", "CCONJ") for k in range(tree.sentence(token)[0], token))

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

    def _rejects(self, head: int) -> bool:
        """ "noemt dat onzin", "doet het af als propaganda"."""
        tree = self.tree
        near = tree.subtree(head, tree.dependents(head, "ccomp", "conj", "parataxis"))
        return any(tree.words[c] in self._rejecting for c in near)

    # -- passives and hearsay ----------------------------------------------------------------------------------------

    def _passive(self, head: int) -> bool:
        tree = self.tree
        if tree.dependent(head, "aux:pass", "nsubj:pass", "obl:agent") is not None:
            return True
        return any(tree.words[c] in tree.grammar.passive for c in tree.dependents(head, "aux", "cop"))

    def _unnamed(self, head: int, cue: Cue) -> Frame | None:
        """A passive: the source follows "door", or is the body within which it is said ("binnen de NAVO")."""
        tree = self.tree
        stance = _STANCES.get(cue.group, "say")
        hedged = stance == "estimate"
        agent = self.agent_of(head)
        if agent is not None and stance == "deny" and self._others_report(head, agent):
            return None
        if agent is not None:
            return Frame("passive", stance, head, cue.span, agent, verbal=True, hedged=hedged)
        if cue.verb not in self._passives:
            return None
        for child in tree.dependents(head, "obl", "nmod", "obl:arg"):
            if tree.case(child) not in self._preps:
                continue
            report = self.arguments.is_report(child)
            inside = tree.case(child) in tree.grammar.inside
            if report or (self.speakers.can_speak(child) and (not inside or self.speakers.party(child) is not None)):
                speaker = self.arguments.owner(child)
                return Frame("heard among", stance, head, cue.span, speaker, verbal=True, hedged=hedged)
        return None

    def _others_report(self, head: int, agent: int) -> bool:
        """ "Russia's claim has been dismissed by Kyiv": what is said remains Russia's."""
        reports = (c for c in self.tree.dependents(head, "nsubj:pass") if self.arguments.is_report(c))
        return any(self.arguments.owner(c) not in (c, agent) for c in reports)

    def _heard(self, head: int, cue: Cue) -> Frame | None:
        """ "klonk het bij X", "is te horen bij X", "blijkt uit cijfers van X"."""
        tree = self.tree
        impersonal = any(tree.words[c] in tree.grammar.men for c in tree.dependents(head, "nsubj"))
        loose = any(tree.labels[n] in ("parataxis", "advcl") for n in (head, tree.heads[head]))
        for child in tree.dependents(head, "obl", "nmod", "obl:arg"):
            case = tree.case(child)
            if impersonal and case in tree.grammar.near_speaker and self.speakers.can_speak(child):
                return Frame("heard among", "say", head, cue.span, child, verbal=True)
            if (cue.verb in self._shows and case in tree.grammar.from_report) or self._written(cue, child):
                speaker = self.arguments.owner(child)
                if self.speakers.can_speak(speaker) or self.arguments.is_report(child):
                    back = self.arguments.opens_with_that(head)
                    return Frame("appears from", "say", head, cue.span, speaker, verbal=True, back=back, after=loose)
            elif cue.verb in self._impersonal and (
                case in tree.grammar.at_speaker or (case in self._preps and self.speakers.party(child) is not None)
            ):
                after = loose or tree.labels[head] == "ROOT"
                return Frame("heard among", "say", head, cue.span, child, verbal=True, after=after)
        return None

    def _written(self, cue: Cue, noun: int) -> bool:
        """ "staat in een rapport van X", "valt te lezen in een verklaring", "de cijfers komen van X"."""
        if cue.verb in self._writes:
            return self.tree.case(noun) in self.tree.grammar.in_report and self.arguments.is_report(noun)
        return False

    def _origin(self, head: int, cue: Cue) -> Frame | None:
        """ "Die cijfers komen van het ministerie", "zijn afkomstig van X"."""
        tree = self.tree
        subject = tree.dependent(head, "nsubj", "nsubj:pass")
        if subject is None or not self._opens_figures(subject):
            return None
        for child in tree.dependents(head, "obl", "obl:arg", "nmod"):
            if tree.case(child) in tree.grammar.origin:
                speaker = self.arguments.owner(child)
                if self.speakers.can_speak(speaker) or self.arguments.is_report(child):
                    return Frame("comes from", "say", head, cue.span, speaker, verbal=True, back=True)
        return None

    def _opens_figures(self, subject: int) -> bool:
        """Whether the sentence opens with "die cijfers", "de aantallen", "dat"."""
        tree = self.tree
        start = tree.sentence(subject)[0]
        light = all(tree.tags[k] in ("SPACE", "PUNCT", "DET", "ADV", "PRON", "ADJ") for k in range(start, subject))
        return light and (tree.words[subject] in self._revised or self.arguments.is_report(subject))
