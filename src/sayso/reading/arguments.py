"""Who does the saying: the subject of a verb, the noun after a preposition, the owner of a report or a count."""

from __future__ import annotations

from sayso.reading.cues import Words
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree

_NOUN_REACH = 12  # words between a preposition and the noun that it governs
_TAIL = 6  # words behind a closing verb of saying: "in a statement on Friday"
_BEFORE_INSERTION = frozenset({",", "”", "’", '"', "'", "’’", "''", "–", "-", "?", "!", "(", "“", "—", "...", "…"})
_LEADING = ("det", "amod", "nummod", "nmod:poss")


class Arguments:
    """Finds speakers around cues, and mends what parsers often get wrong there."""

    def __init__(self, tree: Tree, speakers: Speakers, words: Words) -> None:
        self.tree = tree
        self.speakers = speakers
        self._carriers = words.set_of("according", "carriers")
        self._compounds = tuple(c for c in self._carriers if len(c) > 6)
        self._told = words.set_of("told", "preps")
        self._material = words.set_of("according", "material")
        self._seen = words.set_of("according", "seen")
        self._itself = words.set_of("speakers", "itself")

    # -- subjects ----------------------------------------------------------------------------------------------------

    def subject(self, head: int) -> int | None:
        """The subject of a clause, followed through coordination, control and relative pronouns."""
        node, tree = head, self.tree
        for _ in range(4):
            own = list(tree.dependents(node, "nsubj", "nsubj:pass", "csubj"))
            if own:
                full = [c for c in own if tree.words[c] not in tree.grammar.expletive] or own
                able = (c for c in full if len(full) > 1 and self.speakers.can_speak(c))
                return self._relative(next(able, full[0]), node)
            above = tree.heads[node]
            if (quoted := self._quoted(node, above)) is not None:
                return quoted
            if tree.labels[node] in ("conj", "xcomp", "advcl", "compound:prt", "aux") and above != node:
                node = above
            elif tree.labels[node] == "acl" and tree.tags[above] in ("NOUN", "PROPN"):
                return above
            else:
                return None
        return None

    def _quoted(self, node: int, above: int) -> int | None:
        """ "quoted a doctor as saying": the doctor says it."""
        tree = self.tree
        if tree.labels[node] not in ("advcl", "xcomp", "acl") or above == node:
            return None
        if not any(tree.words[c] in tree.grammar.as_ for c in tree.children[node] if c < node):
            return None
        return next((c for c in tree.dependents(above, "obj") if self.speakers.can_speak(c)), None)

    def _quoting(self, head: int, speaker: int) -> int | None:
        """ "Sana quoted a doctor as saying", "was quoted by Sana as saying": who passes it on."""
        tree, above = self.tree, self.tree.heads[head]
        if tree.labels[head] not in ("advcl", "xcomp", "acl") or above == head:
            return None
        quotes = any(tree.words[c] in tree.grammar.as_ for c in tree.children[head] if c < head)
        near = (c for c in tree.dependents(above, "nsubj", "obl:agent", "obl") if c != speaker)
        return next((c for c in near if quotes and self.speakers.medium(c)), None)

    def speaker_of(self, head: int) -> int | None:
        """The subject of a verb of saying; where the order of the words shows it, against the parser."""
        tree = self.tree
        start, end = tree.sentence(head)
        own = tree.dependent(head, "nsubj")
        before = tree.grammar.subject_first and own is not None and own < head  # "the mayor, X, told AFP"
        outside = own is not None and own < head and not tree.grammar.subject_first  # of the clause that it is put into
        participle = tree.grammar.subject_first and tree.words[head].endswith("ing")  # ", revising an earlier figure"
        if (
            self.inserted(head)
            and not before
            and not participle
            and (tree.labels[head] == "parataxis" or own is None or outside)
        ):
            # ", laat de eigenaar weten": whoever follows the verb at once.
            follows = self.noun_after(head + 1, end)
            tells = follows is not None and (self.speakers.can_speak(follows) or self.is_report(follows))
            if follows is not None and tells and not self._barred(head, follows):
                return follows
        if self.inserted(head) and self.itself_follows(head):
            return self._around(head)
        if tree.grammar.subject_first and (right := self._right_before(head) or self._named_before(head)) is not None:
            return right
        opening = self._opening(start, end)
        if opening is not None and opening <= head:
            # "Dat heeft het Rode Kruis bekendgemaakt": whoever follows the finite verb.
            follows = self.noun_after(opening + 1, end)
            if follows is not None and self.speakers.can_speak(follows) and not tree.case(follows):
                return follows
        found = self.subject(head)
        if found is not None and tree.words[found] in tree.grammar.pointing:
            others = (c for c in tree.dependents(head, "obj", "obl") if c > found and not tree.case(c))
            return next((c for c in others if self.speakers.can_speak(c)), found)
        own = found is not None and tree.heads[found] == head
        if found is not None and own and found < head and not (self.speakers.can_speak(found) or self.is_report(found)):
            # "300 doden telde het Rode Kruis": what stands first is counted, whoever follows the verb counts.
            follows = self.noun_after(head + 1, end)
            if follows is not None and self.speakers.can_speak(follows) and not self._barred(head, follows):
                return follows
        if found is not None and tree.labels[head] == "conj" and not self.speakers.can_speak(found):
            # "ontkende dat er honderden waren en hield het op 25": the parser may have tied the verbs wrongly.
            above = (self.subject(node) for node in tree.ancestors(head) if node != head)
            return next((s for s in above if s is not None and self.speakers.can_speak(s)), found)
        if found is None and not tree.grammar.subject_first and (first := self._first_place(start, head)) is not None:
            return first
        if found is not None or tree.labels[head] != "parataxis":
            return found
        if tree.doc[min(head + 1, end - 1)].text == ":":
            # "X zegt: …": the parser may have given X to what follows the colon.
            subjects = [i for i in range(start, head) if tree.labels[i] == "nsubj" and self.speakers.can_speak(i)]
            return subjects[-1] if subjects else None
        return None

    def itself_follows(self, head: int) -> bool:
        """ ", laat het weten", but not ", telt het leger"."""
        tree, at = self.tree, head + 1
        return at < len(tree) and tree.words[at] in self._itself and tree.labels[at] != "det"

    def _around(self, head: int) -> int | None:
        """ "Iran heeft 300 drones geleverd, laat het weten": the subject of what the clause is put into or behind."""
        tree = self.tree
        for node in (*tree.dependents(head, "ccomp"), *tree.ancestors(tree.heads[head])):
            subject = self.subject(node)
            if subject is not None and subject < head and self.speakers.can_speak(subject):
                return subject
        return None

    def _first_place(self, start: int, head: int) -> int | None:
        """ "Associated Press telde op beelden …": a name is all that stands before the verb, whatever the parse ties it
        to."""
        tree = self.tree
        before = [i for i in range(start, head) if tree.words[i].strip() and tree.labels[i] != "det"]
        if not before or any(tree.tags[i] != "PROPN" for i in before):
            return None
        return before[0] if self.speakers.can_speak(before[0]) else None

    def _right_before(self, head: int) -> int | None:
        """ "…, the army says": the noun between the last mark and the verb, whatever the parser made its subject."""
        tree = self.tree
        if tree.labels[head] not in ("parataxis", "ROOT", "ccomp", "advcl"):
            return None
        at, found = tree.before(head), None
        while at is not None and (tree.doc[at].text not in _BEFORE_INSERTION or self._hyphen(at)):
            within = tree.labels[at] in ("compound", "amod") and found is not None  # "the Hamas-run ministry"
            if (tree.tags[at] in ("VERB", "SCONJ") and not within) or tree.doc[at].text in ".;:":
                return None
            if tree.tags[at] == "ADP" and found is not None and self._nominal(tree.before(at)):
                found = None  # "researchers at the London School of Hygiene estimate"
            if (
                found is None
                and tree.tags[at] in ("NOUN", "PROPN", "PRON")
                and tree.words[at] not in tree.grammar.genitive
            ):
                found = at
            at = tree.before(at)
        if at is None or found is None or not self.speakers.can_speak(found):
            return None
        own = self.subject(head)
        return found if own is None or own <= at else None

    def _named_before(self, head: int) -> int | None:
        """ "Baku boasts of having destroyed 250 tanks": a verb that the tagger took for a noun, its subject for a part
        of that."""
        tree, before = self.tree, self.tree.before(head)
        if before is None or tree.tags[head] not in ("NOUN", "PROPN") or tree.heads[before] != head:
            return None
        part = tree.labels[before] in ("compound", "amod")
        return before if part and self.speakers.can_speak(before) else None

    def _nominal(self, token: int | None) -> bool:
        return token is not None and self.tree.tags[token] in ("NOUN", "PROPN")

    def closing(self, head: int, end: int) -> tuple[int, int] | None:
        """ "…, the medic recalls.", "…, the ombudsman, Ada Bo, said on Friday.": the speaker and the mark before him.

        By the order of the words alone, for verbs that the tagger took for nouns or the parser hung on what is said.
        """
        tree = self.tree
        if not tree.grammar.subject_first or not self._closes(head, end):
            return None
        start, last, named = tree.sentence(head)[0], head, None
        if tree.doc[head - 1].text == "," and tree.entities[head - 2] == "PER":  # a name between commas
            named = head - 2
            while tree.entities[named - 1] == "PER" and named - 1 > start:
                named -= 1
            if tree.doc[named - 1].text != ",":
                return None
            last = named - 1
        mark = next((i for i in range(last - 1, start, -1) if tree.doc[i].text in _BEFORE_INSERTION), None)
        if mark is None or last - mark > _NOUN_REACH or last - mark < 2:
            return None
        phrase = range(mark + 1, last)
        if any(tree.tags[i] in ("VERB", "AUX", "SCONJ", "CCONJ") for i in phrase) or tree.tags[mark + 1] == "ADP":
            return None
        relative = any(tree.tags[i] == "DET" and tree.tags[i - 1] != "ADP" for i in phrase[1:])
        if relative or any(map(tree.figure, phrase)):
            return None  # "a number the army disputes", "40 of whom the army names"
        first = next((i for i in phrase if tree.tags[i] == "ADP"), last)
        return (named or first - 1, mark) if self.speakers.can_speak(first - 1) else None

    def _closes(self, head: int, end: int) -> bool:
        """Whether nothing but a when or a where follows the verb in its sentence."""
        tree = self.tree
        rest = [i for i in range(head + 1, end) if tree.tags[i] not in ("PUNCT", "SPACE")]
        if not rest:
            return True
        light = len(rest) <= _TAIL and tree.tags[rest[0]] in ("ADP", "PROPN", "ADV") and rest[0] == head + 1
        return light and not any(tree.tags[i] in ("VERB", "AUX", "SCONJ") or tree.figure(i) for i in rest)

    def inserted(self, head: int) -> bool:
        """Whether the verb opens an inserted clause: a comma or a closing quotation mark stands before it."""
        at = self.tree.before(head)
        if at is not None and self.tree.words[at] in self.tree.grammar.so:
            at = self.tree.before(at)
        if at is None or self.tree.doc[at].text not in _BEFORE_INSERTION:
            return False
        return not self._hyphen(at)

    def _hyphen(self, at: int) -> bool:
        """Whether a mark binds two words to one: "Russian-speaking"."""
        mark = self.tree.doc[at]
        return mark.text == "-" and not mark.whitespace_ and not mark.is_sent_start

    def enclosed(self, head: int, speaker: int) -> bool:
        """ "The dead, he says, number 400": the subject and its verb stand between two marks."""
        tree = self.tree
        if not tree.grammar.subject_first or speaker > head:
            return False
        first = self.speakers.extent(speaker)[0]
        before = tree.before(first)
        if before is not None and tree.labels[before] == "det":
            before = tree.before(before)
        short = speaker == head - 1 and before is not None and tree.doc[before].text == ","
        return short and head + 1 < len(tree) and tree.doc[head + 1].text == ","

    def opens_with_that(self, head: int) -> bool:
        """ "Dat meldt X", "Dat heeft X gemeld": what is said stands before."""
        opening = self._opening(*self.tree.sentence(head))
        return opening is not None and (opening == head or self.tree.heads[opening] == head)

    def opens(self, token: int) -> bool:
        """Whether nothing but light words stands before `token` in its sentence."""
        tree = self.tree
        return all(tree.tags[k] in ("SPACE", "PUNCT", "ADV", "CCONJ") for k in range(tree.sentence(token)[0], token))

    def _opening(self, start: int, end: int) -> int | None:
        """The finite verb right after an opening "dat" or "dit"."""
        tree = self.tree
        first = [i for i in range(start, min(end, start + 6)) if tree.words[i].strip() and tree.tags[i] != "PUNCT"][:2]
        if len(first) == 2 and tree.words[first[0]] in tree.grammar.pointing and tree.tags[first[1]] in ("AUX", "VERB"):
            return first[1]
        return None

    def _barred(self, start: int, end: int) -> bool:
        return any(self.tree.tags[i] in ("PUNCT", "ADP", "VERB", "SCONJ") for i in range(start + 1, end))

    def _relative(self, subject: int, clause: int) -> int:
        """The noun that a relative pronoun stands for."""
        tree = self.tree
        if tree.words[subject] in tree.grammar.relative and tree.tags[subject] == "PRON":
            for node in tree.ancestors(clause):
                if tree.labels[node] in ("acl:relcl", "acl") and tree.heads[node] < subject:
                    return tree.heads[node]
                if tree.labels[node] not in ("conj", "xcomp"):
                    break
        return subject

    # -- nouns -------------------------------------------------------------------------------------------------------

    def governed(self, i: int, end: int) -> int | None:
        """The noun that the preposition at `i` stands before."""
        tree, head = self.tree, self.tree.heads[i]
        if head > i and tree.tags[head] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"):
            # Where the parser went astray the head is the verb's predicate: the first noun comes first then.
            strange = any(
                tree.tags[k] in ("VERB", "AUX", "PUNCT") and tree.heads[k] != head for k in range(i + 1, head)
            )
            if not strange:
                return head
        return self.noun_after(i + 1, end)

    def noun_after(self, at: int, end: int) -> int | None:
        """The head of the noun phrase that begins at token `at`, or None when a verb comes first."""
        tree, last = self.tree, min(end, at + _NOUN_REACH)
        for i in range(at, last):
            if tree.tags[i] in ("NOUN", "PROPN", "PRON", "NUM", "X") and tree.labels[i] not in _LEADING:
                head, above = i, tree.heads[i]
                while (
                    head < above < last
                    and tree.tags[above] in ("NOUN", "PROPN")
                    and tree.labels[head] in ("flat", "compound", "nmod", "appos")
                ):
                    head, above = above, tree.heads[above]
                return head
            if tree.tags[i] in ("VERB", "AUX"):
                return None
        return None

    def owner(self, noun: int) -> int:
        """Whose words a report, a count or an estimate is: of "cijfers van het ministerie" the ministry's."""
        tree = self.tree
        if self.is_report(noun) or tree.words[noun] in self._material:
            participles = [c for c in tree.dependents(noun, "acl") if tree.words[c] not in self._seen]
            makers = (c for made in participles for c in tree.children[made])
            made_by = (c for c in makers if tree.labels[c] == "obl:agent" or tree.case(c) in tree.grammar.by)
            if (maker := next((c for c in made_by if self.speakers.can_speak(c)), None)) is not None:
                return maker  # "a tally kept by the BBC"
            for child in tree.dependents(noun, "nmod", "obl", "nmod:poss"):
                case = tree.case(child)
                named = not case and tree.tags[child] == "PROPN"
                owns = case in tree.grammar.report_of or case in tree.grammar.genitive or named
                if owns and self.speakers.can_speak(child):
                    return child
            before = ("compound", "amod", "nmod:poss") if tree.grammar.apart else ("amod", "nmod:poss")
            for child in tree.dependents(noun, *before):
                if tree.labels[child] == "compound" and self.speakers.party(child) is not None:
                    return child  # "a UN report"
                genitive = tree.doc[child].text[:1].isupper() and tree.words[child].endswith("s")  # "Kievs schatting"
                if genitive and self.speakers.party(child) is not None:
                    return child
        return noun

    def is_report(self, noun: int) -> bool:
        """Whether the noun is a report, a count, an estimate."""
        word = self.tree.words[noun]
        return word in self._carriers or (self.tree.tags[noun] == "NOUN" and word.endswith(self._compounds))

    def medium_behind(self, noun: int) -> int | None:
        """The paper that the source spoke to: "twee bronnen van persbureau Reuters", "een arts in The Guardian"."""
        tree = self.tree
        informant = tree.words[noun].endswith(tree.grammar.informants)
        for child in tree.dependents(noun, "nmod", "obl"):
            preps = tree.grammar.medium_of_source if informant else tree.grammar.medium_behind
            if child > noun and tree.case(child) in preps and self.speakers.medium(child):
                return child
        return None

    def told(self, head: int, speaker: int) -> int | None:
        """The medium that the speaker told it to: "tegen de BBC", "aan persbureau AP", "vertelde The Guardian"."""
        tree = self.tree
        if (quoting := self._quoting(head, speaker)) is not None:
            return quoting
        for node in (head, *tree.dependents(head, "xcomp", "compound:prt")):
            for child in tree.children[node]:
                label, case = tree.labels[child], tree.case(child)
                behind = tree.grammar.subject_first and label == "nsubj" and child > head > speaker  # "told Reuters"
                if child == speaker or (label in ("nsubj", "ccomp", "parataxis", "conj") and not behind):
                    continue
                bare = (label in ("obj", "iobj", "obl:arg", "obl") or behind) and not case
                if (bare or case in self._told) and self.speakers.medium(child):
                    return child
                for inside in tree.children[child]:
                    if tree.case(inside) in tree.grammar.towards_whom and self.speakers.medium(inside):
                        return inside
        for child in tree.children[speaker]:
            if child > speaker and tree.case(child) in tree.grammar.told_behind and self.speakers.medium(child):
                return child
        return None
