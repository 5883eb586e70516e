"""What the tests of the web app share: a token, and a document that is hostile in every field."""

from __future__ import annotations

from ledger_samples import READER
from sayso.documents.document import Document, Precision, Published
from sayso.reading.claim import Claim, Party, Place, Quantity, Reading, Speaker, Step
from sayso.reading.ids import claim_id

TOKEN = "a-token-of-the-tests"
EVIL = "<script>window.hacked=1</script><img src=https://evil.example/x.png onerror=window.hacked=1>\"'{{7*7}}"


def hostile() -> tuple[Document, Reading]:
    """A document whose every field tries to run script, to load a picture, or to turn the text around."""
    text = f"Kop {EVIL}\r\n\r\nVolgens {EVIL} zijn 40 {EVIL} gedood bij {EVIL} \u202egnihton\u202c 😀 e\u0301nd."
    start = text.index("40 ")
    speaker, victim, spot = (
        text.index(EVIL, text.index("Volgens")),
        text.index(EVIL, start),
        text.index(EVIL, text.index("bij ")),
    )
    name = f"kwaad/{EVIL}.txt"
    document = Document(
        id=name,
        text=text,
        title=EVIL,
        publisher=EVIL,
        url="javascript:alert(1)",
        language="nl",
        published=Published(None, Precision.UNKNOWN),
        blocks=((0, text.index("\r")), (text.index("Volgens"), len(text))),
    )
    claim = Claim(
        doc=name,
        id=claim_id(name, text, start, start + 2, "killed"),
        start=start,
        end=start + 2,
        sentence=(text.index("Volgens"), len(text)),
        kind="killed",
        quantity=Quantity("40", 40, 40, False, EVIL, EVIL),
        affected=Party(EVIL, EVIL, EVIL, EVIL, victim, victim + len(EVIL)),
        agent=None,
        source=(Speaker(EVIL, speaker, speaker + len(EVIL), EVIL, EVIL, EVIL, None),),
        place=Place(EVIL, None, 48.0, 38.0, 1, EVIL, spot, spot + len(EVIL)),
        period=None,
        certainty="stated",
        polarity="asserted",
        verification=None,
        confidence=0.1,
        reader=READER,
        steps=(Step("kind", EVIL, None),),
    )
    return document, Reading((claim,), (), 1, (EVIL,))
