"""Numbers worked out: the plan read off the question, its operands, the steps."""
