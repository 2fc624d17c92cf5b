"""Figures looked up across reports, and places or years put beside each other."""
