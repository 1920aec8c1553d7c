"""Bluelamp: packs."""
