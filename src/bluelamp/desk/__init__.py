"""Bluelamp: desk."""
