"""Files → Documents: one module a format, paragraphs, furniture, datelines, languages. `read.documents` is the way in."""
