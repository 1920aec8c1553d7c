"""Bluelamp: record."""
