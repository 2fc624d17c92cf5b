"""What we say ourselves, in eight languages: phrases, values and expressions."""
