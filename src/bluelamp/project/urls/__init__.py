"""Bluelamp: urls."""
