"""What is said without saying it oneself: passives, impersonal verbs, reports that figures come from or appear in."""

from __future__ import annotations

from sayso.reading.arguments import Arguments
from sayso.reading.cues import Cue, Words
from sayso.reading.reach import Frame
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree


class Hearsay:
    """Finds the frames whose verb has no speaker for its subject."""

    def __init__(self, tree: Tree, speakers: Speakers, arguments: Arguments, words: Words) -> None:
        self.tree = tree
        self.speakers = speakers
        self.arguments = arguments
        self._impersonal = words.set_of("impersonal", "verbs")
        self._shows = words.set_of("impersonal", "shows")
        self._writes = words.set_of("impersonal", "writes")
        self._passives = words.set_of("impersonal", "passive")
        self._preps = words.set_of("impersonal", "preps")
        self._revised = words.set_of("revising", "nouns")

    def agent_of(self, head: int) -> int | None:
        """Who does what a passive says, when that is somebody who can speak."""
        tree = self.tree
        agents = (c for c in tree.children[head] if tree.labels[c] == "obl:agent" or tree.case(c) in tree.grammar.by)
        return next((c for c in agents if self.speakers.can_speak(c)), None)

    def learned(self, head: int, cue: Cue) -> Frame | None:
        """ "vernam Reuters van twee functionarissen": whoever told it is the source, who learned it passes it on."""
        tree = self.tree
        told = next((c for c in tree.dependents(head, "nsubj") if self.speakers.can_speak(c)), None)
        for child in tree.dependents(head, "obl", "obl:arg", "nmod", "obl:agent"):
            if tree.case(child) in tree.grammar.sender and self.speakers.can_speak(child):
                after = self.arguments.inserted(head)
                passes = told if told is not None and self.speakers.medium(told) else None
                return Frame("heard from", "say", head, cue.span, child, told=passes, verbal=True, after=after)
        return None

    def passive(self, head: int) -> bool:
        """Whether the verb is a passive: its subject says nothing."""
        tree = self.tree
        if tree.dependent(head, "aux:pass", "nsubj:pass", "obl:agent") is not None or self._participle(head):
            return True
        return any(tree.words[c] in tree.grammar.passive for c in tree.dependents(head, "aux", "cop"))

    def _participle(self, head: int) -> bool:
        """ "het door het leger gemelde aantal", "names verified by the BBC": what is said is the noun that it is of."""
        tree = self.tree
        if tree.labels[head] not in ("acl", "amod") or tree.dependent(head, "nsubj", "aux") is not None:
            return False
        return not tree.words[head].endswith(tree.grammar.ongoing) and not any(
            tree.words[c] in tree.grammar.infinitive for c in tree.children[head]
        )

    def unnamed(self, head: int, cue: Cue) -> Frame | None:
        """A passive: the source follows "door", or is the body within which it is said ("binnen de NAVO")."""
        tree = self.tree
        stance = cue.stance
        hedged = stance == "estimate"
        agent = self.agent_of(head)
        if agent is not None and stance == "deny" and self._others_report(head, agent):
            return None
        if agent is not None:
            told = next((c for c in tree.dependents(head, "nsubj:pass") if self.speakers.medium(c)), None)
            noun = tree.subtree(tree.heads[head], [agent]) - {head} if self._participle(head) else set[int]()
            return Frame("passive", stance, head, cue.span, agent, noun, told, verbal=True, hedged=hedged)
        if cue.verb not in self._passives:
            return None
        for child in tree.dependents(head, "obl", "nmod", "obl:arg"):
            on_air = tree.case(child) in tree.grammar.in_report and self.speakers.medium(child)
            if tree.case(child) not in self._preps and not on_air:
                continue
            report = self.arguments.is_report(child)
            inside = tree.case(child) in tree.grammar.inside
            if (
                report
                or on_air
                or (self.speakers.can_speak(child) and (not inside or self.speakers.party(child) is not None))
            ):
                speaker = self.arguments.owner(child)
                return Frame("heard among", stance, head, cue.span, speaker, verbal=True, hedged=hedged)
        return None

    def _others_report(self, head: int, agent: int) -> bool:
        """ "Russia's claim has been dismissed by Kyiv": what is said remains Russia's."""
        reports = (c for c in self.tree.dependents(head, "nsubj:pass") if self.arguments.is_report(c))
        return any(self.arguments.owner(c) not in (c, agent) for c in reports)

    def heard(self, head: int, cue: Cue) -> Frame | None:
        """ "klonk het bij X", "is te horen bij X", "blijkt uit cijfers van X"."""
        tree = self.tree
        known = self._known(head, cue)
        if known is not None:
            return Frame("known to", "say", head, cue.span, known, verbal=True)
        impersonal = any(tree.words[c] in tree.grammar.men for c in tree.dependents(head, "nsubj"))
        opening = min([head, *tree.dependents(head, "aux", "mark")])
        loose = any(tree.labels[n] in ("parataxis", "advcl") for n in (head, tree.heads[head]))
        loose = loose or (tree.labels[head] == "conj" and self.arguments.inserted(opening))
        for child in tree.dependents(head, "obl", "nmod", "obl:arg"):
            case = tree.case(child)
            if impersonal and case in tree.grammar.near_speaker and self.speakers.can_speak(child):
                return Frame("heard among", "say", head, cue.span, child, verbal=True, after=loose)
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

    def _known(self, head: int, cue: Cue) -> int | None:
        """ "De WHO zijn 26 aanvallen bekend": to whom, when that is not what is known."""
        tree = self.tree
        if cue.verb not in self._impersonal or tree.dependent(head, "cop") is None:
            return None
        arguments = [c for c in tree.dependents(head, "nsubj", "obj", "iobj", "obl:arg", "obl") if not tree.case(c)]
        if not any(any(map(tree.figure, tree.subtree(c))) for c in arguments):
            return None
        able = (c for c in arguments if self.speakers.can_speak(c))
        return next((c for c in able if not any(map(tree.figure, tree.subtree(c)))), None)

    def _written(self, cue: Cue, noun: int) -> bool:
        """ "staat in een rapport van X", "valt te lezen in een verklaring", "de cijfers komen van X"."""
        if cue.verb in self._writes:
            return self.tree.case(noun) in self.tree.grammar.in_report and self.arguments.is_report(noun)
        return False

    def origin(self, head: int, cue: Cue) -> Frame | None:
        """ "Die cijfers komen van het ministerie", "zijn afkomstig van X"."""
        tree = self.tree
        subject = tree.dependent(head, "nsubj", "nsubj:pass")
        if subject is None or not self._opens_figures(subject):
            return None
        for child in tree.dependents(head, "obl", "obl:arg", "nmod"):
            if tree.case(child) in tree.grammar.origin:
                speaker = self.arguments.owner(child)
                if self.speakers.can_speak(speaker) or self.arguments.is_report(child):
                    given = tree.subtree(subject) if any(map(tree.figure, tree.subtree(subject))) else set[int]()
                    return Frame("comes from", "say", head, cue.span, speaker, given, verbal=True, back=not given)
        return None

    def _opens_figures(self, subject: int) -> bool:
        """Whether the sentence opens with "die cijfers", "de aantallen", "dat"."""
        tree = self.tree
        start = tree.sentence(subject)[0]
        light = all(tree.tags[k] in ("SPACE", "PUNCT", "DET", "ADV", "PRON", "ADJ") for k in range(start, subject))
        return light and (tree.words[subject] in self._revised or self.arguments.is_report(subject))
