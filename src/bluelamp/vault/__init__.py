"""Bluelamp: vault."""
