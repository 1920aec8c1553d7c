"""Bluelamp: gallery."""
