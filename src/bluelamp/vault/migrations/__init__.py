"""Bluelamp: the vault room's migrations."""
