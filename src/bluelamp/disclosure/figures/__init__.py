"""Figures: how often and how fast, in numbers from which nobody can be told."""
