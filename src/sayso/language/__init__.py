"""Document → spaCy Doc: the bundled encoder, sentence splitting, and the language's knowledge as data."""

from sayso.language.pipeline import Pipeline, SpacyPipeline, pipeline, sentence_spans

__all__ = ["Pipeline", "SpacyPipeline", "pipeline", "sentence_spans"]
