"""Bluelamp: press."""
