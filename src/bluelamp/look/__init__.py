"""Bluelamp: look."""
