"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Languages that news about a war is likely to come in; fewer choices make short texts safer.
_LIKELY = frozenset(
    {"ar", "cs", "da", "de", "en", "es", "fa", "fi", "fr", "he", "it", "ja", "nb", "nl", "no", "pl", "pt", "ro", "ru"}
    | {"sv", "tr", "uk", "zh"}
)
ENOUGH = 1500  # characters: more don't change the answer


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language that the beginning of `text` is in; "und" for a text without words."""
    sample = text[:ENOUGH]
    if not any(letter.isalpha() for letter in sample):
        return "und"
    code, _ = _identifier().classify(sample)
    return str(code)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in _LIKELY if code in identifier.labels])
    return identifier
