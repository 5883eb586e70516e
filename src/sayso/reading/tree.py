"""A parsed document as plain arrays: one pass over the spaCy tokens, then every look-up is a list index.

Token numbers are positions in the `Doc`; offsets are code points of its text, half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from sayso.language.lexicon import lexicon
from sayso.reading.grammar import grammar

CLAUSAL = frozenset({"ROOT", "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "xcomp"})


class Tree:
    """Heads, labels, tags and words of a `Doc` as lists, with the questions that several rules ask."""

    def __init__(self, doc: Doc, language: str = "nl") -> None:
        table = lexicon(language, "speech")["figures"]
        self.grammar = grammar(language)
        self._numerals = frozenset(table["words"].split())
        self._numeral_ends = tuple(table["ends"].split())
        self.doc = doc
        self.text = doc.text
        tokens = list(doc)
        self.heads = [t.head.i for t in tokens]
        # "Moscow's version is that 300 surrendered": a clause said of a subject has that one for its own too.
        self.labels = ["nsubj" if t.dep_ == "nsubj:outer" else t.dep_ for t in tokens]
        self.tags = [t.pos_ for t in tokens]
        self.words = [_word(t) for t in tokens]
        self.starts = [t.idx for t in tokens]
        self.ends = [t.idx + len(t) for t in tokens]
        self.entities = [t.ent_type_ for t in tokens]
        self.children: list[list[int]] = [[] for _ in tokens]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)
        self.sentences = [(s.start, s.end) for s in doc.sents]
        self.sentence_of = [0] * len(tokens)
        for number, (start, end) in enumerate(self.sentences):
            for i in range(start, end):
                self.sentence_of[i] = number

    def __len__(self) -> int:
        return len(self.heads)

    def token_at(self, position: int) -> int:
        """The number of the token that holds a character or, between tokens, of the one before."""
        return max(0, bisect_right(self.starts, position) - 1)

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """First and one-past-last of the tokens that begin in the characters `start` to `end`."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def colon_between(self, first: int, second: int) -> bool:
        """Whether a colon stands after token `first` and before token `second`."""
        return any(self.doc[i].text == ":" for i in range(first, second))

    def figure(self, token: int) -> bool:
        """Whether the token may head a figure: a numeral or a vague magnitude ("tientallen")."""
        word = self.words[token]
        if self.tags[token] == "NUM" or word in self._numerals or word[:1].isdigit():
            return True
        return self.tags[token] in ("ADJ", "NOUN") and word.endswith(self._numeral_ends)

    def dependents(self, token: int, *labels: str) -> Iterator[int]:
        """The dependents of `token` that carry one of `labels`, in the order of the text."""
        labels_ = self.labels
        return (c for c in self.children[token] if labels_[c] in labels)

    def dependent(self, token: int, *labels: str) -> int | None:
        """The first dependent with one of `labels`, or None."""
        return next(self.dependents(token, *labels), None)

    def case(self, token: int) -> str:
        """The adposition before a phrase, lower case, or the empty string. Parsers hang it on a numeral at times."""
        for c in self.children[token]:
            if self.labels[c] == "case":
                return self.words[c]
        for c in self.children[token]:
            if self.labels[c] == "nummod" and c < token:
                return self.case(c)
        return ""

    def subtree(self, token: int, without: Iterable[int] = ()) -> set[int]:
        """All tokens under `token`, itself included, but not those under the tokens of `without`."""
        barred, found, todo = set(without), set(), [token]
        while todo:
            node = todo.pop()
            if node in barred or node in found:
                continue
            found.add(node)
            todo.extend(self.children[node])
        return found

    def ancestors(self, token: int) -> Iterator[int]:
        """`token`, its head, and so on up to the root of the sentence."""
        seen = 0
        while seen < 500:
            yield token
            if self.heads[token] == token:
                return
            token = self.heads[token]
            seen += 1

    def clause(self, token: int) -> int:
        """The head of the clause that `token` stands in: the nearest ancestor that a clause hangs on."""
        node = token
        for node in self.ancestors(token):
            if self.labels[node] in CLAUSAL and node != token:
                return node
            if self.labels[node] == "conj" and self.tags[node] in ("VERB", "AUX") and node != token:
                return node
        return node

    def root(self, token: int) -> int:
        """The root of the sentence of `token`."""
        *_, last = self.ancestors(token)
        return last

    def before(self, token: int) -> int | None:
        """The token before `token` in its sentence, white space passed over."""
        start, _ = self.sentence(token)
        return next((i for i in range(token - 1, start - 1, -1) if self.words[i].strip()), None)

    def phrase(self, at: int, end: int, phrases: Iterable[tuple[str, ...]]) -> int | None:
        """One past the last token of the first of `phrases` that begins at token `at`, line breaks allowed inside."""
        for phrase in phrases:
            if self.words[at] != phrase[0]:
                continue
            i = at
            for word in phrase:
                while i < end and not self.words[i].strip():
                    i += 1
                if i >= end or self.words[i] != word:
                    break
                i += 1
            else:
                return i
        return None

    def sentence(self, token: int) -> tuple[int, int]:
        """First token and the one after the last of the sentence that `token` stands in."""
        return self.sentences[self.sentence_of[token]]

    def span_text(self, start: int, end: int) -> str:
        """The text of tokens `start` to `end` (half-open)."""
        return self.text[self.starts[start] : self.ends[end - 1]]


def _word(token: Token) -> str:
    """A token in lower case without the full stop of an abbreviation; the US is not "us"."""
    return "u.s" if token.text == "US" else token.lower_.rstrip(".,;:") or token.lower_
