"""A speaker's tale of himself, told on without a cue: "De arts zei dat hij moe was. Hij had er zestig geopereerd."."""

from __future__ import annotations

from sayso.language.lexicon import lexicon
from sayso.reading.reach import Frame
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree


class Retelling:
    """Tells by tense and subject whether a sentence goes on with what the speaker before it told of himself."""

    def __init__(self, tree: Tree, speakers: Speakers, language: str) -> None:
        self.tree = tree
        self.speakers = speakers
        self._past = frozenset(lexicon(language, "speech")["carry"]["past"])

    def goes_on(self, number: int, before: Frame) -> tuple[int, int] | None:
        """The auxiliary that shows it: "Hij had …", "Zijn mannen hadden …", the tense of reported speech; or None."""
        tree, speakers = self.tree, self.speakers
        start, end = tree.sentences[number]
        past = next((i for i in range(start, end) if tree.words[i] in self._past and tree.labels[i] == "aux"), None)
        subject = tree.dependent(tree.heads[past], "nsubj") if past is not None else None
        if past is None or subject is None or before.speaker is None or speakers.body(before.speaker):
            return None
        his = (subject, *tree.dependents(subject, "nmod:poss"))
        for word in (i for i in his if tree.words[i] in tree.grammar.he_or_she | speakers.possessives):
            person = speakers.antecedent(word)
            if person is not None and speakers.same(person, before.speaker):
                return past, past + 1
        return None
