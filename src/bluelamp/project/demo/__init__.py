"""Bluelamp: demo."""
