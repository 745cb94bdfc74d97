"""How robust and how likely: draws of what is uncertain, and what becomes of each claim."""
