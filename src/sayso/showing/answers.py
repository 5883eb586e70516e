"""The questions as the report shows them: each with its chart, its accounts and why they relate, folded below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sayso.accounts.values import Grade, Question
from sayso.ledger import Ledger
from sayso.showing import wording
from sayso.showing.intervals import ORIGINS, chart, drawable
from sayso.showing.question import Account, Why, accounts, whys
from sayso.showing.questions import best_supported, order

CHARTS = 60  # questions with a chart; more make a page that no one reads
SINGLE = 400  # questions of one origin that are listed
WHYS = 40  # pairs of one question that are told; the exports have all


@dataclass(frozen=True, slots=True)
class Answer:
    """A question as the page shows it. `svg` is empty where a chart would say no more than the figure."""

    question: Question
    figure: str
    support: str
    svg: str
    undrawn: int  # origins that the chart had no room for
    accounts: Sequence[Account]
    whys: Sequence[Why]
    whys_left: int


def answers(
    ledger: Ledger, colours: Mapping[str, int], linked: Set[str]
) -> tuple[list[Answer], list[Question], Counter[Grade], int]:
    """The best supported questions in full, those of one origin in short, how many have each grade, how many are left
    out. `linked` are the ids of the claims that the page holds."""
    every = list(ledger.questions())
    compared = [question for question in every if len(question.origins) > 1]
    single = [question for question in every if len(question.origins) <= 1]
    full = sorted(best_supported(compared, CHARTS), key=order)
    short = sorted(best_supported(single, SINGLE), key=order)
    left = len(every) - len(full) - len(short)
    shown = [_answer(ledger, question, colours, linked) for question in full]
    return shown, short, Counter(question.grade for question in every), left


def _answer(ledger: Ledger, question: Question, colours: Mapping[str, int], linked: Set[str]) -> Answer:
    reports = accounts(ledger, question)
    pairs = whys(ledger, question, reports)
    return Answer(
        question=question,
        figure=wording.answer(question),
        support=wording.support(question),
        svg=chart(question, colours, linked) if drawable(question) else "",
        undrawn=max(0, len(question.origins) - ORIGINS),
        accounts=reports,
        whys=pairs[:WHYS],
        whys_left=max(0, len(pairs) - WHYS),
    )
