"""Files → Documents: one module a format, paragraphs, furniture, dates, languages. The way in is `read.documents`."""
