"""Bluelamp: people."""
