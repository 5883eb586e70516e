"""Claims to questions: which claims can be compared, how they relate, where they come from, what they come to."""
