"""A question understood: kind, indicator, time, place, fact or plan."""
