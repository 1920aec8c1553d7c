"""Bluelamp: publication."""
