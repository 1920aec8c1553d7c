"""Bluelamp: project."""
