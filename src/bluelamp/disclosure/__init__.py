"""Bluelamp: disclosure."""
