"""Bluelamp: the jobs room's migrations."""
