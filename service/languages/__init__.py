"""Which language a question is in, and its words in those of reports."""
