"""When to say no, and how sure an answer is."""
